"""The calendar: everything with a date, of one colleague or of the whole office."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from relations import days, panels, patron
from relations.formats import only_day
from relations.models import FollowUp, Interaction, User
from relations.panels import CalendarEntry

MOST = 400
# A feed shows what has just been and what comes in a year.
FEED_BACK, FEED_AHEAD = timedelta(days=30), timedelta(days=365)


@dataclass
class Day:
    """One day of the calendar."""

    date: date
    entries: list[CalendarEntry] = field(default_factory=list)
    is_free: bool = False

    @property
    def open(self) -> list[CalendarEntry]:
        """What is not over: what a small square counts."""
        return [entry for entry in self.entries if not entry.done]


def entries(reader: User, first: date, last: date, *, mine: bool, feed: bool = False) -> list[CalendarEntry]:
    """Return what `reader` may see from `first` to `last`, in order; the things of the day before those with an hour."""
    found: list[CalendarEntry] = []
    for source in panels.of(panels.CalendarSource, reader):
        if source.feed or not feed:
            found += source.load(reader if mine else None, first, last)
    return sorted(found, key=lambda entry: (entry.day, entry.at is not None, entry.at or datetime.min.time(), entry.key))


def by_day(found: Sequence[CalendarEntry], first: date, last: date) -> list[Day]:
    """Return every day from `first` to `last` with its entries; what lasts several days stands on each."""
    calendar = patron.working_days()
    step = timedelta(days=1)
    rows: dict[date, list[CalendarEntry]] = defaultdict(list)
    for entry in found:
        day, end = max(entry.day, first), min(entry.until or entry.day, last)
        while day <= end:
            rows[day].append(entry)
            day += step
    length = (last - first).days + 1
    every = [first + step * number for number in range(length)]
    return [Day(day, rows[day], not calendar.is_working(day)) for day in every]


def weeks(found: Sequence[CalendarEntry], first: date) -> list[list[Day]]:
    """Return the month of `first` by weeks."""
    grid = days.month_grid(first)
    rows = by_day(found, grid[0][0], grid[-1][-1])
    return [rows[number : number + 7] for number in range(0, len(rows), 7)]


# --- what the ground floor puts there ----------------------------------------------------------------------------
def followups(user: User | None, first: date, last: date) -> list[CalendarEntry]:
    """What is to be done, and what was done."""
    rows = FollowUp.objects.filter(due_on__gte=first, due_on__lte=last, status__in=("open", "done"))
    rows = rows.filter(owner=user) if user is not None else rows
    rows = rows.select_related("owner", "organization", "person").order_by("due_on", "due_time", "pk")[:MOST]
    return [
        CalendarEntry(
            key=f"followup:{row.pk}", day=row.due_on, at=row.due_time, minutes=30, title=row.title, icon=row.icon, row=row,
            url=row.url or (row.party.get_absolute_url() if row.party else ""), colour="ticino", done=row.status == "done",
            note=str(row.party or ""),
        )
        for row in rows
    ]  # fmt: skip


def contacts(user: User | None, first: date, last: date) -> list[CalendarEntry]:
    """Whom we spoke to."""
    begin, end = (
        timezone.make_aware(datetime.combine(day, datetime.min.time())) for day in (first, last + timedelta(days=1))
    )
    rows = Interaction.objects.filter(at__gte=begin, at__lt=end)
    rows = rows.filter(by=user) if user is not None else rows
    rows = rows.select_related("by", "organization", "person").order_by("-at", "-pk")[:MOST]
    return [
        CalendarEntry(
            key=f"contact:{row.pk}", day=only_day(row.at), at=timezone.localtime(row.at).time(),
            title=f"{row.get_channel_display()} · {row.party}", icon="message-square-text", row=row, done=True,
            url=row.get_absolute_url(), note=row.text[:200],
        )
        for row in rows
    ]  # fmt: skip
