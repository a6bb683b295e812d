"""What a file is, and its rows whatever it is: (row number, cells)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from relations.imports import cards, encodings, limits, sheets, texts
from relations.imports.problems import Refused
from relations.letters import clean


@dataclass
class Reading:
    """How a file is read: what was understood, or what a reader chose instead."""

    format: str = ""
    encoding: str = ""
    separator: str = ""
    says_separator: bool = False
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    header_row: int = 0  # as the spreadsheet counts; 0 while it is not known, -1 when there are no headings

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, given: dict[str, Any]) -> "Reading":
        return cls(**{key: given[key] for key in cls.__dataclass_fields__ if key in given})


def understand(path: Path, wish: Reading | None = None) -> Reading:
    """Return how the file is to be read; what `wish` says is kept, the rest is found out."""
    reading = wish or Reading()
    if path.stat().st_size == 0:
        raise Refused("empty")
    reading.format = sheets.kind(path) or _text_kind(path, reading)
    if reading.format == "csv":
        if not reading.separator:
            reading.separator, reading.says_separator = texts.separator(path, reading.encoding)
        else:
            reading.says_separator = texts.separator(path, reading.encoding)[1]
    return reading


def _text_kind(path: Path, reading: Reading) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise Refused("other_kind")
    if not reading.encoding:
        reading.encoding = encodings.detect(path)
    text = head.decode(reading.encoding, errors="replace").lstrip("\ufeff \r\n\t")
    start = text[:600].lower()
    if start.startswith(("<!doctype html", "<html", "<table", "<meta", "<head", "<style", "<div")) or "<html" in start:
        raise Refused("html")
    if start.startswith(("<?xml", "<!doctype", "<!entity")):
        raise Refused("xml")
    if _is_binary(text):
        raise Refused("other_kind")
    return "vcf" if cards.looks_like(text) else "csv"


def _is_binary(text: str) -> bool:
    odd = sum(1 for letter in text if letter < " " and letter not in "\t\r\n\x0b\x0c")
    return bool(text) and odd > len(text) * 0.05


def rows(path: Path, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Yield every row of the file that holds something, cleaned and within the limits; Refused beyond them."""
    count = 0
    for number, cells in _raw(path, reading):
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > limits.ROWS + 1:
            raise Refused("rows", rows=limits.ROWS)
        if len(cells) > limits.COLUMNS:
            raise Refused("columns", row=number, columns=limits.COLUMNS)
        if max(map(len, cells)) > limits.CELL_LETTERS:
            raise Refused("cell", row=number, letters=limits.CELL_LETTERS)
        yield number, [clean(cell).strip() for cell in cells]


def _raw(path: Path, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    if reading.format == "csv":
        yield from texts.rows(
            path, encoding=reading.encoding, sign=reading.separator, says_separator=reading.says_separator
        )
    elif reading.format == "vcf":
        yield from cards.rows(path, encoding=reading.encoding)
    else:
        book = sheets.open_book(path)
        reading.sheets = sheets.sheet_names(book)
        if reading.sheet not in reading.sheets:
            reading.sheet = sheets.fullest(book)
        yield from sheets.rows(book, reading.sheet)


def find_headings(first: list[tuple[int, list[str]]]) -> int:
    """Return the row that holds the headings: the first as wide as the table, with no numbers; -1 when there is none."""
    if not first:
        return -1
    width = max(len(cells) for _number, cells in first)
    for number, cells in first[:15]:
        full = [cell for cell in cells if cell]
        if len(full) >= max(1, width * 0.5) and not any(_is_value(cell) for cell in full):
            return number
    return -1


def _is_value(cell: str) -> bool:
    """Addresses, numbers and sentences are contents, never headings."""
    return "@" in cell or len(cell) > 60 or sum(letter.isdigit() for letter in cell) > 3


def headings(cells: list[str], width: int) -> list[str]:
    """Return a name for each column: empty ones get their letter, doubles get their count."""
    seen: dict[str, int] = {}
    found = []
    for place in range(width):
        name = " ".join(cells[place].split())[:80] if place < len(cells) else ""
        name = name or column_letters(place)
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def column_letters(place: int) -> str:
    """Return what a spreadsheet calls the column: A, B … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
