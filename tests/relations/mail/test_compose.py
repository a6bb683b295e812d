"""What stands on the wire: headers by the RFCs, texts as they were written."""
from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from relations.mail import addresses
from relations.mail.audience import Recipient
from relations.mail.compose import Composer
from relations.mail.mailings import set_audience
from relations.mail.post import post_service
from relations.models import Delivery, Mailing

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
HOSTILE = 'Anna "la\r\nBcc: altri@posta.example" è <b>, \u202eoirotsnom\x00'


def built(row: Delivery) -> tuple[bytes, email.message.EmailMessage]:
    raw = Composer(Mailing.objects.get(pk=row.mailing_id)).build(row, at=AT)
    return raw, email.message_from_bytes(raw, policy=email.policy.default)


@pytest.fixture
def campaign(mailing):
    return built(mailing("maria@posta.example", html="<p>Perché no, [nome]?</p>").deliveries.get())


@pytest.fixture
def service(office):
    row = post_service(
        purpose="receipt", to="maria@posta.example", template="relations/mail/password_reset", at=AT,
        context={"url": "https://x.example/?a=1&b=2"}, attachments=[("ricevuta è.pdf", b"%PDF\x00\xff" * 500, "application/pdf")],
        reply_to="irene@csvticino.example",
    )  # fmt: skip
    return built(row)


def test_every_header_stands_once(campaign):
    names = [name.lower() for name in campaign[1].keys()]
    assert sorted(names) == sorted(set(names))


def test_a_campaign_can_be_left_with_one_click(campaign):
    message = campaign[1]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = message["List-Unsubscribe"].removesuffix("/>").rpartition("/")[2]
    assert addresses.read_link_token(token).purpose == "newsletter"
    assert message["List-Id"] == "<newsletter.ufficio-relazioni.example>"


def test_a_campaign_written_by_a_person_is_not_called_automatic(campaign):
    assert campaign[1]["Auto-Submitted"] is None


def test_service_mail_without_an_author_is_called_automatic_and_is_no_list(service):
    message = service[1]
    assert (message["Auto-Submitted"], message["List-Unsubscribe"], message["List-Id"]) == ("auto-generated", None, None)


def test_the_author_gets_the_replies(service):
    assert service[1]["Reply-To"] == "irene@csvticino.example"


def test_the_date_is_romes(campaign):
    assert campaign[1]["Date"] == "Tue, 24 Nov 2026 10:05:00 +0100"


def test_the_message_id_is_the_same_every_time(mailing):
    row = mailing("maria@posta.example").deliveries.get()
    assert built(row)[1]["Message-ID"] == built(row)[1]["Message-ID"]
    assert built(row)[1]["Message-ID"].endswith("@ufficio-relazioni.example>")


def test_accents_arrive_in_both_texts(campaign):
    message = campaign[1]
    assert "Perché no, maria?" in message.get_body(("plain",)).get_content()
    assert "Perché no, maria?" in message.get_body(("html",)).get_content()


def test_every_line_is_short_enough_and_ends_in_crlf(campaign, service):
    for raw in (campaign[0], service[0]):
        assert b"\n" not in raw.replace(b"\r\n", b"")
        assert max(map(len, raw.split(b"\r\n"))) <= 998
        assert raw.isascii()


def test_nothing_is_wrong_for_a_strict_reader(campaign, service):
    for message in (campaign[1], service[1]):
        assert [part.defects for part in message.walk() if part.defects] == []
        assert [value.defects for value in message.values() if value.defects] == []


def test_an_attachment_arrives_as_it_was(service):
    part = next(service[1].iter_attachments())
    assert (part.get_filename(), part.get_content_type()) == ("ricevuta è.pdf", "application/pdf")
    assert part.get_payload(decode=True) == b"%PDF\x00\xff" * 500


def test_both_kinds_of_mail_say_why_they_came(campaign, service):
    for message in (campaign[1], service[1]):
        assert "/perche/" in message.get_body(("html",)).get_content()
        assert "/perche/" in message.get_body(("plain",)).get_content()


def test_hostile_names_and_subjects_make_no_headers(mailing, author):
    at = timezone.now()
    made = mailing("maria@posta.example", state="draft", subject=f"Ciao {HOSTILE}")
    set_audience(
        mailing=made, at=at,
        recipients=[Recipient("maria@posta.example", values={"nome": HOSTILE, "nome_completo": HOSTILE})],
    )  # fmt: skip
    message = built(made.deliveries.get())[1]
    assert message["Bcc"] is None
    assert message["To"].addresses[0].addr_spec == "maria@posta.example"
    assert message["Subject"] == 'Ciao Anna "la Bcc: altri@posta.example" è <b>, oirotsnom'


def test_a_value_is_escaped_in_html_and_plain_in_text(mailing):
    at = timezone.now()
    made = mailing("maria@posta.example", state="draft")
    set_audience(mailing=made, at=at, recipients=[Recipient("maria@posta.example", values={"nome": "<b>Rosa & C."})])
    message = built(made.deliveries.get())[1]
    assert "Buongiorno &lt;b&gt;Rosa &amp; C.," in message.get_body(("html",)).get_content()
    assert "Buongiorno <b>Rosa & C.," in message.get_body(("plain",)).get_content()


def test_no_picture_from_elsewhere_and_no_counted_click(campaign):
    html = campaign[1].get_body(("html",)).get_content()
    assert "<img" not in html
    assert "fonts.googleapis" not in html
