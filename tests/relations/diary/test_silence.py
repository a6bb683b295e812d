"""Silences: noticed once each, closed by a contact, listed by age."""

from datetime import timedelta

import pytest
from django.urls import reverse

from relations.actions import closeness, followups, interactions, silence
from relations.models import FollowUp, Organization
from relations.queries import silence as queries
from tests.relations.conftest import TODAY
from tests.relations.diary.conftest import NOW


@pytest.fixture
def silent(organization, officer):
    """Somebody heard 70 days ago, whom we agreed to hear every 60."""

    def make(name: str = "Tessile Robbio", days: int = 70, rhythm: int = 60, **fields) -> Organization:
        body = organization(name, owner=officer, contact_rhythm_days=rhythm, **fields)
        interactions.log(
            channel="call", text="ciao", by=officer, at=NOW - timedelta(days=days), organization=body
        )
        return body

    return make


def reminders() -> list[FollowUp]:
    return list(FollowUp.objects.filter(origin__startswith="silence:"))


def test_a_silence_beyond_the_rhythm_makes_one_thing_to_do_however_often_it_is_looked_for(silent, officer):
    body = silent()
    assert [silence.notice(at=NOW + timedelta(days=day)) for day in range(3)] == [1, 0, 0]
    (todo,) = reminders()
    assert (todo.title, todo.owner, todo.due_on, todo.organization) == (
        "Risentire Tessile Robbio: silenzio da 70 giorni", officer, TODAY, body
    )  # fmt: skip


@pytest.mark.parametrize(("days", "made"), [(59, 0), (60, 0), (61, 1)])
def test_the_rhythm_s_last_day_is_not_yet_a_silence(silent, days, made):
    silent(days=days)
    assert silence.notice(at=NOW) == made


def test_nobody_is_told_of_more_than_five_a_day_the_longest_first(silent):
    for number in range(8):
        silent(f"Ditta {number}", days=70 + number)
    assert [silence.notice(at=NOW + timedelta(days=day)) for day in (0, 0, 1, 2)] == [5, 0, 3, 0]
    first = FollowUp.objects.filter(created_at=NOW).order_by("pk").values_list("organization__name", flat=True)
    assert list(first) == [f"Ditta {number}" for number in (7, 6, 5, 4, 3)]


def test_nobody_without_a_rhythm_archived_or_dead_is_looked_for(silent, person, officer):
    Organization.objects.filter(pk=silent("Archiviata").pk).update(archived_at=NOW)
    silent("Senza ritmo", rhythm=None)
    dead = person(contact_rhythm_days=10)
    type(dead).objects.filter(pk=dead.pk).update(died_on=TODAY, created_at=NOW - timedelta(days=300))
    assert silence.notice(at=NOW) == 0


def test_a_person_s_silence_counts_too_from_the_day_it_was_added_if_never_heard(person, head):
    anna = person("Anna", "Rossi", contact_rhythm_days=30)
    type(anna).objects.filter(pk=anna.pk).update(created_at=NOW - timedelta(days=45))
    assert silence.notice(at=NOW) == 1
    (todo,) = reminders()
    assert (todo.person, todo.owner) == (anna, head)  # nobody follows her: the head is told


def test_a_call_closes_it_and_the_next_silence_is_another_one(silent, officer):
    body = silent()
    silence.notice(at=NOW)
    interactions.log(channel="call", text="sentiti", by=officer, at=NOW, organization=body)
    assert [todo.status for todo in reminders()] == ["done"]
    assert silence.notice(at=NOW + timedelta(days=60)) == 0
    assert silence.notice(at=NOW + timedelta(days=61)) == 1
    assert sorted(todo.status for todo in reminders()) == ["done", "open"]


@pytest.mark.parametrize(
    ("channel", "outgoing", "status"), [("email", True, "open"), ("email", False, "done"), ("letter", True, "open"), ("meeting", True, "done")]
)
def test_what_only_we_write_does_not_end_a_silence(silent, officer, channel, outgoing, status):
    body = silent()
    silence.notice(at=NOW)
    interactions.log(channel=channel, text="x", by=officer, at=NOW, organization=body, outgoing=outgoing)
    assert [todo.status for todo in reminders()] == [status]


