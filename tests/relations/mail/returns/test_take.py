"""What follows from what comes in, through the one door."""

from datetime import timedelta

import pytest
from django.utils import timezone

from relations import panels
from relations.actions import consents
from relations.mail import addresses, erasure, facts, policy, queries, subscriptions
from relations.mail.returns import consequences
from relations.mail.returns.take import take
from relations.models import Consent, FollowUp, IncomingMessage, Interaction, OfficeSettings, Suppression, TimelineEntry
from tests.relations.mail.returns import samples


def answer(email: str, *, is_campaign: bool = True) -> str:
    subject = facts.Subject(email, addresses.hashed(email), "newsletter", "consent", is_campaign)
    return policy.may_write(facts.of([subject])[0]).reason


def open_blocks() -> list[tuple[str, str]]:
    return list(Suppression.objects.filter(lifted_at=None).values_list("reason", "purpose"))


# --- bounces -------------------------------------------------------------------
@pytest.mark.parametrize("name", ["POSTFIX_UNKNOWN", "EXCHANGE", "QMAIL", "GMAIL", "LIBERO"])
def test_a_dead_mailbox_is_blocked_for_campaigns_and_still_gets_its_receipts(sent, comes, name):
    row = comes(getattr(samples, name), sent())
    assert (row.kind, open_blocks()) == ("gone", [("bounced", "")])
    assert (answer("ada@altro.example"), answer("ada@altro.example", is_campaign=False)) == ("bounced", "")


@pytest.mark.parametrize(("name", "kind"), [
    ("FULL_CALLED_PERMANENT", "soft"), ("EXIM", "soft"), ("ARUBA", "soft"), ("SPAM_REFUSED", "ours"),
    ("POSTFIX_DELAYED", "delayed"), ("VACATION", "automatic"), ("OUTLOOK_AUTO", "automatic"),
])  # fmt: skip
def test_what_blames_no_address_blocks_none(sent, comes, name, kind):
    row = comes(getattr(samples, name), sent())
    assert (row.kind, open_blocks(), answer("ada@altro.example")) == (kind, [], "")


def test_a_forged_bounce_changes_nothing(sent, comes):
    row = sent()
    forged = comes(samples.POSTFIX_UNKNOWN, row, to=f"rimbalzi+{row.pk}-0123456789abcdef@csvticino.example", number="x@y.example")
    assert (forged.kind, forged.delivery, open_blocks()) == ("unknown", None, [])


def test_a_message_id_with_another_key_proves_nothing(sent, comes):
    row = sent()
    forged = comes(samples.POSTFIX_UNKNOWN, row, to="x@csvticino.example", number=f"{'0' * 24}.{row.pk}@csvticino.example")
    assert (forged.kind, open_blocks()) == ("unknown", [])


def test_a_relay_that_rewrites_the_return_path_is_found_by_the_message_id(sent, comes):
    row = comes(samples.POSTFIX_UNKNOWN, sent(), to="account@relay.example")
    assert (row.kind, row.match) == ("gone", "thread")


def test_the_same_message_twice_is_one(sent, comes):
    row = sent()
    assert comes(samples.POSTFIX_UNKNOWN, row).pk == comes(samples.POSTFIX_UNKNOWN, row).pk
    assert Suppression.objects.count() == 1


def test_one_of_two_behind_the_address_lives(sent, comes):
    assert (comes(samples.TWO_RECIPIENTS, sent()), open_blocks()) == (None, [])


# --- counters ------------------------------------------------------------------
def full(sent, comes, number: int, *, at) -> None:
    row = sent()
    comes(samples.FULL_CALLED_PERMANENT, row, at=at, **{"20261124090005.3": f"soft-{number}"})


def test_soft_refusals_block_only_after_five_messages(sent, comes):
    now = timezone.now()
    for number in range(4):
        full(sent, comes, number, at=now + timedelta(days=number))
    assert open_blocks() == []
    full(sent, comes, 4, at=now + timedelta(days=4))
    assert open_blocks() == [("unreachable", "")]
    assert answer("ada@altro.example") == "unreachable"


def test_soft_refusals_of_long_ago_are_forgotten(sent, comes):
    now = timezone.now()
    for number in range(4):
        full(sent, comes, number, at=now - timedelta(days=61))
    full(sent, comes, 4, at=now)
    assert consequences.strikes(addresses.hashed("ada@altro.example"), at=now) == 1


