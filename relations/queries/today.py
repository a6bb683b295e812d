"""What Oggi shows: what is to be done, the figures, what went out, whom we wait for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from relations import panels
from relations.models import FollowUp, User

DAYS_AHEAD = 7
DAYS_BACK = 2
MOST = 60


@dataclass(frozen=True)
class Todos:
    """Open follow-ups in three heaps."""

    late: list[FollowUp]
    today: list[FollowUp]
    ahead: list[FollowUp]
    day: date

    @property
    def tomorrow(self) -> list[FollowUp]:
        return [todo for todo in self.ahead if todo.due_on == self.day + timedelta(days=1)]

    @property
    def count(self) -> int:
        return len(self.late) + len(self.today)


def open_todos() -> QuerySet[FollowUp]:
    """Open follow-ups, the oldest first, with all a line shows."""
    return (
        FollowUp.objects.filter(status="open")
        .select_related("owner", "organization", "person")
        .order_by("due_on", "due_time", "pk")
    )


def todos(user: User, day: date, *, mine: bool) -> Todos:
    """Return what `user` (or the whole office) has to do up to a week from `day`."""
    found = open_todos().filter(due_on__lte=day + timedelta(days=DAYS_AHEAD))
    rows = list((found.filter(owner=user) if mine else found)[:MOST])
    return Todos(
        late=[row for row in rows if row.due_on < day],
        today=[row for row in rows if row.due_on == day],
        ahead=[row for row in rows if row.due_on > day],
        day=day,
    )


def tiles(user: User, at: datetime) -> list[dict]:
    """Return the figures that have something to say."""
    return [tile for item in panels.of(panels.TodayTile, user) if (tile := item.load(user, at))]


def boxes(user: User, at: datetime, *, mine: bool) -> dict[str, list[tuple[str, dict]]]:
    """Return the panels of the upper floors by column: [(template, context)]."""
    found: dict[str, list[tuple[str, dict]]] = {"main": [], "side": []}
    for item in panels.of(panels.TodayPanel, user):
        context = item.load(user, at, mine)
        if context is not None:
            found[item.column].append((item.template, context))
    return found


def went_out(at: datetime) -> list[dict[str, Any]]:
    """Return what left the office in the last two days, newest first."""
    since = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS_BACK - 1)
    lines = [line for item in panels.of(panels.WentOut) for line in item.load(since, at)]
    return sorted(lines, key=lambda line: line["at"], reverse=True)[:8]


def waiting(user: User, at: datetime) -> list[dict[str, Any]]:
    """Return those from whom we expect an answer."""
    return [line for item in panels.of(panels.Waiting) for line in item.load(user, at)][:8]
