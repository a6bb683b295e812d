"""A small map of Italy in tiles, one for each region, the darker the more of ours are there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from relations.vocab.places import TILES

SIDE, GAP = 54, 4
LEVELS = 5


@dataclass(frozen=True)
class Tile:
    """A square of the map: where it stands, how dark it is (0 to 5)."""

    region: Any
    count: int
    x: int
    y: int
    level: int

    @property
    def short(self) -> str:
        """The first letters of the region, as there is little room."""
        return self.region.name[:3].upper()

    @property
    def middle(self) -> int:
        return self.x + SIDE // 2


def level(count: int, most: int) -> int:
    """Return 0 for nobody, 1 to 5 in equal steps of the square root: one large place does not whiten the others."""
    return 0 if count <= 0 or most <= 0 else min(LEVELS, 1 + int((LEVELS - 0.001) * (count / most) ** 0.5))


def tiles(counts: Iterable[tuple[Any, int]]) -> list[Tile]:
    """Return the map of (region, count)."""
    rows = [(region, count) for region, count in counts if region.code in TILES]
    most = max((count for _region, count in rows), default=0)
    return [
        Tile(region, count, TILES[region.code][0] * (SIDE + GAP), TILES[region.code][1] * (SIDE + GAP), level(count, most))
        for region, count in rows
    ]
