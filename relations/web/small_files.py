"""A short list, already read, as a file: CSV or a spreadsheet. Long lists go through `listing`."""

import io
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse

from relations.web.export import ExportColumn, csv_lines, write_xlsx

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(columns: Sequence[ExportColumn], rows: Sequence[Any]) -> tuple[bytes, str]:
    return "".join(csv_lines(columns, [rows])).encode(), "text/csv; charset=utf-8"


def as_xlsx(columns: Sequence[ExportColumn], rows: Sequence[Any]) -> tuple[bytes, str]:
    buffer = io.BytesIO()
    write_xlsx(buffer, columns, [rows])
    return buffer.getvalue(), _XLSX


FORMATS = {"csv": as_csv, "xlsx": as_xlsx}


def answer(kind: str, filename: str, columns: Sequence[ExportColumn], rows: Sequence[Any]) -> HttpResponse | None:
    """Return `rows` as the file of `kind`, or None for a kind there is not."""
    make = FORMATS.get(kind)
    if make is None:
        return None
    content, mime = make(columns, rows)
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{filename}.{kind}"'
    return response