def test_a_message_that_arrived_resets_the_counter(sent, comes):
    now = timezone.now()
    for number in range(4):
        full(sent, comes, number, at=now - timedelta(days=20))
    sent(days_ago=10)
    full(sent, comes, 4, at=now)
    assert (consequences.strikes(addresses.hashed("ada@altro.example"), at=now), open_blocks()) == (1, [])


def test_an_answer_resets_the_counter(sent, comes, ada):
    now = timezone.now()
    row = sent(person=ada)
    full(sent, comes, 0, at=now - timedelta(days=2))
    comes(samples.REPLY, row, at=now - timedelta(days=1))
    assert consequences.strikes(row.address_hash, at=now) == 0


def test_a_lifted_block_begins_again(sent, comes, head):
    now = timezone.now()
    for number in range(5):
        full(sent, comes, number, at=now - timedelta(days=1))
    subscriptions.lift(block=Suppression.objects.get(), by=head, at=now)
    assert (answer("ada@altro.example"), consequences.strikes(addresses.hashed("ada@altro.example"), at=now)) == ("", 0)


# --- who must not be lost ------------------------------------------------------
def test_a_contact_somebody_follows_gets_a_task_once_and_a_line_in_its_story(sent, comes, ada, author):
    first, second = sent(person=ada), sent(person=ada)
    comes(samples.POSTFIX_UNKNOWN, first)
    comes(samples.GMAIL, second)
    [todo] = FollowUp.objects.filter(origin__startswith="new-address:")
    assert (todo.owner, todo.person) == (author, ada)
    assert TimelineEntry.objects.filter(person=ada, event__verb="suppression.blocked").count() == 1


def test_a_contact_that_matters_to_nobody_makes_no_task(sent, comes):
    comes(samples.POSTFIX_UNKNOWN, sent())
    assert FollowUp.objects.count() == 0


# --- complaints ----------------------------------------------------------------
def test_a_complaint_blocks_campaigns_and_withdraws_every_consent(sent, comes):
    consents.record(email="ada@altro.example", purpose="events", event="granted", source="modulo", at=timezone.now())
    row = comes(samples.ARF, sent())
    assert (row.kind, open_blocks()) == ("complaint", [("complaint", "")])
    withdrawn = Consent.objects.filter(email="ada@altro.example", event="withdrawn")
    assert sorted(withdrawn.values_list("purpose", flat=True)) == ["events", "newsletter"]
    assert withdrawn.first().evidence == {"delivery": row.delivery_id}


def test_a_forged_complaint_changes_nothing(sent, comes):
    row = comes(samples.ARF, sent(), to="x@csvticino.example", number="x@y.example")
    assert (row.kind, open_blocks(), Consent.objects.filter(event="withdrawn").count()) == ("unknown", [], 0)


# --- answers -------------------------------------------------------------------
def test_an_answer_goes_into_the_story_and_to_who_is_in_charge(sent, comes, ada, author):
    row = sent(person=ada)
    at = timezone.now()
    found = comes(samples.REPLY, row, to=addresses.reply_address(row.pk), number="x@y.example", at=at)
    contact = Interaction.objects.get()
    assert (found.kind, found.match, found.person, found.interaction) == ("reply", "token", ada, contact)
    assert (contact.channel, contact.outgoing, contact.by, contact.person) == ("email", False, author, ada)
    assert contact.text == "Buongiorno Anna,\nverremo volentieri, siamo in quattro.\n\nGiulia"
    assert "vi aspettiamo il 12 dicembre" in found.text
    assert found.attachments == [{"name": "adesione.pdf", "size": 9}]
    [todo] = FollowUp.objects.filter(origin=f"reply:{found.pk}")
    assert (todo.owner, todo.due_on) == (author, timezone.localdate(at))
    ada.refresh_from_db()
    assert ada.last_contact_at == at
    assert list(queries.replies(row.mailing)) == [found]


def test_an_answer_is_known_by_what_it_answers(sent, comes, ada):
    row = comes(samples.REPLY, sent(person=ada), to="ufficio@csvticino.example")
    assert (row.kind, row.match, row.person) == ("reply", "thread", ada)


def test_an_answer_is_known_by_its_sender(sent, comes, ada):
    row = comes(samples.REPLY, sent(), to="ufficio@csvticino.example", number="x@y.example")
    assert (row.kind, row.match, row.person, row.delivery) == ("reply", "sender", ada, None)


