"""An open meeting as a calendar file."""

from datetime import datetime

from icalendar import Calendar, Event

from relations.models import Gathering, OfficeSettings
from relations.web.urls import absolute


def invitation(gathering: Gathering, *, at: datetime) -> bytes:
    """Return the meeting as .ics: the same number every time, so that a later file replaces the earlier one."""
    office = OfficeSettings.current()
    event = Event()
    event.add("uid", f"incontro-{gathering.pk}@{absolute('').removeprefix('https://').removeprefix('http://').split(':')[0]}")
    event.add("summary", gathering.title)
    event.add("dtstart", gathering.starts_at)
    event.add("dtend", gathering.ends_at)
    event.add("dtstamp", at)
    event.add("last-modified", gathering.changed_at)
    event.add("sequence", int(gathering.changed_at.timestamp()) - int(gathering.created_at.timestamp()))
    event.add("location", gathering.where)
    event.add("description", gathering.summary)
    event.add("url", absolute(gathering.public_url))
    event.add("status", "CANCELLED" if gathering.state == "cancelled" else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", f"-//{office.short_name}//Ufficio Relazioni//IT")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
