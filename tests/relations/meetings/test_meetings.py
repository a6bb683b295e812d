"""A meeting from its plan to its minutes: states, calendars, answers, people."""

from datetime import timedelta

import icalendar
import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations import meeting_path
from relations.actions import agenda, answers, attendance, meetings
from relations.models import Delivery, FollowUp, Interaction, MailAttachment, Meeting
from tests.relations.conftest import AT, TODAY
from tests.relations.meetings.conftest import STARTS

REASON = "Il magazzino è chiuso"


def calendars(email: str) -> list[icalendar.Calendar]:
    """The .ics files sent to an address, in order."""
    rows = MailAttachment.objects.filter(mailing__deliveries__email=email).order_by("pk")
    return [icalendar.Calendar.from_ical(bytes(row.content)) for row in rows]


def event(calendar: icalendar.Calendar) -> icalendar.Event:
    return calendar.walk("VEVENT")[0]


# --- states ------------------------------------------------------------------
def take(step: str, meeting: Meeting, by, n: int) -> None:
    calls = {
        "invite": lambda row: attendance.invite(meeting=row, by=by, at=AT),
        "change": lambda row: meetings.change(meeting=row, version=row.version, by=by, at=AT, place=f"Sala {n}"),
        "hold": lambda row: meetings.hold(meeting=row, by=by, at=AT),
        "unhold": lambda row: meetings.unhold(meeting=row, by=by, at=AT),
        "send_minutes": lambda row: meetings.send_minutes(meeting=row, by=by, at=AT),
        "cancel": lambda row: meetings.cancel(meeting=row, reason=REASON, by=by, at=AT),
    }
    calls[step](Meeting.objects.get(pk=meeting.pk))


@given(steps=st.lists(st.sampled_from(sorted(meeting_path.STEPS)), max_size=7))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_steps_keeps_to_the_table_and_the_calendar_number_never_shrinks(steps, meeting, officer):
    with transaction.atomic():
        row = meeting()
        agenda.decide(meeting=row, text="Si fa", by=officer, at=AT)
        state, invited, number = "planned", False, 0
        for n, step in enumerate(steps):
            try:
                expected = meeting_path.after(step, state, was_invited=invited)
            except meeting_path.NotNow:
                with pytest.raises(meeting_path.NotNow):
                    take(step, row, officer, n)
                expected = state
            else:
                take(step, row, officer, n)
            row.refresh_from_db()
            state, invited = expected, row.invited_at is not None
            assert (row.status, row.sequence >= number) == (expected, True)
            number = row.sequence
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"ends_at": STARTS}, "meeting_ends_after_start"), ({"title": ""}, "meeting_has_title"),
        ({"status": "held"}, "meeting_held_has_time"), ({"status": "cancelled"}, "meeting_cancelled_has_time"),
        ({"minutes_sent_at": AT}, "meeting_minuted_has_time"),
    ],
)  # fmt: skip
def test_the_database_refuses_a_meeting_that_makes_no_sense(meeting, fields, name):
    row = meeting()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Meeting.objects.filter(pk=row.pk).update(**fields)


# --- invitations ---------------------------------------------------------------
@pytest.mark.django_db
def test_the_invitation_read_back_says_when_where_who_and_asks_for_an_answer(meeting):
    row = meeting(points=("Ritiri", "Furgone"), invited=True, place="Sede CSV, Pavia")
    calendar = calendars("paolo@lomellina.example")[0]
    found = event(calendar)
    assert (calendar["METHOD"], calendar["VERSION"], found["UID"], found["SEQUENCE"]) == ("REQUEST", "2.0", row.uid, 0)
    assert (found["DTSTART"].params["TZID"], found["DTSTART"].dt, found["DTEND"].dt) == ("Europe/Rome", STARTS, STARTS + timedelta(hours=1))
    assert (str(found["SUMMARY"]), str(found["LOCATION"]), str(found["DESCRIPTION"])) == (
        "Punto della situazione", "Sede CSV, Pavia", "1. Ritiri\n2. Furgone",
    )  # fmt: skip
    assert (found["ATTENDEE"], found["ATTENDEE"].params["RSVP"]) == ("mailto:paolo@lomellina.example", "TRUE")
    assert found["ORGANIZER"] == "mailto:chiara@prova.example"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Rome"]


@pytest.mark.django_db
def test_the_file_travels_with_its_method_in_the_content_type(meeting):
    meeting(invited=True)
    kinds = set(MailAttachment.objects.values_list("mime", flat=True))
    assert kinds == {"text/calendar; charset=utf-8; method=REQUEST"}


@pytest.mark.django_db
def test_inviting_twice_writes_to_each_once(meeting, officer):
    row = meeting(invited=True)
    assert attendance.invite(meeting=row, by=officer, at=AT) == 0
    assert sorted(Delivery.objects.values_list("email", flat=True)) == ["chiara@prova.example", "paolo@lomellina.example"]


