"""The Quadro: the year in figures, for the office head."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from relations.queries import head
from relations.web.access import staff


@staff("relations.view_overview")
def overview(request: HttpRequest) -> HttpResponse:
    """Show this year (or `?anno=`) beside the one before, what is stuck, who carries how much."""
    at = timezone.localtime()
    year = head.year_of(request.GET.get("anno", ""), at.year)
    context = {
        "year": year, "years": range(at.year, at.year - 4, -1), "is_current": year == at.year, "day": at.date(),
        "tiles": head.tiles(year, at), "boxes": head.boxes(year, at), "stuck": head.stuck(at),
        "workload": head.workload(at.date()), "approvals": head.waiting_approvals(request.user),
        "events": head.last_events(),
    }  # fmt: skip
    return render(request, "relations/head/overview.html", context)
