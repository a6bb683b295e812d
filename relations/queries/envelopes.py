"""What goes on an envelope: who, at which address; and who has none."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from relations.models import Address, OfficeSettings, Organization, Person

# Where post goes, the best first.
_ORDER = {"postal": 0, "seat": 1, "home": 1, "operational": 2}


@dataclass(frozen=True)
class Envelope:
    """A party and the lines of its label; no lines when nothing says where it lives."""

    party: Person | Organization
    lines: list[str]


def of(rows: QuerySet | Sequence) -> list[Envelope]:
    """Return an envelope for each row, in their order, in two statements."""
    parties = list(rows)
    if not parties:
        return []
    side = parties[0]._meta.model_name
    found: dict[int, Address] = {}
    living = Address.objects.filter(**{f"{side}__in": [party.pk for party in parties]}, ended_on=None)
    for address in living.select_related("municipality").order_by("-is_primary", "pk"):
        key = getattr(address, f"{side}_id")
        if key not in found or _ORDER.get(address.kind, 9) < _ORDER.get(found[key].kind, 9):
            found[key] = address
    return [Envelope(party, _lines(party, found.get(party.pk))) for party in parties]


def _lines(party: Person | Organization, address: Address | None) -> list[str]:
    if address is None or not address.street:
        return []
    title = party.salutation.removeprefix("Gentile ").strip() if isinstance(party, Person) else ""
    name = " ".join(filter(None, [title[:1].upper() + title[1:], party.name]))
    return [name, *address.lines]


def sender(office: OfficeSettings) -> str:
    """Return the office on one line, as it stands small above each address."""
    town = " ".join(filter(None, [office.postal_code, office.municipality]))
    return " · ".join(filter(None, [office.short_name or office.name, office.address, town]))
