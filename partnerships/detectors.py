"""The four risks of the guide, each with the signs by which it is seen. Standard library only.

A detector reads the facts of a partnership and returns its signs as sentences with their values; no sign, no risk. The
thresholds and what each sign means are told in docs/programme.md.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


def N_(text: str) -> str:
    """Mark a message id so that extraction finds it; the Django side translates it."""
    return text


# Days after which an objective one side shares and the other has not answered is a sign.
UNANSWERED_DAYS = 21
# The difference between two sides' marks, and the mark of one side, that are signs.
ASYMMETRY, LOW_MARK = 2.0, 2.5
# Of so many activities, the share one party answers for that is a sign.
ENOUGH_ACTIVITIES, TOO_LARGE_SHARE = 5, 0.8
FAR_INDICATORS, MISSED_READINGS = 2, 2


@dataclass(frozen=True)
class Facts:
    """What is known of a partnership on a day. Names are those of parties; marks are means of the last pulse by side."""

    wants_changes: tuple[tuple[str, str], ...] = ()  # party, objective
    unanswered: tuple[tuple[str, int], ...] = ()  # objective, days since the first party shared it
    open_disputes: tuple[str, ...] = ()
    overdue: tuple[tuple[str, str, int], ...] = ()  # who promised, what, days late
    planned: float = 0.0
    promised_cash: float = 0.0
    far_behind: tuple[str, ...] = ()
    silent_days: int = 0
    contact_days: int = 30
    missed_readings: int = 0
    silent_sides: tuple[str, ...] = ()  # sides that did not answer a pulse that is over
    marks: dict[str, dict[str, float]] = field(default_factory=dict)  # question → side → mean
    one_way: str = ""  # the only side that gives
    accountable: tuple[tuple[str, int], ...] = ()  # who answers for how many activities


Sign = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Finding:
    """A risk with its signs."""

    kind: str
    signs: tuple[Sign, ...]


def find(facts: Facts) -> list[Finding]:
    """Return the risks whose signs are there."""
    found = [(kind, tuple(detector(facts))) for kind, detector in DETECTORS]
    return [Finding(kind, signs) for kind, signs in found if signs]


def _gap(facts: Facts, question: str) -> float:
    sides = facts.marks.get(question, {})
    return round(max(sides.values()) - min(sides.values()), 2) if len(sides) > 1 else 0.0


def _low(facts: Facts, question: str) -> Iterator[tuple[str, float]]:
    yield from ((side, mark) for side, mark in facts.marks.get(question, {}).items() if mark <= LOW_MARK)


def _priorities(facts: Facts) -> Iterator[Sign]:
    for party, objective in facts.wants_changes:
        yield N_("%(party)s would change the objective “%(objective)s”."), {"party": party, "objective": objective}
    for objective, days in facts.unanswered:
        if days >= UNANSWERED_DAYS:
            yield (
                N_("For %(days)s days only one side has shared the objective “%(objective)s”."),
                {"days": days, "objective": objective},
            )
    for subject in facts.open_disputes:
        yield N_("A dispute is open: %(subject)s."), {"subject": subject}


def _resources(facts: Facts) -> Iterator[Sign]:
    for who, what, days in facts.overdue:
        yield N_("%(who)s is %(days)s days late with: %(what)s."), {"who": who, "what": what, "days": days}
    if facts.planned > facts.promised_cash:
        values = {"planned": round(facts.planned), "promised": round(facts.promised_cash)}
        yield N_("The budget plans %(planned)s euro, and %(promised)s are promised."), values
    if len(facts.far_behind) >= FAR_INDICATORS:
        yield N_("Far behind: %(names)s."), {"names": ", ".join(facts.far_behind)}


def _communication(facts: Facts) -> Iterator[Sign]:
    if facts.silent_days > facts.contact_days:
        yield N_("Nothing for %(days)s days; in this phase one hears from each other every %(pace)s."), {
            "days": facts.silent_days, "pace": facts.contact_days,
        }  # fmt: skip
    if facts.missed_readings >= MISSED_READINGS:
        yield N_("%(n)s values are owed."), {"n": facts.missed_readings}
    for side in facts.silent_sides:
        yield N_("%(side)s did not answer the last pulse of trust."), {"side": side}
    for side, mark in _low(facts, "communication"):
        yield N_("%(side)s gives %(mark)s of 5 to how you hear from each other."), {"side": side, "mark": mark}


def _power(facts: Facts) -> Iterator[Sign]:
    if (gap := _gap(facts, "balance")) >= ASYMMETRY:
        yield N_("On who decides, the two sides are %(gap)s marks apart."), {"gap": gap}
    for side, mark in _low(facts, "balance"):
        yield N_("%(side)s gives %(mark)s of 5 to its say in what is decided."), {"side": side, "mark": mark}
    total = sum(count for _who, count in facts.accountable)
    for who, count in facts.accountable:
        if total >= ENOUGH_ACTIVITIES and count / total >= TOO_LARGE_SHARE:
            yield (
                N_("%(who)s answers for %(count)s activities of %(total)s."),
                {"who": who, "count": count, "total": total},
            )
    if facts.one_way:
        yield N_("Only %(side)s puts something in."), {"side": facts.one_way}


DETECTORS: tuple[tuple[str, Callable[[Facts], Iterator[Sign]]], ...] = (
    ("priority_conflict", _priorities),
    ("resource_gap", _resources),
    ("communication_gap", _communication),
    ("power_imbalance", _power),
)
