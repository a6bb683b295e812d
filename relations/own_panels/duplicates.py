"""Duplicates and merges: the menu line, the box on a record, who may merge, the demo's twins."""

from django.utils.translation import gettext_lazy as _

from relations import panels
from relations.demo import duplicates as demo
from relations.models import Organization, Person, User
from relations.queries import duplicate_list, merging, together
from relations.web.subjects import key_of


def box(party: Organization | Person, user: User) -> together.Reader:
    """Who looks like this record, and what was put into it."""
    if party.archived_at or getattr(party, "erased_at", None):
        return None
    found = yield {"pairs": duplicate_list.of_party(party), "merges": merging.merges_of(party)}
    pairs = [(row, duplicate_list.other_of(row, party)) for row in duplicate_list.together(found["pairs"])]
    return {"pairs": pairs, "merges": found["merges"], "key": key_of(party)}


panels.register(
    panels.MenuItem(
        "relations", "duplicates", _("Duplicates"), "copy", "relations:duplicates", 28, "relations.merge_party",
        count=duplicate_list.waiting,
    ),
    panels.RecordPanel(
        "duplicates", ("organization", "person"), "relations/duplicates/_box.html", box, 90, "relations.merge_party"
    ),
    panels.RolePermissions("relations_officer", ["relations.merge_party", "relations.view_duplicatecandidate", "relations.view_merge"]),
    panels.DemoPart("duplicates", demo.build, order=95),
)