def test_what_nobody_knows_is_kept_to_be_looked_at(sent, comes):
    row = comes(samples.REPLY, sent("zeno@altro.example"), to="ufficio@csvticino.example", number="x@y.example")
    assert (row.kind, row.is_to_look_at, Interaction.objects.count()) == ("unknown", True, 0)
    assert list(queries.to_look_at()) == [row]


def test_a_colleague_s_own_message_is_no_answer(sent, comes, ada):
    row = comes(samples.REPLY, sent(person=ada), **{"<ada@altro.example>": "<anna@csvticino.example>"})
    assert (row.kind, Interaction.objects.count()) == ("automatic", 0)


def test_a_holiday_is_no_answer(sent, comes, ada):
    comes(samples.VACATION, sent(person=ada))
    assert (Interaction.objects.count(), FollowUp.objects.count()) == (0, 0)


def test_who_answers_from_another_address_is_named(sent, comes, ada):
    comes(samples.REPLY, sent(person=ada), **{"<ada@altro.example>": "<segreteria@altro.example>"})
    assert Interaction.objects.get().text.splitlines()[0].endswith("segreteria@altro.example: Buongiorno Anna,")


def test_three_answers_ask_to_be_read_once(sent, comes, ada):
    row = sent(person=ada)
    for number in range(3):
        comes(samples.REPLY, row, **{"reply-1": f"reply-{number}"})
    assert (Interaction.objects.count(), FollowUp.objects.count()) == (3, 1)


def test_listeners_hear_of_answers_and_only_of_them(sent, comes, ada):
    heard = []
    panels.register(panels.ReplyListener("test", lambda party, at, delivery: heard.append((party, delivery))))
    try:
        row = sent(person=ada)
        comes(samples.VACATION, row)
        comes(samples.REPLY, row)
    finally:
        del panels.registry.items[panels.ReplyListener]["test"]
    assert heard == [(ada, row)]


# --- the rest ------------------------------------------------------------------
def test_a_test_that_comes_round_keeps_what_our_server_says(office, head, sent):
    from relations.mail import deliverability
    from relations.mail.compose import message_id

    row = deliverability.send_test(by=head, at=timezone.now())[0]
    raw = (
        f"Authentication-Results: mx.csvticino.example;\r\n spf=pass smtp.mailfrom=csvticino.example;\r\n dkim=fail (bad)\r\n"
        f"Authentication-Results: forged.example; dmarc=pass\r\n"
        f"From: {OfficeSettings.current().email}\r\nMessage-ID: {message_id(row)}\r\n\r\nprova"
    ).encode()
    found = take(raw=raw, door="mailbox", at=timezone.now())
    assert (found.kind, deliverability.last_test()) == ("test", found)
    assert [(item.name, item.well) for item in deliverability.said(found.authentication)] == [
        ("SPF", True), ("DKIM", False), ("DMARC", False),
    ]  # fmt: skip


@pytest.mark.parametrize("raw", [b"", b"\x00\xff", b"From: a@b.example\r\n\r\n\x00nul"])
def test_whatever_comes_is_kept(office, raw):
    assert take(raw=raw, door="pipe", at=timezone.now()).kind == "unknown"


def test_what_cannot_be_handled_is_kept_and_undone(sent, comes, ada, monkeypatch):
    def broken(party, at, delivery):
        raise RuntimeError("a listener fell over")

    panels.register(panels.ReplyListener("test", broken))
    try:
        row = comes(samples.REPLY, sent(person=ada))
    finally:
        del panels.registry.items[panels.ReplyListener]["test"]
    assert (row.kind, row.subject, Interaction.objects.count()) == ("unknown", "Re: Novembre", 0)


def test_erasing_forgets_the_words(sent, comes, ada, head):
    row = comes(samples.REPLY, sent(person=ada))
    erasure.erase(email="ada@altro.example", at=timezone.now(), by=head)
    row.refresh_from_db()
    assert (row.sender, row.sender_name, row.subject, row.text, row.attachments, row.person) == ("", "", "", "", [], None)
    assert IncomingMessage.objects.count() == 1


def test_what_says_nothing_is_forgotten_after_half_a_year_and_answers_are_not(sent, comes, ada):
    from relations.mail.returns import looking

    old, row = timezone.now() - timedelta(days=181), sent(person=ada)
    comes(samples.VACATION, row, at=old)
    comes(samples.REPLY, row, at=old)
    assert looking.forget(before=timezone.now() - looking.KEPT) == 1
    assert IncomingMessage.objects.get().kind == "reply"
