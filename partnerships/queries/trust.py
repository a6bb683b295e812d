"""Trust: what each side says over time, where the two are apart, what may go wrong and why, disputes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import detectors, lifecycle
from partnerships import programme_terms as terms
from partnerships import terms as base_terms
from partnerships.actions.partner_links import Visitor
from partnerships.models import Activity, BudgetLine, Dispute, DisputeStep, Partnership, PulseAnswer, Risk, TrustPulse
from partnerships.queries import contributions, objectives
from relations import charts, formats
from relations.models import User
from relations.queries import together
from relations.queries.together import Reader

# A change of the mean smaller than this is none.
STEADY = 0.25
QUIET_DAYS = 30


# --- the pulse -------------------------------------------------------------------
@dataclass(frozen=True)
class Apart:
    """A question on which the sides are apart: `gap` in marks."""

    question: str
    gap: float
    marks: dict[str, float]

    @property
    def label(self) -> str:
        return str(terms.PULSE_QUESTIONS[self.question].label)

    @property
    def sides(self) -> list[tuple[str, float]]:
        """Sides in words with their marks."""
        return [(str(base_terms.SIDES[side].label), mark) for side, mark in self.marks.items()]


@dataclass
class Asked:
    """One pulse with its answers."""

    pulse: TrustPulse
    answers: list[PulseAnswer] = field(default_factory=list)

    @property
    def mean(self) -> float | None:
        """The mean of the means of the sides: a side with more people does not weigh more."""
        sides = self.by_side()
        return round(sum(sides.values()) / len(sides), 1) if sides else None

    def by_side(self, question: str = "") -> dict[str, float]:
        """Return the mean of each side, of one question or of all."""
        found: dict[str, list[float]] = {}
        for answer in self.answers:
            found.setdefault(answer.party.side, []).append(answer.marks[question] if question else answer.mean)
        return {side: round(sum(marks) / len(marks), 2) for side, marks in sorted(found.items())}

    @property
    def apart(self) -> list[Apart]:
        """Questions on which two sides are at least two marks apart."""
        found = []
        for question in terms.PULSE_QUESTIONS.keys:
            marks = self.by_side(question)
            gap = round(max(marks.values()) - min(marks.values()), 2) if len(marks) > 1 else 0.0
            if gap >= detectors.ASYMMETRY:
                found.append(Apart(question, gap, marks))
        return found

    @property
    def rows(self) -> list[tuple[str, list[float | None]]]:
        """The questions with the mark of each side, for a table."""
        return [
            (str(term.label), [self.by_side(term.key).get(side) for side in self.sides])
            for term in terms.PULSE_QUESTIONS
        ]

    @property
    def sides(self) -> list[str]:
        return list(self.by_side())

    @property
    def side_labels(self) -> list[str]:
        return [str(base_terms.SIDES[side].label) for side in self.sides]


def _pulses(partnership: Partnership) -> QuerySet[TrustPulse]:
    return TrustPulse.objects.filter(partnership=partnership).select_related("asked_by").order_by("asked_at", "pk")


def _answers(partnership: Partnership) -> QuerySet[PulseAnswer]:
    rows = PulseAnswer.objects.filter(pulse__partnership=partnership)
    return rows.select_related("party__organization", "person").order_by("at", "pk")


def _asked(pulses: Iterable[TrustPulse], answers: Iterable[PulseAnswer]) -> list[Asked]:
    found = {pulse.pk: Asked(pulse) for pulse in pulses}
    for answer in answers:
        found[answer.pulse_id].answers.append(answer)
    return list(found.values())


def asked(pulse: TrustPulse) -> Asked:
    """Return one pulse with its answers."""
    return Asked(pulse, list(_answers(pulse.partnership).filter(pulse=pulse)))


def trend(means: list[float]) -> tuple[str, str]:
    """Return how trust moves, in words, and its colour."""
    change = means[-1] - means[-2] if len(means) > 1 else 0
    if abs(change) < STEADY:
        return _("Steady"), "line"
    return (_("Growing"), "verde") if change > 0 else (_("Falling"), "ocra")


# --- risks and disputes --------------------------------------------------------------
def signs_in_words(signs: Iterable[tuple[str, dict[str, Any]]]) -> list[str]:
    """Return the signs of a risk as sentences, their numbers as a reader writes them."""
    return [_(text) % {key: _shown(value) for key, value in values.items()} for text, values in signs]


def _shown(value: Any) -> Any:
    return formats.plain(value) if isinstance(value, float) else value


@dataclass(frozen=True)
class Shown:
    """An open risk with its signs in words."""

    row: Risk
    signs: list[str]
    is_still_there: bool

    @property
    def tone(self) -> str:
        return "rosso" if self.row.weight >= 6 else "ocra" if self.row.weight >= 3 else "line"


def _risks(partnership: Partnership) -> QuerySet[Risk]:
    return (
        Risk.objects.filter(partnership=partnership)
        .select_related("owner")
        .order_by("closed_at", "-likelihood", "-impact", "pk")
    )


def _disputes(partnership: Partnership) -> QuerySet[Dispute]:
    rows = Dispute.objects.filter(partnership=partnership).select_related("mediator", "reported_by__organization")
    return rows.order_by("-opened_at", "-pk")


def disputes_of(partnership: Partnership) -> QuerySet[Dispute]:
    """Disputes with their steps and parties."""
    steps = DisputeStep.objects.select_related("by")
    return _disputes(partnership).prefetch_related("parties__organization", Prefetch("steps", steps))


def facts(partnership: Partnership, *, at: datetime) -> detectors.Facts:
    """Gather what the detectors read, in a fixed number of statements."""
    today = timezone.localdate(at)
    found = objectives.page(partnership, today=today)
    given = contributions.page(partnership)
    lines, done = together.read(
        [BudgetLine.objects.filter(partnership=partnership), Activity.objects.filter(partnership=partnership)]
    )
    last, disputes = last_pulse(partnership), list(_disputes(partnership).filter(closed_on=None))
    all_given = [one for giver in given["givers"] for one in giver.given]
    names = {party.pk: str(party.organization) for party in partnership.parties.all()}
    standing = given["standing"]
    return detectors.Facts(
        wants_changes=tuple(
            (str(party), stated.objective.title)
            for stated in found["stated"]
            for party, said in stated.parties
            if said and not said.agrees
        ),
        unanswered=tuple(
            (stated.objective.title, days)
            for stated in found["stated"]
            if (days := _half_shared(stated, at)) is not None
        ),
        open_disputes=tuple(dispute.subject for dispute in disputes),
        overdue=tuple(overdue(one, today) for one in all_given if overdue(one, today)),
        planned=float(sum(line.planned for line in lines)),
        promised_cash=float(sum(one.row.value for one in all_given if one.row.kind == "cash")),
        far_behind=tuple(bar.indicator.name for bar in found["bars"] if bar.light.key == "far"),
        silent_days=(at - partnership.last_event_at).days,
        contact_days=lifecycle.phase(partnership.phase).contact_days,
        missed_readings=sum(bar.is_missed for bar in found["bars"])
        if lifecycle.phase(partnership.phase).number >= 4
        else 0,
        silent_sides=_silent(last, partnership, today),
        marks={} if last is None else {key: _by_label(last.by_side(key)) for key in terms.PULSE_QUESTIONS.keys},
        one_way=str(base_terms.SIDES[next(iter(standing.sides))].label) if standing.is_one_way else "",
        accountable=tuple(_counted(names[row.accountable_party_id] for row in done if row.accountable_party_id)),
    )


def _by_label(marks: dict[str, float]) -> dict[str, float]:
    return {str(base_terms.SIDES[side].label): mark for side, mark in marks.items()}


def _half_shared(stated: objectives.Stated, at: datetime) -> int | None:
    said = [one.at for _party, one in stated.parties if one is not None and one.agrees]
    return (at - min(said)).days if said and any(one is None for _party, one in stated.parties) else None


def overdue(one: contributions.Given, today: date) -> tuple[str, str, int] | None:
    """Return who is late with what, and by how many days; None when it came, or is not due yet."""
    due = one.row.due_on
    if due is None or due >= today or (one.whole and one.done >= one.whole) or (not one.whole and one.arrived):
        return None
    return str(one.row.party or _("Our office")), one.row.what, (today - due).days


def _counted(names: Iterable[str]) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return list(found.items())


def last_pulse(partnership: Partnership) -> Asked | None:
    """Return the last pulse that was asked, with its answers."""
    every = _asked(_pulses(partnership), _answers(partnership))
    return every[-1] if every else None


def last_answered(partnership: Partnership) -> Asked | None:
    """Return the last pulse somebody answered."""
    every = [one for one in _asked(_pulses(partnership), _answers(partnership)) if one.answers]
    return every[-1] if every else None


def _silent(last: Asked | None, partnership: Partnership, today: date) -> tuple[str, ...]:
    if last is None or last.pulse.closes_on >= today:
        return ()
    answered = {answer.party_id for answer in last.answers}
    return tuple(str(party.organization) for party in partnership.parties.all() if party.pk not in answered)


# --- pages and boxes ----------------------------------------------------------------
def page(partnership: Partnership, *, at: datetime) -> dict[str, Any]:
    """Everything the page of trust shows."""
    every = _asked(_pulses(partnership), _answers(partnership))
    found = {finding.kind: finding for finding in detectors.find(facts(partnership, at=at))}
    risks = list(_risks(partnership))
    shown = [
        Shown(row, signs_in_words(row.evidence), not row.by_detector or row.kind in found)
        for row in risks
        if row.closed_at is None
    ]
    taken = {one.row.kind for one in shown if one.row.by_detector}
    means = [one.mean for one in every if one.mean is not None]
    return {
        "pulses": list(reversed(every)),
        "chart": _chart(every),
        "means": means,
        "risks": shown,
        "closed_risks": [row for row in risks if row.closed_at],
        "found": [
            (terms.RISK_KINDS[kind], signs_in_words(finding.signs))
            for kind, finding in found.items()
            if kind not in taken
        ],
        "disputes": list(disputes_of(partnership)),
        "today": timezone.localdate(at),
    }


def _chart(every: list[Asked]) -> dict[str, Any] | None:
    """The line of each side over time."""
    rows = [one for one in every if one.answers]
    if len(rows) < 2:
        return None
    sides = sorted({side for one in rows for side in one.sides})
    labels = [formats.day(one.pulse.asked_at, today=date(1, 1, 1)) for one in rows]
    series = [
        charts.Series(str(base_terms.SIDES[side].label), [one.by_side().get(side) for one in rows], f"s{number + 1}")
        for number, side in enumerate(sides)
    ]
    return {"labels": labels, "series": series, "sentence": _("Trust of each side over time, out of 5")}


def box(partnership: Partnership, user: User) -> Reader:
    """Trust on the page of the partnership: its line, where the sides are apart, what is open."""
    found = yield {
        "pulses": _pulses(partnership),
        "answers": _answers(partnership),
        "risks": _risks(partnership).filter(closed_at=None),
        "disputes": _disputes(partnership).filter(closed_on=None),
    }
    every = [one for one in _asked(found["pulses"], found["answers"]) if one.answers]
    means = [one.mean for one in every]
    words, tone = trend(means) if means else ("", "")
    return {
        "means": means,
        "last": every[-1] if every else None,
        "trend": words,
        "tone": tone,
        "apart": every[-1].apart if every else [],
        "risks": found["risks"],
        "disputes": found["disputes"],
        "may_write": user.has_perm("partnerships.change_partnership"),
    }


def asked_of(visitor: Visitor, *, today: date) -> Reader:
    """For a partner: the pulse that waits for its answer. Nothing of the other side."""
    found = yield {
        "pulses": _pulses(visitor.partnership).filter(closes_on__gte=today),
        "answers": PulseAnswer.objects.filter(party=visitor.party, holder=visitor.holder),
    }
    answered = {answer.pulse_id for answer in found["answers"]}
    waiting = [pulse for pulse in found["pulses"] if pulse.pk not in answered]
    return {"pulses": waiting} if waiting else None
