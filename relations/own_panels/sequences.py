"""What sequences and the attention budget show on others' pages, what begins and ends them here, who may do what."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from relations import panels
from relations.actions import sequences as actions
from relations.demo import sequences as demo
from relations.mail import budget
from relations.models import Organization, Person
from relations.queries import sequences, together
from relations.queries.sequence_triggers import STOPS, TRIGGERS


def box(party: Person | Organization, user: Any) -> together.Reader:
    """The sequences a party is in, and the last it was in."""
    found = yield from sequences.of_party.read(party)
    return {"runs": found, "inside": sum(run.state == "running" for run in found), "here": party.get_absolute_url()} if found else None


def heard(party: Person | Organization, at: datetime, _answered: object) -> None:
    """Whoever answers by e-mail is written to by a person from here on: what waits to leave is taken back."""
    whose = {"person": party} if isinstance(party, Person) else {"organization": party}
    actions.stop(reason="reply", at=at, **whose)


_WRITE = ["relations.view_mailsequence", "relations.add_mailsequence", "relations.change_mailsequence"]
panels.register(
    *TRIGGERS,
    *STOPS,
    panels.ReplyListener("sequences", heard),
    panels.MenuItem(
        "communication", "sequences", _("Sequences"), "repeat", "relations:sequences", 40, "relations.view_mailsequence"
    ),
    panels.MenuItem(
        "communication", "attention", _("Waiting, not to write too often"), "hourglass", "relations:attention", 92,
        "relations.view_delivery", count=lambda user: budget.held(),
    ),
    panels.RecordPanel(
        "sequences", ("person", "organization"), "relations/sequences/_box.html", box, 17, "relations.view_mailsequence"
    ),
    *(panels.RolePermissions(role, _WRITE) for role in ("relations_officer", "press_officer", "fundraiser")),
    panels.RolePermissions("editor", ["relations.view_mailsequence"]),
    panels.RolePermissions("viewer", ["relations.view_mailsequence"]),
    # After every app has written its year, before the post of that year is settled; and one after it.
    panels.DemoPart("sequences", demo.build, order=98),
    panels.DemoPart("invitations", demo.invite, order=99),
    panels.DemoPart("full_weeks", demo.fill_a_week, order=101),
)
