"""The ledger of promises, the clock, and what the diary does with them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations import cadence
from relations.actions import agenda, commitments, followups, heard, meeting_clock, meetings
from relations.models import Commitment, Delivery, FollowUp, HeardNote, NewDate
from relations.queries import promises
from tests.relations.conftest import AT, TODAY
from tests.relations.meetings.conftest import STARTS


@pytest.fixture
def promise(officer, company):
    def make(text: str = "Mandare il preventivo", due: date = TODAY + timedelta(days=10), *, ours: bool = True, **fields) -> Commitment:
        side = {"owner": officer} if ours else {"follower": officer}
        return commitments.make(text=text, due_on=due, by=officer, at=AT, organization=company, **(side | fields))

    return make


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, 50, tzinfo=UTC)


def todos(promise: Commitment) -> list[tuple[str, str]]:
    rows = FollowUp.objects.filter(origin__startswith=f"commitment:{promise.pk}").order_by("pk")
    return [(row.title, row.status) for row in rows]


# --- level with the diary ------------------------------------------------------
@pytest.mark.django_db
def test_a_promise_of_ours_stands_in_its_owners_day(promise, officer):
    row = promise()
    todo = FollowUp.objects.get()
    assert (todo.owner, todo.due_on, todo.title, todo.url) == (
        officer, row.due_on, "Promesso a Meccanica Lomellina S.r.l.: Mandare il preventivo", row.get_absolute_url(),
    )  # fmt: skip


@pytest.mark.django_db
def test_ticking_the_thing_to_do_keeps_the_promise_and_taking_the_tick_back_owes_it_again(promise, officer):
    row = promise()
    todo = FollowUp.objects.get()
    followups.complete(followup=todo, by=officer, at=AT)
    row.refresh_from_db()
    assert (row.status, row.closed_on, row.closed_by) == ("kept", TODAY, officer)
    followups.reopen(followup=todo, by=officer, at=AT)
    row.refresh_from_db()
    assert (row.status, row.closed_on) == ("open", None)


@pytest.mark.django_db
def test_keeping_the_promise_ticks_the_thing_to_do_and_opening_it_again_unticks_it(promise, officer):
    row = promise()
    for _time in range(2):
        commitments.keep(promise=row, by=officer, at=AT)
    assert FollowUp.objects.get().status == "done"
    commitments.reopen(promise=row, by=officer, at=AT)
    assert FollowUp.objects.get().status == "open"


@pytest.mark.django_db
def test_a_new_day_keeps_the_old_one_its_reason_and_moves_the_thing_to_do(promise, officer):
    row = promise()
    later = row.due_on + timedelta(days=5)
    commitments.renegotiate(promise=row, to_on=later, reason="Aspettiamo il fornitore", by=officer, at=AT)
    row.refresh_from_db()
    change = NewDate.objects.get()
    assert (row.status, row.due_on, row.first_due_on) == ("renegotiated", later, TODAY + timedelta(days=10))
    assert (change.from_on, change.to_on, change.reason, change.by) == (TODAY + timedelta(days=10), later, "Aspettiamo il fornitore", officer)
    assert FollowUp.objects.get().due_on == later


@pytest.mark.django_db
def test_giving_up_needs_a_reason_even_for_the_database(promise, officer):
    row = promise()
    with pytest.raises(IntegrityError, match="promise_broken_with_reason"), transaction.atomic():
        Commitment.objects.filter(pk=row.pk).update(status="broken", closed_on=TODAY)
    commitments.give_up(promise=row, reason="Il fornitore ha chiuso", by=officer, at=AT)
    row.refresh_from_db()
    assert (row.status, row.reason, FollowUp.objects.get().status) == ("broken", "Il fornitore ha chiuso", "cancelled")
    with pytest.raises(commitments.Closed):
        commitments.renegotiate(promise=row, to_on=TODAY + timedelta(days=40), reason="x", by=officer, at=AT)


@given(st.lists(st.sampled_from(["keep", "reopen", "renegotiate", "give_up", "tick", "untick"]), max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_the_promise_and_its_thing_to_do_say_the_same(promise, officer, steps):
    with transaction.atomic():
        row, shift = promise(), 0
        for step in steps:
            row, todo = Commitment.objects.get(pk=row.pk), FollowUp.objects.get(origin=f"commitment:{row.pk}")
            shift += 1
            calls = {
                "keep": lambda: commitments.keep(promise=row, by=officer, at=AT),  # noqa: B023
                "reopen": lambda: commitments.reopen(promise=row, by=officer, at=AT),  # noqa: B023
                "renegotiate": lambda: commitments.renegotiate(promise=row, to_on=TODAY + timedelta(days=20 + shift), reason="r", by=officer, at=AT),  # noqa: B023
                "give_up": lambda: commitments.give_up(promise=row, reason="r", by=officer, at=AT),  # noqa: B023
                "tick": lambda: followups.complete(followup=todo, by=officer, at=AT) if todo.status == "open" else None,  # noqa: B023
                "untick": lambda: followups.reopen(followup=todo, by=officer, at=AT) if todo.status != "open" else None,  # noqa: B023
            }
            try:
                calls[step]()
            except commitments.Closed:
                assert not row.is_open
            row, todo = Commitment.objects.get(pk=row.pk), FollowUp.objects.get(pk=todo.pk)
            assert todo.status == {"kept": "done", "broken": "cancelled"}.get(row.status, "open")
            assert (row.first_due_on, row.is_open is (row.closed_on is None)) == (TODAY + timedelta(days=10), True)
            if row.is_open:
                assert todo.due_on == row.due_on
        transaction.set_rollback(True)


# --- the clock -------------------------------------------------------------------
@pytest.mark.django_db
def test_theirs_is_asked_about_a_week_before_on_the_day_and_three_days_after_once_each(promise, officer):
    row = promise(ours=False)
    assert todos(row) == []
    for day in range(-9, 9):
        for _time in range(2):
            meeting_clock.follow(at=on(row.due_on + timedelta(days=day)))
    name, text = "Meccanica Lomellina S.r.l.", "Mandare il preventivo"
    assert todos(row) == [
        (f"Chiedere a {name} a che punto è: {text}", "cancelled"),
        (f"Oggi scade una promessa di {name}: {text}", "cancelled"),
        (f"In ritardo di tre giorni, chiedere a {name}: {text}", "open"),
    ]
    commitments.keep(promise=row, by=officer, at=on(row.due_on))
    assert {status for _title, status in todos(row)} == {"cancelled"}


@pytest.mark.django_db
def test_a_reminder_missed_while_nobody_ran_the_clock_is_still_made_for_two_days(promise):
    row = promise(ours=False)
    meeting_clock.follow(at=on(row.due_on - timedelta(days=5)))
    assert len(todos(row)) == 1


@pytest.mark.django_db
def test_a_new_day_brings_new_questions(promise, officer):
    row = promise(ours=False)
    meeting_clock.follow(at=on(row.due_on - timedelta(days=7)))
    commitments.renegotiate(promise=row, to_on=row.due_on + timedelta(days=14), reason="r", by=officer, at=AT)
    row.refresh_from_db()
    assert [status for _title, status in todos(row)] == ["cancelled"]
    meeting_clock.follow(at=on(row.due_on - timedelta(days=7)))
    assert [status for _title, status in todos(row)] == ["cancelled", "open"]


@pytest.mark.django_db
def test_ours_that_is_late_asks_its_owner_to_tell_them(promise):
    row = promise()
    for day in range(-9, 6):
        meeting_clock.follow(at=on(row.due_on + timedelta(days=day)))
    assert [title for title, _status in todos(row)] == [
        "Promesso a Meccanica Lomellina S.r.l.: Mandare il preventivo",
        "Avvisare Meccanica Lomellina S.r.l. che siamo in ritardo: Mandare il preventivo",
    ]


@pytest.mark.django_db
def test_the_agenda_goes_out_two_days_before_once_and_not_to_who_said_no(meeting, officer, person):
    anna = person("Anna", "Rossi", contacts=[("email", "anna@posta.example")])
    row = meeting(points=("Ritiri",), parties=[anna], invited=True)
    row.attendees.filter(person=anna).update(answer="no")
    for day in (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 1), date(2026, 12, 2)):
        meeting_clock.follow(at=on(day))
    sent = Delivery.objects.filter(mailing__once__contains=":agenda:")
    assert [(row.email, row.mailing.subject) for row in sent] == [("chiara@prova.example", "Ordine del giorno: Punto della situazione, 3 dic alle 10:00")]


@pytest.mark.django_db
def test_without_points_the_organiser_is_asked_to_write_them_and_then_the_agenda_goes(meeting, officer):
    row = meeting(invited=True)
    meeting_clock.follow(at=on(date(2026, 12, 1)))
    todo = FollowUp.objects.get(origin=f"meeting:{row.pk}:agenda")
    assert (todo.title, todo.status) == ("Scrivere l’ordine del giorno: Punto della situazione", "open")
    agenda.add_item(meeting=row, title="Ritiri", by=officer, at=AT)
    assert meeting_clock.follow(at=on(date(2026, 12, 2)))["agendas"] == 2
    todo.refresh_from_db()
    assert todo.status == "done"


@pytest.mark.django_db
def test_a_meeting_that_is_over_owes_its_minutes_in_three_days_once(meeting):
    row = meeting(invited=True)
    for _time in range(2):
        meeting_clock.follow(at=on(date(2026, 12, 4)))
    todo = FollowUp.objects.get(origin=f"meeting:{row.pk}:minutes")
    assert (todo.due_on, todo.title) == (date(2026, 12, 6), "Scrivere e mandare il verbale: Punto della situazione")


@pytest.mark.django_db
def test_a_series_without_a_next_meeting_proposes_the_day_of_its_rhythm_once(meeting, officer):
    row = meeting(rhythm=cadence.Rhythm(cadence.MONTHS, 1, 3, 1))
    for _time in range(2):
        meeting_clock.follow(at=on(date(2026, 12, 4)))
    todo = FollowUp.objects.get(origin=f"meeting:{row.pk}:next")
    assert todo.title == "Fissare la prossima riunione, proposta per giovedì 7 gennaio 2027: Punto della situazione"
    meetings.plan_next(meeting=row, starts_at=STARTS + timedelta(days=35), by=officer, at=AT)
    todo.refresh_from_db()
    assert todo.status == "done"
    assert meeting_clock.follow(at=on(date(2026, 12, 5)))["next"] == 0


@pytest.mark.django_db
def test_a_second_run_of_the_clock_does_nothing(meeting, promise, officer):
    row = meeting(points=("Ritiri",), invited=True, rhythm=cadence.Rhythm(cadence.WEEKS, 1, 3))
    promise(ours=False, due=date(2026, 12, 2))
    note = heard.write(attendee=row.attendees.get(user=None), text="Hanno fretta", by=officer, at=AT)
    heard.send(note=note, by=officer, at=AT)
    for day in (date(2026, 12, 2), date(2026, 12, 5)):
        assert sum(meeting_clock.follow(at=on(day)).values()) > 0
        assert set(meeting_clock.follow(at=on(day)).values()) == {0}


# --- what we heard ---------------------------------------------------------------
@pytest.mark.django_db
def test_a_note_is_reminded_of_once_and_its_correction_stands_beside_it(meeting, officer):
    row = meeting(invited=True)
    note = heard.write(attendee=row.attendees.get(user=None), text="Hanno fretta", by=officer, at=AT)
    for _time in range(2):
        heard.send(note=note, by=officer, at=AT)
    for days in (4, 5, 6, 20):
        meeting_clock.follow(at=AT + timedelta(days=days))
    assert Delivery.objects.filter(mailing__once__startswith="heard:").count() == 2
    heard.answer(note=note, correction="Non fretta: scadenze", at=AT)
    with pytest.raises(heard.AlreadyAnswered):
        heard.answer(note=note, correction="", at=AT)
    note = HeardNote.objects.get()
    assert (note.status, note.text, note.correction, note.answered_at) == ("corrected", "Hanno fretta", "Non fretta: scadenze", AT)
    with pytest.raises(heard.AlreadySent):
        heard.write(attendee=note.attendee, text="Altro", by=officer, at=AT)


# --- how they are kept --------------------------------------------------------------
@pytest.mark.django_db
def test_the_ratio_counts_every_promise_of_a_party_once(promise, officer, company):
    def settle(due: int, closed: int | None) -> None:
        row = promise(ours=False, due=TODAY + timedelta(days=due))
        if closed is not None:
            commitments.keep(promise=row, by=officer, at=AT + timedelta(days=closed))

    settle(2, 1)
    settle(2, 2)
    settle(2, 4)
    settle(-1, None)
    settle(9, None)
    commitments.give_up(promise=promise(ours=False), reason="r", by=officer, at=AT)
    found = promises.ratio(promises.of_party(company), timezone.localdate(AT))
    assert (found.in_time, found.kept_late, found.broken, found.owed, found.late) == (2, 1, 1, 2, 1)
    assert (found.settled, found.percent, found.total) == (5, 40, 6)
