"""Address-book cards of people and organisations: a fixed number of statements for each batch of rows."""

from collections import defaultdict
from collections.abc import Sequence

from relations import vcard
from relations.models import Address, Affiliation, ContactPoint, Organization, Person

_PHONES = {"phone": "work", "mobile": "cell"}


def text(rows: Sequence[Person | Organization]) -> str:
    """Return the .vcf text of `rows`, all of one kind."""
    return vcard.write(of(rows))


def of(rows: Sequence[Person | Organization]) -> list[vcard.Card]:
    """Return the cards of `rows`, all of one kind; notes are nobody's business and stay here."""
    if not rows:
        return []
    side = "person" if isinstance(rows[0], Person) else "organization"
    pks = [row.pk for row in rows]
    points, addresses, places = defaultdict(list), defaultdict(list), {}
    for point in ContactPoint.objects.filter(**{f"{side}__in": pks}, ended_at=None).order_by("-is_primary", "pk"):
        points[getattr(point, f"{side}_id")].append(point)
    living = Address.objects.filter(**{f"{side}__in": pks}, ended_on=None).select_related("municipality")
    for address in living.order_by("-is_primary", "pk"):
        addresses[getattr(address, f"{side}_id")].append(address)
    if side == "person":
        ties = Affiliation.objects.filter(person__in=pks, ended_on=None).select_related("organization")
        for tie in ties.order_by("is_main_contact", "-pk"):
            places[tie.person_id] = tie
    return [_card(row, points[row.pk], addresses[row.pk], places.get(row.pk)) for row in rows]


def _card(row: Person | Organization, points: list, addresses: list[Address], place: Affiliation | None) -> vcard.Card:
    is_person = isinstance(row, Person)
    return vcard.Card(
        uid=f"urn:ufficio-relazioni:{row._meta.model_name}:{row.pk}",
        full_name=row.name,
        is_organization=not is_person,
        last_name=row.last_name if is_person else "",
        first_name=row.first_name if is_person else "",
        organization=(place.organization.name if place else "") if is_person else row.name,
        role=place.role if place else "",
        emails=[(point.value, point.is_primary) for point in points if point.kind in ("email", "pec")],
        phones=[(point.normalized, _PHONES[point.kind], point.is_primary) for point in points if point.kind in _PHONES],
        websites=[point.value for point in points if point.kind == "website"],
        addresses=[_address(address) for address in addresses]
        or ([("", row.municipality, row.province, "", "Italia")] if row.municipality else []),
        categories=row.tags,
        language=row.language if is_person else "",
    )


def _address(address: Address) -> tuple[str, str, str, str, str]:
    town = address.municipality
    return (
        " ".join(filter(None, [address.street, address.number])),
        town.name if town else address.foreign_town,
        town.province_id if town else "",
        address.postal_code,
        address.country or "Italia",
    )
