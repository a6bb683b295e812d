"""Hiding who writes in free text, until both sides said yes."""

import re
from collections.abc import Iterable

from relations.text import fold

HIDDEN = "[…]"
# What stands around a name without being it: legal forms and the commonest first words.
_AROUND = {
    "srl", "srls", "spa", "snc", "sas", "sapa", "odv", "aps", "ets", "onlus", "coop", "cooperativa", "sociale", "societa",
    "associazione", "fondazione", "gruppo", "comitato", "ditta", "azienda", "impresa", "di", "del", "della", "dei",
    "degli", "delle", "e", "il", "la", "lo", "i", "gli", "le", "per", "a", "da", "in", "con", "volontariato",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\.?")
_ADDRESSES = (
    re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE),
    re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE),
    re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.(?:it|com|org|net|eu|info|coop|example)\b(?:/\S*)?", re.IGNORECASE),
    re.compile(r"(?<!\d)(?:(?:\+39|0039)[\s./-]?)?(?:0\d{1,3}|3\d{2})[\s./-]?\d{2,4}(?:[\s./-]?\d{2,4}){1,2}(?!\d)"),
)


def hide(text: str, names: Iterable[str]) -> str:
    """Return `text` without the `names`, in full, without their legal form or as initials, and without addresses.

    Addresses are e-mails, sites and phone numbers: whoever reads one knows whom it belongs to.
    """
    for pattern in _ADDRESSES:
        text = pattern.sub(HIDDEN, text)
    for form in sorted({form for name in names for form in _forms(name)}, key=len, reverse=True):
        text = _without(text, form)
    return text


def _forms(name: str) -> set[str]:
    """The folded ways of writing a name: whole, its middle without the words around it, its initials."""
    words = [word.replace(".", "") for word in _WORD.findall(fold(name))]
    first = next((place for place, word in enumerate(words) if word not in _AROUND), len(words))
    last = next((place for place in range(len(words), 0, -1) if words[place - 1] not in _AROUND), 0)
    own = words[first:last]
    initials = "".join(word[0] for word in words if word and word not in _AROUND)
    return {
        form for form in (" ".join(words), " ".join(own), initials if len(initials) >= 3 else "") if len(form) >= 3
    }


def _without(text: str, form: str) -> str:
    """Hide `form` (folded words) wherever it stands as whole words, however accented, spaced or punctuated."""
    wanted, found = form.split(), list(_WORD.finditer(text))
    plain = [fold(match.group()).replace(".", "") for match in found]
    out, end, place = [], 0, 0
    while place <= len(found) - len(wanted):
        if plain[place : place + len(wanted)] == wanted:
            out += [text[end : found[place].start()], HIDDEN]
            place += len(wanted)
            end = found[place - 1].end()
        else:
            place += 1
    return "".join([*out, text[end:]])
