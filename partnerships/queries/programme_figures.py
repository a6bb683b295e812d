"""Figures of programmes for reports: every number with the rows it came from.

Money and values in euro; hours are those confirmed by the host. What was delivered without a value of its own is valued by its
share of what was promised: half the kilos are half the estimate.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q, QuerySet

from partnerships import programme_terms as own
from partnerships import progress, terms
from partnerships.models import BudgetUse, Contribution, Delivery, HoursEntry, Indicator, Partnership, Reading
from relations.models import Organization
from relations.queries import together

CENT = Decimal("0.01")
# The kinds of the London framework's inputs that our kinds of contribution fall under.
B4SI = {
    "cash": "cash", "goods": "in_kind", "spaces": "in_kind", "visibility": "in_kind", "time": "time", "skills": "time", "network": "time",
    "management": "management",
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One number: its key, its unit ("eur", "hours", "people", ...), and the rows of `model` it was counted from."""

    key: str
    value: Decimal
    unit: str
    model: str
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Result:
    """One indicator from its starting value to the last one of the period, with the readings behind it."""

    indicator: Indicator
    value: Decimal | None
    standing: progress.Standing
    is_final: bool
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Figures:
    """The inputs by key, and the results by indicator."""

    inputs: dict[str, Figure]
    results: list[Result]


def of_partnership(
    partnership: Partnership, *, first: date | None = None, last: date, only_of: Organization | None = None
) -> Figures:
    """Return the figures of one partnership from `first` to `last`; with `only_of`, the inputs of that party alone."""
    return _figures(Partnership.objects.filter(pk=partnership.pk), first=first, last=last, giver=only_of)


def of_company(organization: Organization, year: int) -> Figures:
    """Return what `organization` put into all its partnerships in a calendar year, and what those reached by its end."""
    among = Partnership.objects.filter(parties__organization=organization)
    return _figures(among, first=date(year, 1, 1), last=date(year, 12, 31), giver=organization)


def _figures(among: QuerySet[Partnership], *, first: date | None, last: date, giver: Organization | None) -> Figures:
    period = Q(on__lte=last) & (Q(on__gte=first) if first else Q())
    of_whom = Q(contribution__party__organization=giver) if giver else Q()
    deliveries = Delivery.objects.filter(period, of_whom, contribution__partnership__in=among).select_related(
        "contribution"
    )
    promised = Contribution.objects.filter(partnership__in=among, withdrawn_at=None)
    promised = promised.filter(party__organization=giver) if giver else promised
    hours = HoursEntry.objects.filter(period, partnership__in=among).exclude(confirmed_at=None)
    hours = hours.filter(giver__organization=giver) if giver else hours
    indicators = Indicator.objects.filter(partnership__in=among, objective__dropped_at=None).select_related(
        "objective", "partnership"
    )
    readings = Reading.objects.filter(indicator__in=indicators, on__lte=last).exclude(confirmed_at=None)
    uses = BudgetUse.objects.filter(period, line__partnership__in=among)
    found = together.read([
        deliveries.order_by("pk"), promised.order_by("pk"), hours.order_by("pk"), indicators.order_by("due_on", "pk"),
        readings.order_by("on", "pk"), uses.order_by("pk"),
    ])  # fmt: skip
    return Figures(
        inputs=_inputs(found[0], found[1], found[2], found[5]),
        results=[_result(one, [r for r in found[4] if r.indicator_id == one.pk], last) for one in found[3]],
    )


def worth(delivery: Delivery) -> Decimal:
    """Return what a delivery is worth in euro: its own value, else its share of what was promised; zero when nobody valued it."""
    promised = delivery.contribution
    if delivery.value is not None:
        return delivery.value
    if promised.value is None or not promised.quantity or delivery.quantity is None:
        return Decimal(0)
    return (promised.value * delivery.quantity / promised.quantity).quantize(CENT, ROUND_HALF_UP)


def _inputs(
    deliveries: list[Delivery], promised: list[Contribution], hours: list[HoursEntry], uses: list[BudgetUse]
) -> dict[str, Figure]:
    figures = [
        _sum(
            f"delivered_{kind}",
            "eur",
            "partnerships.delivery",
            [(d.pk, worth(d)) for d in deliveries if d.contribution.kind == kind],
        )
        for kind in own.CONTRIBUTION_KINDS.keys
    ]
    figures += [
        _sum(
            f"b4si_{group}",
            "eur",
            "partnerships.delivery",
            [(d.pk, worth(d)) for d in deliveries if B4SI[d.contribution.kind] == group],
        )
        for group in dict.fromkeys(B4SI.values())
    ]
    figures += [
        _sum("promised", "eur", "partnerships.contribution", [(c.pk, c.value or Decimal(0)) for c in promised]),
        _sum("delivered", "eur", "partnerships.delivery", [(d.pk, worth(d)) for d in deliveries]),
        _sum("hours", "hours", "partnerships.hoursentry", [(h.pk, h.total) for h in hours]),
        _sum("attendances", "people", "partnerships.hoursentry", [(h.pk, Decimal(h.people)) for h in hours]),
        _sum("used", "eur", "partnerships.budgetuse", [(u.pk, u.amount) for u in uses]),
    ]
    return {figure.key: figure for figure in figures}


def _sum(key: str, unit: str, model: str, rows: Iterable[tuple[int, Decimal]]) -> Figure:
    rows = list(rows)
    return Figure(key, sum((value for _pk, value in rows), Decimal(0)), unit, model, tuple(pk for pk, _value in rows))


def _result(indicator: Indicator, readings: list[Reading], last: date) -> Result:
    value = readings[-1].value if readings else None
    standing = progress.standing(
        baseline=indicator.baseline,
        target=indicator.target,
        value=value,
        starts_on=indicator.starts_on,
        due_on=indicator.due_on,
        today=last,
    )
    return Result(indicator, value, standing, any(one.is_final for one in readings), tuple(one.pk for one in readings))


def companies(year: int) -> QuerySet[Organization]:
    """Companies that were in a partnership in `year`, for the yearly sheets."""
    running = Q(parts__partnership__started_at__year__lte=year) & (
        Q(parts__partnership__state__in=terms.LIVING) | Q(parts__partnership__ended_at__year__gte=year)
    )
    return Organization.objects.filter(running, parts__side="company").distinct().order_by("name", "pk")
