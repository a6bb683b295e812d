"""From evidence to a score: two directional means, their harmonic mean, and points that sum to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .components import KEYS
from .facts import COMPANY, NONPROFIT

# How much of the score asks for agreement on everything that counts, not only on what happens to be known.
BREADTH = 0.5


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts for each side, in the order of the components; each side's weights sum to 1."""

    company: tuple[float, ...] = (0.30, 0.12, 0.10, 0.14, 0.12, 0.10, 0.06, 0.06)
    npo: tuple[float, ...] = (0.28, 0.12, 0.12, 0.13, 0.20, 0.03, 0.06, 0.06)
    version: str = "standard-1"

    def __post_init__(self) -> None:
        for side in (self.company, self.npo):
            if len(side) != len(KEYS) or any(weight < 0 for weight in side) or abs(sum(side) - 1.0) > 1e-6:
                raise ValueError("each side needs eight weights, none negative, that sum to 1")

    @classmethod
    def default(cls) -> Weights:
        return cls()

    def of(self, kind: str) -> np.ndarray:
        """This function will give the weights of one side."""
        return np.array(self.company if kind == COMPANY else self.npo)

    def nominal(self) -> np.ndarray:
        """This function will give the mean of the two sides."""
        return (self.of(COMPANY) + self.of(NONPROFIT)) / 2


@dataclass(frozen=True, slots=True)
class Scores:
    """For each candidate: the score, the two directions, the points and the weight of each component."""

    total: np.ndarray
    ours: np.ndarray
    theirs: np.ndarray
    points: np.ndarray
    weight: np.ndarray
    confidence: np.ndarray


def combine(agree: np.ndarray, contrast: np.ndarray, ours: np.ndarray, theirs: np.ndarray) -> Scores:
    """This function will score every row; `ours` and `theirs` are the weights of the two sides.

    One direction is (1 − BREADTH) × Σ w·agree / Σ w·(agree + contrast) + BREADTH × Σ w·agree: it never falls when
    agreement grows or contrast shrinks, and what is unknown is in neither sum. So neither does their harmonic mean.
    """
    points_ours, shares_ours, known_ours = _direction(agree, contrast, ours)
    points_theirs, shares_theirs, known_theirs = _direction(agree, contrast, theirs)
    first, second = points_ours.sum(axis=1), points_theirs.sum(axis=1)
    both = first + second
    safe = np.where(both > 0, both, 1.0)
    total = np.where(both > 0, 2 * first * second / safe, 0.0)
    # The harmonic mean is homogeneous, so its derivatives divide it among the parts without a rest (Euler).
    points = 2 * ((second / safe) ** 2)[:, None] * points_ours + 2 * ((first / safe) ** 2)[:, None] * points_theirs
    weight = (shares_ours + shares_theirs) / 2
    return Scores(100 * total, 100 * first, 100 * second, 100 * points, weight, (known_ours + known_theirs) / 2)


def _direction(agree: np.ndarray, contrast: np.ndarray, weights: np.ndarray):
    said = (agree + contrast) * weights
    known = said.sum(axis=1)
    safe = np.where(known > 0, known, 1.0)
    points = agree * weights * ((1 - BREADTH) / safe + BREADTH)[:, None]
    return points, said / safe[:, None], known


def apportion(total: float, parts: list[float], decimals: int) -> tuple[float, list[float]]:
    """This function will round a total and its parts so that the parts still sum to it (largest remainder)."""
    unit = 10**decimals
    whole = round(total * unit)
    floors = [int(part * unit + 1e-9) for part in parts]
    order = sorted(range(len(parts)), key=lambda at: (floors[at] - parts[at] * unit, at))
    left = whole - sum(floors)
    for at in order[: max(left, 0)]:
        floors[at] += 1
    for _ in range(max(-left, 0)):
        floors[max(range(len(floors)), key=floors.__getitem__)] -= 1
    return whole / unit, [floor / unit for floor in floors]
