"""What is due in the partnerships, week by week, and who sees to it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from partnerships import reminders
from partnerships.models import Partnership
from partnerships.reminders import Due, Reminder
from relations.queries import parties, together

# How far one looks: whatever is late by less than half a year, and the next twelve weeks.
BACK = timedelta(days=180)
WEEKS = 12
MOST = 300


@dataclass(frozen=True)
class Line:
    """One thing due, with what kind of thing it is."""

    due: Due
    kind: Reminder
    today: date

    @property
    def css(self) -> str:
        return "late" if self.due.on < self.today else "now" if self.due.on == self.today else ""


def page(request: HttpRequest, *, today: date) -> dict[str, Any]:
    """Everything the view of the deadlines shows."""
    monday = today - timedelta(days=today.weekday())
    last = monday + timedelta(weeks=WEEKS, days=-1)
    kinds = reminders.REMINDERS
    loose = (
        Partnership.objects.filter(state="active", next_step_on=None)
        .select_related("owner")
        .order_by("last_event_at", "pk")
    )
    *found, without = together.run(*(kind.read(today - BACK, last) for kind in kinds), together.rows(loose[:MOST]))
    owner = request.GET.get("chi", "")
    lines = sorted(
        (
            Line(due, kind, today)
            for kind, dues in zip(kinds, found, strict=True)
            for due in dues
            if owner in ("", str(due.owner.pk))
        ),
        key=lambda line: (line.due.on, line.due.partnership.title, line.due.mark),
    )[:MOST]
    return {
        "weeks": [week for week in _weeks(lines, today, monday) if week["lines"]],
        "without": [row for row in without if owner in ("", str(row.owner_id))],
        "count": len(lines),
        "late_count": sum(line.css == "late" for line in lines),
        "owner": owner,
        "colleagues": parties.colleagues(),
        "today": today,
    }


def _weeks(lines: list[Line], today: date, monday: date) -> list[dict[str, Any]]:
    late = {
        "key": "late",
        "title": _("Late"),
        "colour": "rosso",
        "lines": [line for line in lines if line.due.on < today],
    }
    ahead = []
    for number in range(WEEKS):
        first = monday + timedelta(weeks=number)
        until = first + timedelta(days=6)
        ahead.append(
            {
                "key": f"w{number}",
                "title": {0: _("This week"), 1: _("Next week")}.get(number, ""),
                "first": first,
                "until": until,
                "lines": [line for line in lines if max(first, today) <= line.due.on <= until],
            }
        )
    return [late, *ahead]
