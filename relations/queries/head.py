"""What the Quadro shows: the year's figures, what is stuck, who carries how much."""

from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from relations import panels
from relations.models import Approval, Interaction, Organization, User
from relations.queries import history, together
from relations.queries.together import Reader


@together.reader
def tiles(year: int, at: datetime) -> Reader:
    """Return the figures of `year` beside those of the year before."""
    loads = (item.load(year, at) for item in panels.of(panels.HeadTile))
    found, *others = yield from together.side_by_side(own_tiles.read(year, at), *loads)
    for loaded in others:
        found += loaded if isinstance(loaded, list) else [loaded] if loaded else []
    return found


@together.reader
def own_tiles(year: int, at: datetime) -> Reader:
    """Return the ground floor's own figures: contacts logged, organisations added; same days of both years."""
    spans = {"value": _span(year, at), "before": _span(year - 1, at)}
    found = yield {
        "logged": together.sums(Interaction.objects.all(), **{key: Count("pk", filter=Q(at__range=span)) for key, span in spans.items()}),
        "added": together.sums(
            Organization.objects.all(), **{key: Count("pk", filter=Q(created_at__range=span)) for key, span in spans.items()}
        ),
    }
    [logged], [added] = found["logged"], found["added"]
    return [
        {"label": _("Contacts logged"), **logged, "url": "/agenda/?chi=tutti"},
        {"label": _("Organisations added"), **added, "url": "/organizzazioni/"},
    ]


def _span(year: int, at: datetime) -> tuple[datetime, datetime]:
    """From the first of January to the same day as `at`, in `year`."""
    begin = at.replace(year=year, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    day = 28 if (at.month, at.day) == (2, 29) else at.day
    return begin, at.replace(year=year, day=day)


@together.reader
def boxes(year: int, at: datetime) -> Reader:
    """Return the panels of the upper floors: [(template, context)]."""
    items = panels.of(panels.HeadPanel)
    loaded = yield from together.side_by_side(*(item.load(year, at) for item in items))
    return [(item.template, context) for item, context in zip(items, loaded, strict=True) if context is not None]


@together.reader
def stuck(at: datetime) -> Reader:
    """Return what does not move, the longest first."""
    found = yield from together.side_by_side(*(item.load(at) for item in panels.of(panels.Stuck)))
    return sorted((line for lines in found for line in lines), key=lambda line: -(line.get("days") or 0))[:12]


@together.reader
def workload(day: date) -> Reader:
    """Return what each colleague has to do in the next seven days, and how much of it is late."""
    soon = Q(followups__status="open", followups__due_on__lte=day + timedelta(days=7))
    users = yield (
        User.objects.filter(is_active=True)
        .annotate(todo=Count("followups", filter=soon), late=Count("followups", filter=soon & Q(followups__due_on__lt=day)))
        .filter(todo__gt=0)
        .order_by("-todo", "pk")
    )
    return [{"user": user, "todo": user.todo, "late": user.late} for user in users]


@together.reader
def waiting_approvals(user: User) -> Reader:
    """Return the open requests `user` may decide, the oldest first; `own` marks those he or she made."""
    found = Approval.objects.filter(status=Approval.Status.REQUESTED).select_related("requested_by").order_by("requested_at")
    rows = [row for row in (yield found[:200]) if user.has_perm(row.permission) or row.requested_by_id == user.pk]
    for row in rows:
        row.own = row.requested_by_id == user.pk
    return rows


def decided_approvals() -> list[Approval]:
    """Return the last answers."""
    found = Approval.objects.exclude(status=Approval.Status.REQUESTED).exclude(decided_by=None)
    return list(found.select_related("requested_by", "decided_by").order_by("-decided_at")[:20])


@together.reader
def last_events() -> Reader:
    """Return the last things done."""
    return history.describe((yield history.events().order_by("-at", "-pk")[:8]))


def year_of(text: str, current: int) -> int:
    """Return the year written in `text` when it is one of the last twenty, else the current one."""
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else current
    return year if current - 20 <= year <= current else current
