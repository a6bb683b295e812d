"""Where needs stay uncovered: by municipality and field of work, and which of them no offer on the table could answer."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from partnerships import terms, vocab
from partnerships.models import Need, Offer

# An offer that fits less than this does not answer a need.
FITS = 0.5
# Shades of the map.
SHADES = 5


@dataclass(frozen=True)
class Cell:
    """How many needs of a theme are uncovered in a municipality, and how dark the cell is (0 to 5)."""

    count: int
    shade: int
    url: str


def page() -> dict[str, Any]:
    """The map: open needs by municipality and theme, and beside each how many find no offer."""
    needs = Need.objects.filter(status="open", organization__archived_at=None)
    rows = list(
        needs.values_list(
            "kind", "themes", "organization__themes", "organization__municipality", "organization__province"
        ).order_by("pk")
    )
    offered = _offered()
    grid: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    totals, alone = Counter(), Counter()
    for kind, own, of_body, municipality, province in rows:
        place = (municipality, province)
        totals[place] += 1
        alone[place] += not _is_answered(kind, province, offered)
        for theme in own or of_body or [""]:
            grid[place][theme] += 1
    themes = sorted({theme for counts in grid.values() for theme in counts}, key=lambda key: (key == "", key))
    most = max((n for counts in grid.values() for n in counts.values()), default=0)
    return {
        "themes": [
            {"key": key, "label": terms.THEMES[key].label if key in terms.THEMES else _("Not said")} for key in themes
        ],
        "rows": [
            {
                "place": place[0] or _("Not said"),
                "province": place[1],
                "total": total,
                "alone": alone[place],
                "cells": [_cell(grid[place][theme], most, place[0], theme) for theme in themes],
            }
            for place, total in sorted(totals.items(), key=lambda pair: (-alone[pair[0]], -pair[1], pair[0]))
        ],
        "total": len(rows),
        "alone": sum(alone.values()),
        "shades": range(1, SHADES + 1),
    }


def _cell(count: int, most: int, municipality: str, theme: str) -> Cell:
    shade = -(-count * SHADES // most) if count else 0
    found = {"stato": "open", "comune": municipality} | ({"tema": theme} if theme else {})
    return Cell(count, shade, f"?{urlencode(found)}")


def _offered() -> list[tuple[str, frozenset[str]]]:
    """Offers on the table: their kind and the provinces they are for (none: anywhere)."""
    live = Q(request__status__in=terms.REQUEST_OPEN) | Q(request=None, organization__archived_at=None)
    rows = (
        Offer.objects.filter(live)
        .annotate(where=F("request__territory"))
        .values_list("kind", "where", "organization__province")
    )
    return [(kind, frozenset(where or ([province] if province else []))) for kind, where, province in rows]


def _is_answered(kind: str, province: str, offered: list[tuple[str, frozenset[str]]]) -> bool:
    fits = vocab.ANSWERS.get(kind, {})
    return any(
        fits.get(offer, 0) >= FITS and (not where or not province or province in where) for offer, where in offered
    )
