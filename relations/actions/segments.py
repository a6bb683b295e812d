"""Making, changing and removing dynamic groups, and saying what goes only to one."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from relations import segments
from relations.actions import history
from relations.models import MailSequence, Segment, SegmentUse, User
from relations.text import one_line


class NameTaken(Exception):
    """Another group has this name; the message is for the page."""


class ChangedMeanwhile(Exception):
    """Somebody else saved the group after it was opened; the message is for the page."""


class InUse(Exception):
    """Something waits to be sent to this group; the message is for the page."""


def _taken() -> NameTaken:
    return NameTaken(_("There is a group of this name already: give this one another."))


@transaction.atomic
def add(*, name: str, on: str, group: segments.Group, by: User | None, at: datetime, note: str = "") -> Segment:
    """Make a group. Raises NameTaken."""
    try:
        with transaction.atomic():
            segment = Segment.objects.create(
                name=one_line(name)[:80], on=on, rules=segments.dump(group), note=one_line(note)[:200], created_by=by,
                created_at=at, changed_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise _taken() from None
    history.record(verb="segment.added", by=by, at=at, obj=segment)
    return segment


@transaction.atomic
def change(*, segment: Segment, seen: int, name: str, group: segments.Group, note: str, by: User, at: datetime) -> bool:
    """Save new conditions; False when nothing differs. Raises ChangedMeanwhile, NameTaken."""
    row = Segment.objects.select_for_update(of=("self",)).get(pk=segment.pk)
    if row.version != seen:
        raise ChangedMeanwhile(_("Somebody changed this group while you were at it. Open it again and look at the new conditions."))
    fields = {"name": one_line(name)[:80], "rules": segments.dump(group), "note": one_line(note)[:200]}
    before = {key: getattr(row, key) for key in fields}
    changes = {key: [before[key], fields[key]] for key in fields if before[key] != fields[key]}
    if not changes:
        return False
    for key, value in fields.items():
        setattr(row, key, value)
    row.version, row.changed_at = row.version + 1, at
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise _taken() from None
    history.record(verb="segment.changed", by=by, at=at, obj=row, changes=changes)
    segment.refresh_from_db()
    return True


@transaction.atomic
def remove(*, segment: Segment, by: User, at: datetime) -> None:
    """Take the group away. Raises InUse while something is to be sent to it."""
    row = Segment.objects.select_for_update(of=("self",)).get(pk=segment.pk)
    used = [str(use.object) for use in (*row.uses.all(), *row.parts.all()) if getattr(use.object, "is_editable", False)]
    used += [str(one) for one in MailSequence.objects.filter(is_on=True, live__segment=row)]
    if used:
        raise InUse(_("“%(thing)s” goes to this group: choose another audience there first.") % {"thing": used[0]})
    row.removed_at = at
    row.save(update_fields=["removed_at"])
    history.record(verb="segment.deleted", by=by, at=at, obj=row)


@transaction.atomic
def restore(*, segment: Segment, by: User, at: datetime) -> Segment:
    """Undo `remove`. Raises NameTaken when another group took the name."""
    row = Segment.objects.select_for_update(of=("self",)).get(pk=segment.pk)
    if row.removed_at is None:
        return row
    row.removed_at = None
    try:
        with transaction.atomic():
            row.save(update_fields=["removed_at"])
    except IntegrityError:
        raise _taken() from None
    history.record(verb="segment.restored", by=by, at=at, obj=row)
    return row


@transaction.atomic
def use(*, thing: Any, segment: Segment | None, by: User, at: datetime) -> None:
    """Let `thing` go only to those in `segment`, or to all again."""
    kind = ContentType.objects.get_for_model(thing)
    if segment is None:
        SegmentUse.objects.filter(object_type=kind, object_id=thing.pk).delete()
    else:
        SegmentUse.objects.update_or_create(
            object_type=kind, object_id=thing.pk, defaults={"segment": segment, "by": by, "at": at}
        )
    history.record(
        verb="segment.chosen", by=by, at=at, obj=thing, changes={"segment": [None, segment.name if segment else ""]}
    )
