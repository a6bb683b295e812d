"""Adding a donor who is not in the archive: only when somebody says so."""

from dataclasses import dataclass
from datetime import datetime

from relations.actions import parties
from relations.models import Organization, Person, User


@dataclass(frozen=True)
class NewDonor:
    """Somebody to add to the archive together with the gift."""

    kind: str
    name: str
    first_name: str = ""
    email: str = ""
    tax_code: str = ""


def add(new: NewDonor, *, by: User | None, at: datetime) -> Person | Organization:
    """Add the donor to the archive with the e-mail given."""
    donor = ADD[new.kind](new, by, at)
    if new.email:
        parties.add_contact_point(party=donor, kind="email", value=new.email, by=by, at=at)
    return donor


def _person(new: NewDonor, by: User | None, at: datetime) -> Person:
    return parties.add_person(
        first_name=new.first_name, last_name=new.name, tax_code=new.tax_code, involvement="donor", by=by, at=at
    )


def _organization(new: NewDonor, by: User | None, at: datetime) -> Organization:
    return parties.add_organization(kind="other", name=new.name, tax_code=new.tax_code, by=by, at=at)


ADD = {"person": _person, "organization": _organization}
