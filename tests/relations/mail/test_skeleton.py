"""A text encoded once with gaps reads like the text with its values."""
from __future__ import annotations

import quopri
import re

from hypothesis import given
from hypothesis import strategies as st

from relations.mail.skeleton import Skeleton

WORD = re.compile(r"\[(nome)\]")
texts = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=400)


@given(st.lists(texts, min_size=1, max_size=4), texts)
def test_the_filled_skeleton_decodes_to_the_text(pieces, value):
    text = "[nome]".join(pieces)
    encoded = Skeleton(text, WORD).fill({"nome": value})
    expected = WORD.sub(lambda _match: value, text).replace("\n", "\r\n")
    assert quopri.decodestring(encoded).decode() == expected


@given(st.lists(texts, min_size=1, max_size=4), texts)
def test_no_line_is_longer_than_76_and_all_is_ascii(pieces, value):
    encoded = Skeleton("[nome]".join(pieces), WORD).fill({"nome": value})
    assert encoded.isascii()
    assert max(len(line) for line in encoded.split(b"\r\n")) <= 76


def test_a_value_is_not_looked_into_again():
    assert Skeleton("a [nome] b", WORD).fill({"nome": "[nome]"}) == b"a=20=\r\n[nome]=\r\n b"
