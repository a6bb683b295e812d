"""What the page of the plan reads, and how often each non-profit was shown and proposed."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from partnerships import terms
from partnerships.matching import groups
from partnerships.models import Match, MatchPlan, PartnerRequest
from partnerships.queries.matches import YEAR
from relations.models import Organization
from relations.web.export import ExportColumn
from relations.web.listing import Filter, Listing, Sort

LEFT_SHOWN = 100


def newest() -> MatchPlan | None:
    """Return the last plan computed."""
    return MatchPlan.objects.select_related("made_by").order_by("-made_at", "-pk").first()


def page(*, at: datetime) -> dict[str, Any]:
    """The last plan as people read it: its rows, those left without, its figures beside each company's own best."""
    plan = newest()
    if plan is None:
        return {"plan": None}
    keys = {pair["request"] for pair in plan.pairs} | set(plan.requests_left)
    requests = PartnerRequest.objects.select_related("owner").in_bulk(keys)
    bodies = with_exposure(Organization.objects.filter(archived_at=None), at).in_bulk(
        {pair["nonprofit"] for pair in plan.pairs} | set(plan.never_proposed[:LEFT_SHOWN])
    )
    known = {(match.request_id, match.nonprofit_id): match for match in Match.objects.filter(request__in=requests)}
    rows = [
        {
            "request": requests[pair["request"]],
            "nonprofit": bodies[pair["nonprofit"]],
            "score": round(pair["score"]),
            "affinity": _(groups.affinity(pair["score"])[1]),
            "company": pair["company"],
            "other": pair["other"],
            "match": known.get((pair["request"], pair["nonprofit"])),
        }
        for pair in plan.pairs
        if pair["request"] in requests and pair["nonprofit"] in bodies
    ]
    return {
        "plan": plan,
        "rows": rows,
        "figures": _figures(plan.figures),
        "requests_left": [requests[pk] for pk in plan.requests_left if pk in requests and requests[pk].is_open],
        "never": sorted((bodies[pk] for pk in plan.never_proposed[:LEFT_SHOWN] if pk in bodies), key=lambda b: (b.proposed, b.sort_name)),
        "never_count": len(plan.never_proposed),
    }  # fmt: skip


def _figures(kept: dict[str, Any]) -> list[dict[str, Any]]:
    labels = {
        "coverage": _("Sides reached, in a hundred"),
        "reached": _("Non-profits reached"),
        "gini": _("Inequality (Gini: 0 all alike, 1 all to one)"),
        "mean": _("Mean score"),
        "pairs": _("Pairs"),
    }
    return [
        {"label": label, "planned": kept["planned"][key], "alone": kept["alone"][key]} for key, label in labels.items()
    ]


# --- exposure ----------------------------------------------------------------------------------------------------
def with_exposure(rows: QuerySet[Organization], at: datetime) -> QuerySet[Organization]:
    """Add how often a body was on a list, proposed and accepted in a year, and when it was last proposed."""
    since = at - YEAR
    recent = Q(matches__created_at__gte=since)
    return rows.annotate(
        listed=Count("matches", filter=recent, distinct=True),
        proposed=Count("matches", filter=Q(matches__invited_at__gte=since), distinct=True),
        agreed=Count("matches", filter=Q(matches__invited_at__gte=since, matches__status="mutual"), distinct=True),
        last_proposed=Max("matches__invited_at"),
        open_need_count=Count("needs", filter=Q(needs__status="open"), distinct=True),
    )


def exposure(request: HttpRequest, *, at: datetime) -> Listing:
    """Non-profits, those whose turn it is first."""
    return Listing(
        request=request,
        queryset=with_exposure(Organization.objects.filter(kind="nonprofit", archived_at=None), at),
        filename="rotazione",
        sorts=[
            Sort("turno", _("Least proposed first"), ("proposed",)),
            Sort("nome", _("Name"), ("sort_name",)),
        ],
        filters=[
            Filter("chi", _("Proposed"), lambda _r: [("mai", _("never in a year")), ("si", _("in this year"))], _by_turn),
            Filter("provincia", _("Province"), lambda _r: terms.PROVINCES.choices, lambda rows, value: rows.filter(province=value)),
        ],
        search=lambda rows, words: rows.filter(Q(name__icontains=words) | Q(municipality__icontains=words)),
        columns=[
            ExportColumn(_("Non-profit"), lambda row: row.name),
            ExportColumn(_("Municipality"), lambda row: row.municipality),
            ExportColumn(_("Open needs"), lambda row: row.open_need_count),
            ExportColumn(_("On a list"), lambda row: row.listed),
            ExportColumn(_("Proposed"), lambda row: row.proposed),
            ExportColumn(_("Both said yes"), lambda row: row.agreed),
            ExportColumn(_("Last proposed"), lambda row: row.last_proposed.date().isoformat() if row.last_proposed else ""),
        ],
    )  # fmt: skip


def _by_turn(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(proposed=0) if value == "mai" else rows.filter(proposed__gt=0)
