"""Whether an objective is SMART: which letter fails, why, and how to mend it. Standard library only.

The five letters as the guide of the office's founders has them: Specific, Measurable, Achievable, Relevant, Time-bound.
The texts judged are Italian; problems and remedies are message ids with their values. How each letter is judged is told in
docs/programme.md.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


def N_(text: str) -> str:
    """Mark a message id so that extraction finds it; the Django side translates it."""
    return text


LONGEST_YEARS = 5
# Content words a text must have to say something.
TITLE_WORDS, TEXT_WORDS = 3, 4
_EMPTY_WORDS = frozenset(
    "a ad ai al alla alle allo agli anche che chi ci col come con così da dai dal dalla dalle dei del della delle dello degli di"
    " e ed è gli ha hanno i il in io la le lo loro ma nei nel nella nelle non noi o per però più poi qui se si sì sono su sua sue"
    " sui sul sulla sulle suo suoi tra fra un una uno".split()
)
# Verbs and adverbs that promise a direction and no result.
VAGUE = (
    "miglior", "valorizz", "sensibilizz", "promuov", "favori", "sosten", "support", "potenzi", "rafforz", "incentiv", "aiutar",
    "contribui", "ottimizz", "svilupp", "meglio", "maggior",
)  # fmt: skip
# What people write to have done with the question.
_FILLERS = re.compile(
    r"^\W*(sì|si|ok|certo|è (fattibile|possibile|importante|utile)|si può( fare)?|non so|da vedere|vedremo)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Measure:
    """One indicator, as far as it was written down."""

    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Goal:
    """What is known of an objective."""

    title: str
    what: str = ""
    feasible: str = ""
    relevant: str = ""
    has_need: bool = False
    starts_on: date | None = None
    due_on: date | None = None
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True)
class Fault:
    """Why a letter fails and what mends it; `values` fill both."""

    problem: str
    mend: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """One letter: `fault` is None when it holds."""

    letter: str
    name: str
    fault: Fault | None

    @property
    def ok(self) -> bool:
        return self.fault is None


def review(goal: Goal) -> tuple[Verdict, ...]:
    """Return the five verdicts, in the order of the letters."""
    return tuple(Verdict(letter, name, next(check(goal), None)) for letter, name, check in LETTERS)


def is_smart(verdicts: Iterable[Verdict]) -> bool:
    """Whether all five letters hold."""
    return all(verdict.ok for verdict in verdicts)


def content_words(text: str) -> list[str]:
    """Return the words and numbers that carry meaning."""
    found = re.findall(r"\w+", text.lower())
    return [word for word in found if word not in _EMPTY_WORDS and (len(word) > 2 or word.isdigit())]


def _says_little(text: str) -> bool:
    return len(content_words(text)) < TEXT_WORDS or bool(_FILLERS.match(text.strip()))


def _vague_word(text: str) -> str:
    return next((word for word in re.findall(r"\w+", text.lower()) if word.startswith(VAGUE)), "")


def _specific(goal: Goal) -> Iterator[Fault]:
    if len(content_words(goal.title)) < TITLE_WORDS:
        yield Fault(
            N_("The title is too short to say what will be different."),
            N_("Say what will be there and for whom, as in “25 children helped with their homework every week”."),
        )
    word = _vague_word(goal.title)
    if word and not re.search(r"\d", goal.title):
        yield Fault(
            N_("“%(word)s” gives a direction, not a result."),
            N_("Write what one will be able to see or count at the end, with its number."),
            {"word": word},
        )
    if _says_little(goal.what):
        yield Fault(
            N_("It is not said for whom and where."), N_("Add who is reached, in which place, and by doing what.")
        )


def _measurable(goal: Goal) -> Iterator[Fault]:
    if not goal.measures:
        yield Fault(
            N_("Nothing measures it."), N_("Add an indicator with its unit, its starting value and its target.")
        )
    for measure in goal.measures:
        if not measure.unit:
            yield Fault(N_("The indicator has no unit."), N_("Write what is counted: hours, children, euro, per cent."))
        if measure.baseline is None:
            yield Fault(
                N_("The starting value is missing."),
                N_("Write how it is today, even zero: without it nobody can see a change."),
            )
        if measure.target is None:
            yield Fault(N_("The target is missing."), N_("Write the value to be reached."))
        if measure.target is not None and measure.target == measure.baseline:
            yield Fault(
                N_("The target is the same as the starting value."),
                N_("Write a target that differs from how it is today."),
            )


def _achievable(goal: Goal) -> Iterator[Fault]:
    if any(m.unit.strip() == "%" and m.target is not None and not 0 <= m.target <= 100 for m in goal.measures):
        yield Fault(N_("A share cannot go below zero or above 100%."), N_("Lower the target, or count something else."))
    if _says_little(goal.feasible):
        yield Fault(
            N_("It is not said why it can be reached."),
            N_(
                "Write with which people, money or experience: for example “eight tutors already found, two rooms free”."
            ),
        )


def _relevant(goal: Goal) -> Iterator[Fault]:
    if not goal.has_need and _says_little(goal.relevant):
        yield Fault(
            N_("It is not tied to a need."),
            N_("Choose a need of the non-profit, or write which problem of whom it answers."),
        )


def _timed(goal: Goal) -> Iterator[Fault]:
    if goal.due_on is None:
        yield Fault(N_("There is no day by which it is reached."), N_("Write the day, month and year."))
        return
    if goal.starts_on and goal.due_on <= goal.starts_on:
        yield Fault(N_("It ends before it begins."), N_("Put the end after the beginning."))
    if goal.starts_on and (goal.due_on - goal.starts_on).days > LONGEST_YEARS * 366:
        yield Fault(
            N_("It goes on for more than %(years)s years."), N_("Choose a nearer day, and set the rest as another objective."),
            {"years": LONGEST_YEARS},
        )  # fmt: skip
    if any(m.due_on and m.due_on > goal.due_on for m in goal.measures):
        yield Fault(N_("An indicator is due after the objective itself."), N_("Bring the two days together."))


LETTERS: tuple[tuple[str, str, Callable[[Goal], Iterator[Fault]]], ...] = (
    ("S", N_("Specific"), _specific),
    ("M", N_("Measurable"), _measurable),
    ("A", N_("Achievable"), _achievable),
    ("R", N_("Relevant"), _relevant),
    ("T", N_("Time-bound"), _timed),
)
