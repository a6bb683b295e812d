"""Amounts in Italian words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundraising import words


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "zero/00"), ("1", "uno/00"), ("3", "tre/00"), ("21", "ventuno/00"), ("23", "ventitré/00"),
        ("28", "ventotto/00"), ("38.50", "trentotto/50"), ("80", "ottanta/00"), ("81", "ottantuno/00"),
        ("100", "cento/00"), ("101", "centouno/00"), ("103", "centotré/00"), ("108", "centotto/00"),
        ("180", "centottanta/00"), ("208", "duecentotto/00"), ("1000", "mille/00"), ("1001", "milleuno/00"),
        ("1234.50", "milleduecentotrentaquattro/50"), ("2000", "duemila/00"), ("3000", "tremila/00"),
        ("21000", "ventunomila/00"), ("100000", "centomila/00"), ("1000000", "unmilione/00"),
        ("2000003", "duemilionitré/00"), ("1000000000", "unmiliardo/00"), ("0.07", "zero/07"),
    ],
)  # fmt: skip
def test_amount_is_written_as_on_a_cheque(number, text):
    assert words.amount(Decimal(number)) == text


@pytest.mark.parametrize("number", ["-1", "1.005", "1000000000000"])
def test_what_no_receipt_can_say_is_refused(number):
    with pytest.raises(ValueError, match=r".*"):
        words.amount(Decimal(number))


@given(st.integers(0, words.LARGEST), st.integers(0, words.LARGEST))
def test_two_numbers_never_read_the_same(one, other):
    assert (words.integer(one) == words.integer(other)) is (one == other)
