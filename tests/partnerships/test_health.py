"""The health card: eight points, each computed and each with its evidence; and the clock of the programme."""

from datetime import timedelta
from decimal import Decimal

import pytest

from partnerships import health
from partnerships.actions import (
    activities,
    contributions,
    dates,
    objectives,
    partnerships,
    programme_clock,
    pulses,
    readings,
)
from partnerships.models import Partnership
from partnerships.queries import health as queries
from relations.models import FollowUp

from .conftest import AT
from .programme import TODAY, propose, side, visitor

pytestmark = pytest.mark.django_db
BEST = health.Facts(
    parties=2, heard_parties=2, trust=4.2, objectives=2, smart=2, shared=2, open_activities=3, with_roles=3, promised=3, valued=3, sides=2,
    beneficiaries=1, hours=12.0, measured=4, on_track=3, next_step=True, silent_days=3, contact_days=30,
)  # fmt: skip


def standing(key: str, **changes) -> str:
    facts = health.Facts(**({name: getattr(BEST, name) for name in health.Facts.__dataclass_fields__} | changes))
    return next(point.standing for point in health.card(facts) if point.key == key)


def test_all_eight_can_be_good():
    points = health.card(BEST)
    assert [point.standing for point in points] == [health.GOOD] * 8 and health.score(points) == 100


@pytest.mark.parametrize(
    ("key", "changes", "expected"),
    [
        ("stakeholders", {"heard_parties": 1}, "fair"),
        ("stakeholders", {"heard_parties": 0}, "weak"),
        ("trust", {"trust": None}, "unknown"),
        ("trust", {"trust": 3.9}, "fair"),
        ("trust", {"trust": 2.9}, "weak"),
        ("trust", {"apart": 1}, "weak"),
        ("objectives", {"shared": 1}, "fair"),
        ("objectives", {"smart": 0}, "weak"),
        ("objectives", {"objectives": 0}, "weak"),
        ("roles", {"with_roles": 2}, "fair"),
        ("roles", {"late_activities": 2}, "weak"),
        ("roles", {"open_activities": 0}, "unknown"),
        ("resources", {"sides": 1}, "fair"),
        ("resources", {"valued": 2}, "fair"),
        ("resources", {"overdue": 1}, "fair"),
        ("resources", {"overdue": 2}, "weak"),
        ("resources", {"promised": 0}, "weak"),
        ("community", {"hours": 0.0}, "fair"),
        ("community", {"hours": 0.0, "beneficiaries": 0}, "weak"),
        ("impact", {"on_track": 2}, "fair"),
        ("impact", {"on_track": 1}, "weak"),
        ("impact", {"measured": 0}, "unknown"),
        ("lasting", {"next_step": False}, "fair"),
        ("lasting", {"silent_days": 31}, "fair"),
        ("lasting", {"next_step": False, "silent_days": 31}, "weak"),
        ("lasting", {"promises": 5, "kept": 3}, "fair"),
    ],
)
def test_each_point_has_its_thresholds(key, changes, expected):
    assert standing(key, **changes) == expected


def test_what_is_not_known_does_not_count():
    assert health.score([health.Point("a", "", health.UNKNOWN, "", {})]) is None
    points = [health.Point("a", "", one, "", {}) for one in (health.GOOD, health.FAIR, health.UNKNOWN)]
    assert health.score(points) == 75


def test_the_card_is_computed_from_the_rows(partnership, officer, staff):
    row = partnership()
    objective = propose(row, officer)
    for party in row.parties.all():
        objectives.endorse(objective=objective, party=party, agrees=True, by=officer, at=AT)
    readings.record(indicator=objective.indicators.get(), on=TODAY, value=Decimal(62), by=officer, at=AT)
    contributions.promise(
        partnership=row,
        party=side(row, "company"),
        kind="cash",
        what="Contributo",
        value=Decimal(10),
        by=officer,
        at=AT,
    )
    pulse, _without = pulses.ask(partnership=row, by=officer, at=AT)
    marks = {"trust": 5, "communication": 4, "promises": 4, "balance": 4}
    pulses.answer(pulse=pulse, visitor=visitor(side(row, "company")), marks=marks, at=AT)
    row = Partnership.objects.get(pk=row.pk)
    found = {point.key: point.standing.key for point in queries.card(row, at=AT)["points"]}
    assert found == {
        "stakeholders": "good", "trust": "good", "objectives": "good", "roles": "unknown", "resources": "fair", "community": "weak",
        "impact": "good", "lasting": "good",
    }  # fmt: skip
    page = staff.get(f"/partnership/{row.code}/salute/").content.decode()
    assert "Obiettivi: 1, di cui 1 con le cinque lettere a posto e 1 condivisi da tutti." in page


# --- the clock -------------------------------------------------------------------------
@pytest.mark.parametrize(("days", "words"), [(7, "Tra una settimana"), (0, "Oggi"), (-3, "In ritardo di tre giorni")])
def test_who_answers_is_reminded_once_a_week_before_on_the_day_and_three_after(partnership, officer, head, days, words):
    due = TODAY + timedelta(days=days)
    row = partnership()
    activities.plan(partnership=row, title="Corso", kind="milestone", due_on=due, accountable=head, by=officer, at=AT)
    assert [dates.follow(at=AT)["activities"] for _turn in range(2)] == [1, 0]
    reminder = FollowUp.objects.get(origin__contains=":activity")
    assert (reminder.title, reminder.owner) == (f"{words}: Corso (Riso solidale)", head)


def test_a_party_s_activity_reminds_its_officer_and_a_closed_one_nobody(partnership, officer):
    row = partnership()
    plan = lambda title: activities.plan(  # noqa: E731
        partnership=row,
        title=title,
        kind="milestone",
        due_on=TODAY,
        accountable=side(row, "company"),
        by=officer,
        at=AT,
    )
    activities.close(activity=plan("Fatta"), by=officer, at=AT)
    plan("Aperta")
    assert dates.follow(at=AT)["activities"] == 1 and FollowUp.objects.get(origin__contains=":activity").owner == officer


def test_a_paused_partnership_is_left_in_peace(partnership, officer):
    row = partnership()
    activities.plan(
        partnership=row, title="Corso", kind="milestone", due_on=TODAY, accountable=officer, by=officer, at=AT
    )
    partnerships.pause(partnership=row, why="Ferie", by=officer, at=AT)
    later = AT + timedelta(days=3)
    assert dates.follow(at=later)["activities"] == 0 and programme_clock.follow(at=later) == {"readings": 0, "risks": 0}
