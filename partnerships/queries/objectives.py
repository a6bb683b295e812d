"""What the pages of objectives read: letters, endorsements, bars, lights and readings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from partnerships import formats as figures
from partnerships import lifecycle, progress, smart
from partnerships import programme_terms as terms
from partnerships.actions.partner_links import Visitor
from partnerships.models import Endorsement, Indicator, Objective, Partnership, PartnershipParty, Reading
from relations.models import User
from relations.queries import together
from relations.queries.together import Reader
from relations.vocab import Term

# Before the agreement is signed nobody owes a reading.
MEASURED_FROM = 4


# --- the letters ---------------------------------------------------------------
def goal(objective: Objective, indicators: Iterable[Indicator]) -> smart.Goal:
    """Return an objective as the validator reads it."""
    return smart.Goal(
        title=objective.title,
        what=objective.what,
        feasible=objective.feasible,
        relevant=objective.relevant,
        has_need=objective.need_id is not None,
        starts_on=objective.starts_on,
        due_on=objective.due_on,
        measures=tuple(smart.Measure(one.unit, one.baseline, one.target, one.due_on) for one in indicators),
    )


def verdicts(objective: Objective) -> tuple[smart.Verdict, ...]:
    """Return the five verdicts of an objective as it is stored."""
    return smart.review(goal(objective, objective.indicators.all()))


@dataclass(frozen=True)
class Letter:
    """One letter in the reader's language."""

    letter: str
    name: str
    ok: bool
    problem: str = ""
    mend: str = ""


def letters(found: Iterable[smart.Verdict]) -> list[Letter]:
    """Return verdicts in words."""
    return [
        Letter(one.letter, _(one.name), True)
        if one.fault is None
        else Letter(
            one.letter,
            _(one.name),
            False,
            _(one.fault.problem) % one.fault.values,
            _(one.fault.mend) % one.fault.values,
        )
        for one in found
    ]


# --- bars ------------------------------------------------------------------------
@dataclass(frozen=True)
class Measured:
    """One indicator with its readings, as it is drawn. `readings` are those that count, oldest first."""

    indicator: Indicator
    readings: list[Reading]
    waiting: list[Reading]
    standing: progress.Standing
    today: date

    @property
    def last(self) -> Reading | None:
        return self.readings[-1] if self.readings else None

    @property
    def light(self) -> Term:
        """What the page shows: as a colleague said it, else as computed."""
        return terms.LIGHTS[self.indicator.light or self.standing.light]

    @property
    def is_overruled(self) -> bool:
        return bool(self.indicator.light)

    @property
    def value(self) -> str:
        """The last value with its unit's sign."""
        return figures.amount(self.last.value, self.indicator.unit) if self.last else "–"

    @property
    def aim(self) -> str:
        return figures.with_unit(self.indicator.target, self.indicator.unit)

    @property
    def base(self) -> str:
        """The starting value where it is not zero."""
        return figures.amount(self.indicator.baseline, self.indicator.unit) if self.indicator.baseline else ""

    @property
    def base_words(self) -> str:
        return figures.amount(self.indicator.baseline, self.indicator.unit)

    @property
    def series(self) -> list[Decimal]:
        """The starting value and what was measured since: the small line."""
        return [self.indicator.baseline, *(reading.value for reading in self.readings)]

    @property
    def why(self) -> str:
        """The sentence with which the light explains itself."""
        if self.is_overruled:
            return self.indicator.light_why
        if self.last is None:
            return _("No value has been measured yet.")
        return _("%(done)s of the way; by today it should be %(wanted)s.") % {
            "done": figures.percent(self.standing.done),
            "wanted": figures.percent(self.standing.wanted),
        }

    @property
    def is_missed(self) -> bool:
        """Whether a reading is owed: none within the agreed time."""
        days = terms.FREQUENCY_DAYS.get(self.indicator.frequency)
        if days is None:
            return self.today >= self.indicator.due_on and not any(reading.is_final for reading in self.readings)
        since = self.last.on if self.last else self.indicator.starts_on
        return min(self.today, self.indicator.due_on) > since + timedelta(days=days)

    @property
    def goal(self) -> dict[str, Any]:
        """What components/objective.html draws."""
        return {
            "title": self.indicator.name,
            "state": self.light.label,
            "tone": self.light.colour if self.light.colour != "line" else "",
            "source": self.indicator.source or self.indicator.get_frequency_display(),
            "due": self.indicator.due_on,
            "value": self.value,
            "aim": f"{self.aim} · {_('from %(base)s') % {'base': self.base}}" if self.base else self.aim,
            "percent": self.standing.done,
            "expected": self.standing.wanted,
            "series": self.series,
        }

    @property
    def chart(self) -> dict[str, Any]:
        """What the large chart and its table are drawn from."""
        return {
            "labels": [figures.short_day(on) for on in [self.indicator.starts_on, *(one.on for one in self.readings)]],
            "values": self.series,
            "sentence": _("%(name)s: from %(base)s to %(value)s, target %(aim)s") % {
                "name": self.indicator.name,
                "base": figures.amount(self.indicator.baseline, self.indicator.unit),
                "value": self.value,
                "aim": self.aim,
            },
        }  # fmt: skip


def measured(indicator: Indicator, readings: Iterable[Reading], today: date) -> Measured:
    """Return an indicator with what was measured of it."""
    rows = sorted(readings, key=lambda one: (one.on, one.pk))
    taken = [one for one in rows if one.confirmed_at]
    standing = progress.standing(
        baseline=indicator.baseline,
        target=indicator.target,
        value=taken[-1].value if taken else None,
        starts_on=indicator.starts_on,
        due_on=indicator.due_on,
        today=today,
    )
    return Measured(indicator, taken, [one for one in rows if one.is_waiting], standing, today)


