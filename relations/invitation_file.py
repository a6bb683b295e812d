"""The .ics of an invitation, as calendars read it (RFC 5545, iTIP): data in, bytes out. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

ROME = ZoneInfo("Europe/Rome")
REQUEST, CANCEL = "REQUEST", "CANCEL"
NAME = "invito.ics"


@dataclass(frozen=True)
class Guest:
    """Who gets this copy."""

    name: str
    email: str


@dataclass(frozen=True)
class Invitation:
    """What a calendar needs to know of a meeting."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    organizer: Guest
    stamp: datetime
    where: str = ""
    link: str = ""
    text: str = ""


def build(invitation: Invitation, guests: Sequence[Guest], *, method: str = REQUEST) -> bytes:
    """Return the file that asks `guests` to come, or (CANCEL) tells them not to."""
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.stamp.astimezone(UTC))
    event.add("dtstart", invitation.starts_at.astimezone(ROME))
    event.add("dtend", invitation.ends_at.astimezone(ROME))
    event.add("summary", invitation.title)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    for key, value in (("location", invitation.where), ("url", invitation.link), ("description", invitation.text)):
        if value:
            event.add(key, value)
    event.add("organizer", _address(invitation.organizer))
    for guest in guests:
        event.add("attendee", _address(guest, CUTYPE="INDIVIDUAL", ROLE="REQ-PARTICIPANT", PARTSTAT="NEEDS-ACTION", RSVP="TRUE"))
    calendar = Calendar()
    calendar.add("prodid", "-//Ufficio Relazioni//Riunioni//IT")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    year = invitation.starts_at.year
    calendar.add_missing_timezones(first_date=date(year - 1, 1, 1), last_date=date(year + 3, 1, 1))
    return calendar.to_ical()


def mime(method: str) -> str:
    """Return the content type that makes a mail program show its buttons."""
    return f"text/calendar; charset=utf-8; method={method}"


def _address(guest: Guest, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{guest.email}")
    for key, value in {"CN": guest.name, **parameters}.items():
        address.params[key] = vText(value)
    return address
