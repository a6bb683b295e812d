"""The staging table: rows of a file copied in as the reading process makes them ready."""

from pathlib import Path
from typing import IO, Any

from django.db import connection

from relations.imports import sandbox
from relations.imports.problems import Refused
from relations.imports.progress import Progress
from relations.models import Import, ImportRow, OfficeSettings

TABLE = ImportRow._meta.db_table
# In the order of child.copy_line.
COLUMNS = (
    "import_id", "number", "raw", "person", "organization", "points", "places", "tie", "consents", "problems", "notes", "keys", "is_bad",
    "has_problems",
)  # fmt: skip


def plan_of(import_: Import) -> dict[str, Any]:
    """Return what the reading process has to know about the columns."""
    return {
        "kind": import_.kind, "columns": import_.columns, "body_kind": import_.body_kind, "tags": import_.tags,
        "consent_source": import_.consent_source, "takes_consents": not import_.is_bought,
        "denied_tags": OfficeSettings.current().denied_tags,
        "headings": import_.headings if import_.reading.get("header_row", -1) > 0 else [],
    }  # fmt: skip


class _Counting:
    """A file that counts the lines going through it."""

    def __init__(self, source: IO[bytes], progress: Progress, total: int) -> None:
        self.source, self.progress, self.total, self.lines = source, progress, total, 0

    def read(self, size: int = -1) -> bytes:
        chunk = self.source.read(size)
        self.lines += chunk.count(b"\n")
        self.progress.tell("reading", self.lines, self.total)
        return chunk


def fill(import_: Import, *, path: Path | None = None, progress: Progress) -> int:
    """Read the file into the staging table in place of what was there; return how many rows, Refused when it cannot be."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE import_id = %s", [import_.pk])
        with sandbox.rows(
            path or Path(import_.file.path), reading=import_.reading, plan=plan_of(import_), import_id=import_.pk
        ) as (stream, ending):
            counting = _Counting(stream, progress, import_.rows_count)
            cursor.cursor.copy_expert(f"COPY {TABLE} ({', '.join(COLUMNS)}) FROM STDIN", counting, size=1 << 17)
            count = ending()
        cursor.execute(f"ANALYZE {TABLE}")
    if not count:
        raise Refused("no_rows")
    return count
