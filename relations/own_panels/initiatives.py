"""Initiatives, their stakeholders, and the network of ties."""

from django.utils.translation import gettext_lazy as _

from relations import panels, vocab
from relations.demo import initiatives as demo
from relations.models import Initiative
from relations.network import gather, pictures
from relations.queries import initiatives, sole


def initiative_entry(row: Initiative) -> dict:
    """What an initiative is found by; never where somebody stands."""
    return {
        "title": row.title,
        "subtitle": " · ".join(filter(None, [str(row.get_state_display()), ", ".join(row.municipalities)])),
        "body": row.aim,
        "url": row.get_absolute_url(),
    }


OFFICER = [
    "relations.view_initiative", "relations.add_initiative", "relations.change_initiative", "relations.view_stakeholder",
    "relations.add_stakeholder", "relations.change_stakeholder", "relations.view_appraisal", "relations.view_position",
    "relations.add_position", "relations.view_introduction", "relations.add_introduction",
]  # fmt: skip
# Where stakeholders stand is for the head and the relations officers: the others see everything but that.
OTHERS = ["relations.view_initiative", "relations.view_stakeholder", "relations.view_introduction"]

panels.register(
    panels.MenuItem("relations", "initiatives", _("Initiatives"), "target", "relations:initiatives", 50, "relations.view_initiative"),
    panels.MenuItem("relations", "network", _("Network"), "waypoints", "relations:network", 60, "relations.view_organization"),
    panels.MenuItem("relations", "environment", _("Environment"), "radar", "relations:environment", 70, "relations.view_organization"),
    panels.SearchKind("initiative", Initiative, _("Initiatives"), "target", initiative_entry, 35, "relations.view_initiative"),
    panels.RecordPanel(
        "stakes", ["organization", "person"], "relations/initiatives/panel.html", lambda party, user: initiatives.of_party(party), 30,
        "relations.view_initiative",
    ),
    panels.RecordPanel(
        "neighbourhood", ["organization"], "relations/network/panel.html", pictures.on_page, 40, "relations.view_organization"
    ),
    panels.TieSource("written", vocab.TIES.choices, gather.written_ties, 10),
    panels.TieSource("people", [("people", _("a person in common"))], gather.people_in_common, 20, "relations.view_person"),
    panels.HeadTile("sole_contacts", sole.head_tile, 60),
    panels.RolePermissions("relations_officer", OFFICER),
    *(panels.RolePermissions(role, OTHERS) for role in ("press_officer", "fundraiser", "editor", "viewer")),
    panels.DemoPart("initiatives", demo.build, 40),
)
