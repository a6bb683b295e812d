"""What the screens of needs read."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from partnerships import terms
from partnerships.models import Need
from relations.web.export import ExportColumn
from relations.web.listing import Filter, Listing, Sort


def listing(request: HttpRequest) -> Listing:
    """The list of needs."""
    return Listing(
        request=request,
        queryset=Need.objects.select_related("organization"),
        filename="bisogni",
        sorts=[
            Sort("recenti", _("Newest first"), ("created_at",), descending=True),
            Sort("ente", _("Non-profit"), ("organization__sort_name",)),
        ],
        filters=[
            Filter(
                "stato", _("State"), lambda _r: terms.NEED_STATUS.choices, lambda rows, value: rows.filter(status=value)
            ),
            Filter("tipo", _("Kind"), lambda _r: terms.NEEDS.choices, lambda rows, value: rows.filter(kind=value)),
            Filter("comune", _("Municipality"), _places, lambda rows, value: rows.filter(organization__municipality=value)),
            Filter("tema", _("Activity"), lambda _r: terms.THEMES.choices, _by_theme),
        ],
        search=lambda rows, words: rows.filter(
            Q(title__icontains=words) | Q(organization__name__icontains=words) | Q(results_text__icontains=words)
        ),
        columns=[
            ExportColumn(_("Non-profit"), lambda row: row.organization.name),
            ExportColumn(_("What is needed"), lambda row: row.title),
            ExportColumn(_("Kind"), lambda row: row.get_kind_display()),
            ExportColumn(_("How much"), lambda row: "" if row.quantity is None else float(row.quantity)),
            ExportColumn(_("Unit"), lambda row: row.get_unit_display()),
            ExportColumn(_("By when"), lambda row: row.by_on.isoformat() if row.by_on else ""),
            ExportColumn(_("State"), lambda row: row.get_status_display()),
        ],
    )


def _places(_request: HttpRequest) -> list[tuple[str, str]]:
    rows = Need.objects.exclude(organization__municipality="").order_by("organization__municipality")
    return [(name, name) for name in rows.values_list("organization__municipality", flat=True).distinct()]


def _by_theme(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(Q(themes__contains=[value]) | Q(organization__themes__contains=[value]))


def views(request: HttpRequest) -> list[dict[str, Any]]:
    """The ready-made filters above the list."""
    chosen = request.GET.get("stato", "")
    counts = Need.objects.aggregate(
        all=Count("pk"), **{key: Count("pk", filter=Q(status=key)) for key in terms.NEED_STATUS.keys}
    )
    rows = [("", _("All"), counts["all"]), *((term.key, term.label, counts[term.key]) for term in terms.NEED_STATUS)]
    return [
        {"label": label, "url": f"?stato={key}" if key else "?", "count": count, "current": chosen == key}
        for key, label, count in rows
    ]
