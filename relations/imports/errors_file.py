"""The rows that did not come in, as a file like the one they came from: same columns, same letters, and the reason."""

import csv
import io
from collections.abc import Iterator

import xlsxwriter
from django.db.models import Q
from django.utils.translation import gettext as _

from relations.models import Import
from relations.queries.imports import reasons
from relations.web.export import safe_cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_IN_MEMORY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def build(import_: Import) -> tuple[str, str, bytes]:
    """Return (name, type, contents)."""
    stem = import_.filename.rpartition(".")[0] or import_.filename
    if import_.reading.get("format") == "csv":
        return f"{stem}-errori.csv", "text/csv", _as_text(import_)
    return f"{stem}-errori.xlsx", XLSX, _as_sheet(import_)


def _lines(import_: Import) -> Iterator[list[str]]:
    yield [*import_.headings, _("Row in the file"), _("What to put right")]
    width = len(import_.headings)
    wrong = Q(outcome="error") if import_.state in ("done", "undoing", "undone") else Q(is_bad=True) | Q(has_problems=True)
    for row in import_.rows.filter(wrong).order_by("number").iterator(chunk_size=1000):
        told = "; ".join(f"{field}: {what}" if field else what for field, what, _value in reasons(row))
        cells = [*row.raw[:width], *[""] * (width - len(row.raw))]
        yield [*cells, str(row.number), told]


def _as_text(import_: Import) -> bytes:
    """In the letters of the file it came from; what they cannot write is written as near as they can."""
    encoding, buffer = import_.reading.get("encoding") or "utf-8", io.StringIO()
    writer = csv.writer(buffer, delimiter=import_.reading.get("separator") or ";", lineterminator="\r\n")
    for line in _lines(import_):
        writer.writerow([safe_cell(cell) for cell in line])
    text = buffer.getvalue()
    if encoding == "utf-8":
        return text.encode("utf-8-sig", "replace")
    return text.encode(encoding, "replace")


def _as_sheet(import_: Import) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _IN_MEMORY)
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for number, line in enumerate(_lines(import_)):
        sheet.write_row(number, 0, [safe_cell(cell) for cell in line], bold if number == 0 else None)
    book.close()
    return buffer.getvalue()
