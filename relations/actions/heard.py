"""What we heard: written after a meeting, sent back by link, confirmed or corrected by whoever said it."""

from datetime import datetime, timedelta

from django.db import transaction

from relations.actions import history, meeting_mail
from relations.actions.saying import say
from relations.models import Attendee, HeardNote, User
from relations.text import clean

REMIND_AFTER = timedelta(days=5)


def N_(text: str) -> str:
    """Mark a sentence that `say` will translate."""
    return text


class AlreadySent(Exception):
    """They have it before their eyes: it can no longer be changed here."""


class AlreadyAnswered(Exception):
    """The answer was given; it stands."""


class NoAddress(Exception):
    """There is no address to send it to."""


def _locked(note: HeardNote) -> HeardNote:
    rows = HeardNote.objects.select_for_update(of=("self",)).select_related(
        "attendee__meeting__organizer", "attendee__user", "attendee__person", "attendee__organization"
    )
    return rows.get(pk=note.pk)


@transaction.atomic
def write(*, attendee: Attendee, text: str, by: User, at: datetime) -> HeardNote:
    """Keep what we understood from one participant; it may change until it is sent."""
    Attendee.objects.select_for_update(of=("self",)).get(pk=attendee.pk)
    note, is_new = HeardNote.objects.get_or_create(
        attendee=attendee, defaults={"text": clean(text).strip(), "by": by, "created_at": at}
    )
    if not is_new and note.status != "draft":
        raise AlreadySent
    if not is_new:
        note.text, note.by = clean(text).strip(), by
        note.save(update_fields=["text", "by"])
    return note


@transaction.atomic
def send(*, note: HeardNote, by: User, at: datetime) -> HeardNote:
    """Send it back with a link to confirm or correct; sending twice sends once."""
    note = _locked(note)
    if note.status != "draft":
        return note
    if not note.attendee.email:
        raise NoAddress
    note.status, note.sent_at = "sent", at
    note.save(update_fields=["status", "sent_at"])
    _mail(note, kind="ask", by=by, at=at)
    history.record(verb="meeting.heard_sent", by=by, at=at, obj=note.attendee.meeting, changes={"heard": ["", note.attendee.name]})
    return note


@transaction.atomic
def remind(*, note: HeardNote, at: datetime) -> bool:
    """Ask once more, once; whether it was done now."""
    note = _locked(note)
    if note.status != "sent" or note.reminded_at is not None or note.sent_at > at - REMIND_AFTER:
        return False
    note.reminded_at = at
    note.save(update_fields=["reminded_at"])
    _mail(note, kind="again", by=None, at=at)
    return True


def _mail(note: HeardNote, *, kind: str, by: User | None, at: datetime) -> None:
    attendee = note.attendee
    until = at + timedelta(days=meeting_mail.HEARD_DAYS)
    context = {
        "note": note, "again": kind == "again",
        "url": meeting_mail.secret_url("meeting_heard", meeting_mail.HEARD, note, attendee, until=until, at=at),
    }  # fmt: skip
    meeting_mail.send(attendee, "meeting_heard", once=f"heard:{note.pk}:{kind}", at=at, by=by, context=context)


@transaction.atomic
def answer(*, note: HeardNote, correction: str, at: datetime) -> HeardNote:
    """Confirm (no `correction`) or put right; our words stay beside theirs. AlreadyAnswered the second time."""
    note = _locked(note)
    if note.status != "sent":
        raise AlreadyAnswered
    note.correction = clean(correction).strip()
    note.status, note.answered_at = "corrected" if note.correction else "confirmed", at
    note.save(update_fields=["correction", "status", "answered_at"])
    seat = note.attendee
    words = N_("Corrected what we had heard: %(title)s") if note.correction else N_("Confirmed what we had heard: %(title)s")
    history.record(
        verb=f"meeting.heard_{note.status}", by=None, at=at, obj=seat.meeting, about=[seat.person, seat.organization], icon="ear",
        title=say(words, title=seat.meeting.title)[:200], body=note.correction or note.text, url=seat.meeting.get_absolute_url(),
    )  # fmt: skip
    return note
