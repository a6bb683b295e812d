"""Amounts in Italian words, as receipts want them: "milleduecentotrentaquattro/50". Standard library only."""

from decimal import Decimal

_ONES = (
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove"
).split()
_TENS = "_ _ venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split()
LARGEST = 999_999_999_999


def _join(left: str, right: str) -> str:
    """Join two numerals; the first loses its vowel before uno and otto: ventuno, centotto, centottanta."""
    drops = right.startswith("ott") or (right.startswith("uno") and not left.endswith("cento"))
    return (left[:-1] if drops else left) + right


def _under_hundred(number: int) -> str:
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _join(_TENS[tens], _ONES[ones]) if ones else _TENS[tens]


def _under_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _under_hundred(rest)
    head = "cento" if hundreds == 1 else f"{_ONES[hundreds]}cento"
    return _join(head, _under_hundred(rest)) if rest else head


def _thousands(number: int) -> str:
    if not number:
        return ""
    return "mille" if number == 1 else f"{_under_thousand(number)}mila"


def _large(number: int, one: str, many: str) -> str:
    if not number:
        return ""
    return f"un{one}" if number == 1 else f"{_under_thousand(number)}{many}"


def integer(number: int) -> str:
    """Return a whole number of up to twelve digits in words, in one word as on cheques."""
    if not 0 <= number <= LARGEST:
        raise ValueError(number)
    if number == 0:
        return "zero"
    billions, rest = divmod(number, 1_000_000_000)
    millions, rest = divmod(rest, 1_000_000)
    thousands, rest = divmod(rest, 1000)
    text = (
        _large(billions, "miliardo", "miliardi")
        + _large(millions, "milione", "milioni")
        + _thousands(thousands)
        + (_under_thousand(rest) if rest else "")
    )
    # The last "tre" takes an accent in compounds: ventitré, centotré; "tre" alone does not.
    return f"{text[:-3]}tré" if text.endswith("tre") and text != "tre" else text


def amount(value: Decimal) -> str:
    """Return an amount of euro in words, the cents as a fraction: 25 is "venticinque/00"."""
    exact = value.quantize(Decimal("0.01"))
    if exact != value or exact < 0:
        raise ValueError(value)
    euro, cents = divmod(int(exact * 100), 100)
    return f"{integer(euro)}/{cents:02d}"
