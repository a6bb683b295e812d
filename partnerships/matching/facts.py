"""What matching knows of a company or a non-profit: frozen facts, every one of them may be absent."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date

COMPANY, NONPROFIT = "company", "npo"
SIDES = (COMPANY, NONPROFIT)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a side can give: how much of it and when."""

    type: str
    qty: float | None = None
    unit: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """Something a side looks for: how much of it and by when."""

    type: str
    qty: float | None = None
    unit: str = ""
    by: date | None = None
    start: date | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """One side as facts. The name is for people only: it never enters the score."""

    id: str
    kind: str = COMPANY
    name: str = field(default="", compare=False)
    text: str = ""
    results: tuple[str, ...] = ()
    sdgs: frozenset[int] = frozenset()
    themes: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    municipality: str = ""
    province: str = ""
    territory: frozenset[str] = frozenset()
    territory_binding: bool = True
    lat: float | None = None
    lon: float | None = None
    offers: tuple[Offer, ...] = ()
    needs: tuple[Need, ...] = ()
    wants: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()
    exclusions: frozenset[str] = frozenset()
    sector: str = ""
    ethical: frozenset[str] = frozenset()
    capacity: int | None = None
    engaged: int = 0
    paused: bool = False
    contact_consent: bool | None = None
    kept: int | None = None
    broken: int | None = None

    @property
    def free_places(self) -> int | None:
        """How many more partners this side can take; None when it has not said."""
        return None if self.capacity is None else max(0, self.capacity - self.engaged)

    @property
    def words(self) -> str:
        """The free text that is compared: results first, then the description. Never the name."""
        return "\n".join((*self.results, self.text)).strip()

    def knows(self, name: str) -> bool:
        """Whether a field was stated at all."""
        return getattr(self, name) != _DEFAULTS[name]


_DEFAULTS = {item.name: item.default for item in fields(Profile)}


def other_side(kind: str) -> str:
    """The side that looks back."""
    return NONPROFIT if kind == COMPANY else COMPANY
