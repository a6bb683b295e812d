"""BM25 over the texts of the candidates, held in numpy and shared by every query."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from . import words

K1 = 1.2
B = 0.75
# How fast repeating a word in the query itself stops counting.
K3 = 2.0


class TextIndex:
    """Postings of stems. `extra` are words that may match but are no prose: they count once and have no length."""

    def __init__(self, texts: Sequence[str], language: str, extra: Sequence[Iterable[str]] = ()) -> None:
        self.language = words.known(language)
        self.size = len(texts)
        self.length = np.zeros(self.size)
        postings: dict[str, tuple[list[int], list[int]]] = {}
        for row, text in enumerate(texts):
            self._add(row, text, extra[row] if extra else (), postings)
        stated = self.length[self.length > 0]
        self.mean_length = float(stated.mean()) if stated.size else 1.0
        self.stated = self.length > 0
        self.slack = K1 * (1 - B + B * self.length / self.mean_length)
        self.postings = {
            stem: (np.asarray(rows, dtype=np.int32), np.asarray(counts, dtype=np.float64))
            for stem, (rows, counts) in postings.items()
        }

    def _add(self, row: int, text: str, extra: Iterable[str], postings: dict) -> None:
        tokens = words.stems(text, self.language) if text else []
        self.length[row] = len(tokens)
        if not tokens:
            return
        counted = words.mentions(tokens)
        for label in extra:
            for stem in words.stems(label, self.language):
                counted.setdefault(stem, 1)
        for stem, count in counted.items():
            rows, counts = postings.setdefault(stem, ([], []))
            rows.append(row)
            counts.append(count)

    def rarity(self, stem: str) -> float:
        """This function will weigh a stem by how few candidates use it; always positive."""
        found = self.postings.get(stem)
        holders = 0 if found is None else len(found[0])
        return math.log1p((self.size - holders + 0.5) / (holders + 0.5))

    def weigh(self, text: str) -> dict[str, float]:
        """This function will give the weight of each stem of a query text."""
        counted = words.mentions(words.stems(text, self.language))
        return {stem: self.rarity(stem) * (K3 + 1) * n / (K3 + n) for stem, n in sorted(counted.items())}

    def scores(self, weights: dict[str, float]) -> np.ndarray:
        """This function will give the BM25 score of every candidate."""
        total = np.zeros(self.size)
        for stem, weight in weights.items():
            if (found := self.postings.get(stem)) is not None:
                rows, counts = found
                total[rows] += weight * (K1 + 1) * counts / (counts + self.slack[rows])
        return total

    def closeness(self, text: str) -> np.ndarray:
        """This function will give each candidate's closeness to the text in [0, 1]; NaN where a side wrote nothing.

        The square root of the share of the best score there could be: same order as BM25, readable numbers.
        """
        weights = self.weigh(text)
        if not weights:
            return np.full(self.size, np.nan)
        best = (K1 + 1) * sum(weights.values())
        return np.where(self.stated, np.sqrt(np.clip(self.scores(weights) / best, 0.0, 1.0)), np.nan)

    def common(self, text: str, row: int, limit: int = 4) -> list[str]:
        """This function will give the words of the text that bring most to this candidate, as they were written."""
        written, gains = words.surfaces(text, self.language), []
        for stem, weight in self.weigh(text).items():
            found = self.postings.get(stem)
            if found is None:
                continue
            at = int(np.searchsorted(found[0], row))
            if at < len(found[0]) and found[0][at] == row and not stem.isdigit():
                gains.append((-weight * found[1][at] / (found[1][at] + self.slack[row]), stem))
        return [written[stem] for _, stem in sorted(gains)[:limit]]
