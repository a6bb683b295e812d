"""The sender against a real server: every message once, every doubt counted."""
from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from relations.mail import clockwork, mailings, outbox, subscriptions
from relations.mail.addresses import LinkKey
from relations.mail.deliver import NotConnected, Transport
from relations.mail.post import post_service
from relations.mail.sender import Sender
from relations.mail.testing import deliver_due
from relations.models import Delivery, Mailing, Suppression

pytestmark = pytest.mark.django_db
ADDRESSES = [f"p{number:02}@posta.example" for number in range(45)]


def states(mailing: Mailing) -> dict[str, int]:
    return dict(Counter(mailing.deliveries.values_list("state", flat=True)))


def service(to: str = "maria@posta.example") -> Delivery:
    return post_service(
        purpose="account", to=to, template="relations/mail/password_reset", context={"url": "https://x.example/"},
        at=timezone.now(),
    )  # fmt: skip


def again(delivery: Delivery) -> None:
    """Make what was put off due now."""
    Delivery.objects.filter(pk=delivery.pk).update(due_at=timezone.now() - timedelta(seconds=1))


def test_everybody_gets_one_copy_over_one_connection(mailing, faulty):
    made = mailing(*ADDRESSES)
    Sender(faulty.transport).run()
    assert sorted(faulty.to) == ADDRESSES
    assert states(made) == {"sent": 45}
    assert faulty.connections == 1


def test_a_finished_mailing_is_sent(mailing, faulty):
    made = mailing("a@posta.example")
    Sender(faulty.transport).run()
    assert clockwork.finish(at=timezone.now()) == 1
    made.refresh_from_db()
    assert (made.state, made.finished_at is not None) == ("sent", True)


def test_a_second_run_sends_nothing(mailing, faulty):
    mailing("a@posta.example")
    Sender(faulty.transport).run()
    Sender(faulty.transport).run()
    assert faulty.to == ["a@posta.example"]


def test_one_copy_for_two_forms_of_an_address(mailing, faulty):
    made = mailing("M@posta.example", "m@POSTA.example")
    Sender(faulty.transport).run()
    assert (len(faulty.to), made.duplicates) == (1, 1)


def test_4xx_is_put_off_and_sent_once_in_the_end(mailing, faulty):
    made = mailing("a@posta.example")
    faulty.rcpt = lambda to: "451 4.7.1 greylisted"
    Sender(faulty.transport).run()
    row = made.deliveries.get()
    assert (row.state, row.tries, row.reply_code, row.reply_status) == ("deferred", 1, 451, "4.7.1")
    assert row.due_at > timezone.now() + timedelta(seconds=30)
    faulty.rcpt = lambda to: "250 ok"
    again(row)
    Sender(faulty.transport).run()
    assert (faulty.to, states(made)) == (["a@posta.example"], {"sent": 1})


def test_the_delay_grows(mailing, faulty):
    made = mailing("a@posta.example")
    faulty.data = lambda to: "452 4.2.2 mailbox full"
    waits = []
    for _try in range(3):
        Sender(faulty.transport).run()
        row = made.deliveries.get()
        waits.append(round((row.due_at - timezone.now()).total_seconds() / 60))
        again(row)
    assert waits == [1, 5, 15]


def test_5xx_fails_and_the_others_leave(mailing, faulty):
    made = mailing("a@posta.example", "b@posta.example", "c@posta.example")
    faulty.rcpt = lambda to: "550 5.1.1 no such user" if to.startswith("b@") else "250 ok"
    Sender(faulty.transport).run()
    assert states(made) == {"sent": 2, "failed": 1}
    assert made.deliveries.get(state="failed").reply_text == "5.1.1 no such user"


def test_a_missing_mailbox_is_blocked_at_once(mailing, faulty):
    mailing("b@posta.example")
    faulty.rcpt = lambda to: "550 5.1.1 no such user"
    Sender(faulty.transport).run()
    assert list(Suppression.objects.values_list("reason", "purpose")) == [("bounced", "")]


def test_a_refusal_for_another_reason_blocks_nobody(mailing, faulty):
    mailing("b@posta.example")
    faulty.data = lambda to: "554 5.7.1 looks like spam"
    Sender(faulty.transport).run()
    assert Suppression.objects.count() == 0


def test_421_reconnects_and_nothing_is_lost(mailing, faulty):
    made = mailing(*ADDRESSES[:5])
    seen = Counter()

    def rcpt(to):
        seen[to] += 1
        return "421 too many" if to == ADDRESSES[2] and seen[to] == 1 else "250 ok"

    faulty.rcpt = rcpt
    Sender(faulty.transport).run()
    assert states(made) == {"sent": 4, "deferred": 1}
    again(made.deliveries.get(state="deferred"))
    Sender(faulty.transport).run()
    assert (sorted(faulty.to), faulty.connections) == (ADDRESSES[:5], 3)


def test_a_line_cut_before_the_body_leaves_no_doubt(mailing, faulty):
    made = mailing("a@posta.example")
    faulty.rcpt = lambda to: "drop"
    Sender(faulty.transport).run()
    row = made.deliveries.get()
    assert (row.state, row.doubts) == ("deferred", 0)