def test_a_contact_taken_back_opens_the_silence_again(silent, officer):
    body = silent()
    silence.notice(at=NOW)
    contact = interactions.log(channel="call", text="sbagliato", by=officer, at=NOW, organization=body)
    interactions.undo(interaction=contact, by=officer, at=NOW)
    body.refresh_from_db()
    assert ([todo.status for todo in reminders()], body.last_heard_at) == (["open"], NOW - timedelta(days=70))


def test_ticked_without_a_contact_it_is_not_made_again_for_the_same_silence(silent, officer):
    silent()
    silence.notice(at=NOW)
    followups.complete(followup=reminders()[0], by=officer, at=NOW)
    assert silence.notice(at=NOW + timedelta(days=1)) == 0


def test_where_something_is_planned_within_two_weeks_that_is_enough(silent, todo):
    body = silent()
    planned = todo("Incontro", organization=body, due_on=TODAY + timedelta(days=10))
    assert silence.notice(at=NOW) == 0
    followups.complete(followup=planned, by=planned.owner, at=NOW)
    assert silence.notice(at=NOW) == 1


def test_the_list_counts_by_age_and_puts_the_longest_silent_first(staff, silent):
    for name, days in (("Uno", 70), ("Due", 100), ("Tre", 140), ("Quattro", 200)):
        silent(name, days)
    ages = queries.counts(queries.silent(Organization, TODAY), TODAY)
    page = staff.get(reverse("relations:silences")).content.decode()
    assert [age["n"] for age in ages] == [1, 1, 1, 1]
    assert sorted(["Quattro", "Tre", "Due", "Uno"], key=lambda name: page.index(f">{name}<")) == ["Quattro", "Tre", "Due", "Uno"]
    narrowed = staff.get(reverse("relations:silences"), {"da": "60"}).content.decode()
    assert (">Due<" in narrowed, ">Tre<" in narrowed) == (True, False)


def test_the_list_costs_the_same_with_one_and_thirty(staff, silent, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    silent()
    staff.get(reverse("relations:silences"))
    with CaptureQueriesContext(connection) as one:
        staff.get(reverse("relations:silences"))
    for number in range(29):
        silent(f"Ditta {number}")
    with django_assert_num_queries(len(one)):
        staff.get(reverse("relations:silences"))
    with CaptureQueriesContext(connection) as shell:
        staff.get(reverse("relations:guide"))
    assert len(one) - len(shell) <= 7


def test_the_rhythm_is_agreed_on_the_page_and_written_in_the_log(staff, organization):
    company = organization()
    staff.post(reverse("relations:rhythm"), {"about": f"organization:{company.pk}", "days": "45"})
    company.refresh_from_db()
    assert company.contact_rhythm_days == 45


@pytest.mark.parametrize("days", ["spesso", "0", "-3", "99999", "1e3"])
def test_a_rhythm_that_is_none_is_told(staff, organization, days):
    company = organization()
    answer = staff.post(reverse("relations:rhythm"), {"about": f"organization:{company.pk}", "days": days})
    company.refresh_from_db()
    assert (answer.status_code, company.contact_rhythm_days) == (422, None)


def test_the_night_lowers_the_strength_of_whom_nobody_hears(silent):
    body = silent(days=0)
    body.refresh_from_db()
    before = body.strength
    closeness.refresh_all(at=NOW + timedelta(days=120))
    body.refresh_from_db()
    assert 0 < body.strength < before
    assert closeness.refresh_all(at=NOW + timedelta(days=120)) == 0


def test_the_stored_strength_is_the_one_the_page_shows(staff, silent):
    from relations.queries import diary

    body = silent(days=3)
    body.refresh_from_db()
    closeness.refresh_all(at=NOW)
    body.refresh_from_db()
    assert diary.bond(body, NOW).figures.strength == body.strength
    assert f"{body.strength}<small> / 100</small>" in staff.get(body.get_absolute_url()).content.decode()
