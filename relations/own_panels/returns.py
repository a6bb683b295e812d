"""What comes back by mail: the menu lines, the blocks on a record, who may do what, who must not be lost."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations import panels
from relations.mail import queries
from relations.mail.returns import demo
from relations.models import Organization, Person, User
from relations.queries import together


def blocks(party: Organization | Person, user: User) -> together.Reader:
    """The addresses of a party we do not write to; no box where there is none."""
    found = yield from queries.blocks_of_party.read(party)
    return {"blocks": found} if found else None


def followed(party: Organization | Person) -> str:
    """Say that a colleague follows it."""
    return _("followed by %(name)s") % {"name": party.owner.display_name} if party.owner else ""


def to_look_at(user: Any) -> Any:
    """What nobody could place, for those who may say that they looked at it."""
    return queries.to_look_at() if user.has_perm("relations.change_incomingmessage") else queries.to_look_at().none()


SEE = ["relations.view_incomingmessage", "relations.view_suppression"]

panels.register(
    panels.MenuItem(
        "communication", "incoming", gettext_lazy("Incoming mail"), "inbox", "relations:incoming", 91,
        "relations.view_incomingmessage", count=to_look_at,
    ),
    panels.MenuItem(
        "head", "deliverability", gettext_lazy("Does it arrive?"), "mail-check", "relations:deliverability", 60,
        "relations.view_signingkey",
    ),
    panels.RecordPanel(
        "blocks", ("organization", "person"), "relations/mail/_party_blocks.html", blocks, 1, "relations.view_suppression"
    ),
    panels.Matters("owner", followed, 90),
    *(panels.RolePermissions(role, [*SEE, "relations.change_incomingmessage", "relations.change_suppression"]) for role in (
        "relations_officer", "press_officer", "fundraiser")),
    panels.RolePermissions("editor", SEE),
    panels.DemoPart("returns", demo.build, order=110),
)  # fmt: skip
