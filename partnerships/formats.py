"""Figures with their unit, as a reader sees them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.utils.translation import override

from relations.formats import day, money, percent, plain

__all__ = ["amount", "office", "percent", "short_day", "with_unit"]
_EURO = frozenset({"€", "eur", "euro"})


def amount(value: Decimal, unit: str) -> str:
    """Write "61%", "€ 500" or the bare number, whose unit is said elsewhere."""
    if unit.strip().lower() in _EURO:
        return money(value, decimals=0 if value == value.to_integral_value() else 2)
    return percent(value) if unit.strip() == "%" else plain(value)


def with_unit(value: Decimal, unit: str) -> str:
    """Write "120 ore", "80%", "€ 500"."""
    shown = amount(value, unit)
    return shown if shown != plain(value) else f"{shown} {unit}"


def office(figure: Callable[..., str], *args: object) -> str:
    """Return a figure as the office's language writes it: what history keeps is the same whoever acts."""
    with override("it"):
        return figure(*args)


def short_day(on: date) -> str:
    """Write "16 nov 2026": the year always, as in tables."""
    return day(on, today=date(1, 1, 1))
