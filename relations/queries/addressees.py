"""Whom to write to: the person of a body, and an address that is still good."""

from relations.models import ContactPoint, Organization, Person


def main_contact(organization: Organization) -> Person | None:
    """Return the main contact of a body who is still there, else the first one."""
    ties = organization.affiliations.filter(ended_on=None, person__erased_at=None, person__died_on=None)
    tie = ties.select_related("person").order_by("-is_main_contact", "pk").first()
    return tie.person if tie else None


def address_of(party: Organization | Person | None) -> str:
    """Return the first good e-mail address of a person or a body, or nothing."""
    if party is None:
        return ""
    key = "organization" if isinstance(party, Organization) else "person"
    points = ContactPoint.objects.filter(**{key: party}, kind="email", ended_at=None)
    return points.order_by("-is_primary", "pk").values_list("normalized", flat=True).first() or ""


def seat_of(party: Organization | Person) -> tuple[Person | None, Organization | None]:
    """Return (person, body) for whoever is invited: a body's main contact with it, a person with the one body it works at."""
    if isinstance(party, Organization):
        person = main_contact(party)
        return (person if person and address_of(person) else None), party
    places = [tie.organization for tie in party.affiliations.filter(ended_on=None).select_related("organization")[:2]]
    return party, places[0] if len(places) == 1 else None
