"""One box over everything: names by prefix first, then texts, then what looks alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from relations import panels
from relations.models import User
from relations.text import clean, fold

# Hits looked at before ranking: a common surname costs the same in a large archive.
CAP = 1001
FEW = 5
# How alike two words must be: "garlsco" is 0.54 of "Officine Garlasco". Nothing else uses this setting.
_LIKENESS = "SET pg_trgm.word_similarity_threshold = 0.5"
_WORD = re.compile(r"[a-z0-9]+")
_PHONE = re.compile(r"^\+?[\d\s./()-]{6,}$")

_NAMES = """
WITH hits AS MATERIALIZED (
  SELECT kind, object_id, title, subtitle, url, folded FROM relations_searchentry
  WHERE kind = ANY(%(kinds)s)
    AND names @@ (to_tsquery('simple', %(prefix)s) || plainto_tsquery('simple', %(folded)s)) LIMIT %(cap)s
)
SELECT kind, object_id, title, subtitle, url FROM hits
ORDER BY folded = %(folded)s DESC, starts_with(folded, %(folded)s) DESC, length(folded), folded, object_id LIMIT %(limit)s
"""
_TEXTS = """
WITH hits AS MATERIALIZED (
  SELECT kind, object_id, title, subtitle, url, ts_rank(texts, websearch_to_tsquery('italian', %(text)s)) AS rank
  FROM relations_searchentry
  WHERE kind = ANY(%(kinds)s) AND texts @@ websearch_to_tsquery('italian', %(text)s) LIMIT %(cap)s
)
SELECT kind, object_id, title, subtitle, url FROM hits ORDER BY rank DESC, title, object_id LIMIT %(limit)s
"""
_ALIKE = """
WITH hits AS MATERIALIZED (
  SELECT kind, object_id, title, subtitle, url, word_similarity(%(folded)s, folded) AS likeness
  FROM relations_searchentry
  WHERE kind = ANY(%(kinds)s) AND %(folded)s <%% folded LIMIT %(cap)s
)
SELECT kind, object_id, title, subtitle, url FROM hits ORDER BY likeness DESC, title, object_id LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    kind: str
    object_id: int
    title: str
    subtitle: str
    url: str
    icon: str


@dataclass(frozen=True)
class Group:
    """The hits of one kind."""

    label: str
    icon: str
    hits: list[Hit]


def find(user: User | None, text: str, limit: int = 20, *, kinds: Sequence[str] | None = None) -> list[Hit]:
    """Return what `text` finds among the kinds `user` may see (all of them for None), the best first.

    Names, codes, addresses and numbers match by prefix of every word and without accents; texts by Italian stems;
    when these give few, titles that look alike are added.
    """
    words = clean(text).strip()[:200]
    allowed = {kind.key: kind for kind in panels.of(panels.SearchKind, user) if kinds is None or kind.key in kinds}
    params = _params(words, list(allowed), limit)
    if params is None or not allowed:
        return []
    found: dict[tuple[str, int], Hit] = {}
    for statement, wanted in ((_NAMES, True), (_TEXTS, len(words) > 2), (_ALIKE, len(words) > 2)):
        if not wanted or len(found) >= limit or (statement is _ALIKE and len(found) >= FEW):
            continue
        for kind, object_id, title, subtitle, url in _rows(statement, params):
            hit = Hit(kind, object_id, title, subtitle, url, allowed[kind].icon)
            found.setdefault((kind, object_id), hit)
    return list(found.values())[:limit]


def grouped(hits: Sequence[Hit]) -> list[Group]:
    """Return `hits` by kind; the kind of the best hit stands first, as Enter and the eye go there."""
    kinds = {kind.key: kind for kind in panels.of(panels.SearchKind)}
    order = list(dict.fromkeys(hit.kind for hit in hits))
    return [
        Group(str(kinds[key].label), kinds[key].icon, [hit for hit in hits if hit.kind == key]) for key in order
    ]


def straight_to(text: str, hits: Sequence[Hit]) -> str:
    """Return the address of the one record a whole phone number or code names; empty otherwise."""
    is_code = any(letter.isdigit() for letter in text) and len(text.strip()) >= 6 and " " not in text.strip()
    return hits[0].url if len(hits) == 1 and (_PHONE.match(text.strip()) or is_code) else ""


def ids(text: str, kind: str) -> list[int]:
    """Return up to 1,001 ids of `kind` whose names, codes or numbers match `text`."""
    params = _params(clean(text).strip()[:200], [kind], CAP)
    return [] if params is None else [row[1] for row in _rows(_NAMES, params)]


def _rows(statement: str, params: dict[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        if statement is _ALIKE:
            cursor.execute(_LIKENESS)
        cursor.execute(statement, params)
        return cursor.fetchall()


def _params(text: str, kinds: list[str], limit: int) -> dict[str, Any] | None:
    folded = fold(text)
    if _PHONE.match(text):
        digits = re.sub(r"\D", "", text)
        folded = digits.removeprefix("0039") if digits.startswith("0039") else digits
        if text.startswith("+39"):
            folded = digits.removeprefix("39")
    words = _WORD.findall(folded)
    # "S.r.l." is three letters that find nothing: single letters count only when there is nothing else.
    words = [word for word in words if len(word) > 1] or words
    if not words:
        return None
    prefix = " & ".join(f"{word}:*" for word in words[:8])
    return {"kinds": kinds, "prefix": prefix, "folded": folded, "text": text, "cap": CAP, "limit": limit}
