"""The year's figures for Oggi and the Quadro."""

from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fundraising.models import Campaign
from fundraising.queries import donations, totals
from relations import charts, formats
from relations.queries import together


@together.reader
def goal_of(year: int) -> together.Reader:
    """The goals of the campaigns that ran in `year`, together."""
    running = Q(ends_on=None) | Q(ends_on__gte=date(year, 1, 1))
    rows = Campaign.objects.exclude(status="draft").filter(running, starts_on__lte=date(year, 12, 31))
    [found] = yield together.sums(rows, sum=totals.total("goal"))
    return found["sum"]


def tile(at: datetime) -> together.Reader:
    """Raised this year, with the months so far and the goals."""
    today = formats.only_day(at)
    sums, goal = yield from together.side_by_side(totals.by_month.read(today.year), goal_of.read(today.year))
    raised = sum(sums, totals.ZERO)
    words = {"percent": formats.percent(round(totals.share(raised, goal))), "goal": formats.money(goal, decimals=0)}
    return {
        "label": _("Raised in %(year)s") % {"year": today.year},
        "value": formats.money(raised, decimals=0),
        "note": _("%(percent)s of %(goal)s") % words if goal else "",
        "url": f"{reverse('fundraising:donations')}?anno={today.year}",
        "series": [float(value) for value in totals.cumulative(sums[: today.month])],
    }


@together.reader
def head_tile(year: int, at: datetime) -> together.Reader:
    """Raised in `year`, beside the same days of the year before."""
    today = formats.only_day(at)
    until = today if year == today.year else date(year, 12, 31)
    before = until.replace(year=year - 1, day=28 if (until.month, until.day) == (2, 29) else until.day)
    sums, raised, goal, earlier = yield from together.side_by_side(
        totals.by_month.read(year), totals.of_year.read(year, until=until), goal_of.read(year),
        totals.of_year.read(year - 1, until=before),
    )  # fmt: skip
    words = {"percent": formats.percent(round(totals.share(raised, goal))), "goal": formats.money(goal, decimals=0)}
    return {
        "label": _("Raised"),
        "value": formats.money(raised, decimals=0),
        "before": formats.money(earlier, decimals=0) if earlier else None,
        "note": _("%(percent)s of %(goal)s") % words if goal else "",
        "url": f"{reverse('fundraising:donations')}?anno={year}",
        "series": [float(value) for value in totals.cumulative(sums[: until.month])],
    }


def head_panel(year: int, at: datetime) -> together.Reader:
    """The months of `year` as bars; nothing for a year without gifts."""
    sums = yield from totals.by_month.read(year)
    if not any(sums):
        return None
    words = {"amount": formats.money(sum(sums, totals.ZERO), decimals=0), "year": year}
    return {
        "labels": list(formats.words().months_short),
        "series": [charts.Series("", sums, "s2")],
        "sentence": _("Raised in %(year)s, month by month: %(amount)s in all") % words,
    }


def to_thank(at: datetime) -> together.Reader:
    """The first thanks owed; nothing when all are thanked."""
    (late, count), thanks = yield from together.side_by_side(donations.owed_counts.read(at), together.rows(donations.owed(5)))
    return {"thanks": thanks, "late": late, "count": count} if count else None
