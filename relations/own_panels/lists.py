"""Saved views, dynamic groups, labels: their menu line, who may do what, what a group can ask, the demo."""

from django.utils.translation import gettext_lazy as _

from relations import panels
from relations.demo import lists as demo
from relations.queries.segment_facts import FACTS

WRITERS = ("relations_officer", "press_officer", "fundraiser", "editor")

panels.register(
    panels.MenuItem("relations", "segments", _("Dynamic groups"), "users-round", "relations:segments", 60, "relations.view_segment"),
    *FACTS,
    *(
        panels.RolePermissions(
            role,
            ["relations.view_segment", "relations.add_segment", "relations.change_segment", "relations.delete_segment"],
        )
        for role in WRITERS
    ),
    panels.RolePermissions("viewer", ["relations.view_segment"]),
    panels.DemoPart("lists", demo.build, order=90),
)  # fmt: skip
