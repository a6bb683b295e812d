"""The Quadro: the year in figures, for the office head."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from relations.queries import head, together
from relations.web.access import staff


@staff("relations.view_overview")
def overview(request: HttpRequest) -> HttpResponse:
    """Show this year (or `?anno=`) beside the one before, what is stuck, who carries how much."""
    at = timezone.localtime()
    year = head.year_of(request.GET.get("anno", ""), at.year)
    tiles, boxes, stuck, workload, approvals, events = together.run(
        head.tiles.read(year, at), head.boxes.read(year, at), head.stuck.read(at), head.workload.read(at.date()),
        head.waiting_approvals.read(request.user), head.last_events.read(),
    )  # fmt: skip
    context = {
        "year": year, "years": range(at.year, at.year - 4, -1), "is_current": year == at.year, "day": at.date(),
        "tiles": tiles, "boxes": boxes, "stuck": stuck, "workload": workload, "approvals": approvals, "events": events,
    }  # fmt: skip
    return render(request, "relations/head/overview.html", context)
