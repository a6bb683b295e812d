"""Meetings: planning, changing, inviting, holding, sending the minutes, cancelling."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from relations import cadence, meeting_path
from relations.actions import attendance, followups, history, interactions, meeting_mail, search
from relations.actions.saying import say
from relations.invitation_file import CANCEL
from relations.models import (
    Attendee,
    FollowUp,
    Interaction,
    Meeting,
    MeetingSeries,
    Organization,
    Person,
    User,
)
from relations.queries import minutes
from relations.text import clean, one_line
from relations.vocab.meetings import CHANNEL_OF_KIND

MINUTES_DAYS = 3
# What a calendar must be told again when it changes.
_CALENDAR = ("title", "kind", "place", "link", "starts_at", "ends_at")
_FIELDS = (*_CALENDAR, "purpose", "organizer")


def N_(text: str) -> str:
    """Mark a sentence that `say` will translate."""
    return text


class ChangedMeanwhile(Exception):
    """Somebody saved this meeting while the form was open."""


class NothingToSend(Exception):
    """Minutes with nothing in them."""


# --- planning ----------------------------------------------------------------
@transaction.atomic
def plan(
    *, title: str, starts_at: datetime, ends_at: datetime, organizer: User, by: User | None, at: datetime, kind: str = "person",
    place: str = "", link: str = "", purpose: str = "", subject: models.Model | None = None,
    colleagues: list[User] | tuple[User, ...] = (), parties: list[Organization | Person] | tuple = (),
    rhythm: cadence.Rhythm | None = None, series: MeetingSeries | None = None, previous: Meeting | None = None, once: str = "",
) -> Meeting:
    """Put a meeting in the calendar with who takes part; a second call with the same `once` returns the first one."""
    if rhythm is not None:
        series = MeetingSeries.objects.create(
            unit=rhythm.unit, every=rhythm.every, weekday=rhythm.weekday, nth=rhythm.nth, skips_august=rhythm.skips_august, created_at=at
        )
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(
                title=one_line(title)[:200], kind=kind, place=one_line(place)[:200], link=link, purpose=clean(purpose).strip(),
                starts_at=starts_at, ends_at=ends_at, organizer=organizer, subject=subject, series=series, previous=previous,
                uid=f"{uuid.uuid4()}@{settings.MAIL_DOMAIN}", once=once, created_by=by, created_at=at,
            )  # fmt: skip
    except IntegrityError:
        known = Meeting.objects.filter(models.Q(once=once) & ~models.Q(once="") | models.Q(previous=previous, previous__isnull=False)).first()
        if known is None:
            raise
        return known
    for user in dict.fromkeys([organizer, *colleagues]):
        attendance.seat_user(meeting, user, at)
    for party in dict.fromkeys(parties):
        attendance.seat_party(meeting, party, at)
    history.record(
        verb="meeting.planned", by=by, at=at, obj=meeting, about=attendance.parties_of(meeting), icon="calendar-plus",
        title=say(N_("Meeting planned: %(title)s"), title=meeting.title), url=meeting.get_absolute_url(),
    )  # fmt: skip
    search.index(meeting)
    return meeting


@transaction.atomic
def change(*, meeting: Meeting, version: int, by: User, at: datetime, **fields: Any) -> Meeting:
    """Change what is known of a meeting still to come; those invited are told when it matters to their calendars.

    Raises ChangedMeanwhile when it is no longer at `version`, NotNow once it was held or cancelled.
    """
    meeting = attendance.locked(meeting)
    meeting_path.after("change", meeting.status)
    if meeting.version != version:
        raise ChangedMeanwhile
    before = {name: getattr(meeting, name) for name in _FIELDS}
    after = before | {name: fields[name] for name in _FIELDS if name in fields}
    changes = history.diff(before, after)
    if not changes:
        return meeting
    for name in changes:
        setattr(meeting, name, after[name])
    meeting.version += 1
    if "starts_at" in changes:
        meeting.attendees.exclude(user=meeting.organizer).update(answer="", answered_at=None, proposed_at=None)
    if meeting.status == meeting_path.INVITED and changes.keys() & set(_CALENDAR):
        meeting.sequence += 1
    meeting.save()
    history.record(verb="meeting.changed", by=by, at=at, obj=meeting, changes=changes)
    if meeting.status == meeting_path.INVITED:
        attendance.send_invitations(meeting, by=by, at=at)
    search.index(meeting)
    return meeting


# --- calling off -------------------------------------------------------------
@transaction.atomic
def cancel(*, meeting: Meeting, reason: str, by: User, at: datetime) -> Meeting:
    """Call it off; those invited get the cancellation for their calendars."""
    meeting = attendance.locked(meeting)
    meeting.status, meeting.cancelled_at = meeting_path.after("cancel", meeting.status), at
    meeting.cancel_reason = clean(reason).strip()
    meeting.sequence += 1
    meeting.save(update_fields=["status", "cancelled_at", "cancel_reason", "sequence"])
    for seat in meeting.attendees.exclude(invited_sequence=None).select_related("user", "person", "organization"):
        seat.meeting = meeting
        meeting_mail.send(seat, "meeting_cancelled", once=f"meeting:{meeting.pk}:cancel:{seat.pk}", at=at, by=by, calendar=CANCEL)
    for kind in ("invite", "agenda", "minutes"):
        attendance.drop_todo(meeting, kind, by=by, at=at)
    history.record(
        verb="meeting.cancelled", by=by, at=at, obj=meeting, about=attendance.parties_of(meeting), icon="calendar-x",
        title=say(N_("Meeting called off: %(title)s"), title=meeting.title), body=meeting.cancel_reason, url=meeting.get_absolute_url(),
    )  # fmt: skip
    search.index(meeting)
    return meeting


# --- held, and its minutes ---------------------------------------------------
@transaction.atomic
def hold(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """Say that it took place: a contact in the diary of whoever came, and the minutes to be sent within three days."""
    meeting = attendance.locked(meeting)
    meeting.status, meeting.held_at = meeting_path.after("hold", meeting.status), at
    meeting.save(update_fields=["status", "held_at"])
    history.record(verb="meeting.held", by=by, at=at, obj=meeting)
    for seat in meeting.attendees.filter(user=None, came=True).select_related("person", "organization"):
        interactions.log(
            channel=CHANNEL_OF_KIND[meeting.kind], text=say(N_("Meeting: %(title)s"), title=meeting.title), by=by, at=at,
            happened_at=min(meeting.starts_at, at), organization=seat.organization, person=seat.person, subject=meeting,
            url=meeting.get_absolute_url(),
        )  # fmt: skip
    minutes_todo(meeting, at=at)
    search.index(meeting)
    return meeting


@transaction.atomic
def unhold(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """Undo `hold`: the contacts it logged go too, if the same colleague logged them."""
    meeting = attendance.locked(meeting)
    meeting.status = meeting_path.after("unhold", meeting.status, was_invited=meeting.invited_at is not None)
    meeting.held_at = None
    meeting.save(update_fields=["status", "held_at"])
    kind = {"object_type": ContentType.objects.get_for_model(Meeting), "object_id": meeting.pk}
    for contact in Interaction.objects.filter(**kind, by=by).select_related("organization", "person"):
        interactions.undo(interaction=contact, by=by, at=at)
    attendance.drop_todo(meeting, "minutes", by=by, at=at)
    history.record(verb="meeting.reopened", by=by, at=at, obj=meeting)
    return meeting


@transaction.atomic
def send_minutes(*, meeting: Meeting, by: User, at: datetime) -> int:
    """Send the minutes to every participant with an address; return to how many. NothingToSend when they are empty."""
    meeting = attendance.locked(meeting)
    status = meeting_path.after("send_minutes", meeting.status)
    paper = minutes.of(meeting)
    if paper.is_empty:
        raise NothingToSend
    meeting.status, meeting.minutes_sent_at = status, at
    meeting.minutes_count += 1
    meeting.save(update_fields=["status", "minutes_sent_at", "minutes_count"])
    context = {"paper": paper, "again": meeting.minutes_count > 1}
    sent = 0
    for seat in meeting.attendees.exclude(email="").select_related("user", "person", "organization"):
        seat.meeting = meeting
        once = f"meeting:{meeting.pk}:minutes:{meeting.minutes_count}:{seat.pk}"
        sent += meeting_mail.send(seat, "meeting_minutes", once=once, at=at, by=by, context=context)
    attendance.drop_todo(meeting, "minutes", by=by, at=at, done=True)
    history.record(
        verb="meeting.minutes_sent", by=by, at=at, obj=meeting, about=attendance.parties_of(meeting), icon="mail-check",
        title=say(N_("Minutes sent: %(title)s"), title=meeting.title), url=meeting.get_absolute_url(),
    )  # fmt: skip
    return sent


def minutes_todo(meeting: Meeting, *, at: datetime) -> FollowUp:
    """Remind the organiser that the minutes are owed within three days of the meeting; opened again if it was dropped."""
    day = timezone.localdate(meeting.ends_at) + timedelta(days=MINUTES_DAYS)
    todo = followups.create(
        title=say(N_("Write and send the minutes: %(title)s"), title=meeting.title), owner=meeting.organizer,
        due_on=max(day, timezone.localdate(at)), at=at, subject=meeting, url=meeting.get_absolute_url(), icon="file-text",
        origin=attendance.origin(meeting, "minutes"),
    )  # fmt: skip
    if todo.status == "cancelled":
        FollowUp.objects.filter(pk=todo.pk).update(status="open", done_at=None, done_by=None)
    return todo


# --- the next one ------------------------------------------------------------
@transaction.atomic
def plan_next(*, meeting: Meeting, starts_at: datetime, by: User, at: datetime) -> Meeting:
    """Plan the meeting after this one: same people, place and length, with the points left open. Once for each meeting."""
    meeting = attendance.locked(meeting)
    known = Meeting.objects.filter(previous=meeting).first()
    if known is not None:
        return known
    following = plan(
        title=meeting.title, starts_at=starts_at, ends_at=starts_at + (meeting.ends_at - meeting.starts_at), organizer=meeting.organizer,
        by=by, at=at, kind=meeting.kind, place=meeting.place, link=meeting.link, purpose=meeting.purpose, subject=meeting.subject,
        series=meeting.series, previous=meeting,
    )  # fmt: skip
    Attendee.objects.bulk_create(
        Attendee(meeting=following, user=seat.user, person=seat.person, organization=seat.organization, email=seat.email, created_at=at)
        for seat in meeting.attendees.exclude(user=meeting.organizer).select_related("user", "person", "organization")
    )
    titles = [item.title for item in meeting.items.filter(is_open=True).order_by("position")]
    if minutes.open_promises(meeting):
        titles.insert(0, say(N_("Promises of last time")))
    following.items.bulk_create(
        [following.items.model(meeting=following, position=number, title=title) for number, title in enumerate(titles, 1)]
    )
    attendance.drop_todo(meeting, "next", by=by, at=at, done=True)
    search.index(following)
    return following
