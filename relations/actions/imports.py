"""Bringing a file in: received, understood, agreed, checked, written, taken back. Workers do the long steps."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction

from relations.actions import history
from relations.imports import engine, limits, mapping, sandbox
from relations.imports.fields import TARGETS
from relations.imports.problems import Refused
from relations.models import Import, ImportColumns, ImportRow, User
from relations.text import one_line
from relations.vocab.imports import CHOICES, WORKING

# A worker that fails again and again is left alone; the page says so.
OPTIONS = ("kind", "columns", "body_kind", "tags", "owner", "source", "consent_source", "is_bought")


class NotNow(Exception):
    """The import is no longer in a state in which this can be done."""


class NotYours(Exception):
    """Only who imported, or the office head, may take an import back."""


def receive(*, file: File, by: User, at: datetime) -> Import:
    """Keep an uploaded file and look at it; raises Refused, and keeps nothing, when it is no list of contacts."""
    if file.size > limits.FILE_BYTES:
        raise Refused("too_big", megabytes=limits.FILE_BYTES // limits.MB)
    if not file.size:
        raise Refused("empty")
    name = one_line(Path(str(file.name or "")).name)[:150] or "file"
    import_ = Import(by=by, created_at=at, filename=name, size=file.size, sha256="")
    import_.file.save(name, file, save=False)
    try:
        path = Path(import_.file.path)
        import_.sha256 = engine.digest(path)
        _take_in(import_, sandbox.look(path))
        with transaction.atomic():
            import_.save()
            history.record(verb="import.received", by=by, at=at, obj=import_)
    except BaseException:
        import_.file.delete(save=False)
        raise
    return import_


def read_again(*, import_: Import, reading: dict[str, Any]) -> None:
    """Look at the file once more, read as somebody says it is to be read; raises Refused or NotNow."""
    if import_.state not in ("columns", "checked") or import_.emptied_at:
        raise NotNow
    _take_in(import_, sandbox.look(Path(import_.file.path), reading))
    with transaction.atomic():
        _lock(import_, "columns", "checked")
        import_.state = "columns"
        import_.save(update_fields=["reading", "headings", "sample", "rows_count", "kind", "columns", "refusal", "state"])


def _take_in(import_: Import, looked: dict[str, Any]) -> None:
    """What was understood; columns agreed on before for the same headings come first."""
    import_.reading, import_.headings = looked["reading"], looked["headings"]
    import_.sample, import_.rows_count, import_.refusal = looked["sample"], looked["rows"], {}
    import_.kind, import_.columns = looked["kind"], looked["columns"]
    known = ImportColumns.objects.filter(headings_key=mapping.headings_key(import_.headings)).first()
    if known is not None and len(known.columns) == len(import_.headings):
        import_.kind, import_.columns = known.kind, [key if key in TARGETS else "" for key in known.columns]


@transaction.atomic
def agree(*, import_: Import, at: datetime, **options: Any) -> None:
    """Settle what the columns become and start the dry run; remember the columns for the same headings."""
    _lock(import_, "columns", "checked")
    for key, value in options.items():
        if key not in OPTIONS:
            raise TypeError(key)
        setattr(import_, key, value)
    import_.state, import_.refusal = "checking", {}
    import_.save(update_fields=[*options, "state", "refusal"])
    ImportColumns.objects.update_or_create(
        headings_key=mapping.headings_key(import_.headings),
        defaults={"kind": import_.kind, "columns": import_.columns, "used_at": at},
    )
    _announce(import_.pk)


@transaction.atomic
def choose(*, import_: Import, choices: dict[int, str], if_sure: str = "", if_maybe: str = "", keeps_doubtful: bool | None = None) -> None:
    """Say what becomes of doubles: for all, and for single rows {number: choice}; "" follows what was said for all."""
    _lock(import_, "checked")
    if if_sure in CHOICES:
        import_.if_sure = if_sure
    if if_maybe in CHOICES:
        import_.if_maybe = if_maybe
    if keeps_doubtful is not None:
        import_.keeps_doubtful = keeps_doubtful
    import_.save(update_fields=["if_sure", "if_maybe", "keeps_doubtful"])
    for choice in ("", *CHOICES.keys):
        numbers = [number for number, chosen in choices.items() if chosen == choice]
        ImportRow.objects.filter(import_of=import_, number__in=numbers).exclude(why="").update(choice=choice)


@transaction.atomic
def start(*, import_: Import, at: datetime) -> bool:
    """Begin to write what was checked; a second press does nothing."""
    row = Import.objects.select_for_update().get(pk=import_.pk)
    if row.state in ("writing", "done"):
        return False
    if row.state != "checked":
        raise NotNow
    Import.objects.filter(pk=row.pk).update(state="writing", started_at=at, attempts=0, refusal={})
    _announce(row.pk)
    return True


def may_undo(import_: Import, user: User) -> bool:
    """Tell whether `user` may take the import back: its maker and the office head may, while its rows are kept."""
    return import_.state == "done" and not import_.emptied_at and (
        import_.by_id == user.pk or user.has_perm("relations.undo_import")
    )  # fmt: skip


@transaction.atomic
def undo(*, import_: Import, by: User, at: datetime) -> bool:
    """Begin to take the import back; a second press does nothing. Raises NotYours, NotNow."""
    row = Import.objects.select_for_update().get(pk=import_.pk)
    if row.state in ("undoing", "undone"):
        return False
    if row.state == "done" and not may_undo(row, by) and not row.emptied_at:
        raise NotYours
    if not may_undo(row, by):
        raise NotNow
    Import.objects.filter(pk=row.pk).update(state="undoing", undone_by=by, started_at=row.started_at or at)
    _announce(row.pk)
    return True


@transaction.atomic
def discard(*, import_: Import, by: User, at: datetime) -> None:
    """Throw away a file that was not imported."""
    _lock(import_, "columns", "checked")
    history.record(verb="import.discarded", by=by, at=at, obj=import_)
    _forget_file(import_)
    import_.delete()


def _lock(import_: Import, *states: str) -> None:
    """Take the row; NotNow when a worker holds it or it has moved on."""
    row = Import.objects.select_for_update(skip_locked=True).filter(pk=import_.pk, state__in=states).first()
    if row is None:
        raise NotNow


def _announce(pk: int) -> None:
    from relations.imports.tasks import announce

    transaction.on_commit(partial(announce, pk))


# --- what workers and the clock call -----------------------------------------------
def work(*, import_id: int, at: datetime) -> bool:
    """Do the long step that the import's state asks for; nothing when another worker is at it."""
    steps: dict[str, Callable[[], bool]] = {
        "checking": partial(engine.check, import_id),
        "writing": partial(engine.write, import_id, at=at),
        "undoing": partial(engine.undo, import_id, at=at),
    }
    state = Import.objects.filter(pk=import_id).values_list("state", flat=True).first()
    return steps[state]() if state in steps else False


def waiting() -> list[int]:
    """Return the imports with a long step to do, the oldest first."""
    return list(Import.objects.filter(state__in=WORKING).order_by("pk").values_list("pk", flat=True))


def tidy(*, at: datetime) -> int:
    """Delete files and what was read from them once their days are over; what became of each row stays."""
    old = Import.objects.filter(created_at__lt=at - timedelta(days=settings.IMPORT_FILES_KEPT_DAYS), emptied_at=None)
    count = 0
    for import_ in old.exclude(state__in=WORKING):
        with transaction.atomic():
            _forget_file(import_)
            ImportRow.objects.filter(import_of=import_).update(
                raw=[], person=None, organization=None, points=[], places=[], tie=None, consents=[], problems=[], notes=[], keys=[]
            )
            Import.objects.filter(pk=import_.pk).update(emptied_at=at, file="", sample=[])
        count += 1
    return count


def _forget_file(import_: Import) -> None:
    if import_.file:
        storage, name = import_.file.storage, import_.file.name
        transaction.on_commit(lambda: storage.delete(name))
