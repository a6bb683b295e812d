"""The causes of a step on the ladder of involvement: a registry, because upper floors have causes of their own.

    panels.register(involvement.Cause("donation", _("First donation"), "donor", find=first_gifts))
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from relations import panels, vocab

BY_HAND = "by_hand"


@dataclass(frozen=True)
class Fact:
    """Something that happened to a person and speaks for a step; `source` is the row that proves it."""

    person_id: int
    on: date
    words: str
    source: Model | None = None


@dataclass(frozen=True)
class Cause:
    """Why people go up to `step`: `find(below, person_id, limit)` returns the first fact of each person who stands on
    one of the steps `below` (of one person when `person_id` is given); as a generator that yields the rows it wants it is
    read with the others (`queries.together`)."""

    key: str
    label: str
    step: str
    find: Callable[[list[str], int | None, int], Any]
    icon: str = "arrow-up"
    order: int = 50


def causes() -> dict[str, Cause]:
    """Return every registered cause by its key, in order."""
    return {cause.key: cause for cause in panels.of(Cause)}


def below(step: str) -> list[str]:
    """Return the steps under `step`, from the ground up."""
    ladder = vocab.INVOLVEMENT.keys
    return ladder[: ladder.index(step)]


def is_lower(step: str, than: str) -> bool:
    """Tell whether `step` is under `than`."""
    ladder = vocab.INVOLVEMENT.keys
    return ladder.index(step) < ladder.index(than)
