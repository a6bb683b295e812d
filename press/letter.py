"""The body of a newsletter as HTML, from its text and blocks; the mail engine lays it out. No database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Piece:
    """One block, its facts already looked up."""

    heading: str
    text: str
    url: str
    label: str
    over: str = ""


def body(text: str, pieces: Iterable[Piece]) -> str:
    """Return the cleaned text followed by the blocks, a line between them."""
    return "".join([text, *(_piece(piece) for piece in pieces)])


def _piece(piece: Piece) -> str:
    over = f"<p><em>{escape(piece.over)}</em></p>" if piece.over else ""
    heading = f"<h2>{escape(piece.heading)}</h2>" if piece.heading else ""
    text = f"<p>{escape(piece.text)}</p>" if piece.text else ""
    link = f'<p><a href="{escape(piece.url)}"><strong>{escape(piece.label)}</strong></a></p>' if piece.url else ""
    return f"<hr>{over}{heading}{text}{link}"


@dataclass(frozen=True)
class Check:
    """One thing looked at before sending; `stops` when it cannot leave without."""

    label: str
    is_ok: bool
    stops: bool = True


def ready(checks: Sequence[Check]) -> bool:
    """Tell whether nothing stops the letter."""
    return all(check.is_ok or not check.stops for check in checks)
