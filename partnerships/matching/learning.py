"""Weights learnt from what people decided: a logistic model on differences of components, held near the experts' weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .components import KEYS

# Fewer decisions than this teach nothing.
LEAST = 20
# How steep a difference of one point in a hundred is, and how hard the experts' weights hold.
STEEPNESS = 10.0
HOLD = 40.0
STEPS = 30


@dataclass(frozen=True, slots=True)
class Decision:
    """One candidate that was shown and decided on: its group (the request), its agreements (None: unknown), the answer."""

    group: str
    agreement: tuple[float | None, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Learnt:
    """What came out: the weights, how many decisions and pairs there were, and how often left-out pairs were ordered right."""

    weights: tuple[float, ...]
    decisions: int
    pairs: int
    right: float
    right_before: float

    @property
    def is_better(self) -> bool:
        """Whether it may be used: enough decisions, and requests it had not seen are ordered no worse than before."""
        return self.decisions >= LEAST and self.pairs > 0 and self.right >= self.right_before


def learn(decisions: Sequence[Decision], prior: Sequence[float]) -> Learnt:
    """This function will learn the weights of one side; with nothing to compare they are the prior's."""
    before = np.asarray(prior, dtype=float)
    groups = _differences(decisions)
    every = _stack(groups.values())
    right = [0.0, 0.0]
    for left_out, rows in groups.items():
        others = _stack(found for name, found in groups.items() if name != left_out)
        for at, weights in enumerate((_fit(others, before), before)):
            right[at] += float(np.sum((rows @ weights > 0) + 0.5 * (rows @ weights == 0)))
    total = len(every)
    learnt, known = (value / total if total else 0.0 for value in right)
    return Learnt(tuple(_fit(every, before).tolist()), len(decisions), total, learnt, known)


def _differences(decisions: Sequence[Decision]) -> dict[str, np.ndarray]:
    """For each group, chosen minus not chosen, component by component; what one of the two does not know counts nothing."""
    found: dict[str, list[np.ndarray]] = {}
    ordered = sorted(decisions, key=lambda one: (one.group, [(-1.0 if v is None else v) for v in one.agreement], one.chosen))
    for one in ordered:
        for other in ordered:
            if one.group == other.group and one.chosen and not other.chosen:
                pairs = zip(one.agreement, other.agreement, strict=True)
                row = [0.0 if None in (a, b) else a - b for a, b in pairs]
                found.setdefault(one.group, []).append(np.array(row))
    return {group: np.array(rows) for group, rows in sorted(found.items())}


def _stack(parts) -> np.ndarray:
    parts = list(parts)
    return np.concatenate(parts) if parts else np.zeros((0, len(KEYS)))


def _fit(rows: np.ndarray, before: np.ndarray) -> np.ndarray:
    """The most likely weights (Newton's steps), none negative, summing to 1. Each pair counts less the more there are in all."""
    if not len(rows):
        return before
    weights, steep = before.copy(), STEEPNESS * rows
    for _step in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(steep @ weights, -30, 30)))
        slope = HOLD * (weights - before) - steep.T @ (1 - chance)
        bend = HOLD * np.eye(len(before)) + (steep * (chance * (1 - chance))[:, None]).T @ steep
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-10:
            break
    kept = np.clip(weights, 0, None)
    return kept / kept.sum() if kept.sum() > 0 else before
