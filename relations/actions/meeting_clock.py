"""What meetings and promises owe to their dates; run as often as one likes, everything is done once."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from relations import formats
from relations.actions import commitments, followups, heard, meeting_mail, meetings
from relations.actions.attendance import origin
from relations.actions.saying import OFFICE_LANGUAGE, say
from relations.models import Commitment, FollowUp, HeardNote, Meeting
from relations.queries import following

AGENDA_DAYS = 2
# A reminder missed while nobody ran the clock is still made for so many days.
GRACE = 2
# Older meetings without minutes are history, not something to do.
OLDEST = timedelta(days=30)


def N_(text: str) -> str:
    """Mark a sentence that `say` will translate."""
    return text


# Days from a promise's day, and what is to be done: with what they promised, and with what we did.
THEIRS = (
    (-7, N_("Ask %(name)s how it is going: %(text)s")),
    (0, N_("Today %(name)s should keep a promise: %(text)s")),
    (3, N_("Three days late, ask %(name)s: %(text)s")),
)
OURS = ((3, N_("Tell %(name)s that we are late: %(text)s")),)


def follow(*, at: datetime) -> dict[str, int]:
    """Do all that is due at `at`; a second run does nothing. Return how much was done."""
    return {
        "agendas": _agendas(at), "invitations": _invitations(at), "minutes": _minutes(at), "heard": _heard(at),
        "promises": _promises(at), "next": _next(at),
    }  # fmt: skip


def _once(*, origin: str, **fields: Any) -> int:
    """Make a thing to do unless it was made before; 1 when it was made now."""
    if FollowUp.objects.filter(origin=origin).exists():
        return 0
    followups.create(origin=origin, **fields)
    return 1


def _coming(at: datetime) -> Any:
    """Meetings of the next two days, with their organiser."""
    last = timezone.localdate(at) + timedelta(days=AGENDA_DAYS)
    rows = Meeting.objects.filter(status__in=["planned", "invited"], starts_at__gt=at, starts_at__date__lte=last)
    return rows.select_related("organizer").order_by("starts_at", "pk")


def _agendas(at: datetime) -> int:
    """The agenda two days before, to whoever has the invitation and has not said no; the organiser writes it if there is none."""
    return sum(_agenda(row, at) for row in _coming(at).filter(status="invited"))


@transaction.atomic
def _agenda(meeting: Meeting, at: datetime) -> int:
    items = list(meeting.items.order_by("position"))
    if not items:
        return _once(
            title=say(N_("Write the agenda: %(title)s"), title=meeting.title)[:200], owner=meeting.organizer, due_on=timezone.localdate(at),
            at=at, subject=meeting, url=meeting.get_absolute_url(), icon="list-ordered", origin=origin(meeting, "agenda"),
        )
    day = timezone.localdate(meeting.starts_at).isoformat()
    seats = meeting.attendees.exclude(answer="no").exclude(email="").exclude(invited_sequence=None)
    sent = 0
    for seat in seats.select_related("user", "person", "organization"):
        seat.meeting = meeting
        once = f"meeting:{meeting.pk}:agenda:{day}:{seat.pk}"
        sent += meeting_mail.send(seat, "meeting_agenda", once=once, at=at, by=None, context={"items": items})
    for todo in FollowUp.objects.filter(origin=origin(meeting, "agenda"), status="open"):
        followups.complete(followup=todo, by=None, at=at)
    return sent


def _invitations(at: datetime) -> int:
    """A meeting of the next two days with guests nobody has invited."""
    rows = _coming(at).filter(Q(status="planned"), attendees__user=None).distinct()
    return sum(
        _once(
            title=say(N_("Send the invitations: %(title)s"), title=row.title)[:200], owner=row.organizer, due_on=timezone.localdate(at), at=at,
            subject=row, url=row.get_absolute_url(), icon="send", origin=origin(row, "invite"),
        )
        for row in rows
    )


def _minutes(at: datetime) -> int:
    """Meetings that are over and whose minutes nobody has: due three days after."""
    over = Meeting.objects.exclude(status__in=["minuted", "cancelled"]).filter(ends_at__lt=at, ends_at__gt=at - OLDEST)
    made = FollowUp.objects.filter(origin__startswith="meeting:", origin__endswith=":minutes").values_list("origin", flat=True)
    known = set(made)
    rows = [row for row in over.select_related("organizer") if origin(row, "minutes") not in known]
    for row in rows:
        meetings.minutes_todo(row, at=at)
    return len(rows)


def _heard(at: datetime) -> int:
    """Notes sent five days ago without an answer: one reminder."""
    waiting = HeardNote.objects.filter(status="sent", reminded_at=None, sent_at__lte=at - heard.REMIND_AFTER)
    return sum(heard.remind(note=note, at=at) for note in waiting)


def _promises(at: datetime) -> int:
    """Reminders a week before, on the day and three days after."""
    today = timezone.localdate(at)
    window = (today - timedelta(days=3 + GRACE), today + timedelta(days=7))
    rows = Commitment.objects.filter(closed_on=None, due_on__range=window)
    return sum(_promise(row, today, at) for row in rows.select_related("owner", "person", "organization", "follower").order_by("pk"))


@transaction.atomic
def _promise(row: Commitment, today: date, at: datetime) -> int:
    steps = OURS if row.is_ours else THEIRS
    step = next(((days, text) for days, text in steps if 0 <= (today - row.due_on).days - days <= GRACE), None)
    if step is None or row.party is None:
        return 0
    days, text = step
    made = _once(
        title=say(text, name=row.party, text=row.text)[:200], owner=row.follower, due_on=max(today, row.due_on + timedelta(days=min(days, 0))),
        at=at, organization=row.organization, person=row.person, url=row.get_absolute_url(), icon="circle-question-mark",
        origin=commitments.question_origin(row, days),
    )
    if made:
        # The question of a week ago that nobody asked would only stand twice in the same day.
        earlier = FollowUp.objects.filter(origin__startswith=f"{commitments.PREFIX}{row.pk}:ask:", status="open")
        for todo in earlier.exclude(origin=commitments.question_origin(row, days)):
            followups.cancel(followup=todo, by=None, at=at)
    return made


def _next(at: datetime) -> int:
    """A series whose last meeting is over and that has no next one: its organiser is offered the day its rhythm gives."""
    done = 0
    for row in following.without_next(at):
        starts_at = following.proposals(row, at=at)[0].starts_at
        day = formats.day_long(timezone.localdate(starts_at), language=OFFICE_LANGUAGE)
        done += _once(
            title=say(N_("Plan the next meeting, proposed for %(day)s: %(title)s"), day=day, title=row.title)[:200], owner=row.organizer,
            due_on=timezone.localdate(at), at=at, subject=row, url=f"{row.get_absolute_url()}#prossima", icon="calendar-sync",
            origin=origin(row, "next"),
        )
    return done
