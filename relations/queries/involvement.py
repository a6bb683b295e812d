"""The ladder of involvement as pages read it: how many on each step, how they moved, what facts suggest."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import ExtractMonth

from relations import involvement, vocab
from relations.models import GatheringSignup, InvolvementPass, InvolvementStep, Person, VolunteerHours
from relations.queries import together
from relations.queries.together import Reader

MOST = 50


@dataclass(frozen=True)
class Suggestion:
    """A step that a fact speaks for."""

    person: Person
    cause: involvement.Cause
    fact: involvement.Fact

    @property
    def step(self) -> vocab.Term:
        return vocab.INVOLVEMENT[self.cause.step]


def living() -> QuerySet[Person]:
    """Return the people who stand on the ladder: not archived, erased or dead."""
    return Person.objects.filter(archived_at=None, erased_at=None, died_on=None)


def ladder() -> list[dict[str, Any]]:
    """Return how many people stand on each step, from the ground up."""
    found = dict(living().values_list("involvement").annotate(n=Count("pk")))
    total = sum(found.values()) or 1
    return [
        {"term": term, "count": found.get(term.key, 0), "share": round(100 * found.get(term.key, 0) / total, 1)}
        for term in vocab.INVOLVEMENT
    ]


def movement(year: int) -> dict[str, Any]:
    """Return the steps up and down of a year, by month and by the step reached."""
    rows = (
        InvolvementStep.objects.filter(on__year=year)
        .annotate(month=ExtractMonth("on"))
        .values_list("month", "before", "after")
        .annotate(n=Count("pk"))
    )
    up, down, reached = [0] * 12, [0] * 12, {term.key: 0 for term in vocab.INVOLVEMENT}
    for month, before, after, count in rows:
        if involvement.is_lower(after, before):
            down[month - 1] += count
        else:
            up[month - 1] += count
            reached[after] += count
    return {"up": up, "down": down, "reached": reached, "ups": sum(up), "downs": sum(down)}


@together.reader
def suggestions(person: Person | None = None, limit: int = MOST) -> Reader:
    """Return the steps that facts speak for (a list of Suggestion), the highest of each person; in two statements."""
    number = person.pk if person is not None else None
    causes = list(involvement.causes().values())
    found = yield from together.side_by_side(*(cause.find(involvement.below(cause.step), number, limit) for cause in causes))
    facts = [(cause, fact) for cause, some in zip(causes, found, strict=True) for fact in some]
    if not facts:
        return []
    numbers = {fact.person_id for _cause, fact in facts}
    known = yield {
        "passed": InvolvementPass.objects.filter(person_id__in=numbers).values_list("person_id", "cause"),
        "people": living().filter(pk__in=numbers),
    }
    passed, people = set(known["passed"]), {row.pk: row for row in known["people"]}
    best: dict[int, Suggestion] = {}
    for cause, fact in facts:
        row = people.get(fact.person_id)
        if row is None or (row.pk, cause.key) in passed or not involvement.is_lower(row.involvement, cause.step):
            continue
        better = best.get(row.pk)
        if better is None or involvement.is_lower(better.cause.step, cause.step):
            best[row.pk] = Suggestion(row, cause, fact)
    return sorted(best.values(), key=lambda one: (one.fact.on, one.person.pk), reverse=True)[:limit]


def people() -> QuerySet[Person]:
    """Return people with the day and the cause of their last step."""
    last = InvolvementStep.objects.filter(person=OuterRef("pk")).order_by("-on", "-pk")
    return living().annotate(
        stepped_on=Subquery(last.values("on")[:1]), step_cause=Subquery(last.values("cause")[:1]),
        step_note=Subquery(last.values("note")[:1]),
    )  # fmt: skip


def steps_of(person: Person) -> QuerySet[InvolvementStep]:
    """Return a person's steps, the latest first."""
    return person.involvement_steps.select_related("by").order_by("-on", "-pk")[:20]


# --- causes of the ground floor -------------------------------------------------
def came_to_meetings(below: list[str], person_id: int | None, limit: int) -> Reader:
    """First attendance at an open meeting."""
    rows = GatheringSignup.objects.filter(attended_at__isnull=False, person__involvement__in=below)
    rows = rows.filter(person_id=person_id) if person_id else rows
    first = rows.order_by("person_id", "attended_at").distinct("person_id")
    return [
        involvement.Fact(row.person_id, row.attended_at.date(), row.gathering.title, row)
        for row in (yield _latest(first, "attended_at", "gathering", limit))
    ]


def gave_hours(below: list[str], person_id: int | None, limit: int) -> Reader:
    """First hours confirmed by the body that was helped."""
    rows = VolunteerHours.objects.filter(hours__gt=0, person__involvement__in=below)
    rows = rows.filter(person_id=person_id) if person_id else rows
    first = rows.order_by("person_id", "on", "pk").distinct("person_id")
    return [
        involvement.Fact(row.person_id, row.on, row.signup.shift.opportunity.title, row)
        for row in (yield _latest(first, "on", "signup__shift__opportunity", limit))
    ]


def _latest(first: QuerySet, field: str, join: str, limit: int) -> QuerySet:
    """Of the first row of each person, the latest ones."""
    rows = first.model._default_manager.filter(pk__in=first.values("pk"))
    return rows.select_related(join).order_by(f"-{field}", "-pk")[:limit]


def year_of(text: str, today: date) -> int:
    """Return the year written in `text` when it is one of the last twenty, else this one."""
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today.year
    return year if today.year - 20 <= year <= today.year else today.year
