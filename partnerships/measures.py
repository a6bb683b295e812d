"""Every figure of a report as data: which rows it is made of, what each of them counts, in which unit.

A figure and the page behind it read the same queryset, so a number can never say anything else than its rows.
The four inputs are those of B4SI: cash, time, in kind, management costs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import DateField, DecimalField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Round
from django.utils.translation import gettext_lazy as _

from partnerships.models import (
    Activity,
    BudgetUse,
    Contribution,
    Delivery,
    HoursEntry,
    Indicator,
    Partnership,
    PartnershipParty,
    Reading,
)
from relations import formats
from relations.models import Organization

_AMOUNT = DecimalField(max_digits=16, decimal_places=2)
# Which B4SI input each kind of contribution is.
B4SI = {
    "cash": "cash", "goods": "in_kind", "spaces": "in_kind", "visibility": "in_kind", "time": "time", "skills": "time", "network": "time",
    "management": "management",
}  # fmt: skip
_ONE = Value(Decimal(1), output_field=_AMOUNT)


def _kinds(group: str) -> tuple[str, ...]:
    """The kinds of contribution of a B4SI input."""
    return tuple(kind for kind, of in B4SI.items() if of == group)


def _worth() -> Coalesce:
    """What a delivery is worth: its value, else its share of what was promised (half the kilos, half the estimate), else zero."""
    share = F("contribution__value") * F("quantity") / F("contribution__quantity")
    return Coalesce(
        F("value"), Round(ExpressionWrapper(share, output_field=_AMOUNT), 2), Value(Decimal(0)), output_field=_AMOUNT
    )


@dataclass(frozen=True)
class Scope:
    """What is reported on: one partnership, or a body's share of all its partnerships; within days, if they are given."""

    partnership: Partnership | None = None
    body: Organization | None = None
    gives: bool = True
    first: date | None = None
    last: date | None = None

    def within(self, rows: QuerySet, on: str, path: str = "partnership") -> QuerySet:
        """Narrow `rows` to the partnerships reported on (`path` leads to them) and to the days (of the field `on`)."""
        if self.partnership is not None:
            rows = rows.filter(**{path: self.partnership})
        else:
            rows = rows.filter(**{f"{path}__in": Partnership.objects.filter(parties__organization=self.body)})
        if self.first and on:
            rows = rows.filter(**{f"{on}__gte": self.first, f"{on}__lte": self.last})
        return rows

    def share(self, rows: QuerySet, giver: str, taker: str) -> QuerySet:
        """Narrow `rows` to what the body gave, or to what others gave to it or to the programme."""
        if self.body is None:
            return rows
        if self.gives:
            return rows.filter(**{f"{giver}__organization": self.body})
        to_it = Q(**{f"{taker}__organization": self.body}) | Q(**{taker: None})
        return rows.filter(to_it).exclude(**{f"{giver}__organization": self.body})


@dataclass(frozen=True)
class Measure:
    """One figure: `rows(scope)` carry `counted` and `day`; the figure is their sum."""

    key: str
    label: str
    unit: str
    rows: Callable[[Scope], QuerySet]
    hint: str = ""


def _deliveries(*kinds: str) -> Callable[[Scope], QuerySet]:
    def rows(scope: Scope) -> QuerySet:
        found = scope.within(Delivery.objects.all(), "on", "contribution__partnership")
        found = scope.share(found, "contribution__party", "contribution__to_party")
        if kinds:
            found = found.filter(contribution__kind__in=kinds)
        return found.select_related("contribution__partnership", "contribution__party__organization").annotate(
            counted=_worth(), day=F("on")
        )

    return rows


def _promised(scope: Scope) -> QuerySet:
    found = scope.share(scope.within(Contribution.objects.filter(withdrawn_at=None), ""), "party", "to_party")
    return found.select_related("partnership", "party__organization").annotate(
        counted=Coalesce("value", Value(Decimal(0)), output_field=_AMOUNT), day=F("due_on")
    )


def _hours(what: str) -> Callable[[Scope], QuerySet]:
    def rows(scope: Scope) -> QuerySet:
        found = scope.within(HoursEntry.objects.exclude(confirmed_at=None), "on")
        if scope.body is not None:
            found = found.filter(**{f"{'giver' if scope.gives else 'host'}__organization": scope.body})
        return found.select_related("partnership", "giver__organization").annotate(
            counted=Coalesce(F(what), Value(Decimal(0)), output_field=_AMOUNT), day=F("on")
        )

    return rows


def _spent(scope: Scope) -> QuerySet:
    found = scope.within(BudgetUse.objects.all(), "on", "line__partnership")
    return found.select_related("line__partnership", "party__organization").annotate(
        counted=Coalesce("amount", Value(Decimal(0)), output_field=_AMOUNT), day=F("on")
    )


def _activities(kind: str) -> Callable[[Scope], QuerySet]:
    def rows(scope: Scope) -> QuerySet:
        found = scope.within(Activity.objects.filter(kind=kind, state="done"), "closed_on")
        return found.select_related("partnership", "accountable_party__organization").annotate(
            counted=_ONE, day=F("closed_on")
        )

    return rows


