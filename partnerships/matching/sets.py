"""Which candidates state which values, held as postings, and how far two sets of stated facts agree."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np


class Postings:
    """For one field: value → rows that state it, and how many values each row states."""

    def __init__(self, stated: Sequence[Iterable[Hashable]]) -> None:
        self.size = len(stated)
        self.sizes = np.zeros(self.size)
        rows: dict[Hashable, list[int]] = {}
        for row, values in enumerate(stated):
            unique = set(values)
            self.sizes[row] = len(unique)
            for value in unique:
                rows.setdefault(value, []).append(row)
        self.rows = {value: np.asarray(found, dtype=np.int32) for value, found in rows.items()}

    def shared(self, values: Iterable[Hashable]) -> np.ndarray:
        """This function will count, for each row, the values it shares with the given ones."""
        count = np.zeros(self.size)
        for value in set(values):
            if (found := self.rows.get(value)) is not None:
                count[found] += 1
        return count

    def any_of(self, values: Iterable[Hashable]) -> np.ndarray:
        """This function will say which rows state at least one of the values."""
        return self.shared(values) > 0


Evidence = tuple[np.ndarray, np.ndarray]


def nothing(size: int) -> Evidence:
    """No agreement and no contrast: nothing is known."""
    return np.zeros(size), np.zeros(size)


def overlap(values: frozenset, postings: Postings) -> Evidence:
    """This function will give agreement and contrast of two sets of facts that mirror each other.

    Agreement is the cosine of the sets; contrast is what the smaller set says and the other does not. Adding a value
    that both state raises the first and never the second, also when a side had stated nothing before.
    """
    if not values:
        return nothing(postings.size)
    shared, ours, theirs = postings.shared(values), len(values), postings.sizes
    known = theirs > 0
    safe = np.where(known, theirs, 1.0)
    agree = np.where(known, shared / np.sqrt(ours * safe), 0.0)
    contrast = np.where(known, 1.0 - shared / np.minimum(ours, safe), 0.0)
    return agree, contrast


def either(first: Evidence, second: Evidence) -> Evidence:
    """This function will join two readings of one component: the kinder where both are known."""
    known_first, known_second = first[0] + first[1] > 0, second[0] + second[1] > 0
    both = known_first & known_second
    agree = np.where(both, np.maximum(first[0], second[0]), first[0] + second[0])
    contrast = np.where(both, np.minimum(first[1], second[1]), first[1] + second[1])
    return agree, contrast