@pytest.mark.django_db
def test_a_change_of_hour_grows_the_number_keeps_the_uid_and_asks_everybody_again(meeting, officer):
    row = meeting(invited=True)
    seat = row.attendees.get(user=None)
    answers.answer(attendee=seat, choice="yes", at=AT)
    later = STARTS + timedelta(hours=2)
    meetings.change(meeting=row, version=row.version, by=officer, at=AT, starts_at=later, ends_at=later + timedelta(hours=1))
    first, second = calendars("paolo@lomellina.example")
    assert (event(first)["UID"], event(first)["SEQUENCE"], event(second)["SEQUENCE"]) == (event(second)["UID"], 0, 1)
    assert event(second)["DTSTART"].dt == later
    seat.refresh_from_db()
    assert (seat.answer, seat.invited_sequence) == ("", 1)


@pytest.mark.django_db
def test_a_change_no_calendar_shows_writes_to_nobody(meeting, officer):
    row = meeting(invited=True)
    before = Delivery.objects.count()
    changed = meetings.change(meeting=row, version=row.version, by=officer, at=AT, purpose="Per capirci")
    assert (changed.sequence, Delivery.objects.count()) == (0, before)


@pytest.mark.django_db
def test_calling_off_sends_the_cancellation_of_the_same_event_and_closes_its_reminders(meeting, officer):
    row = meeting(invited=True)
    meetings.cancel(meeting=row, reason=REASON, by=officer, at=AT)
    request, gone = calendars("paolo@lomellina.example")
    assert (gone["METHOD"], event(gone)["UID"], event(gone)["SEQUENCE"], str(event(gone)["STATUS"])) == ("CANCEL", event(request)["UID"], 1, "CANCELLED")
    assert FollowUp.objects.filter(status="open").count() == 0


@pytest.mark.django_db
def test_whoever_is_taken_off_gets_a_cancellation_and_the_others_nothing(meeting, officer):
    row = meeting(invited=True)
    attendance.remove_attendee(attendee=row.attendees.get(user=None), by=officer, at=AT)
    assert [str(calendar["METHOD"]) for calendar in calendars("paolo@lomellina.example")] == ["REQUEST", "CANCEL"]
    assert [str(calendar["METHOD"]) for calendar in calendars("chiara@prova.example")] == ["REQUEST"]


@pytest.mark.django_db
def test_somebody_added_to_a_meeting_already_announced_is_invited_at_once(meeting, officer, person):
    row = meeting(invited=True)
    anna = person("Anna", "Rossi", contacts=[("email", "anna@posta.example")])
    for _time in range(2):
        attendance.add_attendee(meeting=row, who=anna, by=officer, at=AT)
    assert [event(calendar)["SEQUENCE"] for calendar in calendars("anna@posta.example")] == [0]
    assert row.attendees.count() == 3


@pytest.mark.django_db
def test_a_meeting_with_nobody_to_write_to_is_not_announced(meeting, officer, organization):
    row = meeting(parties=[organization("Senza Indirizzo APS")])
    with pytest.raises(attendance.NobodyToInvite):
        attendance.invite(meeting=row, by=officer, at=AT)
    row.refresh_from_db()
    assert (row.status, Delivery.objects.count()) == ("planned", 0)


# --- answers -------------------------------------------------------------------
@pytest.mark.django_db
def test_a_proposed_time_lands_in_the_organisers_day_once(meeting, officer):
    seat = meeting(invited=True).attendees.get(user=None)
    for _time in range(2):
        answers.answer(attendee=seat, choice="other", proposed_at=STARTS + timedelta(days=1), note="Di mattina no", at=AT)
    seat.refresh_from_db()
    assert (seat.answer, seat.note, seat.proposed_at) == ("other", "Di mattina no", STARTS + timedelta(days=1))
    todo = FollowUp.objects.get()
    assert (todo.owner, todo.due_on) == (officer, TODAY)
    assert todo.title == "Paolo Ferraris propone un altro orario: venerdì 4 dicembre 2026 (Punto della situazione)"


@pytest.mark.django_db
def test_nobody_answers_to_a_meeting_that_is_over_or_off(meeting, officer):
    row = meeting(invited=True)
    seat = row.attendees.get(user=None)
    meetings.cancel(meeting=row, reason=REASON, by=officer, at=AT)
    with pytest.raises(answers.TooLate):
        answers.answer(attendee=seat, choice="yes", at=AT)


# --- held ------------------------------------------------------------------------
@pytest.mark.django_db
def test_holding_logs_a_contact_with_whoever_came_and_owes_the_minutes_in_three_days(meeting, officer, company):
    row = meeting(invited=True)
    meetings.hold(meeting=row, by=officer, at=STARTS + timedelta(minutes=50))
    contact = Interaction.objects.get()
    assert (contact.channel, contact.organization, str(contact.person), contact.at, contact.subject) == ("meeting", company, "Paolo Ferraris", STARTS, row)
    todo = FollowUp.objects.get()
    assert (todo.origin, todo.owner, todo.due_on.isoformat()) == (f"meeting:{row.pk}:minutes", officer, "2026-12-06")
    company.refresh_from_db()
    assert company.last_contact_at == STARTS


