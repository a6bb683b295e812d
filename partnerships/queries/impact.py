"""Reports: the figures of a partnership, of a company's or a non-profit's year, and the rows behind each of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships import measures
from partnerships.measures import Measure, Scope
from partnerships.models import Delivery, Evaluation, HoursEntry, Indicator, Partnership, PartnershipParty
from partnerships.programme_terms import LEVELS
from relations import formats
from relations.models import Organization
from relations.queries import together

MOST_ROWS = 2000


@dataclass(frozen=True)
class Figure:
    """One number of a report: what it is, how it reads, and the address of the rows it is the sum of."""

    key: str
    label: str
    value: Decimal
    unit: str
    url: str
    hint: str = ""

    @property
    def text(self) -> str:
        """The number as it is read."""
        return measures.write(self.value, self.unit)


Address = Callable[[str], str]


def address_of(scope: Scope, language: str) -> Address:
    """Return what gives the address of the rows of each figure."""
    tail = f"?lingua={language}"
    if scope.partnership is not None:
        return lambda key: reverse("partnerships:report_rows", args=[scope.partnership.code, key]) + tail
    return lambda key: reverse("partnerships:impact_rows", args=[scope.body.slug, scope.first.year, key]) + tail


def _total(rows: QuerySet) -> QuerySet:
    """The sum of the amounts, to be read with others; each row is counted once."""
    return together.sums(rows, total=Sum("counted"))


def _figures(wanted: Iterable[Measure], found: dict[str, list], address: Address) -> list[Figure]:
    return [
        Figure(
            one.key, str(one.label), found[one.key][0]["total"] or Decimal(0), one.unit, address(one.key), str(one.hint)
        )
        for one in wanted
    ]


def _sums(scope: Scope, wanted: Iterable[Measure]) -> dict[str, QuerySet]:
    return {one.key: _total(one.rows(scope)) for one in wanted}


@together.reader
def partnership_report(row: Partnership, *, language: str) -> together.Reader:
    """Return all that the report of one partnership says, in the language of the reader's choice (already active)."""
    scope = Scope(partnership=row)
    address = address_of(scope, language)
    groups = {
        "inputs": measures.INPUTS,
        "hours": measures.HOURS,
        "outputs": measures.OUTPUTS,
        "outcomes": measures.OUTCOMES,
        "money": measures.MONEY,
    }
    found = yield {
        **_sums(scope, (one for group in groups.values() for one in group)),
        "_indicators": measures.indicators(scope).select_related("objective").order_by("level", "name", "pk"),
        "_parties": PartnershipParty.objects.filter(partnership=row)
        .select_related("organization")
        .order_by("side", "pk"),
        "_evaluation": Evaluation.objects.filter(partnership=row),
        "_given": _given(scope),
    }
    evaluation = next(iter(found["_evaluation"]), None)
    parties = [party.organization.name for party in found["_parties"]]
    return {
        "title": row.title,
        "kind": _("Partnership report"),
        "who": " + ".join(parties),
        "period": _("%(code)s, opened on %(day)s") % {"code": row.code, "day": formats.day_full(row.started_at)},
        "sections": _sections(groups, found, address),
        "indicators": _indicator_groups(found["_indicators"], address),
        "report": evaluation.report if evaluation and evaluation.is_approved else "",
        "decision": str(evaluation.decision_term.label) if evaluation and evaluation.decision else "",
        "together": row.together,
        "unvalued": _unvalued(found["_given"]),
    }


@together.reader
def body_year(body: Organization, year: int, *, language: str) -> together.Reader:
    """Return the impact sheet of a body's year: what a company gave, or what another body received, and what came of it."""
    scope = year_scope(body, year)
    address = address_of(scope, language)
    groups = {
        "together": measures.TOGETHER, "inputs": measures.INPUTS, "hours": measures.HOURS, "outputs": measures.OUTPUTS,
        "outcomes": measures.OUTCOMES,
    }  # fmt: skip
    found = yield {
        **_sums(scope, (one for group in groups.values() for one in group)),
        "_indicators": measures.indicators(scope)
        .select_related("partnership", "objective")
        .order_by("level", "name", "pk"),
        "_partnerships": measures.BY_KEY["partnerships"].rows(scope).order_by("started_at", "pk"),
        "_given": _given(scope),
    }
    return {
        "title": body.name,
        "kind": _("Impact sheet %(year)s") % {"year": year}
        if scope.gives
        else _("What came of it in %(year)s") % {"year": year},
        "who": " · ".join(one.title for one in found["_partnerships"]),
        "period": formats.day_range(scope.first, scope.last),
        "sections": _sections(groups, found, address),
        "indicators": _indicator_groups(found["_indicators"], address),
        "report": "",
        "decision": "",
        "together": "",
        "unvalued": _unvalued(found["_given"]),
    }


def year_scope(body: Organization, year: int) -> Scope:
    """Return the scope of a body's year: a company's is what it gave, any other's what it received."""
    return Scope(body=body, gives=body.kind == "company", first=date(year, 1, 1), last=date(year, 12, 31))


def _given(scope: Scope) -> QuerySet[Delivery]:
    return measures.BY_KEY["total"].rows(scope).filter(value=None, counted=0)[:1000]


