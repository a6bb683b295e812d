"""What changed on a row and on what belongs to it, and how it was at a moment, from the images the database keeps.

An image is a row as it was before a change. So the value after a change is that of the next image, or of the row itself;
and a row at a moment is its first image kept after that moment, or the row itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Min, Q
from django.utils.translation import gettext as _

from relations import formats, panels
from relations.models import AuditEvent, User
from relations.models.changes import KEPT, Kept

# Changes looked at on one page, of the row and of each kind of thing that belongs to it.
MOST = 200
# What never tells a reader anything: keys of rows, and twins that follow another field.
_SILENT = {"id", "normalized", "object_type", "object_id", "cadence", "key", "position"}


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, in words; `may_return` when the value before can be put back."""

    name: str
    label: str
    before: str
    after: str
    may_return: bool


@dataclass(frozen=True)
class Change:
    """One change of one row."""

    image: int
    key: str
    pk: int
    at: datetime
    by: User | None
    what: str
    is_deletion: bool
    fields: list[FieldChange]


@dataclass(frozen=True)
class Kin:
    """A kind of thing that belongs to a row: `field` points at it."""

    kept: Kept
    field: str


def kin_of(model: type[models.Model]) -> list[Kin]:
    """Return the kinds whose rows belong to rows of `model`: those registered for its page."""
    found = shown(model)
    return [Kin(KEPT[key], field) for key, field in (found.kin if found else ())]


def shown(model: type[models.Model]) -> panels.Changes | None:
    """Return how changes of `model` are shown, None when nobody registered it."""
    return next((row for row in panels.of(panels.Changes) if row.model is model), None)


class Values:
    """Turns stored values into words; the rows behind foreign keys are read once for each kind."""

    def __init__(self, model: type[models.Model], rows: Iterable[models.Model], names: Iterable[str]) -> None:
        self.fields = {name: model._meta.get_field(name) for name in names}
        rows = list(rows)
        self.others = {
            name: field.related_model._base_manager.in_bulk(
                {key for row in rows if (key := getattr(row, field.attname)) is not None}
            )
            for name, field in self.fields.items()
            if isinstance(field, models.ForeignKey)
        }

    def label(self, name: str) -> str:
        words = str(self.fields[name].verbose_name)
        return words[:1].upper() + words[1:]

    def words(self, row: models.Model, name: str) -> str:
        """Return the value of a field as a reader knows it; empty for nothing."""
        field = self.fields[name]
        value = getattr(row, field.attname)
        if value in (None, "", [], {}):
            return ""
        if name in self.others:
            other = self.others[name].get(value)
            return str(other) if other is not None else _("no longer there")
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{formats.day_full(value)}, {formats.clock(value)}"
    if hasattr(value, "isoformat"):
        return formats.day_full(value) if hasattr(value, "year") else f"{value:%H:%M}"
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)


class History:
    """The changes of `row` and of what belongs to it, the latest first."""

    def __init__(self, row: models.Model) -> None:
        self.row = row

    @cached_property
    def changes(self) -> list[Change]:
        own = KEPT[self.row._meta.label_lower]
        found = list(self._of(own, Q(pgh_obj=self.row.pk), [self.row]))
        for kin in kin_of(type(self.row)):
            mine = Q(**{kin.field: self.row.pk})
            rows = list(kin.kept.model._base_manager.filter(mine))
            found += self._of(kin.kept, mine | Q(pgh_obj__in=[row.pk for row in rows]), rows)
        people = User.objects.in_bulk({number for *_rest, number in found if number})
        made = [make(people.get(number)) for make, number in found]
        return sorted(made, key=lambda change: (change.at, change.image), reverse=True)[:MOST]

    def _of(self, kept: Kept, wanted: Q, rows: list[models.Model]) -> Iterator[tuple[Any, int | None]]:
        images = list(kept.images._base_manager.filter(wanted).order_by("-pgh_id")[: MOST + 1])
        names = _names(kept)
        values = Values(kept.model, [*images, *rows], names)
        now = {row.pk: row for row in rows}
        missing = {image.pgh_obj_id for image in images} - now.keys()
        if missing:
            now |= {row.pk: row for row in kept.model._base_manager.filter(pk__in=missing)}
        for pk, group in groupby(sorted(images, key=lambda image: (image.pgh_obj_id, image.pgh_id)), lambda i: i.pgh_obj_id):
            states = [*group, now.get(pk)]
            for before, after in pairwise(states):
                yield self._maker(kept, values, before, after, names), (before.pgh_context or {}).get("user")

    def _maker(self, kept: Kept, values: Values, before: Any, after: Any, names: list[str]) -> Any:
        returnable = returnable_fields(kept.model)
        is_deletion = before.pgh_label == "deleted"
        fields = [
            FieldChange(name, values.label(name), was, is_now, name in returnable and not is_deletion)
            for name in names
            if (was := values.words(before, name)) != (is_now := "" if is_deletion or after is None else values.words(after, name))
        ]
        what = "" if before.pgh_obj_id == self.row.pk and kept.model is type(self.row) else _title(kept, before)

        def make(by: User | None) -> Change:
            return Change(
                before.pgh_id, kept.model._meta.label_lower, before.pgh_obj_id, before.pgh_created_at, by, what, is_deletion, fields
            )

        return make


