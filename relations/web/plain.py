"""A long list as plain text: one statement whose cells the database writes, without a model instance for each row.

Every column needs a twin in SQL (`ExportColumn.plain`) that gives the very text its Python gives; a test compares the two.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat, NullIf

from relations.web.export import FORMULA_STARTS, HARMLESS

if TYPE_CHECKING:
    from relations.web.listing import Listing

_PIECE = 1 << 16
# What no cell is.
_NULL = "\x01\x02"
# Sorting a hundred thousand rows stays in memory.
_MEMORY = "64MB"


@dataclass(frozen=True)
class Beside:
    """What hangs on the rows of a list, read once for all: `rows()` gives `on` (the row's key) and the named values."""

    rows: Callable[[], QuerySet]
    on: str


@dataclass(frozen=True)
class Of:
    """The value `name` of what stands beside."""

    beside: Beside
    name: str


# A field's name, an expression over the row (made anew for each reader's language), or a value that stands beside it.
Plain = str | Callable[[], Any] | Of


def day(name: str) -> Callable[[], Func]:
    """A moment's day as 2026-11-24."""
    return lambda: Func(F(name), template="to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD')", output_field=TextField())


def words(name: str) -> Callable[[], Func]:
    """An array as words with commas."""
    return lambda: Func(F(name), Value(", "), function="array_to_string", output_field=TextField())


def label(name: str, choices: Callable[[], Sequence[tuple[str, Any]]]) -> Callable[[], models.Case]:
    """The label of a key, in the reader's language."""
    return lambda: models.Case(
        *(models.When(**{name: key}, then=Value(str(text))) for key, text in choices()), default=F(name), output_field=TextField()
    )


def colleague(name: str) -> Callable[[], Coalesce]:
    """A colleague as `User.display_name` says it."""
    whole = Func(
        Concat(f"{name}__first_name", Value(" "), f"{name}__last_name", output_field=TextField()),
        template=r"btrim(%(expressions)s, E' \t\n\r\f\v\u00a0')", output_field=TextField(),
    )  # fmt: skip
    return lambda: Coalesce(NullIf(whole, Value("")), F(f"{name}__email"), output_field=TextField())


def offers(listing: "Listing") -> bool:
    """Tell whether the whole list can be written by the database."""
    query = listing.exported.query
    return all(column.plain is not None for column in listing.columns) and not (
        query.distinct or query.combinator or query.is_sliced or query.group_by
    )


def _statement(listing: "Listing") -> tuple[str, list[Any]]:
    """Return the statement of all exported rows in their order, one text for each column, no formula among them."""
    own: dict[str, Any] = {f"place_{number}": F(name) for number, name in enumerate(listing.order_fields)}
    aliases = {beside: f"beside_{number}" for number, beside in enumerate(dict.fromkeys(
        column.plain.beside for column in listing.columns if isinstance(column.plain, Of)
    ))}  # fmt: skip
    cells = []
    for number, column in enumerate(listing.columns):
        plain = column.plain
        if isinstance(plain, Of):
            cells.append(f'{aliases[plain.beside]}."{plain.name}"')
            continue
        own[f"cell_{number}"] = F(plain) if isinstance(plain, str) else plain()
        cells.append(f"whole.cell_{number}")
    base, params = listing.exported.order_by().annotate(**own).values("pk", *own).query.sql_with_params()
    values = list(params)
    joins = []
    for beside, alias in aliases.items():
        text, params = beside.rows().query.sql_with_params()
        joins.append(f'LEFT JOIN ({text}) {alias} ON {alias}."{beside.on}" = whole.pk')
        values += params
    sign = " DESC" if listing.sort.descending else ""
    order = ", ".join(f"whole.place_{number}{sign}" for number in range(len(listing.order_fields)))
    starts = ", ".join(str(ord(letter)) for letter in FORMULA_STARTS)
    safe = [
        f"CASE WHEN ascii({cell}) IN ({starts}) AND {cell} !~ %s THEN '''' || {cell} ELSE coalesce({cell}, '') END" for cell in cells
    ]
    return f"SELECT {', '.join(safe)} FROM ({base}) whole {' '.join(joins)} ORDER BY {order}", [HARMLESS] * len(safe) + values


class _Lines:
    """Takes COPY's rows, one at a time, and ends each as spreadsheets want it."""

    def __init__(self, target: IO[bytes]) -> None:
        self.target = target

    def write(self, row: bytes) -> int:
        return self.target.write(row[:-1] + b"\r\n")


def fill(listing: "Listing", target: IO[bytes]) -> None:
    """Write the rows into `target` as CSV with semicolons, without headings.

    The database is done before anybody reads on: no transaction stays open however slowly somebody downloads.
    """
    try:
        sql, params = _statement(listing)
    except EmptyResultSet:  # conditions that nothing can meet
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, true)", [_MEMORY])
        # An empty text is an empty cell, without quotes: there is no NULL among the cells.
        copy = f"COPY ({sql}) TO STDOUT (FORMAT csv, DELIMITER ';', NULL '{_NULL}')"
        cursor.cursor.copy_expert(cursor.cursor.mogrify(copy, params), _Lines(target))


def pieces(listing: "Listing") -> Iterator[bytes]:
    """Yield the rows as CSV, by way of a file on disk: the memory stays flat."""
    with TemporaryFile() as file:
        fill(listing, file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
