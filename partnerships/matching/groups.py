"""The four bars of a match card: the eight components, grouped so that a person reads them at one look."""

from __future__ import annotations

from dataclasses import dataclass

from .ranking import Component, Match
from .reasons import N_

GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("risultati", N_("Results"), ("risultati", "temi", "destinatari")),
    ("risorse", N_("Resources"), ("risorse", "ritorni")),
    ("territorio", N_("Place and time"), ("territorio", "tempi")),
    ("fiducia", N_("Trust"), ("fiducia",)),
)
COMPONENT_LABELS: dict[str, str] = {
    "risultati": N_("Results sought"),
    "temi": N_("Fields of work"),
    "destinatari": N_("People helped"),
    "territorio": N_("Where they work"),
    "risorse": N_("What is given and needed"),
    "ritorni": N_("What comes back"),
    "tempi": N_("Timing"),
    "fiducia": N_("Promises kept"),
}
# From this score on, in words.
AFFINITY = ((75.0, "high", N_("high affinity")), (50.0, "medium", N_("medium affinity")), (0.0, "low", N_("low affinity")))


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its points, the most they could be given what is known, and its parts."""

    key: str
    label: str
    points: float
    most: float
    parts: tuple[Component, ...]

    @property
    def known(self) -> bool:
        return any(part.known for part in self.parts)


def groups(match: Match) -> tuple[Bar, ...]:
    """This function will give the four bars; their points sum to the score."""
    bars = []
    for key, label, members in GROUPS:
        parts = tuple(match[member] for member in members)
        points = round(sum(part.points for part in parts), 4)
        most = round(100 * sum(part.weight for part in parts), 1)
        bars.append(Bar(key, label, points, max(most, points), parts))
    return tuple(bars)


def affinity(score: float) -> tuple[str, str]:
    """This function will give the word for a score: its key and its label."""
    return next((key, label) for least, key, label in AFFINITY if score >= least)
