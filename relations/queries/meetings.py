"""What lists, pages and boxes about meetings read."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from relations.models import Attendee, HeardNote, Meeting, Organization, Person, User
from relations.queries import following, history, minutes

# The tabs of the list: key of the address → what they hold.
WHEN = {
    "": lambda rows, at: rows.filter(status__in=["planned", "invited"], ends_at__gte=at),
    "passate": lambda rows, at: rows.filter(Q(ends_at__lt=at) | Q(status__in=["held", "minuted"])).exclude(status="cancelled"),
    "senza-verbale": lambda rows, at: without_minutes(rows, at),
    "tutte": lambda rows, at: rows,
}


def without_minutes(rows: QuerySet[Meeting], at: datetime) -> QuerySet[Meeting]:
    """Meetings that are over, or held, and whose minutes nobody has."""
    return rows.filter(Q(status="held") | Q(status__in=["planned", "invited"], ends_at__lt=at))


def listed() -> QuerySet[Meeting]:
    """Meetings with their organiser, who takes part and how many said yes."""
    seats = Attendee.objects.select_related("user", "person", "organization").order_by("pk")
    return (
        Meeting.objects.select_related("organizer")
        .prefetch_related(Prefetch("attendees", seats))
        .annotate(
            asked=Count("attendees", distinct=True), yes=Count("attendees", filter=Q(attendees__answer="yes"), distinct=True),
        )
    )  # fmt: skip


def counts(at: datetime) -> dict[str, int]:
    """How many meetings are behind each tab."""
    parts = {key: build(Meeting.objects.all(), at) for key, build in WHEN.items()}
    found = Meeting.objects.aggregate(**{
        f"n_{number}": Count("pk", filter=Q(pk__in=rows.values("pk"))) for number, rows in enumerate(parts.values())
    })  # fmt: skip
    return {key: found[f"n_{number}"] for number, key in enumerate(parts)}


def full() -> QuerySet[Meeting]:
    """A meeting with what its page names."""
    return Meeting.objects.select_related("organizer", "series", "previous", "following", "object_type")


def seats(meeting: Meeting) -> list[Attendee]:
    """Who takes part, colleagues first, with what we heard from them."""
    rows = meeting.attendees.select_related("user", "person", "organization", "heard")
    return list(rows.order_by(models.F("user").asc(nulls_last=True), "pk"))


def page(meeting: Meeting, *, at: datetime) -> dict[str, Any]:
    """Everything the page of a meeting shows."""
    people = seats(meeting)
    for seat in people:
        seat.meeting = meeting
    guests = [seat for seat in people if seat.user_id is None]
    nothing_after = not hasattr(meeting, "following")
    return {
        "meeting": meeting, "seats": people, "guests": guests, "paper": minutes.of(meeting), "today": timezone.localdate(at),
        "without_address": [seat for seat in guests if not seat.email],
        "not_invited": [seat for seat in people if seat.email and seat.invited_sequence is None],
        "proposals": following.proposals(meeting, at=at) if nothing_after and not meeting.is_ahead else [],
        "rhythm": following.in_words(meeting.series.rhythm) if meeting.series else "",
        "last_time": minutes.open_promises(meeting.previous) if meeting.previous else [],
        "overdue": meeting.waits_for_minutes(at), "events": history.of_object(meeting, 8),
    }  # fmt: skip


def of_party(party: Organization | Person) -> QuerySet[Meeting]:
    """Meetings in which a person, or anybody of a body, takes part."""
    key = "organization" if isinstance(party, Organization) else "person"
    return Meeting.objects.filter(pk__in=Attendee.objects.filter(**{key: party}).values("meeting"))


def about(thing: models.Model) -> QuerySet[Meeting]:
    """Meetings about a thing of an upper floor."""
    return Meeting.objects.filter(object_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)


def near(rows: QuerySet[Meeting], at: datetime) -> dict[str, QuerySet[Meeting]]:
    """The next three and the last three of `rows`."""
    living = rows.exclude(status="cancelled")
    return {
        "coming": living.filter(ends_at__gte=at).order_by("starts_at", "pk")[:3],
        "past": living.filter(ends_at__lt=at).order_by("-starts_at", "-pk")[:3],
    }


def week_of(user: User, at: datetime, *, mine: bool) -> QuerySet[Meeting]:
    """Meetings of today and the next seven days: those one takes part in, or the whole office's."""
    first = timezone.make_aware(datetime.combine(timezone.localdate(at), time()))
    rows = listed().exclude(status="cancelled").filter(starts_at__gte=first, starts_at__lt=first + timedelta(days=8))
    if mine:
        rows = rows.filter(pk__in=Attendee.objects.filter(user=user).values("meeting"))
    return rows.order_by("starts_at", "pk")[:8]


def between(user: User | None, first: date, last: date) -> list[Meeting]:
    """Meetings of the days from `first` to `last` that `user` takes part in (None: everybody's)."""
    begin = timezone.make_aware(datetime.combine(first, time()))
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))
    rows = Meeting.objects.exclude(status="cancelled").filter(starts_at__gte=begin, starts_at__lt=end)
    if user is not None:
        rows = rows.filter(pk__in=Attendee.objects.filter(user=user).values("meeting"))
    return list(rows.order_by("starts_at", "pk")[:400])


def unanswered(at: datetime) -> QuerySet[Attendee]:
    """Guests of coming meetings who have not answered their invitation."""
    rows = Attendee.objects.filter(user=None, answer="", meeting__status="invited", meeting__starts_at__gt=at)
    return rows.exclude(invited_sequence=None).select_related("meeting", "person", "organization").order_by("meeting__starts_at", "pk")[:6]


def heard_waiting() -> QuerySet[HeardNote]:
    """What was sent back and waits for a word."""
    rows = HeardNote.objects.filter(status="sent").select_related("attendee__meeting", "attendee__person", "attendee__organization")
    return rows.order_by("sent_at", "pk")[:4]
