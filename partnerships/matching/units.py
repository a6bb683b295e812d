"""Units of what is offered and needed: what can be compared with what, and at which rate."""

from __future__ import annotations

# Each row: the measure, how many of its base one unit is, and how people write it.
_ROWS = (
    ("money", 1.0, "eur euro euros € money"),
    ("money", 1000.0, "keur k€"),
    ("time", 1.0, "h hour hours ora ore person-hours"),
    ("time", 8.0, "d day days giorno giorni giornata giornate"),
    ("people", 1.0, "person persons people persona persone volontario volontari volunteer volunteers dipendenti employees"),
    ("weight", 1.0, "kg chilo chili chilogrammi kilo kilos"),
    ("weight", 100.0, "q quintale quintali"),
    ("weight", 1000.0, "t ton tons tonne tonnes tonnellata tonnellate"),
    ("pieces", 1.0, "pc pcs piece pieces pezzo pezzi item items unit units unità n"),
    ("area", 1.0, "m2 m² mq sqm"),
    ("seats", 1.0, "seat seats posto posti place places"),
)
TABLE = {word: (measure, rate) for measure, rate, written in _ROWS for word in written.split()}
# A quantity without a unit: taken to be in the other side's unit.
PLAIN = "plain"


def measure(qty: float | None, unit: str) -> tuple[str, float]:
    """This function will give the measure and the quantity in its base; («», NaN) when it cannot be compared."""
    if qty is None or not qty > 0 or qty == float("inf"):
        return "", float("nan")
    written = unit.strip().casefold()
    if not written:
        return PLAIN, float(qty)
    kind, rate = TABLE.get(written, (written, 1.0))
    return kind, float(qty) * rate
