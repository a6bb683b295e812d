"""Where records meet: two that share no key are never compared, so that a large archive stays quick to look through."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence

from relations.likeness.names import same_words, skeleton
from relations.likeness.score import Card, Verdict, judge

# A key that more share says nothing (a switchboard, "info@"): strong keys may be shared by more.
CROWD = {"t": 50, "v": 50, "e": 40, "p": 40, "n": 60, "s": 60, "w": 40, "1": 120, "2": 120, "k": 40, "b": 40}


def keys_of(card: Card, *, common: Counter[str]) -> Iterator[str]:
    """Yield the keys of a record; `common` says how many bodies have each word."""
    if card.tax:
        yield f"t{card.tax}"
    if card.vat:
        yield f"v{card.vat}"
    for email in card.emails:
        yield f"e{email}"
    for phone in card.phones:
        yield f"p{phone}"
    if not card.words:
        return
    whole = same_words(card.words)
    yield f"n{whole}"
    yield f"s{skeleton(card.words)}"
    yield from _near_keys(card, whole, common)


def _near_keys(card: Card, whole: str, common: Counter[str]) -> Iterator[str]:
    """A whole word and the first letter of another; in the same town or office a crowd is thinner."""
    if not card.is_person:
        for site in card.sites:
            yield f"w{site}"
        for word in sorted(set(card.words), key=lambda word: (common[word], word))[:2]:
            yield f"k{word}"
        yield f"1{whole[:5]}|{card.place}"
        yield f"2{whole[-5:]}|{card.place}"
        return
    for word in card.words:
        rest = "".join(sorted(other[0] for other in card.words if other is not word))
        yield f"1{word}|{rest}|{card.place}"
        for body in card.bodies:
            yield f"b{word}|{body}"
    # Without a town a namesake may hide anywhere.
    yield f"n{whole}|{card.place}"


def pairs(cards: Sequence[Card], *, only: Container[int] | None = None) -> Iterator[tuple[Card, Card, Verdict]]:
    """Yield each likely pair once, the lower id first; with `only`, pairs in which one of those ids takes part."""
    common: Counter[str] = Counter(word for card in cards if not card.is_person for word in set(card.words))
    namesakes = Counter(same_words(card.words) for card in cards)
    meeting: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        for key in set(keys_of(card, common=common)):
            meeting[key].append(card)
    seen: set[tuple[int, int]] = set()
    for key, found in meeting.items():
        if 1 < len(found) <= CROWD[key[0]]:
            yield from _judged(found, seen, only, namesakes)


def _judged(
    found: list[Card], seen: set[tuple[int, int]], only: Container[int] | None, namesakes: Counter[str]
) -> Iterator[tuple[Card, Card, Verdict]]:
    for place, one in enumerate(found):
        for other in _others(found, place, one, only):
            low, high = (one, other) if one.id < other.id else (other, one)
            pair = (low.id, high.id)
            if pair in seen:
                continue
            seen.add(pair)
            called = {same_words(low.words), same_words(high.words)}
            verdict = judge(low, high, namesakes=sum(namesakes[name] for name in called))
            if verdict.is_likely:
                yield low, high, verdict


def _others(found: list[Card], place: int, one: Card, only: Container[int] | None) -> Iterable[Card]:
    rest = found[place + 1 :]
    return rest if only is None or one.id in only else (card for card in rest if card.id in only)
