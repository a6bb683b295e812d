"""What a careful reader would find wrong in a letter; pure, no database. Sizes in bytes."""

import re
from html import unescape
from urllib.parse import urlsplit

from press import prose, spam_words
from press.letter import Part
from relations.text import fold

CLIPPED = 102 * 1024  # Gmail shows no more of a message (its own notice: "message clipped")
HEAVY = 1024 * 1024
_LINK = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_HEADING = re.compile(r"<h([1-6])[ >]")
# Said alone they tell nobody where they lead (WCAG 2.4.4).
VAGUE = frozenset({
    "clicca qui", "clicca", "qui", "clicca subito", "leggi", "link", "questo link", "vai", "apri", "scopri", "premi qui",
    "click here", "here", "click", "this link", "go", "open", "read",
})  # fmt: skip
_BARE = re.compile(r"^(https?://|www\.)\S+$")
# Small words that stand in any text of the language, and hardly in the other.
_SMALL = {
    "it": frozenset("il lo la gli le di che per con una del della non sono nel alla piu anche come questo".split()),
    "en": frozenset("the of and to in is that for with you our this are have from your was will not".split()),
}  # fmt: skip
_SCHEMES = ("https://", "http://", "mailto:", "tel:")
# The recipient's own pages: an author may name them by their word.
_OWN = re.compile(r"^\[link_\w+\]$")


def links(part: Part) -> list[tuple[str, str]]:
    """Return (address, words) of each link of a block."""
    found = [(unescape(url), _TAG.sub("", unescape(words)).strip()) for url, words in _LINK.findall(part.html)]
    if part.url:
        found.append((part.url, part.label or part.alt))
    return found


def is_whole(address: str) -> bool:
    """Tell whether an address has the shape of one: a scheme we send, and a host with a dot where there must be one."""
    if _OWN.match(address):
        return True
    if not address.startswith(_SCHEMES):
        return False
    if address.startswith(("mailto:", "tel:")):
        rest = address.partition(":")[2]
        return "@" in rest if address.startswith("mailto:") else any(sign.isdigit() for sign in rest)
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return (host == "localhost" or "." in host) and not host.startswith(".") and " " not in address


def is_vague(words: str) -> bool:
    """Tell whether the words of a link say nothing by themselves."""
    return fold(words).strip(" .:!›»→") in VAGUE


def is_bare(words: str) -> bool:
    """Tell whether a link shows its address instead of words."""
    return bool(_BARE.match(words.strip()))


def jumps(parts: list[Part]) -> list[Part]:
    """Return the blocks whose heading skips a step: a small one with no big one before it."""
    found, last = [], 1
    for part in parts:
        for level in _levels(part):
            if level > last + 1:
                found.append(part)
            last = level
    return found


def _levels(part: Part) -> list[int]:
    inside = [int(level) for level in _HEADING.findall(part.html)]
    own = [part.level if part.kind == "title" else 2] if part.heading else []
    return own + inside


def is_empty(part: Part) -> bool:
    """Tell whether nothing of the block would be seen."""
    if part.kind == "divider":
        return False
    if part.kind == "image":
        return not part.image
    if part.kind == "button":
        return not (part.url or part.label)
    return not (part.heading or part.text or prose.as_text(part.html))


def spam_hints(text: str, language: str) -> list[str]:
    """Return the words of the list that stand in `text`."""
    folded = f" {re.sub(r'[^a-z0-9%]+', ' ', fold(text))} "
    return [word for word in spam_words.WORDS[language] if f" {word} " in folded]


def seems_to_be(text: str) -> str | None:
    """Return the language a text reads like, None when it is too short or mixed to say."""
    words = re.findall(r"[a-z]+", fold(text))
    counts = {language: sum(word in small for word in words) for language, small in _SMALL.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= 8 and counts[best] >= 3 * min(counts.values()) else None


def shouts(text: str) -> bool:
    """Tell whether a line is written in capitals."""
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 8 and sum(sign.isupper() for sign in letters) > 0.7 * len(letters)
