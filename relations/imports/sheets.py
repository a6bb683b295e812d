"""Spreadsheets (XLSX, XLS, ODS): looked at as a zip before they are opened, read by calamine."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from relations.imports import limits
from relations.imports.problems import Refused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a document with a password carries inside its old-style wrapping, in UTF-16.
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def kind(path: Path) -> str:
    """Return "xlsx", "ods" or "xls" by what is inside, "" when it is no spreadsheet; Refused when it is dangerous."""
    with path.open("rb") as file:
        head = file.read(8)
        if head.startswith(_OLE):
            if _LOCKED in file.read(2 * limits.MB):
                raise Refused("password")
            return "xls"
    return _zipped(path) if head.startswith(b"PK") else ""


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as parts:
            _measure(parts.infolist())
            names = set(parts.namelist())
            if "mimetype" in names and b"opendocument.spreadsheet" in parts.read("mimetype")[:200]:
                _ods_locked(parts)
                return "ods"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise Refused("broken_sheet") from None
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    raise Refused("other_zip")


def _measure(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > limits.ZIP_PARTS or sum(part.file_size for part in parts) > limits.UNPACKED_BYTES:
        raise Refused("unpacked", megabytes=limits.UNPACKED_BYTES // limits.MB)


def _ods_locked(parts: zipfile.ZipFile) -> None:
    if "META-INF/manifest.xml" in parts.namelist():
        with parts.open("META-INF/manifest.xml") as file:
            if b"encryption-data" in file.read(limits.MB):
                raise Refused("password")


def open_book(path: Path) -> CalamineWorkbook:
    """Open the workbook, or raise Refused in words."""
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise Refused("password") from None
    except (CalamineError, ValueError, OSError):
        raise Refused("broken_sheet") from None


def sheet_names(book: CalamineWorkbook) -> list[str]:
    """Return the names of the sheets."""
    return [str(name) for name in book.sheet_names]


def fullest(book: CalamineWorkbook) -> str:
    """Return the first sheet with something in it (the one a reader sees first)."""
    names = sheet_names(book)
    for name in names[:20]:
        if _sheet(book, name).total_height > 0:
            return name
    return names[0] if names else ""


def rows(book: CalamineWorkbook, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number as the spreadsheet shows it, its cells as text)."""
    sheet = _sheet(book, name)
    if sheet.total_height > limits.ROWS + 1_000 or sheet.total_width > limits.COLUMNS * 20:
        raise Refused("far_cells", rows=limits.ROWS, columns=limits.COLUMNS)
    for number, row in enumerate(sheet.iter_rows(), (sheet.start[0] if sheet.start else 0) + 1):
        yield number, [cell_text(cell) for cell in row]


def _sheet(book: CalamineWorkbook, name: str) -> Any:
    try:
        return book.get_sheet_by_name(name)
    except (CalamineError, ValueError, OSError):
        raise Refused("broken_sheet") from None


def cell_text(value: Any) -> str:
    """Write a cell as a person would: 27100.0 is "27100", a date is "2026-11-24"."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)
