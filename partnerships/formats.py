"""Figures with their unit, as a reader sees them."""

from datetime import date
from decimal import Decimal

from relations.formats import day, money, percent, plain

__all__ = ["amount", "percent", "short_day", "with_unit"]
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


def short_day(on: date) -> str:
    """Write "16 nov 2026": the year always, as in tables."""
    return day(on, today=date(1, 1, 1))
