"""Whom to write to on each side."""

from partnerships.models import Match
from relations.models import Affiliation, ContactPoint, Organization, Person


def main_contact(organization: Organization) -> Person | None:
    """Return the living main contact of a body, else the first one who is still there."""
    ties = Affiliation.objects.filter(
        organization=organization, ended_on=None, person__erased_at=None, person__died_on=None
    )
    tie = ties.select_related("person").order_by("-is_main_contact", "pk").first()
    return tie.person if tie else None


def addressee(organization: Organization) -> tuple[Person | None, str]:
    """Return the person and the e-mail address to write to: the main contact's, else the body's own."""
    person = main_contact(organization)
    points = ContactPoint.objects.filter(kind="email", ended_at=None).order_by("-is_primary", "pk")
    own = points.filter(person=person).first() if person else None
    if own:
        return person, own.normalized
    general = points.filter(organization=organization).first()
    return None, general.normalized if general else ""


def address_of(organization: Organization) -> str:
    """Return the e-mail address of a body, or nothing."""
    return addressee(organization)[1]


def side(match: Match, which: str) -> tuple[Person | None, str]:
    """Return the person and the address of one side of a match."""
    if which == "company":
        return match.request.person, match.request.contact_email
    return addressee(match.nonprofit)


def phones(organization: Organization, person: Person | None) -> list[str]:
    """Return the numbers of the person and of the body, the person's first."""
    points = ContactPoint.objects.filter(kind__in=["phone", "mobile"], ended_at=None).order_by("-is_primary", "pk")
    found = list(points.filter(person=person)) if person else []
    return [point.value for point in [*found, *points.filter(organization=organization)]]
