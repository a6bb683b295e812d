"""How close somebody is to the office: recency × frequency × reciprocity, out of 100. No Django.

    recency      0.5 ^ (days since they last spoke or wrote to us / agreed rhythm)
    frequency    contacts in the last 365 days / those the rhythm asks for, at most 1
    reciprocity  (1 + 2 × the smaller of theirs and ours / all) / 2: from 0.5 (one side only) to 1 (both alike)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# Channels in which both speak; in the others who wrote first counts.
CONVERSATIONS = frozenset({"call", "meeting", "video", "event"})
# Those in which nobody is the one who sought the other: half to each side.
SHARED = frozenset({"meeting", "video", "event"})
WINDOW_DAYS = 365
# Where no rhythm was agreed.
RHYTHM_DAYS = 90


def is_two_way(channel: str, *, outgoing: bool) -> bool:
    """Tell whether we heard from them: we spoke, or they wrote."""
    return channel in CONVERSATIONS or not outgoing


@dataclass(frozen=True)
class Contact:
    """One contact, as far as closeness goes."""

    at: datetime
    channel: str
    outgoing: bool


@dataclass(frozen=True)
class Closeness:
    """The strength of a tie, and the figures it is made of."""

    recency: float
    frequency: float
    reciprocity: float
    rhythm: int
    days: int | None  # since they last spoke or wrote to us; None: never in the window
    contacts: int
    expected: float
    ours: float
    theirs: float

    @property
    def strength(self) -> int:
        return round(100 * self.recency * self.frequency * self.reciprocity)


def measure(contacts: Iterable[Contact], *, now: datetime, rhythm: int | None = None) -> Closeness:
    """Measure how close somebody is from the contacts of the last year; later and older ones do not count."""
    pace = rhythm or RHYTHM_DAYS
    begin = now - timedelta(days=WINDOW_DAYS)
    rows = [contact for contact in contacts if begin < contact.at <= now]
    heard = [contact.at for contact in rows if is_two_way(contact.channel, outgoing=contact.outgoing)]
    days = (now - max(heard)).days if heard else None
    expected = max(1.0, WINDOW_DAYS / pace)
    halves = sum(1 for contact in rows if contact.channel in SHARED) / 2
    alone = [contact for contact in rows if contact.channel not in SHARED]
    ours = halves + sum(1 for contact in alone if contact.outgoing)
    theirs = halves + sum(1 for contact in alone if not contact.outgoing)
    balance = 2 * min(ours, theirs) / len(rows) if rows else 0.0
    return Closeness(
        recency=0.0 if days is None else 0.5 ** (days / pace), frequency=min(1.0, len(rows) / expected),
        reciprocity=(1 + balance) / 2 if rows else 0.0, rhythm=pace, days=days, contacts=len(rows), expected=expected,
        ours=ours, theirs=theirs,
    )
