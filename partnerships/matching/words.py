"""From text to stems, in Italian or English: lower case, elisions cut, stop words out, each word stemmed once."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

import snowballstemmer

LANGUAGES = {"it": "italian", "en": "english"}
WORD = re.compile(r"[^\W_]+")
# A distinct word is stemmed once; past this many the memory starts again, so hostile input cannot fill it.
REMEMBERED = 400_000
LONGEST = 40
# Beside the same other word, a word counts at most so often.
SAME_COMPANY = 3

STOP = {
    "it": frozenset("""
a abbia abbiamo abbiano ad agli ai al alcuna alcune alcuni alcuno all alla alle allo altra altre altri altro anche ancora
aveva avevano avere avrà avuto c che chi ci cioè come con contro cui d da dagli dai dal dall dalla dalle dallo degli dei del
dell della delle dello dentro deve devono di dopo dove due dunque durante e è ecc ed era erano essere essi esso fa fare fatto
fino fra gli ha hanno ho i il in infatti inoltre io l la le lei li lo loro lui ma me mediante meno mentre mi mia mio molte
molti molto né negli nei nel nell nella nelle nello noi non nostra nostre nostri nostro o od ogni oltre oppure ora per perché
però più po poi possano possiamo possono presso può qual quale quali qualche quando quanto quei quel quell quella quelle
quelli quello quest questa queste questi questo qui quindi s sarà saranno se secondo sé sei sempre senza si sia siamo siano
sono sopra sotto sta stata state stati stato stesso su sua sue sugli sui sul sull sulla sulle sullo suo suoi t ti tra tramite
tu tua tuo tutta tutte tutti tutto un una uno v vari varie verso vi voi vostra vostre vostri vostro vuole vogliamo vorremmo
""".split()),
    "en": frozenset("""
a about above after again against all also am an and any are as at be because been before being below between both but by can
could d did do does doing down during each etc few for from further had has have having he her here hers him his how i if in
into is it its itself just ll m may me might more most must my no nor not now o of off on once only or other our ours out
over own re s same shall she should so some such t than that the their theirs them then there these they this those through
to too under until up upon us ve very via was we were what when where which while who whom why will with would you your yours
""".split()),
}


class _Stems(dict):
    """Word → stem, filled as words are met; a stop word or noise gives the empty string."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.stop = STOP[language]
        self.stem = snowballstemmer.stemmer(LANGUAGES[language]).stemWord

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        stem = "" if self._is_noise(word) else fold(self.stem(word))
        self[word] = stem
        return stem

    def _is_noise(self, word: str) -> bool:
        return word in self.stop or (len(word) < 2 and not word.isdigit()) or len(word) > LONGEST


@cache
def _stems(language: str) -> _Stems:
    return _Stems(language)


def known(language: str) -> str:
    """This function will give a language we have a stemmer for; Italian when in doubt."""
    return language if language in LANGUAGES else "it"


def fold(text: str) -> str:
    """This function will take the accents off."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def split(text: str) -> list[str]:
    """This function will cut a text in lower-case words; an apostrophe always cuts."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def stems(text: str, language: str) -> list[str]:
    """This function will give the stems of a text in order, stop words left out."""
    table = _stems(known(language))
    return [stem for word in split(text) if (stem := table[word])]


@lru_cache(maxsize=4096)
def stems_of_label(label: str, language: str) -> tuple[str, ...]:
    """This function will give the stems of a word of our own lists, which comes back with every candidate."""
    return tuple(stems(label, language))


def surfaces(text: str, language: str) -> dict[str, str]:
    """This function will give, for each stem, the word as it was first written: what a person can read."""
    table, found = _stems(known(language)), {}
    for word in split(text):
        if (stem := table[word]) and stem not in found:
            found[stem] = word
    return found


def mentions(tokens: list[str]) -> Counter[str]:
    """This function will count how often each word is used, but not how often it is merely repeated.

    A word beside itself adds nothing, and beside the same other word it counts three times at most: a word typed two
    hundred times in a row counts like one typed once, while an ordinary text counts as it always did.
    """
    counted = Counter(tokens)
    # Only a word used often, or beside itself, can have been repeated: most texts have none.
    busy = {word for word, times in counted.items() if times > SAME_COMPANY}
    busy |= {first for first, second in zip(tokens, tokens[1:], strict=False) if first == second}
    if busy:
        for word, kept in _company(tokens, busy).items():
            counted[word] = kept
    return counted


def _company(tokens: list[str], busy: set[str]) -> dict[str, int]:
    """How often each of the busy words stands beside another word, the same other word at most three times."""
    before, after = dict.fromkeys(busy, 0), dict.fromkeys(busy, 0)
    beside = [pair for pair in zip(["", *tokens], [*tokens, ""], strict=True) if pair[0] in busy or pair[1] in busy]
    for (first, second), times in Counter(beside).items():
        if first != second:
            kept = min(times, SAME_COMPANY)
            if first in busy:
                after[first] += kept
            if second in busy:
                before[second] += kept
    return {word: max(after[word], before[word]) for word in busy}
