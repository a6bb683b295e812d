"""Who takes part in a meeting: let in, taken off, invited."""

from datetime import datetime

from django.db import models, transaction

from relations import meeting_path
from relations.actions import followups, history, meeting_mail, search
from relations.invitation_file import CANCEL, REQUEST
from relations.models import Attendee, FollowUp, Meeting, Organization, Person, User
from relations.queries import addressees


class NobodyToInvite(Exception):
    """No participant has an address."""


def locked(meeting: Meeting) -> Meeting:
    """Return the meeting as it is now, held until the end of the transaction."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("organizer", "series").get(pk=meeting.pk)


# --- who takes part ----------------------------------------------------------
@transaction.atomic
def add_attendee(*, meeting: Meeting, who: User | Organization | Person, by: User, at: datetime) -> Attendee:
    """Let somebody take part; whoever is there already stays once. Those invited later get their invitation at once."""
    meeting = locked(meeting)
    seated = seat_user(meeting, who, at) if isinstance(who, User) else seat_party(meeting, who, at)
    history.record(verb="meeting.party_added", by=by, at=at, obj=meeting, changes={"attendee": ["", seated.name]})
    if meeting.status == meeting_path.INVITED:
        send_invitations(meeting, by=by, at=at)
    search.index(meeting)
    return seated


@transaction.atomic
def remove_attendee(*, attendee: Attendee, by: User, at: datetime) -> None:
    """Take somebody off a meeting still to come; whoever was invited gets the cancellation."""
    meeting = locked(attendee.meeting)
    meeting_path.after("change", meeting.status)
    if attendee.invited_sequence is not None:
        meeting_mail.send(
            attendee, "meeting_cancelled", once=f"meeting:{meeting.pk}:off:{attendee.pk}", at=at, by=by, calendar=CANCEL,
            sequence=meeting.sequence + 1,
        )  # fmt: skip
    history.record(verb="meeting.dropped", by=by, at=at, obj=meeting, changes={"attendee": [attendee.name, ""]})
    attendee.delete()
    search.index(meeting)


@transaction.atomic
def mark_presence(*, attendee: Attendee, came: bool, by: User, at: datetime) -> None:
    """Write down whether somebody was there."""
    if attendee.came != came:
        Attendee.objects.filter(pk=attendee.pk).update(came=came)
        history.record(verb="meeting.changed", by=by, at=at, obj=attendee.meeting, changes={attendee.name: [attendee.came, came]})


def seat_user(meeting: Meeting, user: User, at: datetime) -> Attendee:
    """Give a colleague a seat, once; the organiser has said yes by organising it."""
    is_host = user.pk == meeting.organizer_id
    fields = {"email": user.email, "created_at": at, "answer": "yes" if is_host else "", "answered_at": at if is_host else None}
    return meeting.attendees.get_or_create(user=user, defaults=fields)[0]


def seat_party(meeting: Meeting, party: Organization | Person, at: datetime) -> Attendee:
    """Give a person or a body a seat, once, with the address to write to."""
    person, body = addressees.seat_of(party)
    email = addressees.address_of(person) or addressees.address_of(body)
    lookup = {"person": person} if person else {"person": None, "organization": body}
    defaults = {"organization": body, "email": email, "created_at": at}
    return meeting.attendees.get_or_create(**lookup, defaults=defaults)[0]


def parties_of(meeting: Meeting) -> list[Organization | Person | None]:
    """Return those from outside who take part, for the stories of their pages."""
    seats = meeting.attendees.filter(user=None).select_related("person", "organization")
    return [party for seat in seats for party in (seat.person, seat.organization)]


# --- invitations -------------------------------------------------------------
@transaction.atomic
def invite(*, meeting: Meeting, by: User, at: datetime) -> int:
    """Send the invitation to whoever has none of this version; return to how many. NobodyToInvite when no one can be reached."""
    meeting = locked(meeting)
    status = meeting_path.after("invite", meeting.status)
    for seat in meeting.attendees.filter(email="", user=None).select_related("person", "organization"):
        seat.email = addressees.address_of(seat.person) or addressees.address_of(seat.organization)
        seat.save(update_fields=["email"])
    if not meeting.attendees.exclude(email="").exclude(user=meeting.organizer).exists():
        raise NobodyToInvite
    meeting.status, meeting.invited_at = status, meeting.invited_at or at
    meeting.save(update_fields=["status", "invited_at"])
    sent = send_invitations(meeting, by=by, at=at)
    drop_todo(meeting, "invite", by=by, at=at, done=True)
    if sent:
        history.record(verb="meeting.invited", by=by, at=at, obj=meeting, changes={"sequence": [None, meeting.sequence]})
    return sent


def send_invitations(meeting: Meeting, *, by: User | None, at: datetime) -> int:
    """Write to those whose calendar does not know this version."""
    old = models.Q(invited_sequence=None) | models.Q(invited_sequence__lt=meeting.sequence)
    seats = meeting.attendees.filter(old).exclude(email="").select_related("user", "person", "organization")
    names = [seat.name for seat in meeting.attendees.select_related("user", "person", "organization").order_by("pk")]
    sent = 0
    for seat in seats:
        seat.meeting = meeting
        context = {
            "url": meeting_mail.answer_url(seat, at=at), "changed": seat.invited_sequence is not None, "names": names,
            "items": list(meeting.items.order_by("position")), "is_host": seat.user_id == meeting.organizer_id,
        }  # fmt: skip
        once = f"meeting:{meeting.pk}:invite:{meeting.sequence}:{seat.pk}"
        sent += meeting_mail.send(seat, "meeting_invitation", once=once, at=at, by=by, context=context, calendar=REQUEST)
        Attendee.objects.filter(pk=seat.pk).update(invited_sequence=meeting.sequence)
    return sent


def origin(meeting: Meeting, kind: str) -> str:
    """Return the key of an automatic thing to do of a meeting."""
    return f"meeting:{meeting.pk}:{kind}"


def drop_todo(meeting: Meeting, kind: str, *, by: User | None, at: datetime, done: bool = False) -> None:
    """Settle an automatic thing to do of a meeting: done, or no longer needed."""
    for todo in FollowUp.objects.filter(origin=origin(meeting, kind), status="open"):
        (followups.complete if done else followups.cancel)(followup=todo, by=by, at=at)
