"""A meeting with a company, as most tests need it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from relations.actions import agenda, attendance, meetings
from relations.models import Meeting, Organization, Person
from tests.relations.conftest import AT

# Thursday 3 December 2026, ten in the morning in Rome.
STARTS = datetime.fromisoformat("2026-12-03T10:00:00+01:00")


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def company(organization, person) -> Organization:
    """A company with a main contact who can be written to."""
    body = organization("Meccanica Lomellina S.r.l.", contacts=[("email", "info@lomellina.example")])
    person("Paolo", "Ferraris", works_at=body, role="Titolare", contacts=[("email", "paolo@lomellina.example")])
    return body


@pytest.fixture
def paolo(company) -> Person:
    return Person.objects.get(last_name="Ferraris")


@pytest.fixture
def meeting(officer, company) -> Callable[..., Meeting]:
    def make(title: str = "Punto della situazione", *, points: tuple[str, ...] = (), invited: bool = False, **fields: Any) -> Meeting:
        given = {"starts_at": STARTS, "ends_at": fields.get("starts_at", STARTS) + timedelta(hours=1), "parties": [company], "organizer": officer}
        row = meetings.plan(title=title, by=officer, at=AT, **(given | fields))
        for point in points:
            agenda.add_item(meeting=row, title=point, by=officer, at=AT)
        if invited:
            attendance.invite(meeting=row, by=officer, at=AT)
            row.refresh_from_db()
        return row

    return make
