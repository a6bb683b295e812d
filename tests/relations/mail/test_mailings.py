"""A mailing from draft to sent: four eyes, one start, counted exclusions."""
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from relations.actions import approvals
from relations.actions.approvals import ApprovalRefused
from relations.mail import audience, clockwork, content, mailings, outbox, queries, subscriptions, watch
from relations.mail.audience import Recipient
from relations.mail.mailings import NotNow
from relations.mail.sender import Sender
from relations.models import AuditEvent, Delivery, Mailing, Person

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def test_who_may_not_be_written_to_is_counted_by_reason(mailing, consent, office, author):
    made = mailing("a@posta.example", state="draft")
    consent("b@posta.example", event="withdrawn")
    consent("c@pec.posta.example", "d@posta.example")
    subscriptions.block(email="d@posta.example", at=now(), by=author)
    counts = mailings.set_audience(
        mailing=made, at=now(),
        recipients=[Recipient(f"{name}@posta.example") for name in "aAbde"]
        + [Recipient("c@pec.posta.example"), Recipient("storto")],
    )  # fmt: skip
    assert (counts.to_send, counts.duplicates, counts.total) == (1, 1, 6)
    assert counts.excluded == {"withdrawn": 1, "pec": 1, "blocked": 1, "no_consent": 1, "invalid": 1}


def test_composing_costs_the_same_statements_for_one_or_thirty(mailing, consent):
    made = mailing("a@posta.example", state="draft")
    costs = []
    for number in (1, 30):
        addresses = [f"z{place}@posta.example" for place in range(number)]
        consent(*addresses)
        with CaptureQueriesContext(connection) as captured:
            mailings.set_audience(mailing=made, at=now(), recipients=[Recipient(address) for address in addresses])
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_subscribers_are_those_whose_last_word_is_yes_in_one_query(consent, django_assert_num_queries, db):
    consent("a@posta.example", "b@posta.example", "c@posta.example", "d@posta.example", "e@posta.example")
    consent("b@posta.example", event="withdrawn")
    consent("c@posta.example", event="paused", evidence={"until": "2999-01-01"})
    consent("d@posta.example", event="paused", evidence={"until": "2020-01-01"})
    consent("f@posta.example", event="requested")
    consent("g@posta.example", purpose="events")
    with django_assert_num_queries(1):
        found = [recipient.email for recipient in audience.subscribers("newsletter")]
    assert found == ["a@posta.example", "d@posta.example", "e@posta.example"]


def test_unknown_words_are_refused_before_sending(mailing):
    with pytest.raises(content.BadContent):
        mailing("a@posta.example", subject="Ciao [nme]")


def test_one_cannot_approve_what_one_submitted(mailing, head):
    made = mailing("a@posta.example", state="draft")
    mailings.submit(mailing=made, by=head, at=now())
    with pytest.raises(ApprovalRefused):
        mailings.approve(mailing=made, by=head, at=now())


def test_without_the_permission_nobody_approves(mailing, author):
    made = mailing("a@posta.example", state="in_review")
    with pytest.raises(ApprovalRefused):
        mailings.approve(mailing=made, by=author, at=now())


def test_nothing_leaves_without_approval(mailing, author):
    made = mailing("a@posta.example", state="in_review")
    with pytest.raises(NotNow):
        mailings.start(mailing=made, by=author, at=now())
    assert outbox.claim(owner="me").taken == 0


def test_the_database_refuses_a_campaign_that_was_not_approved(mailing):
    made = mailing("a@posta.example", state="in_review")
    with pytest.raises(IntegrityError, match="campaign_leaves_approved"):
        Mailing.objects.filter(pk=made.pk).update(state="sending")


def test_the_database_refuses_a_second_copy_for_an_address(mailing):
    row = mailing("a@posta.example").deliveries.get()
    row.pk, row.key = None, "another"
    with pytest.raises(IntegrityError, match="one_copy_per_address"):
        row.save(force_insert=True)


def test_an_approval_given_on_the_general_page_counts(mailing, head, author):
    made = mailing("a@posta.example", state="in_review")
    approvals.decide(obj=made, granted=True, by=head, at=now())
    assert mailings.start(mailing=made, by=author, at=now()).state == "sending"


def test_a_refused_mailing_is_a_draft_again(mailing, head):
    made = mailing("a@posta.example", state="in_review")
    assert mailings.refuse(mailing=made, by=head, at=now(), reason="manca la data").state == "draft"


def test_an_approved_content_is_frozen(mailing, author):
    made = mailing("a@posta.example", state="approved")
    with pytest.raises(NotNow):
        mailings.set_content(mailing=made, subject="Altro", html="<p>x</p>", by=author, at=now())


def test_a_reopened_mailing_needs_a_new_approval(mailing, author):
    made = mailing("a@posta.example", state="approved")
    mailings.reopen(mailing=made, by=author, at=now())
    mailings.submit(mailing=made, by=author, at=now())
    with pytest.raises(NotNow):
        mailings.start(mailing=made, by=author, at=now())


