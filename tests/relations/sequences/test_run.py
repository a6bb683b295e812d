"""A sequence carried out: begun once, each step once, stopped in time, at the right hour."""
from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from relations.actions import consents, interactions, segments, sequences
from relations.mail import addresses, erasure, mailings, subscriptions
from relations.mail.addresses import LinkKey
from relations.mail.returns.take import take
from relations.mail.testing import deliver_due
from relations.models import Delivery, FollowUp, Mailing, SequenceRun, SequenceRunStep
from relations.queries import rehearsal
from relations.segments import Condition, Group
from tests.relations.conftest import AT
from tests.relations.sequences.conftest import CALL, MAIL, SECOND, rome

pytestmark = pytest.mark.django_db


def outcomes(sequence) -> list[tuple]:
    return [(line.who, line.step, line.outcome, line.reason) for line in rehearsal.log(sequence)]


def test_a_welcome_goes_out_at_once_and_the_second_step_a_week_later(sequence, subscriber):
    made, maria = sequence(), subscriber()
    assert sequences.run_all(at=AT) == 1
    run = SequenceRun.objects.get()
    first, second = run.steps.order_by("due_at")
    assert (run.state, run.person, first.state, second.state) == ("running", maria, "done", "waiting")
    assert second.due_at == rome(1, 9, 30, month=12)
    assert sequences.run_all(at=second.due_at - timedelta(minutes=1)) == 0
    assert sequences.run_all(at=second.due_at) == 1
    assert outcomes(made) == [("Maria Galli", "Benvenuto", "mail", ""), ("Maria Galli", "Come partecipare", "mail", "")]


def test_the_message_itself(sequence, subscriber, officer):
    """The words filled in, List-Unsubscribe there, written by the system, answers to who is in charge."""
    sequence()
    subscriber()
    sequences.run_all(at=AT)
    (message,) = deliver_due()
    assert (message["Subject"], message["To"], message["Reply-To"]) == (
        "Benvenuti, Maria", "Maria Galli <maria.galli@posta.example>", officer.email
    )  # fmt: skip
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Gentile Maria Galli, grazie." in message.get_body(("plain",)).get_content()
    assert Mailing.objects.get().state == "sent"


def test_nothing_before_it_was_switched_on(sequence, subscriber):
    subscriber(at=AT - timedelta(days=3))
    sequence()
    assert sequences.run_all(at=AT) == 0
    assert SequenceRun.objects.count() == 0


def test_the_same_moment_twice_is_once(sequence, subscriber):
    sequence()
    subscriber()
    for _turn in range(3):
        sequences.run_all(at=AT)
    assert (SequenceRun.objects.count(), Delivery.objects.count()) == (1, 1)


