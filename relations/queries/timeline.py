"""The story of an organisation or a person, newest first."""

from dataclasses import dataclass

from django.db.models import Q

from relations.models import Organization, Person, TimelineEntry
from relations.queries import together
from relations.queries.together import Reader

PER_PAGE = 30
_CONTACTS = Q(event__verb__startswith="interaction.")
# What the reader may narrow the story to.
KINDS = {"contatti": _CONTACTS, "altro": ~_CONTACTS}


@dataclass(frozen=True)
class Page:
    """Some entries, and the key from which the next ones begin (empty on the last page)."""

    entries: list[TimelineEntry]
    after: str


@together.reader
def of(party: Organization | Person, *, kind: str = "", after: str = "") -> Reader:
    """Return the entries of `party`, those after the entry `after` if one is given, with who did it."""
    key = "organization" if isinstance(party, Organization) else "person"
    entries = TimelineEntry.objects.filter(**{key: party})
    last = next(iter((yield entries.filter(pk=int(after))) if _is_number(after) else []), None)
    found = entries.select_related("event", "event__by").filter(KINDS.get(kind, Q()))
    if last is not None:
        found = found.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    rows = yield found.order_by("-at", "-pk")[: PER_PAGE + 1]
    shown = rows[:PER_PAGE]
    return Page(shown, str(shown[-1].pk) if len(rows) > PER_PAGE else "")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
