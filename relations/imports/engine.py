"""The work itself: check, write, take back. Each is one transaction that holds the import's row.

A worker that dies leaves the state as it was, and nothing half-written; the sweep starts the work again.
"""

from contextlib import AbstractContextManager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation

from relations.actions import history
from relations.imports import matching, sandbox, settling, staging, undoing, writing
from relations.imports.problems import Refused
from relations.imports.progress import Progress
from relations.models import AuditEvent, Import, User

ATTEMPTS = 3
# Unique and foreign key violations: the archive changed under our hands.
_MEANWHILE = ("23505", "23503")


def run(
    *, path_or_file: str | Path, mapping: list[str] | None = None, by: User | None, at: datetime, kind: str = "", **choices: Any
) -> Import:
    """Read, check and write a file in one go, as a command or a benchmark does; Refused when it cannot be read.

    `mapping` is the field of each column (see imports.fields), guessed when left out; `choices` are columns of Import.
    """
    path = Path(path_or_file)
    looked = sandbox.look(path)
    import_ = Import.objects.create(
        by=by, created_at=at, filename=path.name[:150], size=path.stat().st_size, sha256=digest(path), state="checking",
        reading=looked["reading"], headings=looked["headings"], sample=looked["sample"], rows_count=looked["rows"],
        kind=kind or looked["kind"], columns=mapping or looked["columns"], **choices,
    )  # fmt: skip
    check(import_.pk, path=path)
    Import.objects.filter(pk=import_.pk, state="checked").update(state="writing", started_at=at)
    write(import_.pk, at=at)
    import_.refresh_from_db()
    return import_


def digest(path: Path) -> str:
    """Return the file's fingerprint."""
    found = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            found.update(chunk)
    return found.hexdigest()


def _held(import_id: int, state: str) -> Import | None:
    """Take the import's row for this transaction; None when another worker has it or it is no longer in `state`."""
    found = Import.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=import_id, state=state)
    return found.first()


def check(import_id: int, *, path: Path | None = None) -> bool:
    """Read the file into the staging table and compare it with the archive; a refused file goes back to its columns."""
    try:
        with transaction.atomic(), _office_language():
            import_ = _held(import_id, "checking")
            if import_ is None:
                return False
            progress = Progress(import_id)
            count = staging.fill(import_, path=path, progress=progress)
            progress.tell("matching", count, count)
            settling.settle(import_id)
            matching.match(import_, count)
            import_.rows_count, import_.state, import_.refusal, import_.attempts = count, "checked", {}, 0
            import_.last_event = _last_event()
            import_.save(update_fields=["rows_count", "state", "refusal", "attempts", "last_event"])
            return True
    except (Refused, FileNotFoundError, ValueError) as error:
        code, details = (error.code, error.details) if isinstance(error, Refused) else ("gone", {})
        Import.objects.filter(pk=import_id, state="checking").update(state="columns", refusal={"code": code, "details": details})
        return False


def write(import_id: int, *, at: datetime) -> bool:
    """Write the checked rows into the archive, all or none. Whatever changed there since the check is looked at again."""
    try:
        with transaction.atomic(), _office_language():
            import_ = _held(import_id, "writing")
            if import_ is None:
                return False
            progress = Progress(import_id)
            progress.tell("writing", 0, import_.rows_count)
            if import_.attempts or import_.last_event != _last_event():
                matching.match(import_, import_.rows_count)
            writing.write(import_, at=at, progress=progress)
            _done(import_, at)
            return True
    except IntegrityError as error:
        if getattr(error.__cause__, "pgcode", "") not in _MEANWHILE:
            raise
        # Somebody added the same VAT number, or deleted a match, between our look and our writing: look again.
        _try_again(import_id)
        return False


def _last_event() -> int:
    """Return the number of the last thing done in the archive: while it stays the same nothing has changed."""
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _done(import_: Import, at: datetime) -> None:
    from relations.queries.imports import outcome_counts

    import_.refresh_from_db(fields=["last_event"])
    import_.counts = outcome_counts(import_)
    import_.state, import_.finished_at, import_.refusal = "done", at, {}
    import_.save(update_fields=["counts", "state", "finished_at", "refusal"])
    event = history.record(verb="import.brought_in", by=import_.by, at=at, obj=import_, changes={"rows": [0, import_.rows_count]})
    Import.objects.filter(pk=import_.pk).update(last_event=event.pk)


def _try_again(import_id: int) -> None:
    with transaction.atomic():
        import_ = Import.objects.select_for_update().get(pk=import_id)
        if import_.state != "writing":
            return
        import_.attempts += 1
        if import_.attempts >= ATTEMPTS:
            import_.state, import_.refusal = "checked", {"code": "meanwhile", "details": {}}
        import_.save(update_fields=["attempts", "state", "refusal"])


def undo(import_id: int, *, at: datetime) -> bool:
    """Take the import back; a second time does nothing."""
    with transaction.atomic(), _office_language():
        import_ = _held(import_id, "undoing")
        if import_ is None:
            return False
        progress = Progress(import_id)
        progress.tell("undoing", 0, 1)
        undone = undoing.undo(import_, at=at, by_id=import_.undone_by_id, progress=progress)
        import_.counts |= {"undo": undone}
        import_.state, import_.undone_at = "undone", at
        import_.save(update_fields=["counts", "state", "undone_at"])
        history.record(verb="import.taken_back", by=import_.undone_by, at=at, obj=import_)
        return True


def _office_language() -> AbstractContextManager:
    """What is written into stories is in the office's language, whoever started the work."""
    return translation.override(settings.LANGUAGE_CODE)


STEPS = {"checking": check, "writing": write, "undoing": undo}
