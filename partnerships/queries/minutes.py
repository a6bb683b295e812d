"""The meetings about a partnership, and their minutes as the parties read them."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q, QuerySet

from partnerships.models import Partnership
from relations.models import AgendaItem, Decision, Meeting


def held(partnership: Partnership) -> QuerySet[Meeting]:
    """Meetings about it that took place, newest first."""
    kind = ContentType.objects.get_for_model(Partnership)
    rows = Meeting.objects.filter(object_type=kind, object_id=partnership.pk, status__in=["held", "minuted"])
    return rows.order_by("-starts_at", "-pk")


def papers(partnership: Partnership, *, for_office: bool) -> list[dict[str, Any]]:
    """What each meeting discussed and decided: all of them for the office, for the parties only those shared."""
    shared = set(partnership.shared_minutes.values_list("meeting_id", flat=True))
    rows = held(partnership) if for_office else held(partnership).filter(pk__in=shared)
    points = AgendaItem.objects.filter(~Q(minutes="") | Q(is_open=True)).order_by("position")
    decisions = Decision.objects.order_by("at", "pk")
    found = rows.prefetch_related(
        Prefetch("items", points, to_attr="points"), Prefetch("decisions", decisions, to_attr="decided")
    )
    return [{"meeting": row, "is_shared": row.pk in shared} for row in found[:20]]
