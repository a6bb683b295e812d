"""Folding and cleaning of text. No Django here: the process that reads files would take longer to load it than to read."""

import re
import unicodedata

# Sorting follows these too: accents and the kind of apostrophe do not count, quotation marks are not there at all.
ACCENTED = "àáâãäåāèéêëēìíîïīòóôõöøōùúûüūçñýÿšžčćđßăąęěğıłńňőřśşţťůűźżŕľĺď’‘ʼ´`\u00a0"
PLAIN = "aaaaaaaeeeeeiiiiiooooooouuuuucnyyszccdsaaeegilnnorsstt" "uuzzrlld" "''''' "
DROPPED = '"«»“”„'
_TABLE = str.maketrans(ACCENTED, PLAIN, DROPPED)
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\u2028\u2029]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def fold(value: str) -> str:
    """Return `value` in lower case without accents; equal to what `relations.text.Fold` computes in SQL."""
    return unicodedata.normalize("NFC", value).lower().translate(_TABLE)


def clean(value: str) -> str:
    """Return `value` without NUL, control characters, lone surrogates and direction overrides, composed (NFC)."""
    if value.isascii() and value.isprintable():  # nearly every cell of a large file
        return value
    return unicodedata.normalize("NFC", _BIDI.sub("", _UNWANTED.sub("", value)))


def one_line(value: str) -> str:
    """Return `value` cleaned and on one line: for names, subjects and anything that becomes a header."""
    if value.isascii() and value.isprintable() and "  " not in value and value[:1] != " " != value[-1:]:
        return value
    return " ".join(clean(value).split())