def _title(kept: Kept, image: Any) -> str:
    words = str(kept.model._meta.verbose_name)
    return words[:1].upper() + words[1:]


def _names(kept: Kept) -> list[str]:
    """The fields an image and a row share, that tell a reader something."""
    shared = {field.name for field in kept.images._meta.concrete_fields}
    return [
        field.name for field in kept.model._meta.concrete_fields if field.name in shared and field.name not in _SILENT
    ]


def returnable_fields(model: type[models.Model]) -> set[str]:
    """The fields of `model` whose former values may be put back: the registered ones."""
    found = shown(model)
    return set(found.returnable) if found else set()


@dataclass(frozen=True)
class Section:
    """Rows of one kind as they were: each a list of (label, words)."""

    title: str
    rows: list[list[tuple[str, str]]]


def as_of(row: models.Model, at: datetime) -> list[Section] | None:
    """Return `row` and what belonged to it as they were at `at`; None when it was not there yet."""
    own = KEPT[row._meta.label_lower]
    created = getattr(row, "created_at", None)
    if created is not None and at < created:
        return None
    sections = [_section(own, [_state(own, Q(pgh_obj=row.pk), [row], at).get(row.pk, row)])]
    for kin in kin_of(type(row)):
        rows = list(kin.kept.model._base_manager.filter(**{kin.field: row.pk}))
        images = kin.kept.images._base_manager.filter(**{kin.field: row.pk})
        keys = {one.pk for one in rows} | set(images.values_list("pgh_obj", flat=True))
        states = _state(kin.kept, Q(pgh_obj__in=keys), kin.kept.model._base_manager.filter(pk__in=keys), at)
        born = _born(kin.kept.model, keys)
        then = [
            state for pk, state in sorted(states.items())
            if getattr(state, f"{kin.field}_id") == row.pk
            and at >= (getattr(state, "created_at", None) or born.get(pk) or created or at)
        ]  # fmt: skip
        if then:
            sections.append(_section(kin.kept, then))
    return sections


def _state(kept: Kept, wanted: Q, rows: Iterable[models.Model], at: datetime) -> dict[int, Any]:
    """Each row as it was at `at`: its first image kept after that moment, or the row itself; none once deleted."""
    images = kept.images._base_manager.filter(wanted, pgh_created_at__gt=at)
    first = images.order_by("pgh_obj", "pgh_id").distinct("pgh_obj")
    return {row.pk: row for row in rows} | {image.pgh_obj_id: image for image in first}


def _born(model: type[models.Model], keys: set[int]) -> dict[int, datetime]:
    """When each row came to be, by the history; rows that came with their party are as old as it."""
    events = AuditEvent.objects.filter(
        object_type=ContentType.objects.get_for_model(model), object_id__in=keys
    ).filter(verb__regex=r"\.(added|started|created|logged|opened|drafted)$")  # fmt: skip
    return dict(events.values_list("object_id").annotate(first=Min("at")).order_by())


def _section(kept: Kept, rows: list[Any]) -> Section:
    names = _names(kept)
    values = Values(kept.model, rows, names)
    title = str(kept.model._meta.verbose_name_plural if len(rows) > 1 else kept.model._meta.verbose_name)
    pairs = [[(values.label(name), words) for name in names if (words := values.words(row, name))] for row in rows]
    return Section(title[:1].upper() + title[1:], pairs)