def test_an_undo_window_can_be_used_and_passes(mailing, author):
    made = mailing("a@posta.example", state="approved")
    mailings.start(mailing=made, by=author, at=now(), undo_seconds=600)
    assert (made.state, outbox.claim(owner="me").taken) == ("leaving", 0)
    mailings.hold_back(mailing=made, by=author, at=now())
    assert made.state == "approved"
    mailings.start(mailing=made, by=author, at=now() - timedelta(seconds=601), undo_seconds=600)
    assert clockwork.leave_and_recover(at=now()) == 1
    assert outbox.claim(owner="me").taken == 1


def test_a_scheduled_mailing_leaves_when_its_hour_has_come(mailing, author):
    made = mailing("a@posta.example", state="approved")
    mailings.schedule(mailing=made, when=now() + timedelta(hours=1), by=author, at=now())
    assert clockwork.leave_and_recover(at=now()) == 0
    Mailing.objects.filter(pk=made.pk).update(starts_at=now() - timedelta(seconds=1))
    assert clockwork.leave_and_recover(at=now()) == 1


def test_a_second_start_does_nothing(mailing, author):
    made = mailing("a@posta.example", state="approved")
    for _click in range(2):
        mailings.start(mailing=made, by=author, at=now())
    assert AuditEvent.objects.filter(verb="mailing.started").count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_starts_at_once_are_one(mailing, author):
    made = mailing("a@posta.example", "b@posta.example", state="approved")

    def click(_number: int) -> None:
        try:
            mailings.start(mailing=Mailing.objects.get(pk=made.pk), by=author, at=now())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(click, range(20)))
    assert AuditEvent.objects.filter(verb="mailing.started").count() == 1
    assert Delivery.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_no_two_senders_take_one_row(mailing):
    mailing(*[f"p{number}@posta.example" for number in range(200)])

    def take(number: int) -> list[int]:
        try:
            found = []
            while (claim := outbox.claim(owner=f"sender{number}")).taken:
                found += [row.pk for row in claim.rows]
            return found
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        taken = [pk for part in pool.map(take, range(6)) for pk in part]
    assert (len(taken), len(set(taken))) == (200, 200)


def test_progress_counts_every_state(mailing, author):
    made = mailing(*[f"p{number}@posta.example" for number in range(6)])
    rows = list(made.deliveries.order_by("pk"))
    at = now()
    for row, state in zip(rows, ["sent", "sent", "failed", "uncertain", "deferred"], strict=False):
        Delivery.objects.filter(pk=row.pk).update(state=state, settled_at=at)
    found = queries.progress(made, at=at + timedelta(seconds=30))
    assert (found.sent, found.failed, found.uncertain, found.deferred, found.queued) == (2, 1, 1, 1, 1)
    assert (found.total, found.waiting, found.percent, found.is_moving) == (6, 2, 66, True)
    assert found.minutes_left is not None


def test_mail_that_waits_for_more_than_five_minutes_is_stuck(mailing):
    made = mailing("a@posta.example")
    at = now()
    assert watch.is_stuck(at) is False
    made.deliveries.update(due_at=at - timedelta(minutes=6))
    assert watch.is_stuck(at) is False  # it has only just begun to leave
    Mailing.objects.filter(pk=made.pk).update(going_since=at - timedelta(minutes=6))
    assert (watch.is_stuck(at), watch.check(at=at).well) == (True, False)


def test_what_is_paused_is_not_stuck(mailing, author):
    made = mailing("a@posta.example")
    mailings.pause(mailing=made, by=author, at=now())
    made.deliveries.update(due_at=now() - timedelta(hours=1))
    assert watch.oldest_due(now()) is None


def test_everything_can_be_paused_at_once_after_a_restore(mailing):
    made = mailing("a@posta.example")
    assert mailings.pause_everything(reason="copia ripristinata", at=now()) == 1
    assert outbox.claim(owner="me").taken == 0
    made.refresh_from_db()
    assert made.pause_reason == "copia ripristinata"


def test_an_erased_person_is_left_out_at_claim(mailing, faulty):
    made = mailing("a@posta.example")
    person = Person.objects.create(last_name="Rossi", created_at=now(), erased_at=now())
    made.deliveries.update(person=person)
    Sender(faulty.transport).run()
    assert (faulty.to, made.deliveries.get().reason) == ([], "erased")


def test_what_was_paused_before_its_hour_waits_for_it_when_resumed(mailing, author):
    made = mailing("a@posta.example")
    hour = now() + timedelta(days=1)
    Mailing.objects.filter(pk=made.pk).update(state="scheduled", starts_at=hour)
    mailings.pause_everything(reason="copia ripristinata", at=now())
    mailings.resume(mailing=made, by=author, at=now())
    assert (Mailing.objects.get(pk=made.pk).state, outbox.claim(owner="me").taken) == ("scheduled", 0)
    verbs = AuditEvent.objects.filter(object_id=made.pk, verb__startswith="mailing.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True))[-2:] == ["mailing.paused", "mailing.resumed"]
