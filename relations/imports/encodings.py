"""Which letters a text file is written with: UTF-8, UTF-16, or what Windows and old Macs wrote."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

# What may be chosen by hand, in the order of the page.
ENCODINGS = ("utf-8", "cp1252", "iso-8859-15", "mac_roman", "utf-16", "cp850")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHUNK = 1 << 18
_ACCENTED = set("àèéìíòóùúçÀÈÉÌÒÙ’“”–€°ªº«»'")


def detect(path: Path) -> str:
    """Return the encoding of the file: its mark, then UTF-8 where every byte agrees, then what reads as Italian."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if wide := _without_mark(head):
        return wide
    if _is_utf8(path):
        return "utf-8"
    return _eight_bits(_telling(path))


def lines(path: Path, encoding: str) -> Iterator[str]:
    """Yield the text's lines with their ends as they are; letters that do not exist become "\ufffd"."""
    name = {"utf-8": "utf-8-sig"}.get(encoding, encoding)
    with path.open(encoding=name, errors="replace", newline="") as file:
        yield from file


def _without_mark(head: bytes) -> str:
    """UTF-16 written without its mark: every second byte of plain text is zero."""
    sample = head[:4000]
    if len(sample) < 4 or b"\x00" not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.1 else ""


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _telling(path: Path) -> bytes:
    """The lines that hold other than plain letters: only they can tell one alphabet from another."""
    found: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                found.append(line[:2000])
                size += len(found[-1])
            if size > _CHUNK:
                break
    return b"".join(found)


def _eight_bits(sample: bytes) -> str:
    """Among the alphabets of one byte, the one in which the odd letters are Italian ones.

    The general detector is asked only when none of ours reads well: on few accents it likes exotic alphabets.
    """
    scores = {name: _score(sample, name) for name in ("cp1252", "mac_roman", "cp850")}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] > 0:
        return best
    guess = from_bytes(sample, cp_isolation=["cp1252", "iso8859_15", "mac_roman", "cp850", "cp1250"]).best()
    name = guess.encoding if guess else "cp1252"
    return {"iso8859_15": "iso-8859-15"}.get(name, name if name in ENCODINGS else "cp1252")


def _score(sample: bytes, encoding: str) -> float:
    """Italian letters in their place count for, signs inside words count against."""
    text = sample.decode(encoding, errors="replace")
    score = 0.0
    for place, letter in enumerate(text):
        if letter.isascii():
            continue
        before = text[place - 1 : place]
        if letter in _ACCENTED:
            score += 1
            # An accent ends a word or stands inside one; a capital accent inside small letters is somebody else's.
            if letter.isupper() and before.islower():
                score -= 2
        elif letter == "\ufffd":
            score -= 5
        else:
            score -= 1 if letter.isalpha() else 2
    return score
