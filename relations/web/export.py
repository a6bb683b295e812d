"""How a list becomes a file: CSV as it is read, spreadsheets row by row; no cell can become a formula."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

import xlsxwriter

if TYPE_CHECKING:
    from relations.web.plain import Plain

# "-3" and "+39 0382 ..." stay as they are; "=1+1", "@SUM" and "-cmd|..." get a quote in front. The same in SQL: no \d, no \s,
# which the database understands otherwise.
FORMULA_STARTS = "=+-@\t\r"
HARMLESS = "^[+-]?[0-9 \t\r\n\u00a0.,/()%€-]*$"
_HARMLESS = re.compile(HARMLESS)
_LONGEST = 32_000


@dataclass(frozen=True)
class ExportColumn:
    """A column of a file: its heading and what it takes from a row; `plain` is the same in SQL, for lists that become
    long (see `web.plain`)."""

    heading: str
    value: Callable[[Any], Any]
    plain: "Plain | None" = None


def safe_cell(value: Any) -> Any:
    """Return `value` so that no spreadsheet program runs it."""
    if not isinstance(value, str):
        return "" if value is None else value
    if value[:1] in FORMULA_STARTS and value and not _HARMLESS.match(value):
        return f"'{value}"
    return value


def csv_headings(columns: Sequence[ExportColumn]) -> str:
    """Return the first line, behind the byte order mark."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow([safe_cell(str(column.heading)) for column in columns])
    return "\ufeff" + buffer.getvalue()


def csv_lines(columns: Sequence[ExportColumn], chunks: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield CSV with semicolons and a byte order mark, what an Italian Excel opens by double click: the headings at
    once, then some thousand rows at a time."""
    yield csv_headings(columns)
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    values = [column.value for column in columns]
    for chunk in chunks:
        buffer.seek(0)
        buffer.truncate()
        writer.writerows([safe_cell(value(row)) for value in values] for row in chunk)
        yield buffer.getvalue()


def write_xlsx(target: IO[bytes], columns: Sequence[ExportColumn], chunks: Iterable[Sequence[Any]], title: str = "") -> int:
    """Write a spreadsheet into `target` with memory that does not grow; return how many rows it has."""
    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    )
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31] or None)
    bold, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, [safe_cell(str(column.heading)) for column in columns], bold)
    sheet.freeze_panes(1, 0)
    number = 0
    for chunk in chunks:
        for row in chunk:
            number += 1
            for place, column in enumerate(columns):
                _write(sheet, number, place, column.value(row), day)
    sheet.set_column(0, max(len(columns) - 1, 0), 22)
    if number:
        sheet.autofilter(0, 0, number, len(columns) - 1)
    book.close()
    return number


def _write(sheet: Any, number: int, place: int, value: Any, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(number, place, value)
    elif isinstance(value, date | datetime):
        sheet.write_datetime(number, place, value, day)
    else:
        sheet.write_string(number, place, safe_cell(str(value))[:_LONGEST])
