"""A programme to try things on: an objective that holds, its indicator, links of both sides."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from partnerships.actions import objectives, partner_links
from partnerships.models import Indicator, Objective, Partnership, PartnershipParty

from .conftest import AT

TODAY = date(2026, 11, 24)
START, END = TODAY - timedelta(days=100), TODAY + timedelta(days=100)
WORDS: dict[str, Any] = {
    "title": "120 ore di tutoraggio dei dipendenti",
    "what": "Ragazzi delle medie di Vigevano, due pomeriggi la settimana in oratorio.",
    "feasible": "Otto tutor già trovati e due aule libere.",
    "relevant": "Un ragazzo su quattro del quartiere lascia la scuola.",
    "need": None,
    "starts_on": START,
    "due_on": END,
    "review_on": None,
}
MEASURE: dict[str, Any] = {
    "name": "Ore di tutoraggio", "unit": "ore", "baseline": Decimal(0), "target": Decimal(120), "level": "output", "kind": "quantity",
    "frequency": "monthly", "source": "Registro presenze", "measured_by": None,
}  # fmt: skip


def propose(row: Partnership, by: Any, *, measure: dict | None = None, **changes: Any) -> Objective:
    """Write down an objective that holds in all five letters."""
    return objectives.propose(partnership=row, by=by, at=AT, indicator=MEASURE | (measure or {}), **(WORDS | changes))


def indicator(row: Partnership, by: Any, **measure: Any) -> Indicator:
    """Return the indicator of such an objective."""
    return propose(row, by, measure=measure).indicators.get()


def side(row: Partnership, which: str) -> PartnershipParty:
    """Return the company's or the non-profit's part."""
    return row.parties.select_related("organization").get(side=which)


def visitor(party: PartnershipParty, email: str = "silvio@riseria.example") -> partner_links.Visitor:
    """Return somebody of `party` who came by link now."""
    return partner_links.visitor(token=link(party, email), at=timezone.now())


def link(party: PartnershipParty, email: str = "silvio@riseria.example") -> str:
    """Return the token of somebody of `party`."""
    return partner_links.issue(party=party, email=email, at=timezone.now())
