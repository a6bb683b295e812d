"""The timeline of a partnership: what is done when, what waits for what, who does what."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from partnerships import schedule
from partnerships.actions.partner_links import Visitor
from partnerships.models import Activity, ActivityLink, ActivityRole, Partnership
from relations.models import User
from relations.queries.together import Reader

SHOWN_IN_BOX = 6


@dataclass
class Line:
    """One activity on the timeline; `left`, `width` and `now` in percent of the whole."""

    row: Activity
    left: float
    width: float
    now: float | None
    today: date
    after: list[str] = field(default_factory=list)
    too_early: bool = False

    @property
    def is_late(self) -> bool:
        return self.row.is_late(self.today)

    @property
    def tone(self) -> str:
        if self.row.state != "open":
            return "" if self.row.state == "done" else "ocra"
        return "rosso" if self.is_late else "ticino"

    @property
    def roles(self) -> dict[str, list[str]]:
        """Who does it, is heard, is told: names by letter; A first."""
        found = {"A": [str(self.row.accountable)]}
        for role in self.row.roles.all():
            found.setdefault(role.role, []).append(str(role.party or role.user))
        return dict(sorted(found.items(), key=lambda pair: "ARCI".index(pair[0])))


def of(partnership: Partnership) -> QuerySet[Activity]:
    """The activities of a partnership, the first due first."""
    rows = Activity.objects.filter(partnership=partnership)
    return rows.select_related("accountable_party__organization", "accountable_user", "objective").order_by(
        "due_on", "pk"
    )


def _with_roles(partnership: Partnership) -> QuerySet[Activity]:
    roles = ActivityRole.objects.select_related("party__organization", "user").order_by("role", "pk")
    return of(partnership).prefetch_related(Prefetch("roles", roles))


def lines(rows: list[Activity], links: list[tuple[int, int]], today: date) -> list[Line]:
    """Return the activities as they are drawn: the time from the first beginning to the last day is the whole width."""
    if not rows:
        return []
    first = min(row.starts_on or row.due_on for row in rows)
    last = max(row.due_on for row in rows)
    days = max((last - first).days, 1)
    titles = {row.pk: row.title for row in rows}
    slots = {row.pk: schedule.Slot(row.pk, row.starts_on, row.due_on, row.state == "open") for row in rows}
    early = {then for _first, then in schedule.early(slots, links)}
    now = round(100 * (today - first).days / days, 1) if first <= today <= last else None

    def line(row: Activity) -> Line:
        start = row.starts_on or row.due_on
        left = round(100 * (start - first).days / days, 1)
        width = max(round(100 * (row.due_on - start).days / days, 1), 1.5)
        after = [titles[one] for one, then in links if then == row.pk]
        return Line(row, min(left, 98.5), width, now, today, after, row.pk in early)

    return [line(row) for row in rows]


def _links(partnership: Partnership) -> QuerySet[ActivityLink]:
    return ActivityLink.objects.filter(earlier__partnership=partnership).order_by("pk")


def page(partnership: Partnership, *, today: date) -> dict[str, Any]:
    """Everything the timeline shows."""
    rows = list(_with_roles(partnership))
    found = lines(rows, [(link.earlier_id, link.later_id) for link in _links(partnership)], today)
    return {
        "lines": found,
        "first_on": min((row.starts_on or row.due_on for row in rows), default=None),
        "last_on": max((row.due_on for row in rows), default=None),
        "open": sum(row.state == "open" for row in rows),
        "late": sum(line.is_late for line in found),
    }


def box(partnership: Partnership, user: User, *, today: date) -> Reader:
    """What comes next, on the page of the partnership."""
    found = yield {"rows": of(partnership), "links": _links(partnership)}
    every = lines(found["rows"], [(link.earlier_id, link.later_id) for link in found["links"]], today)
    waiting = [line for line in every if line.row.state == "open"]
    return {
        "lines": waiting[:SHOWN_IN_BOX],
        "more": max(len(waiting) - SHOWN_IN_BOX, 0),
        "done": sum(line.row.state == "done" for line in every),
        "total": len(every),
        "may_write": user.has_perm("partnerships.change_partnership"),
    }


def asked_of(visitor: Visitor, *, today: date) -> Reader:
    """For a partner: what it answers for or does, still open."""
    rows = of(visitor.partnership).filter(state="open")
    found = yield {
        "mine": rows.filter(accountable_party=visitor.party),
        "also": rows.filter(roles__role="R", roles__party=visitor.party)
        .exclude(accountable_party=visitor.party)
        .distinct(),
    }
    return {**found, "today": today} if found["mine"] or found["also"] else None


def effect(partnership: Partnership, activity: Activity, to: date) -> list[tuple[Activity, schedule.Moved]]:
    """Return what would move when `activity` is due on `to`, itself first."""
    rows = {row.pk: row for row in of(partnership)}
    slots = {row.pk: schedule.Slot(row.pk, row.starts_on, row.due_on, row.state == "open") for row in rows.values()}
    links = [(link.earlier_id, link.later_id) for link in _links(partnership)]
    return [(rows[one.key], one) for one in schedule.shift(activity.pk, to, slots, links)]


def between(first: date, last: date, user: User | None = None) -> QuerySet[Activity]:
    """Open activities due between two days, for the calendar; of partnerships `user` follows if given."""
    rows = Activity.objects.filter(
        due_on__range=(first, last), state="open", partnership__state="active"
    ).select_related("partnership")
    mine = Q(partnership__owner=user) | Q(accountable_user=user) if user else Q()
    return rows.filter(mine).order_by("due_on", "pk")
