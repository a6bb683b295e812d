"""An initiative with a body and a councillor on its sheet; the clock stands at AT."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relations.actions import initiatives, parties, positions
from tests.relations.conftest import AT, TODAY


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def initiative(officer):
    def make(title="Casa aperta", **fields):
        return initiatives.add(title=title, aim="Un luogo per chi è solo", owner=officer, by=officer, at=AT, **fields)

    return make


@pytest.fixture
def stakeholder(initiative, organization, officer):
    def make(party=None, within=None, at=AT, **fields):
        party = party or organization("Comune di Prova", "public_body")
        return initiatives.add_stakeholder(
            initiative=within or initiative(), party=party, capacity=positions.capacity_of(party, TODAY), by=officer, at=at, **fields
        )

    return make


@pytest.fixture
def spokesperson(person, organization):
    """A person with a role in a body."""

    def make(role="presidente", last="Rossi", **fields):
        someone = person("Ada", last, **fields)
        if role:
            parties.affiliate(person=someone, organization=organization(f"Ente di {last}", "nonprofit"), role=role, by=None, at=AT)
        return someone

    return make


@pytest.fixture
def statements():
    """How many statements a call costs."""

    def count(call) -> int:
        with CaptureQueriesContext(connection) as found:
            call()
        return len(found)

    return count