def _partnerships(scope: Scope) -> QuerySet:
    """Those that lived on at least one of the days."""
    found = (
        scope.within(Partnership.objects.all(), "", "pk")
        if scope.partnership is None
        else Partnership.objects.filter(pk=scope.partnership.pk)
    )
    if scope.first:
        ended = Q(ended_at=None) | Q(ended_at__date__gte=scope.first)
        found = found.filter(ended, started_at__date__lte=scope.last)
    return found.annotate(counted=_ONE, day=F("started_at__date"))


def _partners(scope: Scope) -> QuerySet:
    """The other bodies in them, each once."""
    ids = _partnerships(scope).order_by().values("pk")
    bodies = (
        PartnershipParty.objects.filter(partnership__in=ids).exclude(organization=scope.body).values("organization")
    )
    return Organization.objects.filter(pk__in=bodies).annotate(counted=_ONE, day=Value(None, output_field=DateField()))


def last_reading(scope: Scope) -> QuerySet:
    """The confirmed reading that counts for an indicator: its final one, else the newest (up to the last day)."""
    found = Reading.objects.filter(indicator=OuterRef("pk")).exclude(confirmed_at=None)
    if scope.last:
        found = found.filter(on__lte=scope.last)
    return found.order_by("-is_final", "-on", "-pk")


def indicators(scope: Scope) -> QuerySet[Indicator]:
    """Return the indicators with the reading that counts (`reading`, `now`, `read_on`); in a year, only those read in it.

    Those of an objective that was given up count no longer.
    """
    found = scope.within(Indicator.objects.filter(objective__dropped_at=None), "")
    last = last_reading(scope)
    found = found.annotate(
        reading=Subquery(last.values("pk")[:1]),
        now=Subquery(last.values("value")[:1]),
        read_on=Subquery(last.values("on")[:1]),
    )
    return found.filter(read_on__gte=scope.first) if scope.first else found


def _reached(scope: Scope) -> QuerySet:
    """The indicators whose counting reading is at the target or beyond, whichever way it lies."""
    up = Q(target__gt=F("baseline"), now__gte=F("target"))
    down = Q(target__lt=F("baseline"), now__lte=F("target"))
    return indicators(scope).filter(up | down).select_related("partnership").annotate(counted=_ONE, day=F("read_on"))


def _measured(scope: Scope) -> QuerySet:
    return indicators(scope).exclude(now=None).select_related("partnership").annotate(counted=_ONE, day=F("read_on"))


def of_indicator(pk: int) -> Measure:
    """Return the figure of one indicator: the reading that counts."""

    def rows(scope: Scope) -> QuerySet:
        mine = indicators(scope).filter(pk=pk).values("reading")
        return Reading.objects.filter(pk__in=mine).select_related("indicator__partnership", "party__organization").annotate(
            counted=Coalesce("value", Value(Decimal(0)), output_field=_AMOUNT), day=F("on")
        )  # fmt: skip

    return Measure(f"indicator-{pk}", "", "own", rows)


INPUTS = (
    Measure("cash", _("Money"), "eur", _deliveries(*_kinds("cash")), _("transfers received")),
    Measure(
        "time", _("Paid time"), "eur", _deliveries(*_kinds("time")), _("value of staff's time, skills and contacts")
    ),
    Measure("in_kind", _("In kind"), "eur", _deliveries(*_kinds("in_kind")), _("goods, spaces, visibility")),
    Measure(
        "management",
        _("Management costs"),
        "eur",
        _deliveries(*_kinds("management")),
        _("cost of running the programme"),
    ),
    Measure("total", _("Total put in"), "eur", _deliveries(), _("the four together")),
)
HOURS = (
    Measure("hours", _("Hours of volunteering"), "hours", _hours("total"), _("confirmed by who took them in")),
    Measure("turns", _("Turns of volunteers"), "count", _hours("people"), _("people, each time they came")),
)
OUTPUTS = (
    Measure("activities", _("Activities carried out"), "count", _activities("activity")),
    Measure("milestones", _("Milestones reached"), "count", _activities("milestone")),
)
OUTCOMES = (
    Measure("measured", _("Indicators with a value"), "count", _measured),
    Measure("reached", _("Targets reached"), "count", _reached),
)
MONEY = (
    Measure("promised", _("Promised value"), "eur", _promised, _("value of what was promised and not taken back")),
    Measure("spent", _("Spent on the programme"), "eur", _spent, _("uses of the common budget")),
)
TOGETHER = (
    Measure("partnerships", _("Partnerships"), "count", _partnerships),
    Measure("partners", _("Partners"), "count", _partners),
)
BY_KEY = {measure.key: measure for measure in (*INPUTS, *HOURS, *OUTPUTS, *OUTCOMES, *MONEY, *TOGETHER)}


def measure(key: str) -> Measure | None:
    """Return the figure of that key ("cash", "indicator-12"); None when there is none."""
    number = key.removeprefix("indicator-")
    if number != key:
        return of_indicator(int(number)) if number.isascii() and number.isdigit() and len(number) < 19 else None
    return BY_KEY.get(key)


def write(value: Decimal, unit: str) -> str:
    """Return a figure as it is read: € 1.200, 62 ore, 19."""
    if unit == "eur":
        return formats.money(value, decimals=0 if value == value.to_integral_value() else 2)
    return formats.plain(value)
