"""The whole archive as cards that the scorer compares, in a few statements whatever its size."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from relations.likeness import names
from relations.likeness.score import Card
from relations.models import Affiliation, AuditEvent, ContactPoint, Organization, Person

_ROWS = {
    "person": "SELECT id, first_name, last_name, tax_code, '', municipality FROM relations_person"
    " WHERE archived_at IS NULL AND erased_at IS NULL",
    "organization": "SELECT id, '', name, tax_code, vat_number, municipality FROM relations_organization"
    " WHERE archived_at IS NULL",
}
_POINTS = (
    "SELECT {kind}_id, kind, normalized FROM relations_contactpoint WHERE {kind}_id IS NOT NULL AND ended_at IS NULL"
    " AND kind IN ('email', 'pec', 'phone', 'mobile', 'website')"
)
_PLACES = "SELECT person_id, organization_id FROM relations_affiliation WHERE ended_on IS NULL"
# Where a kind of contact detail is compared: a PEC is an address as any other.
_WHERE = {"email": "emails", "pec": "emails", "phone": "phones", "mobile": "phones", "website": "sites"}


def cards(kind: str) -> list[Card]:
    """Return a card of every living record of `kind`."""
    points = _points(kind)
    bodies: dict[int, set[int]] = defaultdict(set)
    if kind == "person":
        for person, organization in _read(_PLACES):
            bodies[person].add(organization)
    return [
        card(kind, *row, points=points.get(row[0], {}), bodies=frozenset(bodies.get(row[0], ()))) for row in _read(_ROWS[kind])
    ]


def card(
    kind: str, pk: int, first: str, last: str, tax: str, vat: str, place: str, *, points: dict[str, set[str]],
    bodies: frozenset[int] = frozenset(),
) -> Card:  # fmt: skip
    """Return the card of one record."""
    is_person = kind == "person"
    return Card(
        id=pk, is_person=is_person, words=names.person_words(first, last) if is_person else names.body_words(last),
        # A body's tax code is most often its VAT number again.
        tax=tax if tax != vat else "", vat=vat, place=names.plain(place) if place else "", bodies=bodies,
        **{name: frozenset(values) for name, values in points.items()},
    )


def _points(kind: str) -> dict[int, dict[str, set[str]]]:
    found: dict[int, dict[str, set[str]]] = {}
    for pk, of, value in _read(_POINTS.format(kind=kind)):
        site = names.host(value) if of == "website" else value
        found.setdefault(pk, {}).setdefault(_WHERE[of], set()).add(site)
    return found


def _read(statement: str) -> Iterator[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(5000):
            yield from rows


def changed_since(kind: str, since: datetime) -> set[int]:
    """Return the numbers of the records of `kind` that were added or changed since a moment, as the log says."""
    model = {"person": Person, "organization": Organization}[kind]
    found = set(model.objects.filter(created_at__gte=since).values_list("pk", flat=True))
    for noted in (model, ContactPoint, Affiliation):
        log = AuditEvent.objects.filter(at__gte=since, object_type=ContentType.objects.get_for_model(noted))
        numbers = log.values_list("object_id", flat=True)
        if noted is model:
            found |= set(numbers)
        else:
            found |= set(noted.objects.filter(pk__in=numbers).values_list(f"{kind}_id", flat=True))
    return found - {None}
