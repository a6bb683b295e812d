"""The dated table of Italy's municipalities that ships with us: read, and what its postal codes mean; no database."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "places-2024-12-04.tsv"


@dataclass(frozen=True)
class RegionRow:
    """A region by its ISTAT code, "03"."""

    code: str
    name: str


@dataclass(frozen=True)
class ProvinceRow:
    """A province by its letters, "PV"; "NA" is Napoli, never "nothing"."""

    letters: str
    code: str
    region: str
    name: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class MunicipalityRow:
    """A municipality by its ISTAT code, "018110"."""

    code: str
    province: str
    cadastral_code: str
    name: str
    other_name: str
    postal_codes: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Table:
    """What a file holds, and the day it was taken."""

    day: date
    regions: tuple[RegionRow, ...]
    provinces: tuple[ProvinceRow, ...]
    municipalities: tuple[MunicipalityRow, ...]


class BadTable(Exception):
    """A line of the file cannot be read; the message names it."""


_ROWS = {"R": (RegionRow, 2), "P": (ProvinceRow, 6), "M": (MunicipalityRow, 8)}


def read(path: Path = TABLE) -> Table:
    """Read a table; the day stands at the end of the file's name ("places-2024-12-04.tsv"). Raises BadTable."""
    try:
        day = date.fromisoformat(path.stem[-10:])
    except ValueError:
        raise BadTable(f"{path.name}: the name must end in the day of the table, as in places-2024-12-04.tsv") from None
    found: dict[str, list] = {"R": [], "P": [], "M": []}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        kind, *cells = line.split("\t")
        model, width = _ROWS.get(kind, (None, 0))
        if model is None or len(cells) != width:
            raise BadTable(f"{path.name}, line {number}: {line[:60]!r}")
        try:
            found[kind].append(model(*cells) if kind == "R" else model(*cells[:-2], _day(cells[-2]), _day(cells[-1])))
        except ValueError:
            raise BadTable(f"{path.name}, line {number}: {line[:60]!r}") from None
    if not all(found.values()):
        raise BadTable(f"{path.name}: regions, provinces or municipalities are missing")
    return Table(day, tuple(found["R"]), tuple(found["P"]), tuple(found["M"]))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def covers(postal_codes: str, code: str) -> bool:
    """Tell whether `code` is one of "20121-20139 20141" (true where none are known)."""
    spans = [span.partition("-") for span in postal_codes.split()]
    return not spans or any(first <= code <= (last or first) for first, _dash, last in spans)


@cache
def province_of() -> dict[str, str]:
    """Return the province of each municipality's code, as the shipped table has it."""
    return {row.code: row.province for row in read().municipalities}


@cache
def provinces_of_region(region: str) -> frozenset[str]:
    """Return the letters of the provinces of a region's code, as the shipped table has it."""
    return frozenset(row.letters for row in read().provinces if row.region == region and row.valid_to is None)


@cache
def province_names() -> dict[str, str]:
    """Return the name of each province of today by its letters, as the shipped table has it."""
    return {row.letters: row.name for row in read().provinces if row.valid_to is None}


@cache
def region_names() -> dict[str, str]:
    """Return the name of each region by its code, as the shipped table has it."""
    return {row.code: row.name for row in read().regions}


@cache
def names() -> dict[str, str]:
    """Return the names of regions and municipalities by their codes, as the shipped table has them."""
    table = read()
    towns = {row.code: f"{row.name} ({row.province})" for row in table.municipalities}
    return {row.code: row.name for row in table.regions} | towns
