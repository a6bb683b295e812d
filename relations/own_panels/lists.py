"""Saved views, dynamic groups, lists, labels: their menu line, who may do what, what a group can ask, the demo."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations import panels
from relations.demo import lists as demo
from relations.queries.segment_facts import FACTS

WRITERS = ("relations_officer", "press_officer", "fundraiser", "editor")

panels.register(
    panels.MenuItem("relations", "segments", _("Dynamic groups"), "users-round", "relations:segments", 60, "relations.view_segment"),
    panels.MenuItem(
        "relations", "mailing_lists", pgettext_lazy("mailing list", "Lists"), "list", "relations:mailing_lists", 65,
        "relations.view_mailinglist",
    ),
    *FACTS,
    *(
        panels.RolePermissions(
            role,
            [
                "relations.view_segment", "relations.add_segment", "relations.change_segment", "relations.delete_segment",
                "relations.view_mailinglist", "relations.add_mailinglist", "relations.change_mailinglist",
                "relations.delete_mailinglist", "relations.view_subscriptionrequest", "relations.add_subscriptionrequest",
            ],
        )
        for role in WRITERS
    ),
    panels.RolePermissions("viewer", ["relations.view_segment", "relations.view_mailinglist"]),
    panels.DemoPart("lists", demo.build, order=90),
)  # fmt: skip
