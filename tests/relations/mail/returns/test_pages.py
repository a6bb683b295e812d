"""Posta in arrivo, the blocks, the page on delivery: as staff see them."""
from __future__ import annotations

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from relations.mail import deliverability, queries, signing_keys
from relations.models import IncomingMessage, MailboxState, OfficeSettings, SigningKey, Suppression, User
from tests.relations.mail.returns import samples


@pytest.fixture
def boss(office) -> User:
    return User.objects.create_superuser("capo@csvticino.example", "una-parola-lunga", first_name="Marco")


@pytest.fixture
def desk(client, boss):
    client.force_login(boss)
    return client


def page(desk, name: str, *args: object, **query: str) -> str:
    response = desk.get(reverse(f"relations:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def post(desk, name: str, *args: object, **fields: str):
    return desk.post(reverse(f"relations:{name}", args=args), fields, follow=True)


# --- lists ---------------------------------------------------------------------
@pytest.mark.parametrize("name", ["incoming", "blocks"])
def test_a_list_costs_the_same_for_one_and_thirty(desk, sent, comes, ada, name):
    costs = []
    for number in (1, 12):
        for place in range(number):
            comes(samples.POSTFIX_UNKNOWN, sent(f"p{number}-{place}@altro.example"), **{"20261124090005.1": f"n{number}-{place}"})
        with CaptureQueriesContext(connection) as captured:
            page(desk, name)
        costs.append(len(captured))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("name", ["incoming", "blocks", "deliverability"])
def test_an_empty_office_is_told_what_will_be_there(desk, name):
    page(desk, name)
    page(desk, name, q="niente@altro.example")


def test_a_block_is_found_by_its_address_and_filtered_by_its_reason(desk, sent, comes):
    comes(samples.POSTFIX_UNKNOWN, sent())
    assert "ada@altro.example" in page(desk, "blocks", q="Ada@Altro.example", motivo="bounced")
    assert "ada@altro.example" not in page(desk, "blocks", q="zeno@altro.example")
    assert "ada@altro.example" not in page(desk, "blocks", motivo="complaint")


def test_a_block_says_after_which_message_and_is_lifted_there(desk, sent, comes):
    row = comes(samples.POSTFIX_UNKNOWN, sent())
    assert reverse("relations:message", args=[row.delivery_id]) in page(desk, "blocks")
    block = Suppression.objects.get()
    answer = post(desk, "block_lift", block.pk, next=reverse("relations:blocks"))
    assert answer.redirect_chain[-1][0] == reverse("relations:blocks")
    block.refresh_from_db()
    assert block.lifted_at is not None


def test_lifting_leads_to_no_foreign_place(desk, sent, comes):
    comes(samples.POSTFIX_UNKNOWN, sent())
    answer = desk.post(reverse("relations:block_lift", args=[Suppression.objects.get().pk]), {"next": "https://altrove.example/"})
    assert answer["Location"] == reverse("relations:outbox")


def test_an_erased_address_is_not_named_again(desk, sent, boss):
    from relations.mail import erasure

    sent()
    erasure.erase(email="ada@altro.example", at=timezone.now(), by=boss)
    assert "ada@altro.example" not in page(desk, "blocks")


def test_the_record_of_a_contact_shows_its_blocks(desk, sent, comes, ada):
    assert "ada@altro.example</b>" not in desk.get(ada.get_absolute_url()).content.decode()
    comes(samples.POSTFIX_UNKNOWN, sent(person=ada))
    assert "<b>ada@altro.example</b>" in desk.get(ada.get_absolute_url()).content.decode()
    assert [block.reason for block in queries.blocks_of_party(ada)] == ["bounced"]


# --- one message ---------------------------------------------------------------
def test_an_answer_is_read_with_what_it_answers(desk, sent, comes, ada):
    row = comes(samples.REPLY, sent(person=ada))
    text = page(desk, "incoming_message", row.pk)
    assert all(words in text for words in ("verremo volentieri", "adesione.pdf", ada.get_absolute_url(), "vi aspettiamo"))


def test_hostile_words_are_shown_as_words(desk, sent, comes, ada):
    row = comes(samples.REPLY, sent(person=ada), **{"verremo volentieri": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in page(desk, "incoming_message", row.pk)


def test_what_nobody_knows_is_ticked_off_and_back(desk, sent, comes):
    row = comes(samples.REPLY, sent("zeno@altro.example"), to="x@csvticino.example", number="x@y.example")
    post(desk, "incoming_seen", row.pk)
    assert list(queries.to_look_at()) == []
    post(desk, "incoming_unseen", row.pk)
    assert list(queries.to_look_at()) == [row]


def test_the_report_of_a_mailing_shows_answers_and_what_came_back(desk, sent, comes, ada):
    row = sent(person=ada)
    comes(samples.REPLY, row)
    comes(samples.POSTFIX_UNKNOWN, row)
    text = page(desk, "mailing", row.mailing_id)
    assert "Ada Neri" in text and "Respinto: casella inesistente" in text
    assert queries.came_back(row.mailing) == {"reply": 1, "gone": 1}


def test_answers_to_account_mail_are_for_the_head_alone(client, office, head, sent, comes, ada):
    row = sent(person=ada)
    found = comes(samples.REPLY, row)
    row.mailing.purpose = "account"
    row.mailing.save(update_fields=["purpose"])
    client.force_login(head)
    assert client.get(reverse("relations:incoming_message", args=[found.pk])).status_code == 404


def test_a_mailbox_that_cannot_be_read_is_told(desk, settings):
    settings.MAILBOX_URL = "imaps://u:p@mail.example"
    MailboxState.objects.create(pk=1, fault="mail.example non si raggiunge.", fault_at=timezone.now())
    assert "mail.example non si raggiunge." in page(desk, "incoming")
    assert "u:p" not in page(desk, "incoming")


# --- does it arrive? -----------------------------------------------------------
def warned(**changes: str) -> str:
    OfficeSettings.objects.filter(pk=1).update(**changes)
    return " ".join(item.words for item in deliverability.warnings(deliverability.Facts.now()))


@pytest.mark.parametrize(("email", "words"), [
    ("csv@libero.it", "fornitore gratuito"), ("csv@gmail.com", "fornitore gratuito"), ("csv@pec.csvticino.example", "PEC"),
    ("csv@altrove.example", "domini diversi"), ("", "non ha un indirizzo"),
])  # fmt: skip
def test_an_address_that_will_not_arrive_is_told(office, settings, email, words):
    settings.MAIL_DOMAIN = "posta.csvticino.example"
    assert words in warned(email=email)


def test_a_domain_under_ours_is_ours(office, settings):
    settings.MAIL_DOMAIN = "posta.csvticino.example"
    assert "domini diversi" not in warned(email="csv@csvticino.example")


@pytest.mark.parametrize(("url", "value"), [
    ("submission://u:p@smtp.gmail.com", "v=spf1 include:_spf.google.com ~all"),
    ("smtps://u:p@smtps.aruba.it", "v=spf1 include:_spf.aruba.it ~all"),
    ("smtps://u:p@mail.csvticino.example", "v=spf1 a:mail.csvticino.example ~all"),
    ("smtp://localhost", "v=spf1 a mx ~all"),
])  # fmt: skip
def test_the_spf_record_of_this_office(office, settings, url, value):
    settings.EMAIL_URL = url
    found = {record.key: record for record in deliverability.records(deliverability.Facts.now(), [])}
    assert (found["spf"].value, found["dmarc"].name) == (value, "_dmarc.csvticino.example")


def test_an_unprotected_line_is_told(office, settings):
    settings.EMAIL_URL = "smtp://mail.csvticino.example"
    assert "non protetta" in warned()


def test_a_key_is_made_published_used_and_given_up_on_the_page(desk):
    post(desk, "signing_key_new")
    key = SigningKey.objects.get()
    text = page(desk, "deliverability")
    assert f"{key.selector}._domainkey.csvticino.example" in text and f"p={key.public_key}" in text
    post(desk, "signing_key_use", key.pk)
    post(desk, "signing_key_stop", key.pk)
    key.refresh_from_db()
    assert (key.state, key.sealed) == ("retired", "")


def test_the_private_half_is_on_no_page_and_in_no_file(desk, boss):
    key = signing_keys.use(key=signing_keys.make(by=boss, at=timezone.now()), by=boss, at=timezone.now())
    pages = [
        page(desk, "deliverability"),
        desk.get(reverse("admin:relations_signingkey_change", args=[key.pk])).content.decode(),
        "".join(made().export().csv for made in admin.site._registry[SigningKey].get_export_resource_classes(None)),
    ]
    assert [key.sealed in text for text in pages] == [False, False, False]
    assert key.selector in pages[2]


def test_the_test_goes_to_who_presses_and_to_the_mailbox_where_there_is_one(desk, settings, boss):
    from relations.mail.testing import deliver_due

    post(desk, "deliverability_test")
    settings.MAILBOX_URL = "imaps://u:p@mail.example"
    post(desk, "deliverability_test")
    to = [message["To"] for message in deliver_due()]
    assert to == [boss.email, boss.email, f"risposte+prova@{settings.MAIL_DOMAIN}"]


def test_what_our_server_said_of_the_last_test_is_shown(desk, sent):
    IncomingMessage.objects.create(
        key="t", kind="test", door="mailbox", received_at=timezone.now(),
        authentication="mx.example; spf=pass x; dkim=none; dmarc=fail (p=none)",
    )
    text = page(desk, "deliverability")
    assert all(words in text for words in ("il server che spedisce può farlo", "manca la firma", "(fail)"))
