"""Text files with separators: which separator, which line holds the headings, the rows."""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from relations.imports import encodings, limits
from relations.imports.problems import Refused

SEPARATORS = (";", ",", "\t", "|")
_LOOK_LINES = 60
_BIG_FIELD = 10 * limits.MB


def separator(path: Path, encoding: str) -> tuple[str, bool]:
    """Return the separator, and whether the first line says it ("sep=;")."""
    head = list(islice(encodings.lines(path, encoding), _LOOK_LINES))
    first = head[0].strip() if head else ""
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], True
    if head and first.lower() == "sep=":  # "sep=<tab>", trimmed
        return "\t", True
    return max(SEPARATORS, key=lambda sign: _evenness(head, sign)), False


def _evenness(head: list[str], sign: str) -> float:
    """How much the lines agree on their number of columns; more columns win among equals."""
    try:
        widths = [len(row) for row in _parsed(iter(head), sign) if any(cell.strip() for cell in row)]
    except (csv.Error, Refused):
        return 0.0
    if not widths:
        return 0.0
    width, times = Counter(widths).most_common(1)[0]
    return (times / len(widths)) * (1 + min(width, 40) / 40) if width > 1 else 0.01


def rows(path: Path, *, encoding: str, sign: str, says_separator: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Yield (line of the file where the row begins, its cells)."""
    source = encodings.lines(path, encoding)
    if says_separator:
        next(source, None)
    yield from _numbered(source, sign, 1 if says_separator else 0)


def _numbered(source: Iterator[str], sign: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_BIG_FIELD)
    reader = csv.reader((line.replace("\x00", "") for line in source), delimiter=sign)
    before = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Refused("broken_text", row=before + skipped + 1) from None
        yield before + 1 + skipped, row
        before = reader.line_num


def _parsed(source: Iterator[str], sign: str) -> Iterator[list[str]]:
    for _line, row in _numbered(source, sign, 0):
        yield row
