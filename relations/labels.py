"""Sheets of labels: their measures, and where each label stands. No Django models."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """An A4 sheet of self-adhesive labels; millimetres."""

    label: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap: float = 0

    @property
    def per_page(self) -> int:
        return self.columns * self.rows


# The sizes sold in Italy; the name is what is written on the box.
SHEETS = {
    "3x8": Sheet("3 × 8 (70 × 37 mm)", 3, 8, 70, 37, 0, 0.5),
    "3x7": Sheet("3 × 7 (63,5 × 38,1 mm)", 3, 7, 63.5, 38.1, 7.2, 15.15, 2.55),
    "2x7": Sheet("2 × 7 (99,1 × 38,1 mm)", 2, 7, 99.1, 38.1, 4.65, 15.15, 2.5),
    "2x8": Sheet("2 × 8 (105 × 37 mm)", 2, 8, 105, 37, 0, 0.5),
    "2x4": Sheet("2 × 4 (105 × 74 mm)", 2, 4, 105, 74, 0, 0.5),
}


def pages(sheet: Sheet, labels: Sequence[Sequence[str]], start: int = 1) -> list[list[dict]]:
    """Return the labels by page, each with the millimetres of its corner; `start` is the first free place (from 1)."""
    found: list[list[dict]] = []
    for number, lines in enumerate(labels, start=max(start, 1) - 1):
        page, place = divmod(number, sheet.per_page)
        row, column = divmod(place, sheet.columns)
        while len(found) <= page:
            found.append([])
        corner = {
            "x": round(sheet.left + column * (sheet.width + sheet.gap), 2), "y": round(sheet.top + row * sheet.height, 2)
        }
        found[page].append({**corner, "lines": list(lines)})
    return found
