"""What places, ties and tags show on others' pages: menu lines, who may do what."""

from django.utils.translation import gettext_lazy as _

from relations import panels
from relations.demo import places as demo

WRITERS = ("relations_officer", "press_officer", "fundraiser", "editor")

panels.register(
    panels.MenuItem("relations", "territory", _("Territory"), "map", "relations:territory", 70, "relations.view_organization"),
    panels.MenuItem("relations", "tags", _("Tags"), "tags", "relations:tags", 80, "relations.manage_tags"),
    *(
        panels.RolePermissions(
            role,
            [
                "relations.view_address", "relations.add_address", "relations.change_address", "relations.view_relationship",
                "relations.add_relationship", "relations.change_relationship", "relations.view_bankaccount",
                "relations.add_bankaccount", "relations.change_bankaccount",
            ],
        )
        for role in WRITERS
    ),
    panels.RolePermissions("relations_officer", ["relations.manage_tags"]),
    panels.RolePermissions("viewer", ["relations.view_address", "relations.view_relationship"]),
    panels.DemoPart("places", demo.build, order=12),
)  # fmt: skip