@pytest.mark.django_db
def test_taking_it_back_leaves_no_contact_and_no_reminder(meeting, officer, company):
    row = meeting(invited=True)
    meetings.hold(meeting=row, by=officer, at=STARTS)
    meetings.unhold(meeting=row, by=officer, at=STARTS)
    row.refresh_from_db()
    company.refresh_from_db()
    assert (row.status, Interaction.objects.count(), FollowUp.objects.filter(status="open").count()) == ("invited", 0, 0)
    assert company.last_contact_at is None
    meetings.hold(meeting=row, by=officer, at=STARTS)
    assert FollowUp.objects.get(origin=f"meeting:{row.pk}:minutes").status == "open"


@pytest.mark.django_db
def test_empty_minutes_are_not_sent_and_full_ones_close_the_reminder(meeting, officer):
    row = meeting(invited=True, points=("Ritiri",))
    meetings.hold(meeting=row, by=officer, at=STARTS)
    with pytest.raises(meetings.NothingToSend):
        meetings.send_minutes(meeting=row, by=officer, at=STARTS)
    agenda.decide(meeting=row, text="Si ritira il martedì", by=officer, at=STARTS)
    assert meetings.send_minutes(meeting=row, by=officer, at=STARTS) == 2
    text = Delivery.objects.filter(email="paolo@lomellina.example").order_by("-pk").first().mailing.text
    assert "Si ritira il martedì" in text
    assert FollowUp.objects.get(origin=f"meeting:{row.pk}:minutes").status == "done"
    assert meetings.send_minutes(meeting=row, by=officer, at=STARTS) == 2
    assert Delivery.objects.filter(email="paolo@lomellina.example").order_by("-pk").first().mailing.subject.startswith("Verbale corretto: ")


# --- points ------------------------------------------------------------------------
@given(moves=st.lists(st.tuples(st.integers(0, 4), st.integers(-2, 9)), max_size=8))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_points_moved_about_stay_all_there_numbered_from_one(moves, meeting, officer):
    with transaction.atomic():
        row = meeting(points=("a", "b", "c", "d", "e"))
        model = ["a", "b", "c", "d", "e"]
        for place, to in moves:
            title = model[place]
            agenda.move_item(item=row.items.get(title=title), to=to, by=officer, at=AT)
            model.remove(title)
            model.insert(min(max(to, 1), 5) - 1, title)
        assert list(row.items.order_by("position").values_list("position", "title")) == list(enumerate(model, 1))
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_what_another_wrote_meanwhile_is_never_overwritten(meeting, officer, head):
    row = meeting(points=("Ritiri",))
    item = row.items.get()
    agenda.write(item=item, text="Di Chiara", is_open=False, version=1, by=officer, at=AT)
    with pytest.raises(agenda.WrittenMeanwhile) as other:
        agenda.write(item=item, text="Di Marco", is_open=False, version=1, by=head, at=AT)
    assert other.value.item.minutes == "Di Chiara"
    item.refresh_from_db()
    assert (item.minutes, item.version) == ("Di Chiara", 2)


@pytest.mark.django_db
def test_no_day_gone_by_is_proposed_and_the_weekday_stays(meeting):
    from relations.queries import following

    later = STARTS + timedelta(days=40)
    days = [proposal.starts_at for proposal in following.proposals(meeting(), at=later)]
    assert all(day > later for day in days)
    assert [day.strftime("%A %H:%M") for day in days] == ["Thursday 10:00"] * 2


@pytest.mark.django_db
def test_the_next_meeting_follows_the_rhythm_with_the_same_people_and_what_was_left_open(meeting, officer):
    from relations.cadence import MONTHS, Rhythm
    from relations.queries import following

    row = meeting(points=("Ritiri", "Furgone"), rhythm=Rhythm(MONTHS, 1, 3, 1), invited=True)
    agenda.write(item=row.items.get(title="Furgone"), text="", is_open=True, version=1, by=officer, at=AT)
    meetings.hold(meeting=row, by=officer, at=STARTS)
    proposal = following.proposals(Meeting.objects.get(pk=row.pk), at=AT)[0]
    assert proposal.starts_at.isoformat() == "2027-01-07T10:00:00+01:00"
    made = {meetings.plan_next(meeting=row, starts_at=proposal.starts_at, by=officer, at=AT).pk for _time in range(2)}
    assert len(made) == 1
    after = Meeting.objects.get(pk=made.pop())
    assert [seat.name for seat in after.attendees.order_by("pk")] == ["Chiara Prova", "Paolo Ferraris"]
    assert (after.series, after.previous, [item.title for item in after.items.order_by("position")]) == (row.series, row, ["Furgone"])
    assert after.uid != row.uid
