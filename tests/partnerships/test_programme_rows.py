"""What the database itself refuses of a programme, by the names of its constraints."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from partnerships.models import (
    Activity,
    BudgetLine,
    BudgetUse,
    Contribution,
    Delivery,
    Dispute,
    HoursEntry,
    Indicator,
    Objective,
    PulseAnswer,
    Reading,
    Risk,
    TrustPulse,
)

from .conftest import AT

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
LATER = TODAY + timedelta(days=90)


def refused(name: str, make) -> None:
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        make()


@pytest.fixture
def row(partnership):
    return partnership()


def indicator(row, **fields):
    given = {
        "name": "Ore",
        "unit": "ore",
        "baseline": 0,
        "target": 120,
        "starts_on": TODAY,
        "due_on": LATER,
        "created_at": AT,
    }
    return Indicator.objects.create(partnership=row, **(given | fields))


def activity(row, **fields):
    given = {"title": "Corso", "starts_on": TODAY, "due_on": LATER, "accountable_user": row.owner, "created_at": AT}
    return Activity.objects.create(partnership=row, **(given | fields))


def test_exactly_one_answers_for_an_activity(row):
    party = row.parties.get(side="company")
    activity(row)
    activity(row, accountable_user=None, accountable_party=party)
    refused("activity_one_accountable", lambda: activity(row, accountable_user=None))
    refused("activity_one_accountable", lambda: activity(row, accountable_party=party))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("activity_has_beginning", {"starts_on": None}),
        ("activity_has_beginning", {"kind": "milestone"}),
        ("activity_waived_with_reason", {"state": "waived", "closed_on": TODAY}),
        ("activity_closed_has_day", {"state": "done"}),
    ],
)
def test_an_activity_has_its_days_and_its_reasons(row, name, fields):
    refused(name, lambda: activity(row, **fields))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("indicator_wants_a_change", {"target": 0}),
        ("indicator_due_after_start", {"due_on": TODAY}),
        ("indicator_has_name_and_unit", {"unit": ""}),
        ("indicator_light_with_reason", {"light": "on"}),
    ],
)
def test_an_indicator_can_be_measured(row, name, fields):
    refused(name, lambda: indicator(row, **fields))


def test_of_a_day_one_reading_counts_and_one_is_the_last(row):
    made = indicator(row)
    reading = lambda **fields: Reading.objects.create(  # noqa: E731
        **({"indicator": made, "on": TODAY, "value": 10, "created_at": AT, "confirmed_at": AT} | fields)
    )
    reading()
    reading(confirmed_at=None)
    refused("reading_one_a_day", reading)
    reading(on=LATER, is_final=True)
    refused("reading_one_final", lambda: reading(on=LATER + timedelta(days=1), is_final=True))
    refused("reading_refused_with_reason", lambda: reading(confirmed_at=None, refused_at=AT))


def test_an_objective_is_given_up_with_a_reason_and_ends_after_it_begins(row):
    objective = lambda **fields: Objective.objects.create(  # noqa: E731
        **({"partnership": row, "title": "Meno spreco", "starts_on": TODAY, "created_at": AT} | fields)
    )
    refused("objective_dropped_with_reason", lambda: objective(dropped_at=AT))
    refused("objective_due_after_start", lambda: objective(due_on=TODAY))


def test_what_is_put_in_has_a_sum_and_goes_to_another(row):
    company = row.parties.get(side="company")
    give = lambda **fields: Contribution.objects.create(  # noqa: E731
        **({"partnership": row, "party": company, "kind": "goods", "what": "Riso", "created_at": AT} | fields)
    )
    refused("contribution_money_has_sum", lambda: give(kind="cash"))
    refused("contribution_to_another", lambda: give(to_party=company))
    line = BudgetLine.objects.create(partnership=row, name="Materiali", planned=100, created_at=AT)
    refused("contribution_only_money_is_tied", lambda: give(only_for=line))
    refused(
        "budget_use_positive", lambda: BudgetUse.objects.create(line=line, on=TODAY, amount=0, what="x", created_at=AT)
    )
    refused(
        "delivery_confirmed_by_somebody",
        lambda: Delivery.objects.create(contribution=give(), on=TODAY, created_at=AT, received_at=AT),
    )


def test_hours_are_given_to_another_and_fit_in_a_day(row):
    company, nonprofit = row.parties.get(side="company"), row.parties.get(side="nonprofit")
    hours = lambda **fields: HoursEntry.objects.create(  # noqa: E731
        **(
            {
                "partnership": row,
                "giver": company,
                "host": nonprofit,
                "on": TODAY,
                "people": 4,
                "hours_each": 3,
                "created_at": AT,
            }
            | fields
        )
    )
    assert hours().total == 12
    refused("hours_given_to_another", lambda: hours(host=company))
    refused("hours_within_a_day", lambda: hours(hours_each=25))
    refused("hours_of_somebody", lambda: hours(people=0))


def test_a_pulse_has_marks_from_one_to_five(row):
    pulse = TrustPulse.objects.create(partnership=row, asked_at=AT, closes_on=LATER)
    marks = {"trust": 6, "communication": 3, "promises": 3, "balance": 3}
    party = row.parties.get(side="company")
    refused("pulse_marks_one_to_five", lambda: PulseAnswer.objects.create(pulse=pulse, party=party, at=AT, **marks))


def test_a_detector_keeps_one_open_risk_of_a_kind(row, officer):
    risk = lambda **fields: Risk.objects.create(  # noqa: E731
        **(
            {
                "partnership": row,
                "kind": "resource_gap",
                "title": "Poco",
                "owner": officer,
                "opened_at": AT,
                "by_detector": True,
            }
            | fields
        )
    )
    risk()
    refused("risk_found_once", risk)
    risk(by_detector=False)
    refused("risk_closed_with_reason", lambda: risk(kind="other", closed_at=AT))


def test_a_dispute_is_mediated_by_somebody_and_ends_with_an_outcome(row):
    open_it = lambda **fields: Dispute.objects.create(  # noqa: E731
        **({"partnership": row, "subject": "Turni", "severity": "light", "opened_at": AT} | fields)
    )
    refused("dispute_mediated_by_somebody", lambda: open_it(state="mediation"))
    refused("dispute_ended_with_outcome", lambda: open_it(state="resolved", closed_on=TODAY))
