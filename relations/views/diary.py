"""The agenda: a month, a week or a list of days, mine or the whole office's."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations import days
from relations.queries import calendar, diary
from relations.web.access import staff

# How many days the list of days shows.
LIST_DAYS = 14
VIEWS = {"mese": _("Month"), "settimana": _("Week"), "giorni": _("Days")}


@staff("relations.view_interaction")
def agenda(request: HttpRequest) -> HttpResponse:
    """Show what has a date: `?vista=`, `?giorno=` (or `?mese=`), mine or everybody's (`?chi=tutti`)."""
    today = timezone.localdate()
    wanted = request.GET.get("vista", "")
    view = wanted if wanted in VIEWS else "mese"
    month = request.GET.get("mese", "")
    start = diary.month_of(month, today) if month else today
    day = diary.day_of(request.GET.get("giorno", ""), today if (start.year, start.month) == (today.year, today.month) else start)
    mine = request.GET.get("chi") != "tutti"
    context = {
        "view": view, "views": VIEWS, "day": day, "today": today, "mine": mine, "back": request.get_full_path(),
        **_PAGES[view](request, day, mine),
    }  # fmt: skip
    return render(request, f"relations/diary/agenda_{view}.html", context)


def _month(request: HttpRequest, day: date, mine: bool) -> dict[str, Any]:
    grid = days.month_grid(day)
    found = calendar.entries(request.user, grid[0][0], grid[-1][-1], mine=mine)
    weeks = calendar.weeks(found, day)
    chosen = next((row for week in weeks for row in week if row.date == day), None)
    first = day.replace(day=1)
    return {
        "weeks": weeks, "chosen": chosen, "title": first, "before": days.add_months(first, -1),
        "after": days.add_months(first, 1),
    }  # fmt: skip


def _week(request: HttpRequest, day: date, mine: bool) -> dict[str, Any]:
    first = days.monday_of(day)
    last = first + timedelta(days=6)
    rows = calendar.by_day(calendar.entries(request.user, first, last, mine=mine), first, last)
    return {"days": rows, "first": first, "last": last, "before": first - timedelta(days=7), "after": first + timedelta(days=7)}


def _days(request: HttpRequest, day: date, mine: bool) -> dict[str, Any]:
    last = day + timedelta(days=LIST_DAYS - 1)
    rows = calendar.by_day(calendar.entries(request.user, day, last, mine=mine), day, last)
    return {
        "days": [row for row in rows if row.entries], "first": day, "last": last,
        "before": day - timedelta(days=LIST_DAYS), "after": day + timedelta(days=LIST_DAYS),
    }  # fmt: skip


_PAGES = {"mese": _month, "settimana": _week, "giorni": _days}
