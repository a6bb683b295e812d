"""What a merge would do, row by row, before it does it: the preview and the merge read the same plan."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from relations import merging
from relations.merging import Once, Reference
from relations.models import Organization, Person

Party = Organization | Person
_EMPTY = (None, "", [], {})


@dataclass(frozen=True)
class Shift:
    """Rows that will point at `kept` instead of `gone`."""

    reference: Reference
    gone: int
    kept: int
    count: int


@dataclass(frozen=True)
class TakeOut:
    """A row that says what another one says already (or ties a body to itself): kept whole, out of its table."""

    reference: Reference
    pk: int
    words: str


@dataclass(frozen=True)
class Put:
    """One value of one row that changes: a mark that only one may carry, a gap that gets filled."""

    model: type[models.Model]
    pk: int
    name: str
    value: Any


Step = Shift | TakeOut | Put


@dataclass
class KindLine:
    """What happens to one kind of row: a line of the preview."""

    label: str
    moved: int = 0
    same: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """Every step, in the order in which they can be done."""

    steps: list[Step]

    @property
    def lines(self) -> list[KindLine]:
        """What moves by kind of row, the most first; tables between two others are left to their rows."""
        found: dict[str, KindLine] = {}
        for step in self.steps:
            if isinstance(step, Put) or step.reference.model._meta.auto_created:
                continue
            label = str(step.reference.model._meta.verbose_name_plural)
            line = found.setdefault(step.reference.label, KindLine(label[:1].upper() + label[1:]))
            if isinstance(step, Shift):
                line.moved += step.count
            else:
                line.same.append(step.words)
        return sorted(found.values(), key=lambda line: (-line.moved, line.label))

    @property
    def moved(self) -> int:
        return sum(line.moved for line in self.lines)


def plan(kept: Party, gone: Party) -> Plan:
    """Return what putting `gone` into `kept` does to the rows that point at them."""
    return Plan(list(_steps(type(kept), gone.pk, kept.pk)))


def weight(party: Party) -> int:
    """Return how many rows point at a party: the record that holds more is proposed as the one to keep."""
    return sum(reference.rows(party.pk).count() for reference in merging.references_to(type(party)))


def _steps(target: type[models.Model], gone: int, kept: int) -> Iterator[Step]:
    taken: set[tuple[type[models.Model], int]] = set()
    for reference in merging.references_to(target):
        twins = _twins(reference, gone, kept)
        out = [row for row in twins if (reference.model, row.pk) not in taken]
        for row in out:
            taken.add((reference.model, row.pk))
            twin = twins[row]
            if twin is not None:
                yield from _fill(reference, row, twin)
                yield from _steps(reference.model, row.pk, twin.pk)
            yield TakeOut(reference, row.pk, _words(reference, row))
        yield from _marks(reference, gone, kept, {row.pk for row in twins})
        count = reference.rows(gone).count() - sum(1 for row in twins)
        if count > 0:
            yield Shift(reference, gone, kept, count)


def _words(reference: Reference, row: models.Model) -> str:
    return "" if reference.model._meta.auto_created else str(row)[:120]


# --- rows that say the same ---------------------------------------------------
def _twins(reference: Reference, gone: int, kept: int) -> dict[models.Model, models.Model | None]:
    """Return rows of `gone` that cannot stand beside one of `kept`, each with that one (None: a tie with itself)."""
    found: dict[models.Model, models.Model | None] = {}
    if reference.label in merging.TIES:
        found |= dict.fromkeys(_with_itself(reference, gone, kept))
    for once in merging.onces(reference):
        there = {}
        for row in _among(_of_kept(reference, kept, once), once):
            key = _key(row, _others(reference, row, kept, once), once)
            if key is not None:
                there.setdefault(key, row)
        if not there:
            continue
        for row in _among(reference.rows(gone), once):
            key = _key(row, once.others, once)
            if key in there and row not in found:
                found[row] = there[key]
    return found


def _with_itself(reference: Reference, gone: int, kept: int) -> models.QuerySet:
    ends = [other for other in merging.references_to(reference.field.related_model) if other.model is reference.model]
    [other] = [end for end in ends if end.field is not reference.field]
    return reference.rows(gone).filter(**{other.field.attname: kept})


def _of_kept(reference: Reference, kept: int, once: Once) -> models.QuerySet:
    rows = reference.rows(kept)
    if once.unordered:
        rows = rows | reference.model._base_manager.filter(**{f"{name}_id": kept for name in once.others})
    return rows.order_by("pk")


def _others(reference: Reference, row: models.Model, kept: int, once: Once) -> tuple[str, ...]:
    """Of a pair in either order, the other end is the one that is not `kept`."""
    if once.unordered and getattr(row, reference.field.attname) != kept:
        return (reference.field.name,)
    return once.others


def _among(rows: models.QuerySet, once: Once) -> models.QuerySet:
    return rows.filter(once.among).order_by("pk") if once.among else rows.order_by("pk")


def _key(row: models.Model, names: tuple[str, ...], once: Once) -> tuple | None:
    values = [getattr(row, row._meta.get_field(name).attname) for name in names]
    if once.nulls_differ and any(value is None for value in values):
        return None
    if once.folded:
        values = [value.casefold().strip() if isinstance(value, str) else value for value in values]
    return tuple(values)


def _fill(reference: Reference, row: models.Model, twin: models.Model) -> Iterator[Put]:
    """Give the row that stays what only the other one knows, and the earlier of two beginnings."""
    for column in reference.model._meta.concrete_fields:
        if column.primary_key or column.unique or column.generated or column.name in reference.names:
            continue
        mine, theirs = getattr(twin, column.attname), getattr(row, column.attname)
        earlier = column.name in merging.EARLIER and isinstance(theirs, date) and isinstance(mine, date) and theirs < mine
        if (mine in _EMPTY and theirs not in _EMPTY and column.name not in _ENDS) or earlier:
            yield Put(reference.model, twin.pk, column.attname, theirs)


# An open row is not closed because the other one was.
_ENDS = frozenset({"ended_on", "ended_at", "removed_at", "revoked_at", "object_type", "object_id"})


def _marks(reference: Reference, gone: int, kept: int, out: set[int]) -> Iterator[Put]:
    """Take "main" off the rows that come, where the one kept has its own."""
    if reference.label not in merging.MARKS:
        return
    mark, by = merging.MARKS[reference.label]
    have = set(reference.rows(kept).filter(**{mark: True}).values_list(*by or ("pk",)))
    if not have:
        return
    for row in reference.rows(gone).filter(**{mark: True}).exclude(pk__in=out).order_by("pk"):
        if not by or tuple(getattr(row, name) for name in by) in have:
            yield Put(reference.model, row.pk, mark, False)
