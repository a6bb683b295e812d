"""The office's plans, and a clock that stands still."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from relations.actions import plans
from relations.models import FollowUpPlan

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _frozen() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan(office) -> FollowUpPlan:
    """The plan for after a fair: three steps, each after the one before."""
    plans.seed(at=NOW)
    return FollowUpPlan.objects.get(key="fair")
