"""Meetings and promises."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from relations import formats, panels
from relations.actions import commitments
from relations.demo import meetings as demo
from relations.models import Commitment, Meeting, Organization, Person
from relations.queries import meetings, promises, together
from relations.web.subjects import key_of

STUCK_DAYS = 3


# --- menu --------------------------------------------------------------------
def owed_minutes(user: Any) -> QuerySet:
    """Meetings of mine whose minutes nobody has."""
    return meetings.without_minutes(Meeting.objects.filter(organizer=user), timezone.now())


def late_promises(user: Any) -> QuerySet:
    """Promises I follow whose day has passed."""
    return Commitment.objects.filter(promises.late(timezone.localdate()), follower=user)


# --- search --------------------------------------------------------------------
def meeting_entry(meeting: Meeting) -> dict | None:
    """Found by title, by who takes part, by what was said, decided and promised; called off ones are not."""
    if meeting.status == "cancelled":
        return None
    seats = meeting.attendees.select_related("user", "person", "organization")
    names = [str(who) for seat in seats for who in (seat.user, seat.person, seat.organization) if who is not None]
    words = [meeting.purpose, *meeting.items.values_list("title", flat=True), *meeting.items.values_list("minutes", flat=True)]
    return {
        "title": meeting.title,
        "subtitle": f"{formats.day_full(timezone.localdate(meeting.starts_at), language='it')} · {', '.join(names[:4])}",
        "keywords": " ".join(names),
        "body": "\n".join([*words, *meeting.decisions.values_list("text", flat=True)]),
        "url": meeting.get_absolute_url(),
    }


def promise_entry(promise: Commitment) -> dict:
    """Found by its words and by who made it."""
    return {
        "title": promise.text[:120],
        "subtitle": f"{promise.promiser} · {formats.day_full(promise.due_on, language='it')}",
        "keywords": " ".join(str(who) for who in (promise.owner, promise.person, promise.organization) if who),
        "body": promise.reason,
        "url": promise.get_absolute_url(),
    }


# --- boxes -----------------------------------------------------------------------
def box(thing: Any, user: Any) -> together.Reader:
    """Meetings and promises of a party, or about a thing of an upper floor."""
    at = timezone.now()
    is_party = isinstance(thing, Organization | Person)
    source = "of_party" if is_party else "about"
    rows, owed = getattr(meetings, source)(thing), getattr(promises, source)(thing)
    shown, ratio = yield from together.side_by_side(
        together.rows({**meetings.near(rows, at), "promises": promises.first_owed(owed)}),
        promises.ratio.read(owed, timezone.localdate(at)),
    )
    return {
        **shown, "ratio": ratio,
        "about": key_of(thing), "today": timezone.localdate(at),
        "all_url": f"{reverse('relations:promises')}?parte={key_of(thing)}" if is_party else "",
    }  # fmt: skip


def week(user: Any, at: datetime, mine: bool) -> together.Reader:
    """Meetings of the week."""
    rows = yield meetings.week_of(user, at, mine=mine)
    return {"rows": rows} if rows else None


def late(user: Any, at: datetime, mine: bool) -> together.Reader:
    """Promises that are late."""
    today = timezone.localdate(at)
    rows = yield promises.for_today(user, today, mine=mine)
    return {"rows": rows, "today": today} if rows else None


def waiting(user: Any, at: datetime) -> together.Reader:
    """Who has not answered an invitation, or what we heard."""
    words = gettext("Invitation to “%(title)s”, %(day)s")
    found = yield {"seats": meetings.unanswered(at), "heard": meetings.heard_waiting()}
    invited = [
        (seat, words % {"title": seat.meeting.title, "day": formats.day(timezone.localdate(seat.meeting.starts_at))})
        for seat in found["seats"]
    ]
    heard = [(note.attendee, gettext("What we heard at “%(title)s”") % {"title": note.attendee.meeting.title}) for note in found["heard"]]
    return [
        {"initials": formats.initials(seat.name), "colour": "v", "name": seat.name, "note": note, "url": seat.meeting.get_absolute_url()}
        for seat, note in [*invited, *heard]
    ]


def calendar(user: Any, first: date, last: date) -> list[panels.CalendarEntry]:
    """Meetings, in the calendar of the office and of each colleague."""
    entries = []
    for row in meetings.between(user, first, last):
        begins = timezone.localtime(row.starts_at)
        entries.append(
            panels.CalendarEntry(
                key=f"meeting:{row.pk}", day=begins.date(), title=row.title, url=row.get_absolute_url(), icon=row.kind_icon, colour="ticino",
                at=begins.time(), minutes=max(int((row.ends_at - row.starts_at).total_seconds() // 60), 1), note=row.where, done=row.is_past,
            )
        )
    return entries


# --- Quadro ------------------------------------------------------------------------
def year_tile(year: int, at: datetime) -> together.Reader:
    """The share of our promises kept in time."""
    found = yield from promises.year_figures.read(year, at)
    now, before = found["value"], found["before"]
    if now.percent is None:
        return None
    return {
        "label": gettext("Promises kept in time, per cent"), "value": now.percent, "before": before.percent or 0,
        "note": gettext("%(kept)s of %(all)s") % {"kept": now.in_time, "all": now.settled}, "url": f"{reverse('relations:promises')}?di=noi",
    }  # fmt: skip


def stuck(at: datetime) -> together.Reader:
    """Our promises late for more than three days, and meetings without minutes for a week."""
    today = timezone.localdate(at)
    found = yield {
        "late": promises.listed().filter(promises.late(today), promises.OURS).order_by("due_on", "pk")[:20],
        "owed": meetings.without_minutes(Meeting.objects.all(), at).select_related("organizer").order_by("ends_at", "pk")[:20],
    }
    lines = [
        {"title": row.text, "note": gettext("Promise of %(name)s that is late") % {"name": row.owner}, "url": row.get_absolute_url(),
         "days": (today - row.due_on).days, "owner": row.owner}
        for row in found["late"] if (today - row.due_on).days > STUCK_DAYS
    ]  # fmt: skip
    return lines + [
        {"title": row.title, "note": gettext("Meeting without minutes"), "url": row.get_absolute_url(), "days": (at - row.ends_at).days,
         "owner": row.organizer}
        for row in found["owed"] if (at - row.ends_at).days >= 7
    ]  # fmt: skip


WRITE = [
    "relations.view_meeting", "relations.add_meeting", "relations.change_meeting",
    "relations.view_commitment", "relations.add_commitment", "relations.change_commitment",
]  # fmt: skip
panels.register(
    panels.MenuItem(
        "relations", "meetings", _("Meetings"), "messages-square", "relations:meetings", 40, "relations.view_meeting", count=owed_minutes
    ),
    panels.MenuItem(
        "relations", "promises", _("Promises"), "handshake", "relations:promises", 45, "relations.view_commitment", count=late_promises
    ),
    panels.SearchKind("meeting", Meeting, _("Meetings"), "messages-square", meeting_entry, 60, "relations.view_meeting"),
    panels.SearchKind("promise", Commitment, _("Promises"), "handshake", promise_entry, 65, "relations.view_commitment"),
    panels.TodayPanel("promises_late", "relations/meetings/panels/late.html", late, "main", 5, "relations.view_commitment"),
    panels.TodayPanel("meetings_week", "relations/meetings/panels/today.html", week, "side", 5, "relations.view_meeting"),
    panels.Waiting("meetings", waiting),
    panels.RecordPanel(
        "meetings", ["organization", "person", "partnership"], "relations/meetings/panels/party.html", box, 20, "relations.view_meeting"
    ),
    panels.CalendarSource("meetings", _("Meetings"), calendar, 10, "relations.view_meeting", feed=True),
    panels.HeadTile("promises", year_tile, 40),
    panels.Stuck("promises", stuck),
    panels.FollowUpEcho("promises", commitments.PREFIX, commitments.todo_done, commitments.todo_reopened),
    *(panels.RolePermissions(role, WRITE) for role in ("relations_officer", "press_officer", "fundraiser", "editor")),
    panels.RolePermissions("viewer", ["relations.view_meeting", "relations.view_commitment"]),
    panels.DemoPart("meetings", demo.build, order=60),
)
