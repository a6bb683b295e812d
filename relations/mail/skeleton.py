"""A text in quoted-printable with gaps: encoded once per mailing, per person only the values."""

import binascii
import re
from collections.abc import Mapping

_NEWLINES = re.compile(r"\r\n|\r|\n")
_SOFT = b"=\r\n"
_LIMIT = 75  # 76 with the sign of the soft break


def quoted_printable(text: str) -> bytes:
    """Return `text` in UTF-8 and quoted-printable, lines of at most 76 characters ending in CRLF."""
    wire = _NEWLINES.sub("\r\n", text).encode("utf-8", "replace")
    return binascii.b2a_qp(wire, istext=True) if b"\r\n" in wire else binascii.b2a_qp(wire + b"\r\n")[:-2]


def _open_end(encoded: bytes) -> bytes:
    """Return `encoded` so that something may follow on a new wire line that is not a new line of the text."""
    start = encoded.rfind(b"\n") + 1
    if len(encoded) - start > _LIMIT:
        cut = len(encoded) - (3 if encoded[-3:-2] == b"=" else 1)
        encoded = encoded[:cut] + _SOFT + encoded[cut:]
    return encoded + _SOFT


class Skeleton:
    """`text` with the words that `pattern` finds (its first group) left open."""

    def __init__(self, text: str, pattern: re.Pattern[str]) -> None:
        self._pieces: list[bytes | str] = []
        place = 0
        for match in pattern.finditer(text):
            self._add(text[place : match.start()])
            self._pieces.append(match.group(1).lower())
            place = match.end()
        if place < len(text):
            self._pieces.append(quoted_printable(text[place:]))
        self._words = {piece for piece in self._pieces if isinstance(piece, str)}

    def _add(self, text: str) -> None:
        if text:
            self._pieces.append(_open_end(quoted_printable(text)))

    def fill(self, values: Mapping[str, str]) -> bytes:
        """Return the encoded text with `values` in its gaps."""
        encoded = {word: self._value(values.get(word, "")) for word in self._words}
        return b"".join([piece if type(piece) is bytes else encoded[piece] for piece in self._pieces])

    @staticmethod
    def _value(value: str) -> bytes:
        return _open_end(quoted_printable(value)) if value else b""
