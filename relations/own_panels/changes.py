"""What changed on a record, and putting it back."""

from typing import Any

from django.utils import timezone

from relations import panels
from relations.actions.changes import apply_to_party
from relations.models import (
    Affiliation,
    BankAccount,
    ContactPoint,
    FollowUp,
    Initiative,
    Interaction,
    Organization,
    Person,
    Relationship,
)

_PARTY = ("notes", "tags", "owner", "tax_code")
_OF_ORGANIZATION = (
    *_PARTY, "name", "kind", "legal_form", "vat_number", "sector", "employees", "volunteers", "runts_section", "runts_number",
    "mission", "themes", "sdgs", "targets", "refused", "contact_rhythm_days",
)  # fmt: skip
_OF_PERSON = (*_PARTY, "first_name", "last_name", "salutation", "public_role", "language")


def _box(party: Organization | Person, user: Any) -> dict[str, Any]:
    return {"row": party, "kind": party._meta.label_lower, "today": timezone.localdate()}


panels.register(
    panels.Changes(
        "organization",
        Organization,
        kin=[
            ("relations.contactpoint", "organization"),
            ("relations.address", "organization"),
            ("relations.affiliation", "organization"),
            ("relations.bankaccount", "organization"),
            ("relations.relationship", "source"),
            ("relations.interaction", "organization"),
        ],
        returnable=_OF_ORGANIZATION,
        apply=apply_to_party,
    ),
    panels.Changes(
        "person",
        Person,
        kin=[
            ("relations.contactpoint", "person"),
            ("relations.address", "person"),
            ("relations.affiliation", "person"),
            ("relations.interaction", "person"),
        ],
        returnable=_OF_PERSON,
        apply=apply_to_party,
    ),
    panels.Changes("contact_point", ContactPoint, returnable=("value", "label")),
    panels.Changes("affiliation", Affiliation, returnable=("role", "started_on", "ended_on", "is_main_contact")),
    panels.Changes("tie", Relationship, returnable=("kind", "started_on", "ended_on")),
    panels.Changes("bank_account", BankAccount),
    panels.Changes("interaction", Interaction, returnable=("text", "channel")),
    panels.Changes("followup", FollowUp, returnable=("title",)),
    panels.Changes("initiative", Initiative),
    panels.RecordPanel("changes", ["organization", "person"], "relations/changes/_box.html", _box, order=95),
)
