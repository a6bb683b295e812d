"""The attention budget: one ceiling for a person's week, the more important first, nothing lost, never one too many."""
from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from relations.mail import budget, mailings, outbox, policy
from relations.mail.audience import Recipient
from relations.mail.post import post_service
from relations.mail.sender import Sender
from relations.models import AttentionBudget, Delivery, Mailing, MailPriority

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ONE = "maria@posta.example"


# --- the answer, from facts alone -------------------------------------------------------------------------------
def ago(*hours: float) -> list[datetime]:
    return [NOW - timedelta(hours=number) for number in hours]


@pytest.mark.parametrize(("week", "until"), [
    ({}, None),
    ({"got": ago(1, 2)}, None),
    ({"got": ago(1, 2, 100)}, NOW + timedelta(hours=68)),
    ({"got": ago(1, 2, 100, 120)}, NOW + timedelta(hours=68)),
    ({"got": ago(1, 2, 169)}, None),
    ({"got": ago(1, 2), "leaving": 1}, NOW + timedelta(hours=166)),
    ({"got": ago(1), "ahead": 1}, None),
    ({"got": ago(1), "ahead": 2}, NOW + timedelta(hours=1)),
    ({"got": ago(1, 2, 3, 4), "ceiling": 0}, None),
    ({"got": ago(1, 2, 3, 4), "is_free": True}, None),
])  # fmt: skip
def test_the_answer(week, until):
    answer = policy.attention(policy.Attention(**{"ceiling": 3, "now": NOW, **week}))
    assert (bool(answer), answer.until) == (until is None, until)


@given(hours=st.lists(st.floats(0, 400), max_size=12), ceiling=st.integers(1, 5))
def test_when_the_wait_is_over_there_is_room(hours, ceiling):
    got = ago(*hours)
    answer = policy.attention(policy.Attention(ceiling, NOW, got))
    if answer:
        return
    assert answer.until > NOW
    assert policy.attention(policy.Attention(ceiling, answer.until, got))
    a_moment_before = answer.until - timedelta(seconds=1)
    assert not policy.attention(policy.Attention(ceiling, a_moment_before, got))


# --- on the queue ---------------------------------------------------------------------------------------------------
pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(office, author, head, consent):
    """A mailing of any purpose that is being sent."""

    def make(*emails: str, purpose: str = "newsletter", person=None, start: bool = True) -> Mailing:
        at = timezone.now()
        consent(*emails, purpose=purpose)
        made = mailings.create(purpose=purpose, title=purpose, by=author, at=at)
        mailings.set_content(mailing=made, at=at, by=author, subject="Ciao [nome]", html="<p>È ora.</p>")
        made.counts = mailings.set_audience(mailing=made, recipients=[Recipient(email, person) for email in emails], at=at)
        mailings.submit(mailing=made, by=author, at=at)
        mailings.approve(mailing=made, by=head, at=at)
        if start:
            mailings.start(mailing=made, by=author, at=at)
        return made

    return make


def got(email: str = ONE, *, days: float = 1, number: int = 1, person=None, purpose: str = "newsletter") -> None:
    """Write down what somebody got some days ago."""
    at = timezone.now() - timedelta(days=days)
    for _turn in range(number):
        mailing = Mailing.objects.create(
            kind="campaign", purpose=purpose, title="prima", state="sent", created_at=at, approved_at=at, starts_at=at, finished_at=at
        )
        Delivery.objects.create(
            mailing=mailing, is_bulk=True, address=email, email=email, address_hash=budget_hash(email), person=person,
            state="sent", due_at=at, created_at=at, settled_at=at,
        )  # fmt: skip


def budget_hash(email: str) -> str:
    from relations.mail import addresses

    return addresses.hashed(email)


def due_now(row: Delivery) -> None:
    Delivery.objects.filter(pk=row.pk).update(due_at=timezone.now() - timedelta(seconds=1))


def test_the_fourth_of_a_week_waits_and_leaves_when_there_is_room(campaign, faulty):
    got(days=2, number=2)
    got(days=6)
    made = campaign(ONE)
    assert (made.counts.to_send, made.counts.waiting) == (1, 1)
    assert budget.forecast_of(made).waiting == 1
    Sender(faulty.transport).run()
    row = made.deliveries.get()
    assert (faulty.to, row.state, row.reason) == ([], "deferred", "attention")
    assert timedelta(hours=23) < row.due_at - timezone.now() < timedelta(hours=25)
    Delivery.objects.exclude(pk=row.pk).update(settled_at=timezone.now() - timedelta(days=8))
    due_now(row)
    Sender(faulty.transport).run()
    row.refresh_from_db()
    assert (faulty.to, row.state, row.reason) == ([ONE], "sent", "")


def test_two_addresses_of_one_person_are_one_week(campaign, faulty, db):
    from relations.actions import parties

    maria = parties.add_person(first_name="Maria", last_name="Galli", by=None, at=timezone.now())
    got("maria@lavoro.example", number=3, person=maria)
    made = campaign(ONE, person=maria)
    Sender(faulty.transport).run()
    assert made.deliveries.get().reason == "attention"


