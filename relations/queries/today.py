"""What Oggi shows: what is to be done, the figures, what went out, whom we wait for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from relations import panels
from relations.models import FollowUp, User
from relations.queries import together
from relations.queries.together import Reader

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


@together.reader
def todos(user: User, day: date, *, mine: bool) -> Reader:
    """Return what `user` (or the whole office) has to do up to a week from `day`."""
    found = open_todos().filter(due_on__lte=day + timedelta(days=DAYS_AHEAD))
    rows = yield (found.filter(owner=user) if mine else found)[:MOST]
    return Todos(
        late=[row for row in rows if row.due_on < day],
        today=[row for row in rows if row.due_on == day],
        ahead=[row for row in rows if row.due_on > day],
        day=day,
    )


@together.reader
def tiles(user: User, at: datetime) -> Reader:
    """Return the figures that have something to say."""
    found = yield from together.side_by_side(*(item.load(user, at) for item in panels.of(panels.TodayTile, user)))
    return [tile for tile in found if tile]


@together.reader
def boxes(user: User, at: datetime, *, mine: bool) -> Reader:
    """Return the panels of the upper floors by column: [(template, context)]."""
    items = panels.of(panels.TodayPanel, user)
    loaded = yield from together.side_by_side(*(item.load(user, at, mine) for item in items))
    found: dict[str, list[tuple[str, dict]]] = {"main": [], "side": []}
    for item, context in zip(items, loaded, strict=True):
        if context is not None:
            found[item.column].append((item.template, context))
    return found


@together.reader
def went_out(at: datetime) -> Reader:
    """Return what left the office in the last two days, newest first."""
    since = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS_BACK - 1)
    found = yield from together.side_by_side(*(item.load(since, at) for item in panels.of(panels.WentOut)))
    return sorted((line for lines in found for line in lines), key=lambda line: line["at"], reverse=True)[:8]


@together.reader
def waiting(user: User, at: datetime) -> Reader:
    """Return those from whom we expect an answer."""
    found = yield from together.side_by_side(*(item.load(user, at) for item in panels.of(panels.Waiting)))
    return [line for lines in found for line in lines][:8]
