"""What changed between two texts, word by word. Standard library only."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

_WORD = re.compile(r"\s+|\w+|[^\w\s]", re.UNICODE)
# Above so many pieces a comparison would take too long to wait for: the texts are shown one after the other.
_MOST = 4000


@dataclass(frozen=True)
class Piece:
    """A stretch of text: "same", "out" or "in"."""

    how: str
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """Return the pieces that lead from `before` to `after`, in reading order; what went out stands before what came in."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > _MOST:
        pieces = [Piece("out", before), Piece("in", after)] if before != after else [Piece("same", after)]
        return [piece for piece in pieces if piece.text]
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        for how, text in (("out", "".join(old[a:b])), ("in", "".join(new[c:d]))):
            if text:
                found.append(Piece(how, text))
    return _joined(found)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Put a lone space between two changes with them: "ten days" → "twenty weeks" reads as one change."""
    found: list[Piece] = []
    place = 0
    while place < len(pieces):
        run = []
        while place < len(pieces) and (pieces[place].how != "same" or _is_gap(pieces, place, bool(run))):
            run.append(pieces[place])
            place += 1
        if run:
            for how in ("out", "in"):
                text = "".join(piece.text for piece in run if piece.how in ("same", how))
                if text.strip() or any(piece.how == how for piece in run):
                    found.append(Piece(how, text))
        if place < len(pieces):
            found.append(pieces[place])
            place += 1
    return found


def _is_gap(pieces: list[Piece], place: int, inside: bool) -> bool:
    following = pieces[place + 1] if place + 1 < len(pieces) else None
    return inside and following is not None and following.how != "same" and pieces[place].text.isspace()


@dataclass(frozen=True)
class Change:
    """A text beside the one before it."""

    before: str
    after: str

    @cached_property
    def pieces(self) -> list[Piece]:
        return compare(self.before, self.after)
