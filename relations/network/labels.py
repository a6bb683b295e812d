"""Which names are written in a drawing, and where, so that they do not run into each other. No Django."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LETTER, LINE, MOST = 6.1, 13.0, 28
_CELL = 64.0
# The most tied are named even where a smaller body stands under the name.
PROMINENT = 20
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """A name at (x, y), where the text begins, has its middle or ends."""

    text: str
    x: float
    y: float
    anchor: str = "start"


def short(text: str, most: int = MOST) -> str:
    """Return `text` in at most `most` letters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _places(text: str, x: float, y: float, radius: float) -> Iterable[tuple[Label, Box]]:
    """Right, left, below, above: the four places tried, with the room each takes."""
    width = len(text) * LETTER
    for label in (
        Label(text, x + radius + 3, y + 4),
        Label(text, x - radius - 3, y + 4, "end"),
        Label(text, x, y + radius + 12, "middle"),
        Label(text, x, y - radius - 4, "middle"),
    ):
        left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
        yield label, (left, label.y - LINE + 3, left + width, label.y + 3)


class _Taken:
    """The boxes already taken, in a grid so that a look costs little."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def _around(self, box: Box) -> Iterable[tuple[int, int]]:
        for column in range(int(box[0] // _CELL), int(box[2] // _CELL) + 1):
            for row in range(int(box[1] // _CELL), int(box[3] // _CELL) + 1):
                yield column, row

    def free(self, box: Box) -> bool:
        near = (other for cell in self._around(box) for other in self._cells.get(cell, ()))
        return not any(overlap(box, other) for other in near)

    def add(self, box: Box) -> None:
        for cell in self._around(box):
            self._cells.setdefault(cell, []).append(box)


def overlap(one: Box, other: Box) -> bool:
    """Tell whether two boxes (left, top, right, bottom) cover each other."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def box_of(label: Label) -> Box:
    """Return the room `label` takes."""
    width = len(label.text) * LETTER
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - LINE + 3, left + width, label.y + 3


def place(
    bodies: Sequence[tuple[int, str, float, float, float]], *, left: float, right: float, top: float, bottom: float
) -> dict[int, Label]:
    """Return the labels of those of `bodies` (key, name, x, y, radius; the important first) that find room."""
    names, circles, found = _Taken(), _Taken(), {}
    for number, (_key, _name, x, y, radius) in enumerate(bodies):
        (names if number < PROMINENT else circles).add((x - radius, y - radius, x + radius, y + radius))
    for number, (key, name, x, y, radius) in enumerate(bodies):
        for label, box in _places(short(name), x, y, radius):
            inside = box[0] >= left and box[2] <= right and box[1] >= top and box[3] <= bottom
            if inside and names.free(box) and (number < PROMINENT or circles.free(box)):
                names.add(box)
                found[key] = label
                break
    return found
