"""What lists, pages and boxes about promises read."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from relations.models import Commitment, Meeting, NewDate, Organization, Person, User
from relations.queries import together
from relations.queries.together import Reader
from relations.vocab.meetings import OPEN_STATES

OURS, THEIRS = Q(owner__isnull=False), Q(owner=None)
OPEN = Q(status__in=OPEN_STATES)


def late(today: date) -> Q:
    """Owed, and their day has passed."""
    return OPEN & Q(due_on__lt=today)


# What the filter "state" means on a day; "late" is asked of the date, not of a column.
STANDING = {
    "open": lambda today: Q(status="open", due_on__gte=today),
    "renegotiated": lambda today: Q(status="renegotiated", due_on__gte=today),
    "late": late,
    "kept": lambda today: Q(status="kept"),
    "broken": lambda today: Q(status="broken"),
}


def listed() -> QuerySet[Commitment]:
    """Promises with all a line shows."""
    return Commitment.objects.select_related("owner", "person", "organization", "follower")


def counts(user: User, today: date) -> dict[str, int]:
    """How many open promises are behind each tab."""
    return Commitment.objects.aggregate(
        open=Count("pk", filter=OPEN), ours=Count("pk", filter=OPEN & OURS), theirs=Count("pk", filter=OPEN & THEIRS),
        mine=Count("pk", filter=OPEN & Q(follower=user)), late=Count("pk", filter=late(today)),
    )  # fmt: skip


@dataclass(frozen=True)
class Ratio:
    """How promises went: kept in time, kept late, not kept, owed, owed and late."""

    in_time: int = 0
    kept_late: int = 0
    broken: int = 0
    owed: int = 0
    late: int = 0

    @property
    def settled(self) -> int:
        """Those whose end is known: kept, broken, or late today."""
        return self.in_time + self.kept_late + self.broken + self.late

    @property
    def percent(self) -> int | None:
        """The share kept in time; None before anything was due."""
        return round(100 * self.in_time / self.settled) if self.settled else None

    @property
    def total(self) -> int:
        return self.in_time + self.kept_late + self.broken + self.owed


@together.reader
def ratio(rows: QuerySet[Commitment], today: date) -> Reader:
    """Return how the promises of `rows` went, in one statement."""
    [found] = yield together.sums(
        rows,
        in_time=Count("pk", filter=Q(status="kept", closed_on__lte=F("due_on"))),
        kept_late=Count("pk", filter=Q(status="kept", closed_on__gt=F("due_on"))),
        broken=Count("pk", filter=Q(status="broken")), owed=Count("pk", filter=OPEN), late=Count("pk", filter=late(today)),
    )  # fmt: skip
    return Ratio(**found)


def of_party(party: Organization | Person) -> QuerySet[Commitment]:
    """Promises made by or to a person or a body."""
    return listed().filter(**{"organization" if isinstance(party, Organization) else "person": party})


def about(thing: models.Model) -> QuerySet[Commitment]:
    """Promises made on a thing of an upper floor, or in the meetings about it."""
    kind = ContentType.objects.get_for_model(thing)
    held = Meeting.objects.filter(object_type=kind, object_id=thing.pk).values("pk")
    here = Q(object_type=kind, object_id=thing.pk)
    return listed().filter(here | Q(object_type=ContentType.objects.get_for_model(Meeting), object_id__in=held))


def first_owed(rows: QuerySet[Commitment], most: int = 6) -> QuerySet[Commitment]:
    """Return the open ones, the nearest day first."""
    return rows.filter(OPEN).order_by("due_on", "pk")[:most]


def history_of(promise: Commitment) -> list[NewDate]:
    """Return the days it was put off to, in order."""
    return list(promise.new_dates.select_related("by").order_by("at", "pk"))


def for_today(user: User, today: date, *, mine: bool) -> QuerySet[Commitment]:
    """Late promises: those one follows, or everybody's."""
    rows = listed().filter(late(today))
    return (rows.filter(follower=user) if mine else rows).order_by("due_on", "pk")[:8]


@together.reader
def year_figures(year: int, at: datetime) -> Reader:
    """Of our promises that came to an end in `year` (and by the same day of the year before), the share kept in time."""
    today = timezone.localdate(at)
    shares = []
    for which in (year, year - 1):
        last = min(today.replace(year=which, day=min(today.day, 28) if today.month == 2 else today.day), date(which, 12, 31))
        rows = Commitment.objects.filter(OURS, closed_on__range=(date(which, 1, 1), last))
        shares.append(ratio.read(rows, today))
    value, before = yield from together.side_by_side(*shares)
    return {"value": value, "before": before}
