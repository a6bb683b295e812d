"""The health card of a partnership: eight points, each with its measure. Standard library only.

A point is good, fair, weak or not known yet; what each measures and from where it is good is told in docs/programme.md.
"""

from collections.abc import Callable
from dataclasses import dataclass

GOOD, FAIR, WEAK, UNKNOWN = "good", "fair", "weak", "unknown"


def N_(text: str) -> str:
    """Mark a message id so that extraction finds it; the Django side translates it."""
    return text


@dataclass(frozen=True)
class Facts:
    """What the card is computed from; None where nothing is known."""

    parties: int = 0
    heard_parties: int = 0  # with a contact, an answer or a word in the last 60 days
    trust: float | None = None  # mean of the last pulse
    apart: int = 0  # questions on which the sides are apart
    objectives: int = 0
    smart: int = 0
    shared: int = 0
    open_activities: int = 0
    with_roles: int = 0  # open activities with somebody who does them, too
    late_activities: int = 0
    promised: int = 0
    valued: int = 0
    sides: int = 0  # sides that give
    overdue: int = 0
    beneficiaries: int = 0  # indicators that look at what changes for people
    hours: float = 0.0
    measured: int = 0
    on_track: int = 0
    promises: int = 0
    kept: int = 0
    next_step: bool = False
    silent_days: int = 0
    contact_days: int = 30


@dataclass(frozen=True)
class Point:
    """One point: how it stands, and the sentence that shows why."""

    key: str
    title: str
    standing: str
    evidence: str
    values: dict[str, object]


Judged = tuple[str, str, dict[str, object]]


def card(facts: Facts) -> list[Point]:
    """Return the eight points in their order."""
    return [Point(key, title, *judge(facts)) for key, title, judge in POINTS]


def score(points: list[Point]) -> int | None:
    """Return the share of what is known, out of 100: a good point counts one, a fair one a half."""
    known = [point for point in points if point.standing != UNKNOWN]
    if not known:
        return None
    return round(100 * sum({GOOD: 1.0, FAIR: 0.5, WEAK: 0.0}[point.standing] for point in known) / len(known))


def _graded(share: float, good: float, fair: float) -> str:
    return GOOD if share >= good else FAIR if share >= fair else WEAK


def _stakeholders(f: Facts) -> Judged:
    share = f.heard_parties / f.parties if f.parties else 0.0
    return (
        _graded(share, 1.0, 0.5),
        N_("%(heard)s parties of %(all)s heard in the last sixty days."),
        {"heard": f.heard_parties, "all": f.parties},
    )


def _trust(f: Facts) -> Judged:
    if f.trust is None:
        return UNKNOWN, N_("Nobody has been asked yet how it goes."), {}
    standing = WEAK if f.apart else _graded(f.trust, 4.0, 3.0)
    return (
        standing,
        N_("%(mean)s of 5; %(apart)s questions on which the two sides are apart."),
        {"mean": f.trust, "apart": f.apart},
    )


def _objectives(f: Facts) -> Judged:
    if not f.objectives:
        return WEAK, N_("There is no objective."), {}
    standing = _graded(min(f.smart, f.shared) / f.objectives, 1.0, 0.5)
    values = {"all": f.objectives, "smart": f.smart, "shared": f.shared}
    return standing, N_("%(all)s objectives: %(smart)s hold in all five letters, %(shared)s are shared by all."), values


def _roles(f: Facts) -> Judged:
    if not f.open_activities:
        return UNKNOWN, N_("No activity is open."), {}
    standing = (
        WEAK if f.late_activities * 2 > f.open_activities else _graded(f.with_roles / f.open_activities, 0.8, 0.4)
    )
    values = {"all": f.open_activities, "roles": f.with_roles, "late": f.late_activities}
    return standing, N_("%(all)s open activities: %(roles)s say who does them, %(late)s are late."), values


def _resources(f: Facts) -> Judged:
    if not f.promised:
        return WEAK, N_("Nobody has said yet what they put in."), {}
    standing = WEAK if f.overdue > 1 else FAIR if f.overdue or f.sides < 2 or f.valued < f.promised else GOOD
    values = {"all": f.promised, "valued": f.valued, "sides": f.sides, "overdue": f.overdue}
    return standing, N_("%(all)s contributions from %(sides)s sides: %(valued)s valued, %(overdue)s late."), values


def _community(f: Facts) -> Judged:
    standing = GOOD if f.beneficiaries and f.hours else FAIR if f.beneficiaries or f.hours else WEAK
    values = {"n": f.beneficiaries, "hours": f.hours}
    return standing, N_("%(n)s indicators look at what changes for people; %(hours)s hours of volunteers."), values


def _impact(f: Facts) -> Judged:
    if not f.measured:
        return UNKNOWN, N_("Nothing has been measured yet."), {}
    return (
        _graded(f.on_track / f.measured, 0.75, 0.5),
        N_("%(on)s indicators on track of %(all)s measured."),
        {"on": f.on_track, "all": f.measured},
    )


def _lasting(f: Facts) -> Judged:
    kept = f.kept / f.promises if f.promises else 1.0
    alive = f.silent_days <= f.contact_days
    standing = WEAK if not f.next_step and not alive else GOOD if f.next_step and alive and kept >= 0.8 else FAIR
    values = {"days": f.silent_days, "kept": f.kept, "promises": f.promises}
    text = N_("Next step decided, last news %(days)s days ago, %(kept)s promises kept of %(promises)s due.")
    return (
        standing,
        text
        if f.next_step
        else N_("No next step, last news %(days)s days ago, %(kept)s promises kept of %(promises)s due."),
        values,
    )


POINTS: tuple[tuple[str, str, Callable[[Facts], Judged]], ...] = (
    ("stakeholders", N_("Those concerned"), _stakeholders),
    ("trust", N_("Trust"), _trust),
    ("objectives", N_("Objectives"), _objectives),
    ("roles", N_("Roles"), _roles),
    ("resources", N_("Resources"), _resources),
    ("community", N_("Community"), _community),
    ("impact", N_("Impact"), _impact),
    ("lasting", N_("Lasting"), _lasting),
)