def test_the_database_itself_refuses_a_second_beginning_and_a_second_step(sequence, subscriber):
    made = sequence()
    subscriber()
    sequences.run_all(at=AT)
    run = SequenceRun.objects.get()
    step = run.steps.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        SequenceRun.objects.create(
            sequence=made, version=made.live, occurrence=run.occurrence, happened_at=AT, began_at=AT
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        SequenceRunStep.objects.create(run=run, step=step.step, due_at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_beats_and_three_workers_do_each_step_once(sequence, subscriber):
    sequence(MAIL, CALL)
    for number in range(12):
        subscriber(f"P{number}")
    start = threading.Barrier(6)

    def beat() -> None:
        start.wait()
        try:
            for _turn in range(3):
                sequences.run_all(at=AT)
                sequences.run_all(at=AT + timedelta(days=6))
        finally:
            connection.close()

    threads = [threading.Thread(target=beat) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert Delivery.objects.filter(is_bulk=True).count() == 12
    assert FollowUp.objects.filter(origin__startswith="sequence:").count() == 12
    assert SequenceRun.objects.count() == 12


def test_one_copy_for_two_people_with_one_address(sequence, subscriber):
    made = sequence(MAIL)
    subscriber("Maria", email="casa@posta.example")
    subscriber("Paolo", email="CASA@posta.example")
    sequences.run_all(at=AT)
    assert sorted(outcomes(made)) == [
        ("Maria Galli", "Benvenuto", "mail", ""), ("Paolo Galli", "Benvenuto", "left_out", "duplicate"),
    ]  # fmt: skip
    assert Delivery.objects.count() == 1


def test_a_subscriber_without_a_record_gets_it_too(sequence):
    sequence(MAIL)
    consents.record(email="nuova@posta.example", purpose="newsletter", event="confirmed", source="modulo", at=AT, evidence={"name": "Anna"})
    sequences.run_all(at=AT)
    assert deliver_due()[0]["Subject"] == "Benvenuti, Anna"


def test_a_thing_to_do_for_who_follows_them(sequence, subscriber, colleague):
    """Four working days after a Tuesday: the Monday after the weekend."""
    sara = colleague("relations_officer", "Sara")
    sequence(CALL)
    subscriber(owner=sara)
    sequences.run_all(at=AT)
    sequences.run_all(at=rome(30, 9))
    todo = FollowUp.objects.get()
    assert (todo.title, todo.owner, todo.due_on.isoformat(), todo.person.last_name) == (
        "Telefonare a Maria Galli", sara, "2026-11-30", "Galli"
    )  # fmt: skip


def test_who_is_followed_by_nobody_goes_to_who_is_in_charge(sequence, subscriber, officer):
    sequence({**CALL, "days": 0})
    subscriber()
    sequences.run_all(at=AT)
    assert FollowUp.objects.get().owner == officer


def test_only_those_of_the_group(sequence, subscriber, officer):
    tagged = Group("all", [Condition("tag", ["volontari"])])
    group = segments.add(name="Volontari", on="person", group=tagged, by=officer, at=AT)
    made = sequence(MAIL, segment=group)
    subscriber("Maria", tags=["volontari"])
    subscriber("Paolo")
    sequences.run_all(at=AT)
    assert sorted(outcomes(made)) == [("Maria Galli", "Benvenuto", "mail", ""), ("Paolo Galli", "", "left_out", "not_in_group")]


# --- who leaves it ----------------------------------------------------------------------------------------------------
def begun(sequence, subscriber):
    made, maria = sequence(), subscriber()
    sequences.run_all(at=AT)
    return made, maria


def test_a_reply_logged_by_a_colleague_stops_it(sequence, subscriber, officer):
    made, maria = begun(sequence, subscriber)
    interactions.log(channel="email", text="Grazie", by=officer, at=AT + timedelta(days=1), outgoing=False, person=maria)
    sequences.run_all(at=AT + timedelta(days=2))
    assert outcomes(made)[-1] == ("Maria Galli", "", "stopped", "reply")
    assert sequences.run_all(at=AT + timedelta(days=30)) == 0


def test_our_own_call_stops_nothing(sequence, subscriber, officer):
    made, maria = begun(sequence, subscriber)
    interactions.log(channel="email", text="Promemoria", by=officer, at=AT + timedelta(days=1), outgoing=True, person=maria)
    sequences.run_all(at=AT + timedelta(days=2))
    assert SequenceRun.objects.get(sequence=made).state == "running"


def test_a_reply_read_from_the_mailbox_stops_it_and_takes_back_what_waits(sequence, subscriber):
    _made, maria = begun(sequence, subscriber)
    row = Delivery.objects.get()
    assert sequences.stop(person=maria, reason="reply", at=AT + timedelta(minutes=1)) == 1
    row.refresh_from_db()
    assert row.state == "cancelled"
    assert deliver_due() == []
    assert sequences.stop(person=maria, reason="reply", at=AT) == 0


def test_a_reply_leaves_a_sequence_alone_that_does_not_stop_for_it(sequence, subscriber):
    made, maria = sequence(stops=[]), subscriber()
    sequences.run_all(at=AT)
    assert sequences.stop(person=maria, reason="reply", at=AT) == 0
    assert sequences.stop(person=maria, reason="by_hand", at=AT, note="Lo ha chiesto al telefono") == 1
    assert SequenceRun.objects.get(sequence=made).note == "Lo ha chiesto al telefono"


@pytest.mark.parametrize("reason", ["unsubscribed", "blocked", "dead", "archived", "erased"])
def test_what_always_stops_it(sequence, subscriber, reason):
    made, maria = begun(sequence, subscriber)
    later, email = AT + timedelta(hours=1), "maria.galli@posta.example"
    if reason == "unsubscribed":
        key = LinkKey(Delivery.objects.get().pk, "newsletter", addresses.hashed(email), True)
        subscriptions.unsubscribe(key=key, at=later, source="prova")
    elif reason == "blocked":
        subscriptions.block(email=email, at=later, by=None)
    elif reason == "erased":
        subscriptions.block(email=email, at=later, by=None, reason="erased")
    else:
        setattr(maria, {"dead": "died_on", "archived": "archived_at"}[reason], later)
        maria.save()
    sequences.run_all(at=AT + timedelta(days=30))
    assert outcomes(made)[-1] == ("Maria Galli", "", "stopped", reason)
    assert SequenceRunStep.objects.get(state="cancelled").step.title == "Come partecipare"


def test_an_erased_address_leaves_nothing_behind(sequence):
    sequence()
    consents.record(email="nuova@posta.example", purpose="newsletter", event="confirmed", source="modulo", at=AT, evidence={"name": "Anna"})
    sequences.run_all(at=AT)
    erasure.erase(email="nuova@posta.example", at=AT + timedelta(hours=1))
    run = SequenceRun.objects.get()
    assert (run.state, run.reason, run.email, run.name) == ("stopped", "erased", "", "")


def test_no_consent_leaves_a_mail_out_and_goes_on(sequence, subscriber):
    made = sequence(MAIL, purpose="events")
    subscriber()
    sequences.run_all(at=AT)
    assert outcomes(made) == [("Maria Galli", "Benvenuto", "left_out", "no_consent")]
    assert SequenceRun.objects.get().state == "finished"


def test_somebody_who_is_in_it_does_not_come_in_twice(sequence, subscriber):
    made, maria = sequence(), subscriber()
    sequences.run_all(at=AT)
    consents.record(
        email="maria.galli@posta.example", purpose="newsletter", event="granted", source="fiera", at=AT + timedelta(hours=2), person=maria
    )
    sequences.run_all(at=AT + timedelta(hours=3))
    assert outcomes(made)[-1] == ("Maria Galli", "", "left_out", "already_in")


# --- the day's mailing --------------------------------------------------------------------------------------------------
def test_a_second_person_of_the_day_goes_into_the_same_mailing_even_when_it_was_closed(sequence, subscriber):
    sequence(MAIL)
    subscriber("Maria")
    sequences.run_all(at=AT)
    assert len(deliver_due()) == 1
    subscriber("Paolo", at=AT + timedelta(hours=1))
    sequences.run_all(at=AT + timedelta(hours=1))
    assert len(deliver_due()) == 1
    assert Mailing.objects.count() == 1


def test_a_days_sending_that_was_stopped_by_hand_stays_stopped(sequence, subscriber, officer):
    made = sequence(MAIL)
    subscriber("Maria")
    sequences.run_all(at=AT)
    mailings.cancel(mailing=Mailing.objects.get(), by=officer, at=AT)
    subscriber("Paolo", at=AT + timedelta(hours=1))
    sequences.run_all(at=AT + timedelta(hours=1))
    assert outcomes(made)[-1] == ("Paolo Galli", "Benvenuto", "left_out", "mailing_stopped")


def test_workers_that_were_away_for_ten_days_do_not_write_twice_at_once(sequence, subscriber):
    """The second step keeps its distance from the first, however late that is."""
    sequence({**MAIL, "days": 1}, SECOND)
    subscriber()
    sequences.run_all(at=AT)
    late = AT + timedelta(days=10)
    assert sequences.run_all(at=late) == 1
    assert SequenceRunStep.objects.get(state="waiting").due_at >= late + timedelta(days=6)


# --- on, off, versions --------------------------------------------------------------------------------------------------
def test_switched_off_it_stops_at_once(sequence, subscriber, officer):
    made, _maria = begun(sequence, subscriber)
    assert sequences.switch_off(sequence=made, by=officer, at=AT) == 1
    assert deliver_due() == []
    assert sequences.run_all(at=AT + timedelta(days=30)) == 0
    assert SequenceRun.objects.get().reason == "switched_off"


def test_who_is_in_it_keeps_the_text_they_began_with(sequence, subscriber, officer, approver):
    made, _maria = begun(sequence, subscriber)
    sequences.save(
        sequence=made, name="Benvenuto", note="", owner=officer, purpose="newsletter", basis="consent", trigger="subscribed",
        value=["newsletter"], segment=None, stops=[], steps=[MAIL, {**SECOND, "subject": "Nuovo testo"}], by=officer, at=AT,
    )
    subscriber("Paolo", at=AT + timedelta(minutes=1))
    sequences.run_all(at=AT + timedelta(minutes=2))
    assert SequenceRun.objects.order_by("pk").last().version.number == 1
    sequences.submit(sequence=made, by=officer, at=AT)
    sequences.approve(sequence=made, by=approver, at=AT)
    subscriber("Sara", at=AT + timedelta(minutes=3))
    sequences.run_all(at=AT + timedelta(days=8))
    subjects = set(Delivery.objects.values_list("person__first_name", "mailing__subject"))
    assert {("Maria", "Tre modi"), ("Paolo", "Tre modi"), ("Sara", "Benvenuti, [nome]")} <= subjects
    sequences.run_all(at=AT + timedelta(days=16))
    assert Delivery.objects.filter(person__first_name="Sara", mailing__subject="Nuovo testo").exists()


def test_an_answer_that_comes_by_mail_stops_it_at_once(sequence, subscriber):
    """From the message somebody got to the end of the sequence, through the same door as every answer."""
    made, maria = begun(sequence, subscriber)
    row = Delivery.objects.get()
    (message,) = deliver_due()
    raw = (
        f"From: Maria Galli <{row.email}>\r\nTo: ufficio@csvticino.example\r\nSubject: Re: Benvenuti\r\n"
        f"In-Reply-To: {message['Message-ID']}\r\nMessage-ID: <1@posta.example>\r\n\r\nGrazie, vengo volentieri.\r\n"
    ).encode()
    assert take(raw=raw, door="pipe", at=AT + timedelta(hours=1)).kind == "reply"
    assert (SequenceRun.objects.get(sequence=made).state, SequenceRun.objects.get(sequence=made).reason) == ("stopped", "reply")
    assert sequences.run_all(at=AT + timedelta(days=30)) == 0
