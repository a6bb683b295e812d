"""A calendar as an .ics file: whole days and hours in Rome, the same text for the same things."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vDuration

from relations.formats import ROME
from relations.panels import CalendarEntry
from relations.text import one_line

# How often a program should ask again.
EVERY = timedelta(hours=1)


def build(entries: Sequence[CalendarEntry], *, name: str, site: str, stamp: datetime, details: bool) -> bytes:
    """Return the .ics file of `entries`.

    Without `details` only titles and days leave the office. `stamp` is the same as long as the link is: the file changes
    only when what is in it changes, so that its ETag says whether there is something new.
    """
    host = urlsplit(site).hostname or "ufficio"
    calendar = Calendar()
    calendar.add("prodid", "-//Ufficio Relazioni//Agenda//IT")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Rome")
    calendar.add("refresh-interval", vDuration(EVERY), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry, host=host, site=site, stamp=stamp, details=details))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(entry: CalendarEntry, *, host: str, site: str, stamp: datetime, details: bool) -> Event:
    event = Event()
    event.add("uid", f"{entry.key.replace(':', '-')}@{host}")
    event.add("dtstamp", stamp)
    event.add("summary", one_line(entry.title))
    _when(event, entry)
    event.add("status", "CONFIRMED")
    if details:
        if entry.note:
            event.add("description", one_line(entry.note))
        if entry.url:
            event.add("url", f"{site}{entry.url}")
    return event


def _when(event: Event, entry: CalendarEntry) -> None:
    """An hour has its zone; a whole day ends, as the format wants, on the day after and leaves one free."""
    if entry.at is None:
        event.add("dtstart", entry.day)
        event.add("dtend", (entry.until or entry.day) + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    start = datetime.combine(entry.day, time(entry.at.hour, entry.at.minute), ROME)
    event.add("dtstart", start)
    # Added in UTC, so that an hour over the night of the clock change is an hour.
    end = (start.astimezone(UTC) + timedelta(minutes=entry.minutes)).astimezone(ROME)
    event.add("dtend", end)
