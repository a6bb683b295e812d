"""Money and presets as they are typed."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from fundraising.forms.fields import Presets, read_amount, write_amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("50", "50"), ("1.234,50", "1234.50"), ("1234.5", "1234.50"), ("1234,5", "1234.50"), ("1,234.50", "1234.50"),
        ("1.234", "1234"), ("12.345.678", "12345678"), ("€ 50", "50"), ("50 euro", "50"), ("50,-", "50"),
        ("\u00a01 000,00", "1000"), ("0,01", "0.01"),
    ],
)  # fmt: skip
def test_amount_is_read_however_it_is_written(typed, amount):
    assert read_amount(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["", "abc", "0", "-5", "1,2,3", "1.23.4", "1e5", "٣", "NaN", "99999999999", "10,005", "=1+1", "5" * 5000]
)
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValidationError):
        read_amount(typed)


def test_amount_is_written_as_it_would_be_typed():
    assert [write_amount(Decimal(text)) for text in ("50.00", "1234.50")] == ["50", "1234,50"]


def test_presets_keep_amount_and_words():
    assert Presets().clean("50 = i libri\n\n20\n1.000,00 = un mese") == [
        (Decimal(20), ""), (Decimal(50), "i libri"), (Decimal(1000), "un mese"),
    ]  # fmt: skip


def test_presets_name_the_line_that_is_wrong():
    with pytest.raises(ValidationError, match="2"):
        Presets().clean("50 = i libri\nmolto = tutto")
