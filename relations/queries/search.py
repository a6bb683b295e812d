"""One box over everything: names by prefix first, then codes and places, texts, mistyped words, what looks alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from rapidfuzz.distance import OSA

from relations import panels, typos
from relations.models import User
from relations.text import clean, fold

# Hits looked at before ranking: a common surname costs the same in a large archive.
CAP = 1001
FEW = 5
MOST_WORDS = 8
_WORD = re.compile(r"[a-z0-9]+")
_PHONE = re.compile(r"^\+?[\d\s./()-]{6,}$")

_FROM = "SELECT kind, object_id, title, subtitle, url, folded {more} FROM relations_searchentry WHERE kind = ANY(%(kinds)s) {also}"
_COLUMNS = "kind, object_id, title, subtitle, url"
# Titles weigh A, codes and numbers B, the line under the title C. The first select is one walk along an index: what
# begins exactly so is found however many others there are.
_NAMES = f"""
WITH begun AS MATERIALIZED ({_FROM.format(more=", 0 AS tier", also="{also}")} AND folded >= %(folded)s AND folded < %(beyond)s
  ORDER BY folded, id LIMIT %(limit)s),
named AS MATERIALIZED ({_FROM.format(more=", 1 AS tier", also="{also}")}
  AND names @@ (to_tsquery('simple', %(titled)s) || to_tsquery('simple', %(whole_title)s)) LIMIT %(cap)s),
others AS MATERIALIZED ({_FROM.format(more=", 2 AS tier", also="{also}")}
  AND names @@ to_tsquery('simple', %(prefix)s) AND NOT names @@ to_tsquery('simple', %(titled)s) LIMIT %(cap)s),
hits AS (SELECT * FROM begun UNION ALL SELECT * FROM named UNION ALL SELECT * FROM others)
SELECT {_COLUMNS} FROM hits
ORDER BY folded = %(folded)s DESC, tier, length(folded), folded, object_id LIMIT %(limit)s * 3
"""
# One or two letters: only what begins so, along the index.
_BEGINS = f"{_FROM.format(more='', also='{also}')} AND folded >= %(folded)s AND folded < %(beyond)s ORDER BY folded, id LIMIT %(limit)s"
_TEXTS = f"""
WITH hits AS MATERIALIZED (
  {_FROM.format(more=", ts_rank(texts, websearch_to_tsquery('italian', %(text)s)) AS rank", also="{also}")}
  AND texts @@ websearch_to_tsquery('italian', %(text)s) LIMIT %(cap)s
)
SELECT {_COLUMNS} FROM hits ORDER BY rank DESC, title, object_id LIMIT %(limit)s
"""
_MEANT = f"{_FROM.format(more='', also='{also}')} AND names @@ to_tsquery('simple', %(meant)s) LIMIT %(cap)s"
# How alike two words must be: "garlsco" is 0.54 of "Officine Garlasco". Nothing else uses this setting.
_ALIKE = f"""
SET pg_trgm.word_similarity_threshold = 0.5;
WITH hits AS MATERIALIZED (
  {_FROM.format(more=", word_similarity(%(folded)s, folded) AS likeness", also="{also}")} AND %(folded)s <%% folded LIMIT %(cap)s
)
SELECT {_COLUMNS} FROM hits ORDER BY likeness DESC, title, object_id LIMIT %(limit)s
"""
_IDS = """
SELECT object_id FROM relations_searchentry
WHERE kind = ANY(%(kinds)s) AND names @@ (to_tsquery('simple', %(prefix)s) || to_tsquery('simple', %(whole)s)) LIMIT %(cap)s
"""
_AMONG = """
SELECT object_id FROM relations_searchentry WHERE kind = ANY(%(kinds)s) AND (
  names @@ (to_tsquery('simple', %(prefix)s) || to_tsquery('simple', %(whole)s))
  OR texts @@ websearch_to_tsquery('italian', %(text)s)) LIMIT %(cap)s
