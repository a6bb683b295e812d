"""What a merge has to follow: every row of ours that points at a party, found in the models themselves.

No list of tables to keep: a model added tomorrow is followed too. The few tables below say what the models cannot.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

OURS = ("relations", "partnerships", "fundraising", "press")
# What never moves. The log tells what was done to which row, and stays true: it is read with `queries.merging.family`.
# Search entries are made again. An import's own notes say which rows it made. Merges and candidates name both on purpose.
STAYS = frozenset({
    "relations.auditevent", "relations.searchentry", "relations.merge", "relations.mergemove", "relations.duplicatecandidate",
    "relations.duplicatescan", "relations.importbatch", "relations.importrow", "relations.bulkchange",
})  # fmt: skip
# Rows that say the same though the database allows both: model → (columns besides the party, which rows are meant).
SAME = {
    "relations.contactpoint": (("kind", "normalized"), Q(ended_at=None)),
    "relations.affiliation": (("person", "organization", "role"), Q(ended_on=None)),
    "relations.address": (("kind", "street", "number", "postal_code", "municipality", "foreign_town"), Q(ended_on=None)),
    "relations.interactionparty": (("interaction",), Q()),
}
# Rows between two bodies: between a body and itself there is nothing to say.
TIES = frozenset({"relations.relationship", "relations.introduction"})
# Marks only one of a party's rows may carry: the kept one's stays.
MARKS = {"relations.contactpoint": ("is_primary", ("kind",)), "relations.address": ("is_primary", ())}
# Of two rows that become one, the earlier day stands.
EARLIER = frozenset({"started_on", "since", "first_on"})


@dataclass(frozen=True)
class Reference:
    """A column through which rows of `model` point at another row."""

    model: type[models.Model]
    field: models.Field
    # For a pair (object_type, object_id): the column of the kind, and the kind.
    kind_field: models.Field | None = None
    kind_id: int | None = None

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    def rows(self, pk: int) -> models.QuerySet:
        """Rows that point at `pk`."""
        found = self.model._base_manager.filter(**{self.field.attname: pk})
        return found.filter(**{self.kind_field.attname: self.kind_id}) if self.kind_field else found

    @property
    def names(self) -> set[str]:
        """Names of the columns that make the reference."""
        return {self.field.name, *([self.kind_field.name] if self.kind_field else [])}


@dataclass(frozen=True)
class Once:
    """Something a table holds once: `others` are the columns besides the reference, `among` the rows it is asked of."""

    others: tuple[str, ...]
    among: Q | None = None
    unordered: bool = False
    folded: bool = False
    nulls_differ: bool = True


def is_followed(model: type[models.Model]) -> bool:
    """Tell whether rows of `model` move with a party: ours, real tables, neither ledger nor copies kept as history."""
    meta = model._meta
    if meta.app_label not in OURS or meta.proxy or not meta.managed or meta.label_lower in STAYS:
        return False
    return not any(field.name == "pgh_id" for field in meta.fields)


@lru_cache(maxsize=64)
def references_to(target: type[models.Model]) -> tuple[Reference, ...]:
    """Return every column of our apps that may point at a row of `target`, also of tables between many and many."""
    return tuple(_references_to(target))


def _references_to(target: type[models.Model]) -> Iterator[Reference]:
    for model in apps.get_models(include_auto_created=True):
        if not is_followed(model):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is target:
                yield Reference(model, field)
        for field in model._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                kind = ContentType.objects.get_for_model(target)
                column, of = model._meta.get_field(field.fk_field), model._meta.get_field(field.ct_field)
                yield Reference(model, column, of, kind.pk)


def onces(reference: Reference) -> Iterator[Once]:
    """Yield what the table of `reference` holds once for each row pointed at."""
    meta, names = reference.model._meta, reference.names
    if getattr(reference.field, "unique", False) and not reference.kind_field:
        yield Once(())
    for fields in meta.unique_together:
        if names <= set(fields):
            yield Once(tuple(name for name in fields if name not in names))
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and not _is_mark(reference, constraint):
            yield from _once_of(constraint, names)
    same = SAME.get(reference.label)
    if same:
        yield Once(tuple(name for name in same[0] if name not in names), same[1], folded=True, nulls_differ=False)


def _once_of(constraint: models.UniqueConstraint, names: set[str]) -> Iterator[Once]:
    nulls_differ = constraint.nulls_distinct is not False
    if constraint.expressions:
        inside = {f.name for expression in constraint.expressions for f in expression.flatten() if isinstance(f, models.F)}
        if names <= inside:
            # Least and greatest of two columns: the pair in either order.
            yield Once(tuple(sorted(inside - names)), constraint.condition, unordered=True)
    elif names <= set(constraint.fields):
        others = tuple(name for name in constraint.fields if name not in names)
        yield Once(others, constraint.condition, nulls_differ=nulls_differ)


def _is_mark(reference: Reference, constraint: models.UniqueConstraint) -> bool:
    """A constraint that only says "one main address": the mark goes, the row stays."""
    mark = MARKS.get(reference.label)
    return bool(mark and constraint.condition == Q(**{mark[0]: True}))
