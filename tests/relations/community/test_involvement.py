"""The ladder: each step has a day and a cause, nobody goes down without a reason."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from relations.actions import gathering_door, involvement, volunteering
from relations.models import InvolvementStep, Person
from relations.queries import involvement as queries
from tests.relations.conftest import AT, TODAY


def move(person, to, officer, cause="by_hand", note="Lo fa da settembre", on=TODAY):
    return involvement.move(person=person, to=to, cause=cause, note=note, on=on, by=officer, at=AT)


def test_a_step_keeps_its_day_its_cause_and_where_it_came_from(person, officer):
    row = person()
    step = move(row, "volunteer", officer)
    row.refresh_from_db()
    assert (step.before, step.after, step.cause, step.on, row.involvement) == ("informed", "volunteer", "by_hand", TODAY, "volunteer")
    assert row.timeline.filter(event__verb="involvement.moved").count() == 1


@pytest.mark.parametrize(
    "wrong", [{"note": " "}, {"to": "informed"}, {"on": TODAY + timedelta(days=1)}], ids=["no reason", "same step", "tomorrow"]
)
def test_a_step_without_sense_is_refused(person, officer, wrong):
    row = person()
    with pytest.raises(involvement.NotAStep):
        move(row, **{"to": "donor", "officer": officer, **wrong})
    assert InvolvementStep.objects.count() == 0


def test_a_fact_never_lowers_anybody(person, officer):
    row = person(involvement="ambassador")
    with pytest.raises(involvement.NotAStep):
        move(row, "volunteer", officer, cause="hours")
    assert move(row, "volunteer", officer, note="Si è trasferita").is_up is False


def test_the_database_refuses_a_step_by_hand_without_words(person, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        InvolvementStep.objects.create(person=person(), before="informed", after="donor", cause="by_hand", on=TODAY, at=AT)


def test_the_person_form_cannot_change_the_step_silently(person, staff):
    row = person(involvement="donor")
    page = staff.get(f"/persone/{row.slug}/modifica/")
    assert "involvement" not in page.context["form"].fields
    given = {key: value or "" for key, value in page.context["form"].initial.items()}
    staff.post(f"/persone/{row.slug}/modifica/", {**given, "last_name": "Cambiato", "involvement": "informed"})
    assert Person.objects.get(pk=row.pk).involvement == "donor"


def test_facts_suggest_the_highest_step_and_what_is_left_aside_stays_so(
    person, with_mail, officer, gathering, comer, opportunity, volunteer
):
    known = with_mail(email="anna@posta.example")
    later = AT + timedelta(days=8)
    gathering_door.check_in(signup=comer(gathering()), by=officer, at=AT + timedelta(days=7, minutes=5))
    assert [(one.person, one.cause.key) for one in queries.suggestions()] == [(known, "meeting")]
    row = opportunity()
    volunteering.confirm_hours(opportunity=row, hours={volunteer(row.shifts.get()).pk: Decimal(3)}, at=later)
    assert [one.cause.key for one in queries.suggestions(known)] == ["hours"]
    involvement.leave(person=known, cause="hours", by=officer, at=later)
    involvement.leave(person=known, cause="hours", by=officer, at=later)
    assert [one.cause.key for one in queries.suggestions(known)] == ["meeting"]


def test_a_suggestion_that_is_followed_keeps_the_fact_that_proved_it(with_mail, officer, gathering, comer, staff):
    known = with_mail(email="anna@posta.example")
    signup = gathering_door.check_in(signup=comer(gathering(days=0.5)), by=officer, at=AT)
    staff.post("/comunita/coinvolgimento/passi/", {"passo": f"{known.pk}:meeting", "che": "segui"})
    step = InvolvementStep.objects.get()
    assert (step.person, step.after, step.cause, step.subject) == (known, "sympathiser", "meeting", signup)
    assert queries.suggestions(known) == []


def test_the_year_s_movement_counts_up_and_down(person, officer):
    row = person()
    move(row, "volunteer", officer)
    move(row, "sympathiser", officer, note="Meno tempo")
    found = queries.movement(2026)
    assert (found["up"][10], found["down"][10], found["ups"], found["downs"]) == (1, 1, 1, 1)


def test_a_donation_received_suggests_the_step_of_the_donor(person, django_assert_max_num_queries):
    from relations import involvement as registry

    assert registry.causes()["donation"].step == "donor"
