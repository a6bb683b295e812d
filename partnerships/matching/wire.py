"""The JSON shape of profiles and rankings: what match_rank reads and writes. Lenient in, exact out."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from .aliases import ETHICAL, returned, target, tidy
from .corpus import Corpus
from .facts import COMPANY, NONPROFIT, Need, Offer, Profile
from .places import EVERYWHERE, provinces
from .ranking import DIRECTIONS, Ranking, rank_in
from .reasons import Translate
from .words import LANGUAGES

DECIMALS = 4


__all__ = ["LANGUAGES", "BadCase", "Reader", "Translate", "lines", "profile", "written"]


class BadCase(ValueError):
    """A line that is no case."""


# Named once: a union written in place is built anew at every call, and these are called for every field.
_WRITTEN, _SINGLE, _SEVERAL = (str, int, float), (str, int), (list, tuple)
_ITEMS = (str, Mapping)


def _text(value: Any) -> str:
    if type(value) is str:
        return value
    return str(value) if isinstance(value, _WRITTEN) and not isinstance(value, bool) else ""


def _list(value: Any) -> list[Any]:
    return [value] if isinstance(value, _SINGLE) else list(value) if isinstance(value, _SEVERAL) else []


def _words(value: Any) -> list[str]:
    return [text for item in _list(value) if (text := _text(item).strip())]


def _number(value: Any) -> float | None:
    if value is None:
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and not isinstance(value, bool) else None


def _whole(value: Any) -> int | None:
    number = _number(value)
    return None if number is None else int(number)


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(_text(value)[:10])
    except ValueError:
        return None


def _degrees(value: Any, most: float) -> float | None:
    number = _number(value)
    return number if number is not None and abs(number) <= most else None


def _items(value: Any) -> list[Mapping[str, Any]]:
    return [{"type": item} if isinstance(item, str) else item for item in _list(value) if isinstance(item, _ITEMS)]


def offer(item: Mapping[str, Any]) -> Offer:
    return Offer(_text(item.get("type")), _number(item.get("qty")), _text(item.get("unit")), _date(item.get("from")),
                 _date(item.get("to")))


def need(item: Mapping[str, Any]) -> Need:
    return Need(_text(item.get("type")), _number(item.get("qty")), _text(item.get("unit")),
                _date(item.get("by") or item.get("to")), _date(item.get("from")))


def _province(value: Any) -> str:
    found = provinces(_text(value))
    return next(iter(found)) if len(found) == 1 and EVERYWHERE not in found else ""


def profile(data: Mapping[str, Any]) -> Profile:
    """This function will read a profile; what is absent or unreadable stays unknown."""
    lat, lon = _degrees(data.get("lat"), 90), _degrees(data.get("lon"), 180)
    return Profile(
        id=_text(data.get("id")),
        kind=NONPROFIT if _text(data.get("kind")) in {"npo", "nonprofit"} else COMPANY,
        name=_text(data.get("name")), text=_text(data.get("text")), results=tuple(_words(data.get("results"))),
        sdgs=frozenset(n for item in _list(data.get("sdgs")) if (n := _whole(item)) is not None and 1 <= n <= 17),
        themes=frozenset(word.lower() for word in _words(data.get("themes"))),
        targets=frozenset(map(target, _words(data.get("targets")))),
        municipality=_text(data.get("municipality")), province=_province(data.get("province")),
        territory=frozenset(_words(data.get("territory"))),
        territory_binding=data.get("territory_binding") is not False,
        lat=lat if lon is not None else None, lon=lon if lat is not None else None,
        offers=tuple(found for item in _items(data.get("offers")) if (found := offer(item)).type),
        needs=tuple(found for item in _items(data.get("needs")) if (found := need(item)).type),
        wants=frozenset(map(returned, _words(data.get("wants")))),
        gives=frozenset(map(returned, _words(data.get("gives")))),
        exclusions=frozenset(_words(data.get("exclusions"))), sector=_text(data.get("sector")),
        ethical=frozenset(ETHICAL.get(tidy(word), tidy(word)) for word in _words(data.get("ethical"))),
        capacity=_whole(data.get("capacity")), engaged=max(0, _whole(data.get("engaged")) or 0),
        paused=data.get("paused") is True,
        contact_consent=consent if isinstance(consent := data.get("contact_consent"), bool) else None,
        kept=_whole(data.get("kept")), broken=_whole(data.get("broken")),
    )


class Reader:
    """Reads cases one after the other; cases with the same candidates share one corpus."""

    def __init__(self) -> None:
        self._key: tuple[str, list] | None = None
        self._corpus: Corpus | None = None

    def corpus(self, candidates: list[Mapping[str, Any]], language: str) -> Corpus:
        if self._corpus is None or self._key != (language, candidates):
            self._key = (language, candidates)
            self._corpus = Corpus([profile(item) for item in candidates if isinstance(item, Mapping)], language=language)
        return self._corpus

    def rank(self, case: Mapping[str, Any]) -> Ranking:
        """This function will rank one case."""
        query, candidates = case.get("query"), case.get("candidates", [])
        if not isinstance(query, Mapping) or not isinstance(candidates, list):
            raise BadCase("a case needs a query and a list of candidates")
        corpus = self.corpus(candidates, _text(case.get("lang")) or "it")
        direction = _text(case.get("direction"))
        if direction and direction not in DIRECTIONS:
            raise BadCase(f"unknown direction {direction!r}: write one of {', '.join(DIRECTIONS)}")
        return rank_in(corpus, profile(query), direction=direction, today=_date(case.get("today")), decimals=DECIMALS)


def lines(source: Iterable[str], speak: Callable[[str], Translate] = lambda language: str) -> Iterator[str]:
    """This function will turn lines of cases into lines of rankings; an unreadable line becomes a line that says so."""
    reader = Reader()
    for number, line in enumerate(source, start=1):
        if line.strip():
            yield _line(reader, number, line, speak)


def _line(reader: Reader, number: int, line: str, speak: Callable[[str], Translate]) -> str:
    name: Any = None
    try:
        case = json.loads(line)
        if not isinstance(case, Mapping):
            raise BadCase("a case is a JSON object")
        name = case.get("case")
        answer = {"case": name, "ranking": written(reader.rank(case), speak(_text(case.get("lang")) or "it"))}
    except (ValueError, RecursionError) as error:
        answer = {"case": name, "ranking": [], "error": f"line {number}: {error}"}
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def written(ranking: Ranking, translate: Translate = str) -> list[dict[str, Any]]:
    """This function will write a ranking as plain data, every candidate with its parts."""
    return [_entry(ranking, int(row), translate) for row in ranking.order]


def _entry(ranking: Ranking, row: int, translate: Translate) -> dict[str, Any]:
    total, components = ranking.parts(row)
    entry: dict[str, Any] = {
        "id": ranking.corpus.profiles[row].id,
        "score": total,
        "components": {
            part.key: {"value": round(part.value, 4), "weight": round(part.weight, 4), "points": part.points}
            for part in components if part.value is not None
        },
        "unknown": [part.key for part in components if part.value is None],
        "confidence": round(float(ranking.scores.confidence[row]), 4),
    }
    if stops := ranking.stops(row):
        entry["blocked"] = [reason.text(translate) for reason in stops]
    return entry
