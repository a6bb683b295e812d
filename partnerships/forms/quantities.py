"""Quantities however Italians write them."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from relations.text import one_line

MOST = Decimal(10_000_000)


def read(words: str) -> Decimal:
    """Read "1.234,50", "1234.50", "8.000", "€ 500" or "150 ore"; ValidationError otherwise."""
    bare = (
        re.sub(r"^(€|eur|euro)\s*|\s*(€|eur|euro|ore|h|persone|kg)\.?$", "", words.strip().lower())
        .replace(" ", "")
        .replace("\u00a0", "")
    )
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".", 1)
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+", bare):
        bare = bare.replace(".", "")
    if not re.fullmatch(r"\d{1,9}(\.\d{1,6})?", bare, re.ASCII):
        raise ValidationError(_("Write a number, for example 150 or 1.500,50."), code="number")
    try:
        return Decimal(bare).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise ValidationError(_("Write a number, for example 150 or 1.500,50."), code="number") from None


class Quantity(forms.CharField):
    """A positive number, at most ten million."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(max_length=30, **options)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal | None:
        words = one_line(super().clean(value) or "")
        if not words:
            return None
        number = read(words)
        if not 0 < number <= MOST:
            raise ValidationError(_("Write a number above zero and not above ten million."), code="range")
        return number

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            text = f"{value:f}"
            return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
        return value


class Figure(forms.CharField):
    """A number that may be zero, a share or a sum: "0", "61%", "€ 1.500", "-3"."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal | None:
        words = one_line(super().clean(value) or "").replace("−", "-")
        if not words:
            return None
        number = read(words.removeprefix("-").removesuffix("%"))
        if number > MOST:
            raise ValidationError(_("Write a number not above ten million."), code="range")
        return -number if words.startswith("-") else number

    prepare_value = Quantity.prepare_value
