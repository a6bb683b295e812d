"""What the imports show on others' pages: a menu line, where a record came from, what waits to be confirmed."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from relations import panels
from relations.demo import imports as demo
from relations.models import Import
from relations.queries import imports
from relations.queries.together import Reader


def unfinished(user: Any) -> QuerySet:
    """The files `user` has begun to bring in and not confirmed."""
    return Import.objects.filter(by=user, state__in=("columns", "checked"))


def waiting(user: Any, at: datetime, mine: bool) -> Reader:
    """Files that wait for a confirmation."""
    found = yield imports.imports().filter(by=user, state__in=("columns", "checked")).order_by("-created_at")[:5]
    return {"imports": found} if found else None


def came_from(party: Any, user: Any) -> Reader:
    """The file a record came from: what one owes to whoever asks (art. 14 GDPR)."""
    found = yield imports.provenance(party)
    return {"import": found[0]} if found else None


panels.register(
    panels.MenuItem(
        "relations", "imports", _("Imports"), "file-up", "relations:imports", 90, "relations.view_import", count=unfinished
    ),
    panels.TodayPanel(
        "imports", "relations/imports/_today.html", waiting, column="side", order=80, permission="relations.add_import"
    ),
    panels.RecordPanel(
        "came_from", ("organization", "person"), "relations/imports/_came_from.html", came_from, 95, "relations.view_import"
    ),
    panels.RolePermissions("relations_officer", ["relations.add_import", "relations.view_import"]),
    panels.DemoPart("imports", demo.build, order=16),
)
