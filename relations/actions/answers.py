"""What a participant answers to an invitation, by link."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from relations import formats, meeting_path
from relations.actions import followups, history
from relations.actions.saying import OFFICE_LANGUAGE, say
from relations.models import Attendee
from relations.text import clean


def N_(text: str) -> str:
    """Mark a sentence that `say` will translate."""
    return text


class TooLate(Exception):
    """The meeting was held or called off."""


@transaction.atomic
def answer(*, attendee: Attendee, choice: str, at: datetime, note: str = "", proposed_at: datetime | None = None) -> Attendee:
    """Keep yes, no or another time; the last answer counts. The organiser finds a proposal among the things to do."""
    rows = Attendee.objects.select_for_update(of=("self",)).select_related("meeting__organizer", "person", "organization", "user")
    attendee = rows.get(pk=attendee.pk)
    meeting = attendee.meeting
    if meeting.status not in meeting_path.AHEAD or meeting.ends_at < at:
        raise TooLate
    proposed_at = proposed_at if choice == "other" else None
    before = (attendee.answer, attendee.proposed_at, attendee.note)
    if before == (choice, proposed_at, clean(note).strip()):
        return attendee
    attendee.answer, attendee.answered_at, attendee.proposed_at = choice, at, proposed_at
    attendee.note = clean(note).strip()
    attendee.save(update_fields=["answer", "answered_at", "proposed_at", "note"])
    history.record(verb="meeting.answered", by=None, at=at, obj=meeting, changes={attendee.name: [before[0], choice]})
    if proposed_at is not None:
        words = formats.day_long(timezone.localtime(proposed_at), language=OFFICE_LANGUAGE)
        followups.create(
            title=say(N_("%(name)s proposes another time: %(day)s (%(title)s)"), name=attendee.name, day=words, title=meeting.title)[:200],
            owner=meeting.organizer, due_on=timezone.localdate(at), at=at, person=attendee.person, organization=attendee.organization,
            url=meeting.get_absolute_url(), icon="calendar-clock", origin=f"meeting:{meeting.pk}:other:{attendee.pk}:{proposed_at:%Y%m%d%H%M}",
        )
    return attendee
