"""BM25 over the texts of the candidates, held in numpy and shared by every query."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from . import words

K1 = 1.5
B = 0.75
# Stems that begin alike are kin (pover-o, pover-tà): they count, less than the word itself.
KIN_PREFIX = 5
KIN_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Said:
    """A query's words: the weight of each stem, and the word as it was written."""

    weights: dict[str, float]
    written: dict[str, str]


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
        self._slack = K1 * (1 - B + B * self.length / self.mean_length)
        self.postings = {stem: self._gains(*postings[stem]) for stem in sorted(postings)}
        self.kin: dict[str, list[str]] = {}
        for stem in self.postings:
            if len(stem) >= KIN_PREFIX and not stem.isdigit():
                self.kin.setdefault(stem[:KIN_PREFIX], []).append(stem)

    def _add(self, row: int, text: str, extra: Iterable[str], postings: dict) -> None:
        tokens = words.stems(text, self.language) if text else []
        self.length[row] = len(tokens)
        if not tokens:
            return
        counted = words.mentions(tokens)
        for label in extra:
            for stem in words.stems_of_label(label, self.language):
                counted.setdefault(stem, 1)
        for stem, count in counted.items():
            rows, counts = postings.setdefault(stem, ([], []))
            rows.append(row)
            counts.append(count)

    def _gains(self, rows: list[int], counts: list[int]) -> tuple[np.ndarray, np.ndarray]:
        """The rows that use a stem, each once, and what the stem is worth there: more when used more, up to a limit."""
        at, used = np.asarray(rows, dtype=np.int32), np.asarray(counts, dtype=np.float64)
        return at, (K1 + 1) * used / (used + self._slack[at])

    def rarity(self, stem: str) -> float:
        """This function will weigh a stem by how few candidates use it; always positive."""
        found = self.postings.get(stem)
        holders = 0 if found is None else len(found[0])
        return math.log1p((self.size - holders + 0.5) / (holders + 0.5))

    def weigh(self, text: str) -> dict[str, float]:
        """This function will give the weight of each stem of a query text."""
        counted = words.mentions(words.stems(text, self.language))
        return {stem: self.rarity(stem) * n for stem, n in sorted(counted.items())}

    def scores(self, weights: dict[str, float]) -> np.ndarray:
        """This function will give the BM25 score of every candidate."""
        total, part = np.zeros(self.size), np.zeros(self.size)
        for stem, weight in weights.items():
            relatives = self._relatives(stem)
            if not relatives:
                self._join(total, stem, weight, np.add)
                continue
            part[:] = 0.0
            for kin in relatives:
                self._join(part, kin, KIN_WEIGHT * weight * min(1.0, self.rarity(kin) / self.rarity(stem)), np.maximum)
            self._join(part, stem, weight, np.maximum)
            total += part
        return total

    def _relatives(self, stem: str) -> list[str]:
        return [kin for kin in self.kin.get(stem[:KIN_PREFIX], ()) if kin != stem] if len(stem) >= KIN_PREFIX else []

    def _join(self, total: np.ndarray, stem: str, weight: float, join: np.ufunc) -> None:
        if (found := self.postings.get(stem)) is not None:
            rows, gains = found
            total[rows] = join(total[rows], weight * gains)

    def closeness(self, text: str) -> np.ndarray:
        """This function will give each candidate's closeness to the text in [0, 1]; NaN where a side wrote nothing.

        The square root of the share of the best score there could be: same order as BM25, readable numbers.
        """
        weights = self.weigh(text)
        if not weights:
            return np.full(self.size, np.nan)
        best = (K1 + 1) * sum(weights.values())
        return np.where(self.stated, np.sqrt(np.clip(self.scores(weights) / best, 0.0, 1.0)), np.nan)

    def said(self, text: str) -> Said:
        """This function will read a query's text once, for whoever asks which of its words were found."""
        return Said(self.weigh(text), words.surfaces(text, self.language))

    def common(self, said: Said, row: int, limit: int = 4) -> list[str]:
        """This function will give the words of the query that bring most to this candidate, as they were written."""
        gains = []
        for stem, weight in said.weights.items():
            found = self.postings.get(stem)
            if found is None:
                continue
            at = int(found[0].searchsorted(row))
            if at < len(found[0]) and found[0][at] == row and not stem.isdigit():
                gains.append((-weight * float(found[1][at]), stem))
        return [said.written[stem] for _, stem in sorted(gains)[:limit]]