"""
# Slip by slip: asked for all of them at once, the planner expects a thousand words and reads every one there is.
_KNOWN_WORDS = """(SELECT %s AS typed, word FROM unnest(%s::varchar[]) AS slip JOIN relations_searchword ON near @> ARRAY[slip]
LIMIT 300)"""
_LIKE_WORDS = "(SELECT %s AS typed, word FROM relations_searchword WHERE word %% %s LIMIT 300)"


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


def find(
    user: User | None, text: str, limit: int = 20, *, kinds: Sequence[str] | None = None, province: str = "",
    follower: int | None = None,
) -> list[Hit]:  # fmt: skip
    """Return what `text` finds among the kinds `user` may see (all of them for None), the best first.

    Names, codes, addresses and numbers match by prefix of every word and without accents; texts by Italian stems; when
    these give few, words mistyped by a letter or two are put right, and titles that look alike are added.
    """
    words = clean(text).strip()[:200]
    allowed = {kind.key: kind for kind in panels.of(panels.SearchKind, user) if kinds is None or kind.key in kinds}
    params = _params(words, list(allowed), limit)
    if params is None or not allowed:
        return []
    params |= {"province": province[:2], "follower": follower}
    also = ("AND province = %(province)s " if province else "") + ("AND follower_id = %(follower)s" if follower else "")
    found: dict[tuple[str, int], Hit] = {}
    for step in _STEPS:
        if len(found) >= min(limit, step.only_below) or len(params["folded"]) < step.shortest:
            continue
        for kind, object_id, title, subtitle, url, *_rest in step.rows(params, also):
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
    """Return up to 1,001 ids of `kind` whose names, codes, numbers or places match `text`."""
    params = _params(clean(text).strip()[:200], [kind], CAP)
    return [] if params is None else [row[0] for row in _rows(_IDS, params)]


def among(rows: QuerySet, text: str) -> QuerySet:
    """Narrow the rows of a list to those the search finds by `text`, in names, codes and texts (1,001 at most)."""
    kind = next(kind.key for kind in panels.of(panels.SearchKind) if kind.model is rows.model)
    params = _params(clean(text).strip()[:200], [kind], CAP)
    return rows.none() if params is None else rows.filter(pk__in=[row[0] for row in _rows(_AMONG, params)])


# --- the steps, from the surest to the most forgiving ------------------------------------
def _rows(statement: str, params: dict[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def _by_name(params: dict[str, Any], also: str) -> list[tuple]:
    short = len(params["folded"]) < 3
    return _rows((_BEGINS if short else _NAMES).format(also=also), params)


def _mistyped(params: dict[str, Any], also: str) -> list[tuple]:
    """Put each word right by the words that stand in titles, then look for all of them together."""
    params["meant"] = ""
    typed = [word for word in params["words"] if not word.isdigit() and typos.slips_allowed(word)]
    if not typed:
        return []
    meant = _known_words(typed)
    if not any(meant.values()):
        return []
    # The part of the word already typed still counts as a prefix: "ferrais paol" is on its way to Paolo Ferraris.
    terms = [" | ".join([f"{word}:*A", *(f"{known}:A" for known in meant.get(word, ()))]) for word in params["words"]]
    rows = _rows(_MEANT.format(also=also), params | {"meant": " & ".join(f"({term})" for term in terms)})
    return sorted(rows, key=lambda row: (_slips(params["words"], row[5]), len(row[5]), row[5], row[1]))[: params["limit"]]


def _known_words(typed: list[str]) -> dict[str, list[str]]:
    parts, values = [], []
    for word in typed:
        parts.append(_KNOWN_WORDS)
        values += [word, typos.near(word)]
        if typos.slips_allowed(word) > 1:
            parts.append(_LIKE_WORDS)
            values += [word, word]
    found: dict[str, set[str]] = {word: set() for word in typed}
    for word, known in _rows(" UNION ALL ".join(parts), values):  # type: ignore[arg-type]
        found[word].add(known)
    return {word: typos.closest(word, sorted(known - {word})) for word, known in found.items()}


def _slips(typed: Sequence[str], folded: str) -> int:
    """How many slips stand between what was typed and the nearest words of a title."""
    words = _WORD.findall(folded) or [""]
    return sum(min(min(OSA.distance(one, word), OSA.distance(one, word[: len(one)])) for word in words) for one in typed)


@dataclass(frozen=True)
class _Step:
    rows: Any
    shortest: int = 1
    only_below: int = CAP


# A mistyped name comes before texts that mention something like it, but after those that hold the very words.
_STEPS = (
    _Step(_by_name),
    _Step(_mistyped, shortest=3, only_below=1),
    _Step(lambda params, also: _rows(_TEXTS.format(also=also), params), shortest=3),
    _Step(lambda params, also: [] if "meant" in params else _mistyped(params, also), shortest=3, only_below=FEW),
    _Step(lambda params, also: _rows(_ALIKE.format(also=also), params), shortest=3, only_below=FEW),
)


def _params(text: str, kinds: list[str], limit: int) -> dict[str, Any] | None:
    folded = " ".join(fold(text).split())
    if _PHONE.match(text):
        digits = re.sub(r"\D", "", text)
        folded = digits.removeprefix("0039") if digits.startswith("0039") else digits
        if text.startswith("+39"):
            folded = digits.removeprefix("39")
    every = _WORD.findall(folded)
    # "S.r.l." is three letters that find nothing: single letters count only when there is nothing else.
    words = [word for word in every if len(word) > 1] or every
    if not words:
        return None
    words = words[:MOST_WORDS]
    return {
        "kinds": kinds, "folded": folded, "beyond": folded + "\uffff", "text": text, "cap": CAP, "limit": limit, "words": words,
        "prefix": " & ".join(f"{word}:*" for word in words), "titled": " & ".join(f"{word}:*A" for word in words),
        # "d'agata" stands in the index as it is split there, single letters too.
        "whole": " & ".join(every[:MOST_WORDS]), "whole_title": " & ".join(f"{word}:A" for word in every[:MOST_WORDS]),
    }  # fmt: skip
