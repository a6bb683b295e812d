"""Posta in uscita and the report of a mailing."""
from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from relations.mail import clockwork, mailings, receiver
from relations.mail.panel_items import went_out
from relations.mail.post import post_service
from relations.mail.receiver import Received
from relations.mail.sender import Sender
from relations.mail.testing import deliver_due
from relations.models import CapturedMessage, Suppression, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, head) -> Client:
    client.force_login(head)
    return client


def page(desk: Client, name: str, *args: object, **options: object):
    return desk.get(reverse(f"relations:{name}", args=args), **options)


def post(desk: Client, name: str, pk: int, **fields: str):
    return desk.post(reverse(f"relations:{name}", args=[pk]), fields)


def service(**fields):
    return post_service(**{
        "purpose": "receipt", "to": "maria@posta.example", "template": "relations/mail/password_reset",
        "context": {"url": "https://x.example/"}, "at": timezone.now(), **fields,
    })  # fmt: skip


def test_the_outbox_costs_the_same_for_one_and_thirty(desk, office):
    costs = []
    for number in (1, 29):
        for _one in range(number):
            service()
        with CaptureQueriesContext(connection) as captured:
            assert page(desk, "outbox").status_code == 200
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_the_report_costs_the_same_for_one_and_thirty(desk, mailing, faulty):
    faulty.rcpt = lambda to: "550 5.1.1 no"
    costs = []
    for number in (1, 30):
        made = mailing(*[f"p{number}{place}@posta.example" for place in range(number)])
        Sender(faulty.transport).run()
        with CaptureQueriesContext(connection) as captured:
            assert page(desk, "mailing", made.pk).status_code == 200
        costs.append(len(captured))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("query", ["?stato=queued", "?tipo=service", "?q=maria", "?q=%00", "?stato=x", "?dopo=x", "?formato=csv"])
def test_the_outbox_can_be_narrowed_and_taken_away(desk, office, query):
    service()
    assert desk.get(reverse("relations:outbox") + query).status_code == 200


def test_without_the_permission_nobody_reads_others_mail(client, author, office):
    row = service()
    client.force_login(author)
    names = [("outbox", []), ("message", [row.pk]), ("message_body", [row.pk]), ("mailing", [row.mailing_id])]
    assert [page(client, name, *args).status_code for name, args in names] == [403] * 4


def test_a_message_is_shown_as_it_was_received(desk, office):
    row = service()
    [message] = deliver_due()
    receiver.store(Received("x@y", "maria@posta.example", message.as_bytes()))
    kept = CapturedMessage.objects.get()
    assert kept.delivery == row
    assert page(desk, "message", row.pk).context["captured"] == kept
    assert "https://x.example/" in page(desk, "message_body", row.pk).content.decode()


def test_a_message_that_has_not_left_is_shown_as_it_will_be(desk, office):
    row = service()
    assert page(desk, "message", row.pk).status_code == 200
    assert page(desk, "message", row.pk).context["captured"] is None
    assert desk.get(reverse("relations:message", args=[row.pk]) + "?vista=testo").status_code == 200


def test_the_frame_runs_no_script_and_loads_nothing_from_elsewhere(desk, office):
    policy = page(desk, "message_body", service().pk)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy


def test_links_in_the_frame_open_a_page_of_their_own(desk, office):
    assert '<base target="_blank">' in page(desk, "message_body", service().pk).content.decode()


def test_an_attachment_is_downloaded_never_shown(desk, office):
    row = service(attachments=[("ricevuta.pdf", b"%PDF", "application/pdf"), ("<b>.html", b"<script>", "text/html")])
    answer = page(desk, "message_attachment", row.pk, 1)
    assert (answer["Content-Type"], answer.content) == ("application/octet-stream", b"<script>")
    assert answer["Content-Disposition"].startswith("attachment")
    assert page(desk, "message_attachment", row.pk, 2).status_code == 404


def test_pausing_resuming_and_stopping(desk, mailing):
    made = mailing("a@posta.example")
    states = []
    for name in ("mailing_pause", "mailing_pause", "mailing_resume", "mailing_cancel", "mailing_resume"):
        assert post(desk, name, made.pk).status_code == 302
        made.refresh_from_db()
        states.append(made.state)
    assert states == ["paused", "paused", "sending", "cancelled", "cancelled"]


def test_a_get_changes_nothing(desk, mailing):
    made = mailing("a@posta.example")
    names = ("mailing_pause", "mailing_resume", "mailing_cancel", "mailing_uncertain")
    assert [page(desk, name, made.pk).status_code for name in names] == [405] * 4


def test_the_two_buttons_for_the_uncertain(desk, mailing, faulty):
    made = mailing("a@posta.example", "b@posta.example")
    faulty.data = lambda to: "keep and drop"
    Sender(faulty.transport).run()
    first, second = made.deliveries.order_by("email")
    assert b"Ritenta" in page(desk, "mailing", made.pk).content
    post(desk, "mailing_uncertain", made.pk, che="inviato", recapito=str(first.pk))
    post(desk, "mailing_uncertain", made.pk, che="ritenta", recapito=str(second.pk))
    assert list(made.deliveries.order_by("email").values_list("state", flat=True)) == ["sent", "queued"]


def test_the_bar_stops_asking_when_it_has_ended(desk, mailing):
    made = mailing("a@posta.example")
    part = {"HX-Request": "true"}
    answer = page(desk, "mailing_progress", made.pk, headers=part)
    assert ("every 2s" in answer.content.decode(), "HX-Refresh" in answer) == (True, False)
    deliver_due()
    answer = page(desk, "mailing_progress", made.pk, headers=part)
    assert ("every 2s" in answer.content.decode(), answer["HX-Refresh"]) == (False, "true")


def test_a_block_is_shown_and_can_be_lifted(desk, mailing, faulty, head):
    made = mailing("a@posta.example")
    faulty.rcpt = lambda to: "550 5.1.1 no"
    Sender(faulty.transport).run()
    block = Suppression.objects.get()
    assert page(desk, "message", made.deliveries.get().pk).context["blocks"] == [block]
    post(desk, "block_lift", block.pk)
    block.refresh_from_db()
    assert (block.lifted_at is not None, block.lifted_by) == (True, head)


def test_what_went_out_shows_mailings_and_automatic_messages(mailing, office):
    since = timezone.now()
    mailing("a@posta.example")
    service(purpose="reminder")
    service(purpose="receipt", to="b@posta.example")
    deliver_due()
    lines = went_out(since, timezone.now())
    assert [line["icon"] for line in lines] == ["mail-check", "refresh-cw"]


def test_stop_is_not_offered_to_who_may_not(client, mailing, author):
    made = mailing("a@posta.example")
    reader = User.objects.create_user("r@csvticino.example")
    reader.user_permissions.set(Permission.objects.filter(codename="view_mailing"))
    client.force_login(reader)
    assert client.post(reverse("relations:mailing_pause", args=[made.pk])).status_code == 403
    assert b"Metti in pausa" not in page(client, "mailing", made.pk).content


def test_the_end_of_a_mailing_stands_in_its_history(mailing, author):
    made = mailing("a@posta.example")
    deliver_due()
    assert clockwork.finish(at=timezone.now()) == 0
    assert mailings.start(mailing=made, by=author, at=timezone.now()).state == "sent"


def test_a_link_that_opens_an_account_is_read_by_nobody_else(desk):
    row = service(purpose="account")
    assert page(desk, "message", row.pk).status_code == 404
    assert page(desk, "message_body", row.pk).status_code == 404
