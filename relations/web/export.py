"""Lists as files: CSV as it is read, spreadsheets in memory; no cell can become a formula."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse

# "-3" and "+39 0382 ..." stay as they are; "=1+1", "@SUM" and "-cmd|..." get a quote in front.
_HARMLESS = re.compile(r"^[+-]?[\d\s.,/()%€-]*$")
_MIME_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSX_ROWS = 20_000


@dataclass(frozen=True)
class ExportColumn:
    """A column of a file: its heading and what it takes from a row."""

    heading: str
    value: Callable[[Any], Any]


def safe_cell(value: Any) -> Any:
    """Return `value` so that no spreadsheet program runs it."""
    if not isinstance(value, str):
        return "" if value is None else value
    if value[:1] in "=+-@\t\r" and value and not _HARMLESS.match(value):
        return f"'{value}"
    return value


class _Echo:
    def write(self, text: str) -> str:
        return text


def as_csv(filename: str, columns: Sequence[ExportColumn], rows: Iterable[Any]) -> StreamingHttpResponse:
    """Stream `rows` as CSV with semicolons and a byte order mark: what an Italian Excel opens by double click."""
    writer = csv.writer(_Echo(), delimiter=";")

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow([safe_cell(str(column.heading)) for column in columns])
        for row in rows:
            yield writer.writerow([safe_cell(column.value(row)) for column in columns])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}.csv"'
    return response


def as_xlsx(filename: str, columns: Sequence[ExportColumn], rows: Iterable[Any]) -> HttpResponse:
    """Return the first 20,000 of `rows` as a spreadsheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    )
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, [str(column.heading) for column in columns], bold)
    for number, row in zip(range(1, XLSX_ROWS + 1), rows, strict=False):
        for place, column in enumerate(columns):
            value = column.value(row)
            sheet.write(number, place, value if isinstance(value, int | float | None) else safe_cell(str(value)))
    book.close()
    response = HttpResponse(buffer.getvalue(), content_type=_MIME_XLSX)
    response["Content-Disposition"] = f'attachment; filename="{filename}.xlsx"'
    return response


FORMATS = {"csv": as_csv, "xlsx": as_xlsx}
