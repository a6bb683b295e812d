"""Words that may have been meant by a mistyped one. No Django.

Two words one slip apart (a letter left out, put in, changed or two swapped) share a word with a letter less: that is
what `near` lists, so that the database finds them by equality (the idea of SymSpell).
"""

from rapidfuzz.distance import OSA

SHORTEST, LONGEST = 3, 40
PREFIX_BONUS = 0.5


def near(word: str) -> list[str]:
    """Return `word` and every word it becomes when one letter is left out."""
    word = word[:LONGEST]
    return sorted({word, *(word[:place] + word[place + 1 :] for place in range(len(word)))} - {""})


def slips_allowed(word: str) -> int:
    """How many slips may stand between what was typed and what was meant."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < 7 else 2


def closest(typed: str, candidates: list[str], most: int = 5) -> list[str]:
    """Return the candidates within the slips allowed, the nearest first; swapped letters count as one slip.

    A candidate that goes on after the typed letters is measured on its beginning: people look before they end a word.
    """
    allowed = slips_allowed(typed)
    found = []
    for word in candidates:
        whole = OSA.distance(typed, word, score_cutoff=allowed)
        begun = OSA.distance(typed, word[: len(typed)], score_cutoff=allowed) + PREFIX_BONUS
        score = min(whole, begun)
        if score <= allowed + PREFIX_BONUS and min(whole, begun - PREFIX_BONUS) <= allowed:
            found.append((score, word[:1] != typed[:1], abs(len(word) - len(typed)), word))
    return [word for *_score, word in sorted(found)[:most]]