def test_a_receipt_is_neither_held_nor_counted(campaign, faulty):
    got(number=3)
    service = post_service(
        purpose="receipt", to=ONE, template="relations/mail/password_reset", context={"url": "https://x.example/"}, at=timezone.now()
    )
    Sender(faulty.transport).run()
    service.refresh_from_db()
    assert (service.state, faulty.to) == ("sent", [ONE])
    AttentionBudget.objects.update_or_create(pk=1, defaults={"ceiling": 4})
    made = campaign(ONE)
    Sender(faulty.transport).run()
    assert made.deliveries.get().state == "sent"


def test_a_release_never_waits_but_counts(campaign, faulty):
    got(number=3)
    campaign(ONE, purpose="press")
    Sender(faulty.transport).run()
    assert faulty.to == [ONE]


def test_no_ceiling_holds_nobody(campaign, faulty):
    AttentionBudget.objects.create(pk=1, ceiling=0)
    got(number=9)
    campaign(ONE)
    Sender(faulty.transport).run()
    assert faulty.to == [ONE]


@pytest.mark.parametrize("first", ["fundraising", "partnership"])
def test_the_more_important_takes_the_last_place(campaign, faulty, first):
    got(number=2)
    made = {purpose: campaign(ONE, purpose=purpose) for purpose in (first, *{"fundraising", "partnership"} - {first})}
    Sender(faulty.transport).run()
    states = {purpose: row.deliveries.get().state for purpose, row in made.items()}
    assert states == {"fundraising": "deferred", "partnership": "sent"}


def test_the_head_changes_who_is_more_important(campaign, faulty, head):
    budget.settle_rules(
        ceiling=3, order={"fundraising": (90, False), "partnership": (10, False)}, by=head, at=timezone.now()
    )
    got(number=2)
    made = {purpose: campaign(ONE, purpose=purpose) for purpose in ("partnership", "fundraising")}
    Sender(faulty.transport).run()
    assert made["fundraising"].deliveries.get().state == "sent"
    assert MailPriority.objects.get(purpose="partnership").weight == 10


def test_one_claimed_alone_lets_the_more_important_go_first(campaign):
    """A claim that holds only the appeal sees that a proposal is due for the last place."""
    got(number=2)
    appeal = campaign(ONE, purpose="fundraising")
    campaign(ONE, purpose="partnership")
    row = appeal.deliveries.get()
    with transaction.atomic():
        assert budget.hold([row]) == []
    row.refresh_from_db()
    assert row.due_at - timezone.now() < timedelta(minutes=61)


def test_let_pass_with_a_reason(campaign, faulty, head):
    got(number=3)
    made = campaign(ONE)
    Sender(faulty.transport).run()
    row = made.deliveries.get()
    budget.let_pass(delivery=row, reason="L’assemblea è domani", by=head, at=timezone.now() - timedelta(seconds=1))
    Sender(faulty.transport).run()
    row.refresh_from_db()
    assert (row.state, faulty.to) == ("sent", [ONE])
    with pytest.raises(budget.NoLongerWaiting):
        budget.let_pass(delivery=row, reason="ancora", by=head, at=timezone.now())


def test_a_lower_ceiling_asks_those_who_wait_again(campaign, faulty, head):
    got(number=3)
    made = campaign(ONE)
    Sender(faulty.transport).run()
    assert budget.settle_rules(ceiling=5, order={}, by=head, at=timezone.now() - timedelta(seconds=1)) == 1
    Sender(faulty.transport).run()
    assert made.deliveries.get().state == "sent"


def test_the_budget_costs_the_same_for_one_and_for_thirty(campaign, django_assert_num_queries):
    emails = [f"p{number}@posta.example" for number in range(20)]
    campaign(*emails)
    rows = list(Delivery.objects.filter(is_bulk=True))
    for some in (rows[:1], rows):
        with transaction.atomic(), django_assert_num_queries(5):
            budget.hold(some)


@pytest.mark.django_db(transaction=True)
def test_eight_mailings_at_once_do_not_pass_the_ceiling(campaign):
    """Senders side by side claim mailings to the same people: nobody is claimed for more than the ceiling."""
    emails = [f"p{number}@posta.example" for number in range(6)]
    for purpose in ("newsletter", "events", "fundraising", "journal", "surveys", "partnership", "newsletter", "events"):
        campaign(*emails, purpose=purpose)
    start = threading.Barrier(6)

    def sender(number: int) -> None:
        start.wait()
        try:
            while outbox.claim(owner=f"s{number}", group=3).taken:
                pass
        finally:
            connection.close()

    threads = [threading.Thread(target=sender, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for email in emails:
        states = list(Delivery.objects.filter(email=email).values_list("state", flat=True))
        assert sorted(states) == ["claimed"] * 3 + ["deferred"] * 5