def test_a_campaign_without_a_reply_is_uncertain_and_held(mailing, faulty):
    made = mailing("a@posta.example", "b@posta.example", "c@posta.example")
    faulty.data = lambda to: "keep and drop" if to.startswith("b@") else "250 ok"
    Sender(faulty.transport).run()
    assert states(made) == {"sent": 2, "uncertain": 1}
    Sender(faulty.transport).run()
    assert sorted(faulty.to) == ["a@posta.example", "b@posta.example", "c@posta.example"]


def test_service_mail_without_a_reply_is_sent_again_with_the_same_message_id(office, faulty):
    row = service()
    faulty.data = lambda to: "keep and drop"
    Sender(faulty.transport).run()
    again(row)
    faulty.data = lambda to: "250 ok"
    Sender(faulty.transport).run()
    row.refresh_from_db()
    assert (row.state, row.doubts) == ("sent", 1)
    assert len({message["Message-ID"] for message in faulty.messages}) == 1
    assert len(faulty.kept) == 2


def test_staff_send_the_uncertain_again_or_count_them_as_sent(mailing, faulty, author):
    made = mailing("a@posta.example", "b@posta.example")
    faulty.data = lambda to: "keep and drop"
    Sender(faulty.transport).run()
    clockwork.finish(at=timezone.now())
    first, second = made.deliveries.order_by("email")
    at = timezone.now()
    assert mailings.consider_sent(mailing=made, delivery=first, by=author, at=at) == 1
    faulty.data = lambda to: "250 ok"
    assert mailings.retry_uncertain(mailing=made, delivery=second, by=author, at=at) == 1
    Sender(faulty.transport).run()
    assert states(made) == {"sent": 2}
    assert faulty.to == ["a@posta.example", "b@posta.example", "b@posta.example"]


def test_the_breaker_pauses_after_fifty_refusals_and_blames_nobody(mailing, faulty):
    made = mailing(*[f"q{number}@posta.example" for number in range(80)])
    faulty.rcpt = lambda to: "554 5.7.1 your address is on a list"
    Sender(faulty.transport).run()
    made.refresh_from_db()
    assert (made.state, made.pause_reason) == ("paused", "breaker")
    assert states(made) == {"queued": 80}
    assert (len(faulty.rcpts), Suppression.objects.count()) == (50, 0)


def test_a_server_that_cannot_be_reached_costs_nothing(mailing):
    made = mailing(*ADDRESSES)
    report = Sender(Transport(path="/tmp/ur-mail-there-is-no-such-socket")).run()
    assert (report.reached_server, states(made)) == (False, {"queued": 45})
    assert set(made.deliveries.values_list("tries", "breaks")) == {(0, 0)}


def test_not_connected_says_why():
    from relations.mail.deliver import Line

    with pytest.raises(NotConnected, match="No such file"):
        Line(Transport(path="/tmp/ur-mail-there-is-no-such-socket")).open()


def test_a_pause_while_sending_stops_before_the_next_message(mailing, faulty, author):
    made = mailing(*ADDRESSES[:10])
    report = Sender(faulty.transport, should_stop=lambda: _pause_after(3, faulty, made, author)).run()
    assert report.accepted == 3
    assert states(made) == {"sent": 3, "queued": 7}
    mailings.resume(mailing=made, by=author, at=timezone.now())
    Sender(faulty.transport).run()
    assert sorted(faulty.to) == ADDRESSES[:10]


def _pause_after(number, faulty, made, author) -> bool:
    if len(faulty.kept) == number:
        mailings.pause(mailing=made, by=author, at=timezone.now())
    return False


def test_stopping_gives_back_what_was_claimed(mailing, faulty):
    made = mailing(*ADDRESSES[:10])
    Sender(faulty.transport, should_stop=lambda: len(faulty.kept) == 4).run()
    assert states(made) == {"sent": 4, "queued": 6}


def test_a_stopped_mailing_sends_no_more(mailing, faulty, author):
    made = mailing(*ADDRESSES[:4])
    mailings.cancel(mailing=made, by=author, at=timezone.now())
    Sender(faulty.transport).run()
    assert (faulty.to, states(made)) == ([], {"cancelled": 4})


def test_who_unsubscribes_while_queued_is_not_written_to(mailing, faulty):
    made = mailing("a@posta.example", "b@posta.example")
    row = made.deliveries.get(email="a@posta.example")
    key = LinkKey(row.pk, "newsletter", row.address_hash, True)
    subscriptions.unsubscribe(key=key, at=timezone.now(), source="test")
    Sender(faulty.transport).run()
    row.refresh_from_db()
    assert (faulty.to, row.state, row.reason) == (["b@posta.example"], "excluded", "unsubscribed")


def test_the_policy_is_asked_again_at_claim(mailing, faulty, consent):
    made = mailing("a@posta.example", "b@posta.example")
    consent("a@posta.example", event="withdrawn")
    Sender(faulty.transport).run()
    assert faulty.to == ["b@posta.example"]
    assert made.deliveries.get(state="excluded").reason == "withdrawn"


