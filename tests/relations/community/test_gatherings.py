"""Open meetings: places, waiting list, reminders, the door."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from relations.actions import gathering_door, gatherings
from relations.actions import gathering_signups as signups
from relations.models import Consent, Delivery, GatheringSignup, Interaction, Person
from tests.relations.conftest import AT


def states(gathering) -> list[tuple[str, str]]:
    return list(gathering.signups.order_by("confirmed_at", "pk").values_list("email", "state"))


def mails(to: str) -> list[str]:
    return list(Delivery.objects.filter(email=to).order_by("pk").values_list("mailing__subject", flat=True))


def test_asking_mails_a_link_and_takes_no_place(gathering, comer):
    row = comer(gathering(), confirm=False)
    assert (row.state, len(mails(row.email)), signups.taken(row.gathering)) == ("unconfirmed", 1, 0)


def test_whoever_confirms_when_all_places_are_taken_waits(gathering, comer):
    meeting = gathering(capacity=2)
    for number in range(4):
        comer(meeting, email=f"p{number}@posta.example", at=AT + timedelta(minutes=number))
    assert [state for _email, state in states(meeting)] == ["confirmed", "confirmed", "waiting", "waiting"]


def test_the_first_of_the_waiting_list_gets_a_place_that_is_given_back(gathering, comer):
    meeting = gathering(capacity=1)
    first, second, third = (comer(meeting, email=f"p{n}@posta.example", at=AT + timedelta(minutes=n)) for n in range(3))
    before = len(mails(second.email))
    signups.withdraw(signup=first, at=AT + timedelta(hours=1))
    assert states(meeting) == [("p0@posta.example", "cancelled"), ("p1@posta.example", "confirmed"), ("p2@posta.example", "waiting")]
    assert len(mails(second.email)) == before + 1
    assert third.state == "waiting"


def test_more_places_are_filled_from_the_waiting_list_in_its_order(gathering, comer, officer):
    meeting = gathering(capacity=1)
    for number in range(4):
        comer(meeting, email=f"p{number}@posta.example", at=AT + timedelta(minutes=number))
    gatherings.change(gathering=meeting, capacity=3, by=officer, at=AT + timedelta(hours=1))
    assert [state for _email, state in states(meeting)] == ["confirmed", "confirmed", "confirmed", "waiting"]


def test_nobody_jumps_the_waiting_list_when_a_place_is_free_for_a_moment(gathering, comer, officer):
    meeting = gathering(capacity=1)
    comer(meeting, email="p0@posta.example")
    comer(meeting, email="p1@posta.example", at=AT + timedelta(minutes=1))
    GatheringSignup.objects.filter(email="p0@posta.example").update(state="cancelled")
    late = comer(meeting, email="p2@posta.example", at=AT + timedelta(minutes=2))
    assert late.state == "waiting"


def test_confirming_twice_changes_nothing(gathering, comer):
    row = comer(gathering())
    sent = len(mails(row.email))
    again = signups.confirm(signup=row, at=AT + timedelta(hours=1))
    assert (again.confirmed_at, len(mails(row.email))) == (AT, sent)


def test_the_same_mailbox_has_one_place(gathering, comer):
    meeting = gathering()
    first = comer(meeting, confirm=False)
    second = comer(meeting, confirm=False, first="Annetta")
    assert signups.confirm(signup=first, at=AT).pk == signups.confirm(signup=second, at=AT).pk == first.pk
    assert signups.own(GatheringSignup.objects.get(pk=second.pk)).pk == first.pk


def test_one_address_gets_two_mails_a_day_of_one_meeting_and_six_in_all(gathering):
    meeting = gathering()
    for _turn in range(5):
        signups.ask(gathering=meeting, first_name="A", last_name="B", email="a@posta.example", key=uuid4(), at=AT)
    assert len(mails("a@posta.example")) == 2
    for _turn in range(5):
        signups.ask(gathering=gathering(), first_name="A", last_name="B", email="a@posta.example", key=uuid4(), at=AT)
    assert len(mails("a@posta.example")) == 6


def test_the_same_form_sent_twice_makes_one_row(gathering):
    meeting, key = gathering(), uuid4()
    rows = [signups.ask(gathering=meeting, first_name="A", last_name="B", email="a@posta.example", key=key, at=AT) for _ in range(2)]
    assert rows[0].pk == rows[1].pk
    assert meeting.signups.count() == 1


def test_invitations_are_consented_to_apart_and_only_once_confirmed(gathering, comer):
    meeting = gathering()
    comer(meeting, email="no@posta.example")
    asked = comer(meeting, email="si@posta.example", wants_news=True, confirm=False)
    assert Consent.objects.count() == 0
    signups.confirm(signup=asked, at=AT, evidence={"ip": "192.0.2.1"})
    assert list(Consent.objects.order_by("pk").values_list("email", "purpose", "event")) == [
        ("si@posta.example", "events", "requested"), ("si@posta.example", "events", "confirmed"),
    ]  # fmt: skip


def test_a_sign_up_is_tied_to_the_one_person_with_its_mail_and_makes_none(gathering, comer, with_mail):
    known = with_mail(email="anna@posta.example")
    count = Person.objects.count()
    meeting = gathering()
    assert comer(meeting).person == known
    assert comer(meeting, email="altri@posta.example").person is None
    assert Person.objects.count() == count


def test_reminders_leave_once_the_day_before(gathering, comer):
    meeting = gathering(days=7)
    row = comer(meeting)
    before = len(mails(row.email))
    assert signups.remind(at=AT + timedelta(days=5)) == 0
    assert signups.remind(at=AT + timedelta(days=6)) == 1
    assert signups.remind(at=AT + timedelta(days=6, hours=2)) == 0
    assert len(mails(row.email)) == before + 1


def test_a_meeting_called_off_reminds_nobody_and_tells_everybody_why(gathering, comer, officer):
    meeting = gathering(days=7)
    row = comer(meeting)
    before = len(mails(row.email))
    gatherings.call_off(gathering=meeting, reason="Neve", by=officer, at=AT)
    assert len(mails(row.email)) == before + 1
    assert signups.remind(at=AT + timedelta(days=6)) == 0


def test_calling_off_says_why(gathering, officer):
    with pytest.raises(gatherings.NotNow):
        gatherings.call_off(gathering=gathering(), reason=" ", by=officer, at=AT)


def test_attendance_is_a_contact_of_the_known_person_and_can_be_undone(gathering, comer, with_mail, officer, head):
    known = with_mail(email="anna@posta.example")
    row = comer(gathering())
    evening = AT + timedelta(days=7, minutes=10)
    row = gathering_door.check_in(signup=row, by=officer, at=evening)
    row = gathering_door.check_in(signup=row, by=officer, at=evening)
    assert list(Interaction.objects.values_list("person", "channel", "at")) == [(known.pk, "event", evening)]
    with pytest.raises(signups.NotNow):
        gathering_door.undo_check_in(signup=row, by=head, at=evening)
    gathering_door.undo_check_in(signup=row, by=officer, at=evening)
    assert (Interaction.objects.count(), GatheringSignup.objects.get(pk=row.pk).attended_at) == (0, None)


def test_who_came_becomes_people_in_bulk_each_once(gathering, comer, officer):
    meeting = gathering(capacity=None)
    evening = AT + timedelta(days=7, minutes=10)
    for number in range(3):
        gathering_door.check_in(signup=comer(meeting, email=f"p{number}@posta.example"), by=officer, at=evening)
    comer(meeting, email="assente@posta.example")
    assert gathering_door.make_people(gathering=meeting, by=officer, at=evening) == 3
    assert gathering_door.make_people(gathering=meeting, by=officer, at=evening) == 0
    assert Interaction.objects.filter(channel="event").count() == 3


def test_walk_ins_take_no_place_of_those_who_signed_up(gathering, comer, officer):
    meeting = gathering(capacity=1)
    gathering_door.walk_in(gathering=meeting, first_name="Ugo", last_name="Prova", by=officer, at=AT, key=uuid4())
    assert comer(meeting).state == "confirmed"


def test_minutes_are_published_once_the_meeting_has_begun(gathering, officer):
    meeting = gathering()
    with pytest.raises(gatherings.NotNow):
        gatherings.write_minutes(gathering=meeting, text="Detto", publish=True, by=officer, at=AT)
    after = AT + timedelta(days=8)
    assert gatherings.write_minutes(gathering=meeting, text="Detto", publish=True, by=officer, at=after).minutes_at == after
    assert gatherings.write_minutes(gathering=meeting, text="Detto", publish=False, by=officer, at=after).minutes_at is None


@pytest.mark.django_db(transaction=True)
def test_twelve_who_confirm_at_once_never_take_more_places_than_there_are(gathering, comer):
    meeting = gathering(capacity=5)
    rows = [comer(meeting, email=f"p{number}@posta.example", confirm=False) for number in range(12)]

    def confirm(row):
        try:
            return signups.confirm(signup=row, at=AT).state
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(confirm, rows))
    assert (found.count("confirmed"), found.count("waiting")) == (5, 7)


@pytest.mark.django_db(transaction=True)
def test_places_given_back_at_once_go_to_the_waiting_list_in_its_order(gathering, comer):
    meeting = gathering(capacity=4)
    rows = [comer(meeting, email=f"p{number}@posta.example", at=AT + timedelta(seconds=number)) for number in range(10)]

    def leave(row):
        try:
            return signups.withdraw(signup=row, at=AT + timedelta(hours=1)).state
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(leave, rows[:4]))
    assert [state for _email, state in states(meeting)] == ["cancelled"] * 4 + ["confirmed"] * 4 + ["waiting"] * 2
