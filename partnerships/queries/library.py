"""The library of clauses: which text an agreement begins with."""

from collections.abc import Iterable
from typing import Any

from partnerships import agreement_kinds as kinds
from partnerships import agreement_terms as terms
from partnerships.models import ClauseText


def texts(*, kind: str, gives_back: str) -> dict[str, ClauseText]:
    """Return the fittest text in use of each topic: the one for this kind before one for all, then by what comes back."""
    family = kinds.BACK[gives_back].family if gives_back else ""
    return _fittest(ClauseText.objects.filter(is_active=True).order_by("pk"), kind, family)


def _fittest(rows: Iterable[ClauseText], kind: str, family: str) -> dict[str, ClauseText]:
    found: dict[str, tuple[tuple[bool, bool], ClauseText]] = {}
    for row in rows:
        if row.family not in ("", family) or (row.kinds and kind not in row.kinds):
            continue
        weight = (bool(row.kinds), bool(row.family))
        if row.topic not in found or weight > found[row.topic][0]:
            found[row.topic] = weight, row
    return {topic: row for topic, (_weight, row) in found.items()}


def shelves() -> list[dict[str, Any]]:
    """The library as its page shows it: every topic with its texts, those without any too."""
    rows: dict[str, list[ClauseText]] = {}
    for row in ClauseText.objects.order_by("-is_active", "family", "pk"):
        rows.setdefault(row.topic, []).append(row)
    return [
        {
            "key": term.key, "label": term.label, "rows": rows.get(term.key, []), "is_minimum": term.key != kinds.OTHER_TOPIC,
            "is_bare": term.key != kinds.OTHER_TOPIC and not any(row.is_active for row in rows.get(term.key, [])),
        }
        for term in terms.TOPICS
    ]  # fmt: skip