def test_one_message_that_cannot_be_built_does_not_stop_the_others(mailing, faulty):
    made = mailing("a@posta.example", "b@posta.example")
    made.deliveries.filter(email="a@posta.example").update(address="à@posta.example")
    Sender(faulty.transport).run()
    assert (faulty.to, states(made)) == (["b@posta.example"], {"sent": 1, "failed": 1})


def test_service_mail_goes_before_a_campaign(mailing, faulty):
    mailing(*ADDRESSES[:3])
    service("zeno@posta.example")
    Sender(faulty.transport).run()
    assert faulty.to[0] == "zeno@posta.example"


def test_the_row_is_marked_after_354_and_before_the_body(mailing, faulty):
    """The server's DATA handler runs after the body; at RCPT the row is only claimed."""
    made = mailing("a@posta.example")
    row = made.deliveries.get()
    claim = outbox.claim(owner="me")
    assert [found.pk for found in claim.rows] == [row.pk]
    row.refresh_from_db()
    assert row.state == "claimed"
    assert outbox.mark([row.pk], owner="me") == {row.pk}
    row.refresh_from_db()
    assert row.state == "sending"


def test_a_mark_needs_the_owner_and_a_living_lease(mailing):
    row = mailing("a@posta.example").deliveries.get()
    outbox.claim(owner="me")
    assert outbox.mark([row.pk], owner="somebody else") == set()
    Delivery.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert outbox.mark([row.pk], owner="me") == set()


@pytest.mark.parametrize(("state", "expected", "doubts"), [("claimed", "queued", 0), ("sending", "uncertain", 1)])
def test_what_a_dead_sender_of_a_campaign_held(mailing, state, expected, doubts):
    row = mailing("a@posta.example").deliveries.get()
    _abandon(row, state)
    outbox.recover()
    row.refresh_from_db()
    assert (row.state, row.doubts) == (expected, doubts)


@pytest.mark.parametrize(("state", "doubts"), [("claimed", 0), ("sending", 1)])
def test_what_a_dead_sender_of_service_mail_held_is_sent_again(office, state, doubts):
    row = service()
    _abandon(row, state)
    outbox.recover()
    row.refresh_from_db()
    assert (row.state, row.doubts) == ("queued", doubts)


def test_a_living_lease_is_left_alone(mailing):
    row = mailing("a@posta.example").deliveries.get()
    outbox.claim(owner="me")
    outbox.recover()
    row.refresh_from_db()
    assert row.state == "claimed"


def test_a_late_answer_settles_what_was_held_as_uncertain(mailing):
    row = mailing("a@posta.example").deliveries.get()
    _abandon(row, "sending")
    outbox.recover()
    assert outbox.settle_sent([row.pk], owner="dead") == 1
    row.refresh_from_db()
    assert row.state == "sent"


def test_a_late_answer_does_not_touch_a_row_that_is_somebody_elses(office):
    row = service()
    _abandon(row, "sending")
    outbox.recover()
    outbox.claim(owner="other")
    assert outbox.settle_sent([row.pk], owner="dead") == 0


def test_the_lease_is_longer_than_any_wait_for_the_server():
    from relations.mail.deliver import FINAL_TIMEOUT, STEP_TIMEOUT

    assert outbox.LEASE > max(STEP_TIMEOUT, FINAL_TIMEOUT)


def _abandon(row: Delivery, state: str) -> None:
    Delivery.objects.filter(pk=row.pk).update(
        state=state, owner="dead", lease_until=timezone.now() - timedelta(seconds=1)
    )


def test_deliver_due_returns_what_arrived(mailing):
    mailing("a@posta.example")
    assert [message["To"] for message in deliver_due()] == ["a <a@posta.example>"]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_after_354_leaves_no_doubt(mailing, faulty, monkeypatch):
    made = mailing("a@posta.example")
    monkeypatch.setattr(outbox, "mark", _failing_once(outbox.mark))
    Sender(faulty.transport).run()
    row = made.deliveries.get()
    assert (faulty.to, row.state, row.doubts, row.breaks) == ([], "deferred", 0, 1)
    again(row)
    Sender(faulty.transport).run()
    assert (faulty.to, states(made)) == (["a@posta.example"], {"sent": 1})


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_after_the_reply_forgets_nothing(mailing, faulty, monkeypatch):
    made = mailing("a@posta.example", "b@posta.example")
    monkeypatch.setattr(outbox, "claim", _failing_once(outbox.claim, skip=1))
    monkeypatch.setattr(outbox, "settle_sent", _failing_once(outbox.settle_sent))
    Sender(faulty.transport).run()
    assert (sorted(faulty.to), states(made)) == (["a@posta.example", "b@posta.example"], {"sent": 2})


def _failing_once(call, skip: int = 0):
    calls = []

    def guarded(*args, **kwargs):
        calls.append(1)
        if len(calls) == skip + 1:
            raise OperationalError("gone")
        return call(*args, **kwargs)

    return guarded
