"""Money as Italians write it."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from relations.text import one_line

_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
LARGEST = Decimal("99999999.99")


def read_amount(words: str) -> Decimal:
    """Read "1.234,50", "1234.5", "€ 50" or "50,-"; ValidationError otherwise. "1.234" is a thousand, as in Italy."""
    bare = re.sub(r"[€\s'’]|euro|eur", "", one_line(words).lower()).removesuffix(",-").removesuffix(".-")
    if "," in bare and "." in bare:
        group, mark = (".", ",") if bare.rindex(",") > bare.rindex(".") else (",", ".")
        bare = bare.replace(group, "").replace(mark, ".")
    elif "," in bare:
        bare = bare.replace(",", ".")
    elif _THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")
    if not re.fullmatch(r"\d{1,12}(\.\d{1,2})?", bare, re.ASCII):
        raise ValidationError(_("Write the amount in euro, for example 50 or 1.234,50."), code="amount")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        raise ValidationError(_("Write the amount in euro, for example 50 or 1.234,50."), code="amount") from None
    if value <= 0:
        raise ValidationError(_("The amount must be more than zero."), code="zero")
    if value > LARGEST:
        raise ValidationError(_("The amount is too large: check the zeros."), code="large")
    return value.quantize(Decimal("0.01"))


def write_amount(value: Decimal) -> str:
    """Write an amount as one would type it: 50 or 1234,50."""
    text = f"{value:.2f}".replace(".", ",")
    return text.removesuffix(",00")


class Amount(forms.Field):
    """An amount in euro, greater than zero."""

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "class": "w-15", "maxlength": 20}
        options.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(**options)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or isinstance(value, Decimal):
            return value or None
        return read_amount(str(value))

    def prepare_value(self, value: Any) -> Any:
        return write_amount(value) if isinstance(value, Decimal) else value


class Presets(forms.CharField):
    """Suggested amounts, one a line: "50 = i libri di un mese"."""

    widget = forms.Textarea
    MOST = 6

    def to_python(self, value: Any) -> list[tuple[Decimal, str]]:
        if isinstance(value, list):
            return value
        found: dict[Decimal, str] = {}
        for number, line in enumerate((value or "").splitlines(), 1):
            if not line.strip():
                continue
            amount, _mark, words = line.partition("=")
            try:
                found[read_amount(amount)] = one_line(words)[:120]
            except ValidationError:
                raise ValidationError(
                    _("Line %(number)s: write the amount, an equals sign and what it makes possible, for example "
                      "50 = books for a month."),
                    code="preset", params={"number": number},
                ) from None  # fmt: skip
        if len(found) > self.MOST:
            raise ValidationError(_("At most %(most)s amounts."), code="many", params={"most": self.MOST})
        return sorted(found.items())

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Nothing more: the lines were read one by one."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(f"{write_amount(amount)} = {words}".rstrip("= ") for amount, words in value)
