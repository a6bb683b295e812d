"""All partnerships: by phase, and as a list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.queries import board as queries
from partnerships.queries import deadlines as deadline_queries
from relations.web import access, htmx


@require_safe
@access.staff("partnerships.view_partnership")
def page(request: HttpRequest) -> HttpResponse:
    """The board: six columns under three headings."""
    return render(
        request, "partnerships/board/page.html", queries.board(request, today=timezone.localdate(), at=timezone.now())
    )


@access.staff("partnerships.view_partnership")
def listing(request: HttpRequest) -> HttpResponse:
    """The same partnerships as a list."""
    rows = queries.listing(request)
    if (file := rows.export()) is not None:
        return file
    context = {"listing": rows, "today": timezone.localdate(), "views": queries.views(request)}
    return htmx.page_or_part(request, "partnerships/board/list.html", "partnerships/board/_list.html", context)


@require_safe
@access.staff("partnerships.view_partnership")
def deadlines(request: HttpRequest) -> HttpResponse:
    """What is due, week by week, and whose it is."""
    context = deadline_queries.page(request, today=timezone.localdate())
    return render(request, "partnerships/board/deadlines.html", context)