def _unvalued(rows: list) -> str:
    """Say how many deliveries count nothing because nobody gave them a value."""
    if not rows:
        return ""
    return _("%(n)s of what was delivered has no value in euro and counts zero in the sums.") % {"n": len(rows)}


def _sections(groups: dict[str, tuple[Measure, ...]], found: dict[str, list], address: Address) -> list[dict[str, Any]]:
    titles = {
        "together": _("Together"),
        "inputs": _("What was put in"),
        "hours": _("Volunteering"),
        "outputs": _("What was done"),
        "outcomes": _("What changed"),
        "money": _("Promised and spent"),
    }
    return [
        {
            "key": key,
            "title": titles[key],
            "figures": figures,
            "most": max((one.value for one in figures), default=Decimal(0)),
        }
        for key, wanted in groups.items()
        if (figures := _figures(wanted, found, address))
    ]


def _indicator_groups(rows: list[Indicator], address: Address) -> list[dict[str, Any]]:
    """The indicators under their levels, from resources to lasting change."""
    groups = []
    for level in LEVELS:
        mine = [row for row in rows if row.level == level.key]
        if mine:
            groups.append({"title": str(level.label), "rows": [_indicator(row, address) for row in mine]})
    return groups


def _indicator(row: Indicator, address: Address) -> dict[str, Any]:
    key = f"indicator-{row.pk}"
    figure = None if row.now is None else Figure(key, row.name, row.now, "own", address(key))
    way = abs(row.target - row.baseline)
    done = Decimal(0) if row.now is None else (row.now - row.baseline) / (row.target - row.baseline)
    return {
        "name": row.name,
        "unit": row.unit,
        "baseline": formats.plain(row.baseline),
        "target": formats.plain(row.target),
        "figure": figure,
        "on": formats.day_full(row.read_on) if row.read_on else "",
        "percent": int(max(Decimal(0), min(Decimal(1), done)) * 100) if way else 0,
    }


# --- the rows behind a figure ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Row:
    """One line of the page behind a figure."""

    day: date | None
    what: str
    who: str
    where: Partnership | None
    amount: Decimal
    unit: str
    url: str

    @property
    def text(self) -> str:
        return measures.write(self.amount, self.unit)


def _name(party: PartnershipParty | None) -> str:
    return party.organization.name if party else _("our office")


# How each kind of row is told: what it is, whose, in which partnership.
TELL: dict[str, Callable[[Any], tuple[str, str, Partnership | None]]] = {
    "delivery": lambda row: (
        " · ".join(filter(None, [row.contribution.what, row.note])), _name(row.contribution.party), row.contribution.partnership
    ),
    "contribution": lambda row: (row.what, _name(row.party), row.partnership),
    "hoursentry": lambda row: (_hours_words(row), _name(row.giver), row.partnership),
    "budgetuse": lambda row: (f"{row.line.name}: {row.what}", _name(row.party), row.line.partnership),
    "activity": lambda row: (row.title, _name(row.accountable_party), row.partnership),
    "indicator": lambda row: (
        _("%(name)s: %(now)s, target %(target)s %(unit)s")
        % {"name": row.name, "now": formats.plain(row.now), "target": formats.plain(row.target), "unit": row.unit},
        "",
        row.partnership,
    ),
    "reading": lambda row: (
        " · ".join(filter(None, [row.indicator.name, row.words])), _name(row.party), row.indicator.partnership
    ),
    "partnership": lambda row: (row.title, "", row),
    "organization": lambda row: (row.name, str(row.get_kind_display()), None),
}  # fmt: skip


# The page on which each kind of row is kept.
PAGES = {
    "delivery": "contributions", "contribution": "contributions", "hoursentry": "contributions", "budgetuse": "contributions",
    "activity": "activities", "indicator": "objectives", "reading": "objectives", "partnership": "partnership",
}  # fmt: skip


def _row(found: Any, unit: str) -> Row:
    """Tell one row of the database as a line."""
    kind = found._meta.model_name
    what, who, where = TELL[kind](found)
    url = reverse(f"partnerships:{PAGES[kind]}", args=[where.code]) if where else found.get_absolute_url()
    return Row(found.day, what, who, where, found.counted, unit, url)


def _hours_words(row: HoursEntry) -> str:
    words = _("%(people)s people, %(hours)s hours each") % {
        "people": row.people,
        "hours": formats.plain(row.hours_each),
    }
    return f"{row.what} · {words}" if row.what else words


def rows_of(scope: Scope, key: str) -> dict[str, Any] | None:
    """Return a figure and exactly the rows it is the sum of, newest first; None when there is no such figure here."""
    one = measures.measure(key)
    if one is None:
        return None
    rows = list(one.rows(scope)[: MOST_ROWS + 1])
    if one.unit == "own" and not rows:
        return None
    rows.sort(key=lambda row: (row.day is not None, row.day or date.min, row.pk), reverse=True)
    lines = [_row(row, one.unit) for row in rows[:MOST_ROWS]]
    label = str(one.label) if one.unit != "own" else rows[0].indicator.name
    total = one.rows(scope).order_by().aggregate(total=Sum("counted"))["total"] or Decimal(0)
    figure = Figure(key, label, total, one.unit, "", str(one.hint))
    unit = rows[0].indicator.unit if one.unit == "own" else ""
    return {"figure": figure, "rows": lines, "own_unit": unit, "is_cut": len(rows) > MOST_ROWS}
