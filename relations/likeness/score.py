"""How likely two records are the same party, from 0 to 100, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from relations.likeness import names

# From here on a pair is shown to a colleague.
LIKELY = 75
# How much each sign alone says that two records are one: they add up as independent doubts.
WEIGHTS = {
    "vat": 0.97, "tax": 0.97, "name": 0.62, "swapped": 0.60, "near": 0.42, "rare": 0.45, "email": 0.60, "phone": 0.42,
    "site": 0.42, "body": 0.45, "place": 0.30,
}  # fmt: skip
# Bodies share boxes, numbers and sites less often than people do, and names more rarely.
BODY_WEIGHTS = WEIGHTS | {"name": 0.70, "near": 0.50, "email": 0.55}
# What speaks against: two codes that are both right and differ belong to two.
AGAINST = {"tax": 0.15, "vat": 0.30, "place": 0.80}
_NAMES = ("name", "swapped", "near")
# A word more that makes another body of it: a bank and its foundation, a school and its friends.
_ANOTHER = frozenset("fondazione comitato amici gruppo circolo federazione unione istituto scuola sezione consorzio".split())
# Two letters of one that differ are a typing mistake only in a word long enough.
_SHORT = 5


@dataclass(frozen=True, slots=True)
class Card:
    """What is compared of one record. `words`: of a person first names before last; of a body the telling ones."""

    id: int
    is_person: bool
    words: tuple[str, ...]
    tax: str = ""
    vat: str = ""
    place: str = ""
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    bodies: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A score from 0 to 100, and the signs that gave it, the strongest first."""

    score: int
    reasons: tuple[str, ...]

    @property
    def is_likely(self) -> bool:
        return self.score >= LIKELY


def judge(one: Card, other: Card, *, namesakes: int = 0) -> Verdict:
    """Compare two records of one kind; `namesakes` is how many in the archive have one of both names (0: not known).

    A shared box or switchboard is not enough without a name that fits; the same code always is.
    """
    weights = WEIGHTS if one.is_person else BODY_WEIGHTS
    signs = list(_signs(one, other))
    if not any(sign in _NAMES for sign in signs) and not {"tax", "vat"} & set(signs):
        return Verdict(0, tuple(signs))
    if namesakes == 2 and len(one.words) > 1 and any(sign in _NAMES for sign in signs):
        signs.append("rare")
    doubt = 1.0
    for sign in signs:
        doubt *= 1 - weights[sign]
    likely = (1 - doubt) * _against(one, other)
    return Verdict(round(100 * likely), tuple(sorted(signs, key=lambda sign: -weights[sign])))


def _signs(one: Card, other: Card) -> Iterable[str]:
    if one.vat and one.vat == other.vat:
        yield "vat"
    if one.tax and one.tax == other.tax:
        yield "tax"
    named = name_sign(one.words, other.words, is_person=one.is_person)
    if named:
        yield named
    for sign, mine, theirs in (
        ("email", one.emails, other.emails), ("phone", one.phones, other.phones), ("site", one.sites, other.sites),
        ("body", one.bodies, other.bodies),
    ):  # fmt: skip
        if mine and theirs and not mine.isdisjoint(theirs):
            yield sign
    if one.place and one.place == other.place:
        yield "place"


def _against(one: Card, other: Card) -> float:
    found = 1.0
    if one.tax and other.tax and one.tax != other.tax:
        found *= AGAINST["tax"]
    if one.vat and other.vat and one.vat != other.vat:
        found *= AGAINST["vat"]
    if one.place and other.place and one.place != other.place and not one.is_person:
        found *= AGAINST["place"]
    return found


def name_sign(one: tuple[str, ...], other: tuple[str, ...], *, is_person: bool) -> str:
    """Return how two names agree: "name", "swapped" (people), "near" (a slip of the keyboard), or nothing."""
    if one == other:
        return "name" if one else ""
    if sorted(one) == sorted(other):
        return "swapped" if is_person else "name"
    if "".join(one) == "".join(other):
        return "name"
    return "near" if _near(one, other) else ""


def _near(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether the words pair off with at most one slip in each, or one name has a word more in the middle."""
    if len(one) != len(other):
        few, many = sorted((set(one), set(other)), key=len)
        return len(few) > 1 and few < many and len(many) - len(few) == 1 and not (many - few) & _ANOTHER
    slips = 0
    rest = list(other)
    for word in one:
        best = min(rest, key=lambda candidate: DamerauLevenshtein.distance(word, candidate))
        distance = DamerauLevenshtein.distance(word, best)
        if distance and not _is_slip(word, best, distance):
            return False
        slips += bool(distance)
        rest.remove(best)
    return 0 < slips <= 2


def _is_slip(one: str, other: str, distance: int) -> bool:
    """One letter of a word of five, two of a long one; "Paolo" and "Paola" are two people."""
    if min(len(one), len(other)) < _SHORT or {one[-1], other[-1]} == {"a", "o"} and one[:-1] == other[:-1]:
        return False
    return distance == 1 or (distance == 2 and min(len(one), len(other)) > 7 and JaroWinkler.similarity(one, other) > 0.93)


def likeness_of_names(one: str, other: str, *, is_person: bool) -> str:
    """Return `name_sign` of two names as they are written."""
    words = (lambda name: names.person_words("", name)) if is_person else names.body_words
    return name_sign(words(one), words(other), is_person=is_person)