def indicators_of(partnership: Partnership) -> QuerySet[Indicator]:
    """Indicators that count: not those of an objective that was given up."""
    rows = Indicator.objects.filter(partnership=partnership).select_related(
        "objective", "measured_by__organization", "light_by"
    )
    return rows.filter(objective__dropped_at=None).order_by("due_on", "pk")


def readings_of(partnership: Partnership) -> QuerySet[Reading]:
    """Readings of a partnership that were not refused."""
    rows = Reading.objects.filter(indicator__partnership=partnership, refused_at=None)
    return rows.select_related("party__organization", "evidence", "written_by").order_by("on", "pk")


def _by_indicator(indicators: list[Indicator], readings: list[Reading], today: date) -> list[Measured]:
    kept: dict[int, list[Reading]] = {}
    for reading in readings:
        kept.setdefault(reading.indicator_id, []).append(reading)
    return [measured(one, kept.get(one.pk, []), today) for one in indicators]


@dataclass
class Stated:
    """One objective with its letters, what each party says, and its bars."""

    objective: Objective
    letters: list[Letter]
    parties: list[tuple[PartnershipParty, Endorsement | None]]
    bars: list[Measured] = field(default_factory=list)

    @property
    def is_smart(self) -> bool:
        return all(letter.ok for letter in self.letters)

    @property
    def faults(self) -> list[Letter]:
        return [letter for letter in self.letters if not letter.ok]

    @property
    def is_shared(self) -> bool:
        """Whether every party has endorsed it as it stands."""
        return bool(self.parties) and all(said is not None and said.agrees for _party, said in self.parties)

    @property
    def missing(self) -> list[PartnershipParty]:
        """Parties that have not said yes."""
        return [party for party, said in self.parties if said is None or not said.agrees]


def _objectives(partnership: Partnership) -> QuerySet[Objective]:
    said = Endorsement.objects.select_related("party__organization", "written_by")
    rows = Objective.objects.filter(partnership=partnership).select_related("need")
    return rows.prefetch_related(Prefetch("endorsements", said)).order_by("due_on", "pk")


def page(partnership: Partnership, *, today: date) -> dict[str, Any]:
    """Everything the page of the objectives shows, in a fixed number of statements."""
    bars = _by_indicator(list(indicators_of(partnership)), list(readings_of(partnership)), today)
    parties = list(partnership.parties.all())
    stated, dropped = [], []
    for objective in _objectives(partnership):
        if objective.dropped_at:
            dropped.append(objective)
            continue
        own = [bar for bar in bars if bar.indicator.objective_id == objective.pk]
        said = {one.party_id: one for one in objective.endorsements.all()}
        found = letters(smart.review(goal(objective, [bar.indicator for bar in own])))
        stated.append(Stated(objective, found, [(party, said.get(party.pk)) for party in parties], own))
    return {
        "stated": stated,
        "dropped": dropped,
        "others": [bar for bar in bars if bar.indicator.objective_id is None],
        "waiting": [(bar, reading) for bar in bars for reading in bar.waiting],
        "bars": bars,
    }


# --- boxes -------------------------------------------------------------------------
@together.reader
def bars(partnership: Partnership, today: date) -> Reader:
    """Return every indicator that counts with its readings."""
    found = yield {"indicators": indicators_of(partnership), "readings": readings_of(partnership)}
    return _by_indicator(found["indicators"], found["readings"], today)


def box(partnership: Partnership, user: User, *, today: date) -> Reader:
    """The measured objectives on the page of the partnership."""
    rows = yield from bars.read(partnership, today)
    taken = [bar.last.on for bar in rows if bar.last]
    return {
        "bars": rows,
        "last_on": max(taken, default=None),
        "waiting": sum(len(bar.waiting) for bar in rows),
        "may_write": user.has_perm("partnerships.change_partnership"),
    }


def asked_of(visitor: Visitor, *, today: date) -> Reader:
    """The objectives and the readings asked of a partner: what it measures, what it has not said its word on."""
    found = yield {
        "indicators": indicators_of(visitor.partnership),
        "readings": readings_of(visitor.partnership),
        "objectives": Objective.objects.filter(partnership=visitor.partnership, dropped_at=None).order_by(
            "due_on", "pk"
        ),
        "said": Endorsement.objects.filter(party=visitor.party, objective__dropped_at=None),
    }
    rows = _by_indicator(found["indicators"], found["readings"], today)
    said = {one.objective_id for one in found["said"]}
    mine = [bar for bar in rows if bar.indicator.measured_by_id == visitor.party.pk]
    open_ones = []
    for objective in found["objectives"]:
        own = [bar.indicator for bar in rows if bar.indicator.objective_id == objective.pk]
        if objective.pk not in said and smart.is_smart(smart.review(goal(objective, own))):
            open_ones.append(objective)
    return {"mine": mine, "bars": rows, "to_share": open_ones} if rows or open_ones else None


def missed(today: date) -> list[Measured]:
    """Indicators of active partnerships from management on whose reading is owed on `today`."""
    phases = [phase.key for phase in lifecycle.PHASES if phase.number >= MEASURED_FROM]
    found = Indicator.objects.filter(
        partnership__state="active", partnership__phase__in=phases, objective__dropped_at=None
    )
    rows = list(found.select_related("partnership__owner", "measured_by__organization").order_by("pk"))
    readings = list(Reading.objects.filter(indicator__in=rows, refused_at=None))
    return [bar for bar in _by_indicator(rows, readings, today) if bar.is_missed]
