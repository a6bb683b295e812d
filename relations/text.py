"""Folding and cleaning of text: the same rule in Python and in SQL."""

import re
import unicodedata

from django.db.models import Func, TextField
from django.db.models.functions import Lower

# Sorting follows these too: accents and the kind of apostrophe do not count, quotation marks are not there at all.
_ACCENTED = "àáâãäåāèéêëēìíîïīòóôõöøōùúûüūçñýÿšžčćđßăąęěğıłńňőřśşţťůűźżŕľĺď’‘ʼ´`\u00a0"
_PLAIN = "aaaaaaaeeeeeiiiiiooooooouuuuucnyyszccdsaaeegilnnorsstt" "uuzzrlld" "''''' "
_DROPPED = '"«»“”„'
_TABLE = str.maketrans(_ACCENTED, _PLAIN, _DROPPED)
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\u2028\u2029]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def fold(value: str) -> str:
    """Return `value` in lower case without accents; equal to what `Fold` computes in SQL."""
    return unicodedata.normalize("NFC", value).lower().translate(_TABLE)


def clean(value: str) -> str:
    """Return `value` without NUL, control characters, lone surrogates and direction overrides, composed (NFC)."""
    if value.isascii() and value.isprintable():  # nearly every cell of a large file
        return value
    return unicodedata.normalize("NFC", _BIDI.sub("", _UNWANTED.sub("", value)))


def one_line(value: str) -> str:
    """Return `value` cleaned and on one line: for names, subjects and anything that becomes a header."""
    return " ".join(clean(value).split())


class Fold(Func):
    """SQL twin of `fold`: immutable, so that it may stand in an index or a generated column."""

    function = "translate"
    template = "translate(%(expressions)s, '{}', '{}')".format(_ACCENTED + _DROPPED, _PLAIN.replace("'", "''"))
    arity = 1
    output_field = TextField()

    def __init__(self, expression, **extra):
        super().__init__(Lower(expression), **extra)
