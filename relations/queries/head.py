"""What the Quadro shows: the year's figures, what is stuck, who carries how much."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from relations import panels
from relations.models import Approval, AuditEvent, Interaction, Organization, User
from relations.queries import history


def tiles(year: int, at: datetime) -> list[dict[str, Any]]:
    """Return the figures of `year` beside those of the year before."""
    found = own_tiles(year, at)
    for item in panels.of(panels.HeadTile):
        loaded = item.load(year, at)
        found += loaded if isinstance(loaded, list) else [loaded] if loaded else []
    return found


def own_tiles(year: int, at: datetime) -> list[dict[str, Any]]:
    """Return the ground floor's own figures: contacts logged, organisations added; same days of both years."""
    contacts, organizations = Interaction.objects, Organization.objects
    spans = {"value": _span(year, at), "before": _span(year - 1, at)}
    logged = contacts.aggregate(**{key: Count("pk", filter=Q(at__range=span)) for key, span in spans.items()})
    added = organizations.aggregate(**{key: Count("pk", filter=Q(created_at__range=span)) for key, span in spans.items()})
    return [
        {"label": _("Contacts logged"), **logged, "url": "/agenda/?chi=tutti"},
        {"label": _("Organisations added"), **added, "url": "/organizzazioni/"},
    ]


def _span(year: int, at: datetime) -> tuple[datetime, datetime]:
    """From the first of January to the same day as `at`, in `year`."""
    begin = at.replace(year=year, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    day = 28 if (at.month, at.day) == (2, 29) else at.day
    return begin, at.replace(year=year, day=day)


def boxes(year: int, at: datetime) -> list[tuple[str, dict]]:
    """Return the panels of the upper floors: [(template, context)]."""
    loaded = ((item.template, item.load(year, at)) for item in panels.of(panels.HeadPanel))
    return [(template, context) for template, context in loaded if context is not None]


def stuck(at: datetime) -> list[dict[str, Any]]:
    """Return what does not move, the longest first."""
    lines = [line for item in panels.of(panels.Stuck) for line in item.load(at)]
    return sorted(lines, key=lambda line: -(line.get("days") or 0))[:12]


def workload(day: date) -> list[dict[str, Any]]:
    """Return what each colleague has to do in the next seven days, and how much of it is late."""
    soon = Q(followups__status="open", followups__due_on__lte=day + timedelta(days=7))
    users = (
        User.objects.filter(is_active=True)
        .annotate(todo=Count("followups", filter=soon), late=Count("followups", filter=soon & Q(followups__due_on__lt=day)))
        .filter(todo__gt=0)
        .order_by("-todo", "pk")
    )
    return [{"user": user, "todo": user.todo, "late": user.late} for user in users]


def waiting_approvals(user: User) -> list[Approval]:
    """Return the open requests `user` may decide, the oldest first; `own` marks those he or she made."""
    found = Approval.objects.filter(status=Approval.Status.REQUESTED).select_related("requested_by").order_by("requested_at")
    rows = [row for row in found[:200] if user.has_perm(row.permission) or row.requested_by_id == user.pk]
    for row in rows:
        row.own = row.requested_by_id == user.pk
    return rows


def decided_approvals() -> list[Approval]:
    """Return the last answers."""
    found = Approval.objects.exclude(status=Approval.Status.REQUESTED).exclude(decided_by=None)
    return list(found.select_related("requested_by", "decided_by").order_by("-decided_at")[:20])


def last_events() -> list[AuditEvent]:
    """Return the last things done."""
    return history.describe(history.events().order_by("-at", "-pk")[:8])


def year_of(text: str, current: int) -> int:
    """Return the year written in `text` when it is one of the last twenty, else the current one."""
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else current
    return year if current - 20 <= year <= current else current
