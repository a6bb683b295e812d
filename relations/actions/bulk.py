"""Changing many people or organisations at once, and taking it back: a table of verbs, one change kept whole."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations.actions import history, parties, search
from relations.models import BulkChange, Organization, Person, User
from relations.text import one_line

MODELS = {"organization": Organization, "person": Person}
MOST_ROWS = 1000
LONGEST_TAG = 40


class Refused(Exception):
    """The change cannot be made; the message is for the page."""


def _with_tag(row: Any, tag: str) -> list[str]:
    return row.tags if tag in row.tags else [*row.tags, tag]


def _without_tag(row: Any, tag: str) -> list[str]:
    return [known for known in row.tags if known != tag]


@dataclass(frozen=True)
class Verb:
    """What is done to a row: `value(row, given)` is what `column` becomes; `title` is the line in the row's story."""

    column: str
    value: Callable[[Any, Any], Any]
    title: str


VERBS = {
    "tag": Verb("tags", _with_tag, gettext_lazy("Tag “%(what)s” added")),
    "untag": Verb("tags", _without_tag, gettext_lazy("Tag “%(what)s” taken off")),
    "assign": Verb("owner_id", lambda row, user: user.pk if user else None, gettext_lazy("Now followed by %(what)s")),
    "archive": Verb("archived_at", lambda row, at: row.archived_at or at, gettext_lazy("Archived")),
}


@transaction.atomic
def change(*, model: str, rows: Iterable[int], verb: str, given: Any, by: User, at: datetime) -> BulkChange:
    """Do `verb` to the living among `rows`; what already is so is left alone. Raises Refused and ValidationError.

    `given` is the tag, the colleague (None: nobody), or nothing for archiving.
    """
    done = VERBS[verb]
    given = at if verb == "archive" else given
    if verb in ("tag", "untag"):
        given = one_line(given).replace(",", " ").strip()[:LONGEST_TAG]
        if not given:
            raise Refused(_("Write the tag, for example “fiera 2026”."))
    if verb == "tag" and model == "person":
        parties.refuse_tags([given])
    living = MODELS[model].objects.select_for_update(of=("self",)).filter(pk__in=list(rows)[:MOST_ROWS], archived_at=None)
    if model == "person":
        living = living.filter(erased_at=None)
    before, after, changed = {}, {}, []
    for row in living.order_by("pk"):
        old, new = getattr(row, done.column), done.value(row, given)
        if old != new:
            before[str(row.pk)], after[str(row.pk)] = _plain(old), _plain(new)
            setattr(row, done.column, new)
            changed.append(row)
    note = given.display_name if isinstance(given, User) else given if isinstance(given, str) else ""
    batch = BulkChange.objects.create(model=model, verb=verb, note=note[:120], before=before, after=after, by=by, at=at)
    words = {"what": note or _("nobody")}
    _write(changed, done.column, str(done.title) % words, before, by, at)
    history.record(verb=f"bulk.{verb}", by=by, at=at, obj=batch, changes={"rows": [None, len(changed)], "what": ["", note]})
    return batch


@transaction.atomic
def undo(*, batch: BulkChange, by: User, at: datetime) -> int:
    """Put back what stood there, on the rows nobody has changed since; return how many."""
    locked = BulkChange.objects.select_for_update().get(pk=batch.pk)
    if locked.undone_at is not None:
        return 0
    done, back = VERBS[locked.verb], []
    field = MODELS[locked.model]._meta.get_field(done.column.removesuffix("_id"))
    after = locked.after or {}
    now = {}
    for row in MODELS[locked.model].objects.select_for_update(of=("self",)).filter(pk__in=[int(key) for key in locked.before]):
        key = str(row.pk)
        if _plain(getattr(row, done.column)) != after.get(key):
            continue
        now[key] = after.get(key)
        old = locked.before[key]
        setattr(row, done.column, field.to_python(old) if done.column != "owner_id" else old)
        back.append(row)
    _write(back, done.column, _("A change of many rows was taken back"), now, by, at)
    locked.undone_at = at
    locked.save(update_fields=["undone_at"])
    history.record(verb="bulk.undone", by=by, at=at, obj=locked, changes={"rows": [None, len(back)]})
    return len(back)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _write(rows: list[Any], column: str, title: str, before: dict[str, Any], by: User, at: datetime) -> None:
    """Save one column of `rows`, with a line in the story of each."""
    if not rows:
        return
    type(rows[0]).objects.bulk_update(rows, [column.removesuffix("_id")], batch_size=500)
    for row in rows:
        history.record(
            verb=f"{row._meta.model_name}.changed", by=by, at=at, obj=row, about=[row], title=title, icon="layers",
            changes={column.removesuffix("_id"): [before[str(row.pk)], _plain(getattr(row, column))]},
        )  # fmt: skip
    search.index(*rows)
