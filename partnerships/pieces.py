"""Pieces of communication: their fixed lists, and the words that do not go with a gift or with a sponsorship."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from django.utils.translation import gettext_lazy as _

from relations.vocab import Term, Terms

PIECES = Terms(
    Term("release", _("Press release"), "ticino", icon="megaphone"),
    Term("post", _("Social media post"), "glicine", icon="message-circle"),
    Term("article", _("Article"), "blu", icon="newspaper"),
    Term("newsletter", _("Newsletter"), "blu", icon="mail"),
    Term("event", _("Event"), "cotto", icon="calendar"),
    Term("web", _("Page of a site"), "blu", icon="globe"),
    Term("print", _("Poster or leaflet"), "ocra", icon="printer"),
    Term("video", _("Video or interview"), "glicine", icon="video"),
    Term("inside", _("To staff and volunteers"), "verde", icon="users"),
)
NATURES = Terms(
    Term("gift", _("A gift: nothing is asked in return"), "verde"),
    Term("sponsorship", _("A sponsorship: visibility is what is paid for"), "ocra"),
    Term("neither", _("No money or goods are spoken of"), "line"),
)
IMAGES = Terms(
    Term("none", _("No images")), Term("things", _("Images without people")), Term("people", _("Images of people"))
)
ANSWERS = Terms(
    Term("yes", _("Yes, it can go out like this"), "verde"),
    Term("change", _("Not yet: something is to be changed"), "ocra"),
)
STATES = Terms(
    Term("planned", _("To be written"), "line"),
    Term("written", _("Written"), "blu"),
    Term("asked", _("Waiting for the yes"), "ocra"),
    Term("approved", _("Approved by both"), "verde"),
    Term("out", _("Out"), "ticino"),
    Term("dropped", _("Given up"), "line"),
)

# A gift asks nothing in return, a sponsorship is paid for in visibility: the words of the one must not say the other.
CLASHES = {
    "gift": re.compile(r"\b(sponsor\w*|spons[oò]rizz\w*|pubblicit\w*|promozional\w*)", re.IGNORECASE),
    "sponsorship": re.compile(
        r"\b(don(?:a|ano|are|o|i|azion\w+|at[oaie]|ator\w+)|erogazion\w+ liberal\w+|liberalit\w+|beneficenza|gift|donat\w+)\b",
        re.IGNORECASE,
    ),
}


def clashes(text: str, nature: str) -> list[str]:
    """Return the words of `text` that speak of a gift as of a sponsorship, or the other way round; each once."""
    pattern = CLASHES.get(nature)
    found: Iterable[str] = (match.group(0).lower() for match in pattern.finditer(text)) if pattern else ()
    return list(dict.fromkeys(found))


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """Return the words of `after` against `before` as runs: ("same" | "added" | "removed", text)."""
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, after))
    runs: list[tuple[str, str]] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(("same", "".join(old[i:j])))
        else:
            runs += [
                (kind, text) for kind, text in (("removed", "".join(old[i:j])), ("added", "".join(new[k:m]))) if text
            ]
    return runs
