"""What participants of a meeting get by mail; each message once, by its key."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.urls import reverse

from relations import invitation_file
from relations.actions import links
from relations.mail.post import post_service
from relations.models import Attendee, Mailing, Meeting, OfficeSettings, User
from relations.text import one_line
from relations.web.urls import absolute

PURPOSE = "meeting"
ANSWER, HEARD = "meeting.answer", "meeting.heard"
# Links of a meeting go on working for so long after it: an answer may come late, a confirmation later.
ANSWER_DAYS, HEARD_DAYS = 7, 90


def send(
    attendee: Attendee, letter: str, *, once: str, at: datetime, by: User | None, context: dict[str, Any] | None = None,
    calendar: str = "", sequence: int | None = None,
) -> bool:
    """Write `letter` (a folder of templates/relations/mail) to `attendee`; False when it was written before or nobody can read it.

    `calendar` attaches the .ics with that method, numbered `sequence` (the meeting's by default).
    """
    if not attendee.email or Mailing.objects.filter(once=once).exists():
        return False
    meeting = attendee.meeting
    attached = [_calendar(meeting, attendee, calendar, sequence, at)] if calendar else []
    post_service(
        purpose=PURPOSE, to=attendee.email, template=f"relations/mail/{letter}", at=at, by=by, once=once, about=meeting,
        person=attendee.person, organization=attendee.organization, language=language_of(attendee),
        reply_to=meeting.organizer.email, attachments=attached,
        context={"meeting": meeting, "attendee": attendee, "words": {"nome_completo": attendee.name}, **(context or {})},
    )  # fmt: skip
    return True


def language_of(attendee: Attendee) -> str:
    """Return the language somebody reads."""
    return getattr(attendee.user or attendee.person, "language", "") or "it"


def secret_url(name: str, scope: str, target: models.Model, attendee: Attendee, *, until: datetime, at: datetime) -> str:
    """Return a new secret address for one thing of one participant."""
    _link, token = links.issue(scope=scope, target=target, at=at, expires_at=until, email=attendee.email)
    return absolute(reverse(f"relations:{name}", args=[token]))


def answer_url(attendee: Attendee, *, at: datetime) -> str:
    """Return where a participant says whether he or she comes."""
    until = max(attendee.meeting.ends_at, at) + timedelta(days=ANSWER_DAYS)
    return secret_url("meeting_answer", ANSWER, attendee, attendee, until=until, at=at)


def file_of(meeting: Meeting, guests: list[invitation_file.Guest], *, at: datetime, method: str, sequence: int | None = None) -> bytes:
    """Return the .ics of a meeting."""
    office = OfficeSettings.current()
    invitation = invitation_file.Invitation(
        uid=meeting.uid, sequence=meeting.sequence if sequence is None else sequence, title=meeting.title,
        starts_at=meeting.starts_at, ends_at=meeting.ends_at, where=meeting.where, link=meeting.link, stamp=at,
        organizer=invitation_file.Guest(f"{meeting.organizer}, {office.short_name}", meeting.organizer.email),
        text="\n".join([meeting.purpose, *(f"{number}. {item.title}" for number, item in enumerate(meeting.items.order_by("position"), 1))]).strip(),
    )  # fmt: skip
    return invitation_file.build(invitation, guests, method=method)


def _calendar(meeting: Meeting, attendee: Attendee, method: str, sequence: int | None, at: datetime) -> tuple[str, bytes, str]:
    guest = invitation_file.Guest(one_line(attendee.name), attendee.email)
    data = file_of(meeting, [guest], at=at, method=method, sequence=sequence)
    return invitation_file.NAME, data, invitation_file.mime(method)
