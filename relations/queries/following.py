"""When the next meeting would be: by the rhythm of its series, or some weeks on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from relations import cadence
from relations.models import Meeting

WEEKS = (2, 4)


@dataclass(frozen=True)
class Proposal:
    """One day that fits, and why."""

    starts_at: datetime
    why: str


def proposals(meeting: Meeting, *, at: datetime) -> list[Proposal]:
    """Return when the meeting after `meeting` would be, the best first, never a day gone by; the hour stays the same in Rome."""
    day, today = timezone.localdate(meeting.starts_at), timezone.localdate(at)
    if meeting.series_id and meeting.series.ended_at is None:
        rhythm = meeting.series.rhythm
        found = cadence.next_day(rhythm, day)
        while found <= today:
            found = cadence.next_day(rhythm, found)
        return [_at(meeting, found, in_words(rhythm))]
    # The same weekday, counted from the last one that has passed.
    day += timedelta(weeks=max((today - day).days // 7, 0))
    return [_at(meeting, cadence.weeks_later(day, weeks), _("in %(n)s weeks") % {"n": weeks}) for weeks in WEEKS]


def _at(meeting: Meeting, day: date, why: str) -> Proposal:
    hour = timezone.localtime(meeting.starts_at).time()
    return Proposal(timezone.make_aware(datetime.combine(day, hour)), why)


def in_words(rhythm: cadence.Rhythm) -> str:
    """Write a rhythm: "ogni 2 settimane", "ogni mese"."""
    words = {
        (cadence.WEEKS, True): _("every week"), (cadence.WEEKS, False): _("every %(n)s weeks"),
        (cadence.MONTHS, True): _("every month"), (cadence.MONTHS, False): _("every %(n)s months"),
    }[rhythm.unit, rhythm.every == 1]  # fmt: skip
    return words % {"n": rhythm.every} if "%" in words else words


def without_next(at: datetime) -> QuerySet[Meeting]:
    """The last meeting of each living series, when it is over (or called off) and nothing follows it."""
    rows = Meeting.objects.filter(series__isnull=False, series__ended_at=None, ends_at__lt=at, following=None)
    later = Meeting.objects.filter(ends_at__gte=at, series__isnull=False).exclude(status="cancelled")
    rows = rows.exclude(series__in=later.values("series")).select_related("organizer", "series")
    last = rows.order_by("series", "-starts_at", "-pk").distinct("series").values("pk")
    return Meeting.objects.filter(pk__in=last).select_related("organizer", "series").order_by("pk")
