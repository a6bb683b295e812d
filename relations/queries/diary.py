"""The lists of the diary: what is to be done, whom we spoke to, how close somebody is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from relations import closeness
from relations.actions.closeness import contacts_of
from relations.models import AuditEvent, FollowUp, Interaction, Organization, Person
from relations.queries import silence, together
from relations.queries.together import Reader
from relations.vocab.diary import STRENGTHS

Party = Organization | Person


def month_of(text: str, today: date) -> date:
    """Return the first day of the month written as "2026-11", or of this month."""
    try:
        first = datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)
    return first if 1900 <= first.year <= 2200 else today.replace(day=1)


def day_of(text: str, today: date) -> date:
    """Return the day written as "2026-11-24", or today."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if 1900 <= day.year <= 2200 else today


def todos() -> QuerySet[FollowUp]:
    """Everything to do, with all that a line of the list shows."""
    return FollowUp.objects.select_related("owner", "organization", "person")


def contacts() -> QuerySet[Interaction]:
    """Everything that was said."""
    return Interaction.objects.select_related("by", "organization", "person")


def with_party(rows: QuerySet[Interaction], party: Party) -> QuerySet[Interaction]:
    """Narrow contacts to those with `party`, also where it was only there."""
    return rows.filter(pk__in=Interaction.objects.filter(contacts_of(party)).values("pk"))


def two_way(rows: QuerySet[Interaction]) -> QuerySet[Interaction]:
    """Narrow contacts to those in which we heard from them."""
    return rows.filter(Q(channel__in=closeness.CONVERSATIONS) | Q(outgoing=False))


def versions(contact: Interaction) -> list[AuditEvent]:
    """Return who put a contact right, and what it said before, the latest first."""
    events = AuditEvent.objects.filter(verb="interaction.corrected", object_id=contact.pk).select_related("by")
    return list(events.order_by("-at", "-pk")[:50])


@dataclass(frozen=True)
class Bond:
    """How close a party is: the figures, the word for it, how long it may still be silent."""

    party: Party
    figures: closeness.Closeness
    word: str
    colour: str
    over: int | None

    @property
    def left(self) -> int:
        """Days until it is to be heard."""
        return -(self.over or 0)

    @property
    def lists(self) -> dict[str, str]:
        """The contacts each figure came from, as query strings of the list of contacts."""
        base = f"di={self.party._meta.model_name}:{self.party.pk}&quando=anno"
        return {"all": base, "heard": f"{base}&sentiti=si", "ours": f"{base}&verso=noi", "theirs": f"{base}&verso=loro"}


def called(strength: int) -> tuple[Any, str]:
    """Return the word for a strength, and its colour."""
    return next((word, colour) for least, word, colour in STRENGTHS if strength >= least)


@together.reader
def bond(party: Party, at: datetime) -> Reader:
    """Return how close `party` is now, in one statement."""
    begin = at - timedelta(days=closeness.WINDOW_DAYS)
    rows = Interaction.objects.filter(contacts_of(party), at__gt=begin).order_by().distinct()
    found = yield rows.values_list("pk", "at", "channel", "outgoing")
    contacts = [closeness.Contact(*row[1:]) for row in found]
    figures = closeness.measure(contacts, now=at, rhythm=party.contact_rhythm_days)
    word, colour = called(figures.strength)
    return Bond(party, figures, word, colour, silence.over_by(party, timezone.localdate(at)))
