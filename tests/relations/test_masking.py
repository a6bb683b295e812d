"""The secret of a link shows only to whom it was made for."""

import logging

import pytest
import structlog
from django.conf import settings as office_settings

from relations.actions import links
from relations.mail.post import post_service
from relations.masking import masked
from tests.relations.conftest import AT

TOKEN = "kJ2_s9Xy-QwErTyUiOpAsDfGhJkLzXcV"


def test_secrets_are_hidden_and_readable_addresses_stay():
    assert masked(f"Not Found: /proposta/{TOKEN}/") == "Not Found: /proposta/•••/"
    assert masked(f"/cerca-partner/posta/?richiesta={TOKEN}&x=1") == "/cerca-partner/posta/?richiesta=•••&x=1"
    path = "/organizzazioni/officine-meccaniche-lomelline-di-precisione-412/"
    assert masked(path) == path


def test_a_log_line_of_a_wrong_link_keeps_no_secret(client, db):
    handler, lines, formatter = logging.Handler(), [], _formatter()
    handler.emit = lambda record: lines.append(formatter.format(record))
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        client.get(f"/iscrizione/conferma/{TOKEN}/")
    finally:
        logger.removeHandler(handler)
    assert lines and not any(TOKEN in line for line in lines)


def _formatter() -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        **{key: value for key, value in office_settings.LOGGING["formatters"]["plain"].items() if key != "()"}
    )


@pytest.mark.parametrize(("email_url", "shown"), [("", True), ("smtp://posta.example", False)])
def test_colleagues_read_mailed_secrets_only_where_no_mail_leaves(
    email_url, shown, settings, organization, officer, sign_in
):
    settings.EMAIL_URL = email_url
    body = organization()
    _link, token = links.issue(scope="prova", target=body, at=AT)
    delivery = post_service(
        purpose="subscription", to="anna@voce.example", template="relations/mail/subscription_confirm", at=AT,
        context={"url": f"https://ufficio.example/x/{token}/", "name": "Anna", "purposes": []},
    )  # fmt: skip
    client = sign_in(officer)
    page = client.get(f"/posta-in-uscita/{delivery.pk}/?vista=testo").content.decode()
    frame = client.get(f"/posta-in-uscita/{delivery.pk}/corpo/").content.decode()
    assert (token in page, token in frame) == (shown, shown)
