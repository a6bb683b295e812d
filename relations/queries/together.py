"""Many reads in one statement: what does not depend on one another is asked of the database together.

A reader is a generator. It yields the rows it wants (a queryset, or a mapping of them) and gets them back as lists; what
it returns is its result. `run` takes many readers forward side by side, so that a page costs as many statements as the
longest chain of reads that depend on each other, however many boxes it has.

    @together.reader
    def box(party):
        gifts = yield Donation.objects.filter(person=party)
        return {"gifts": gifts}

    box(party)                                            # alone
    together.run(box.read(party), other_box.read(party))  # with others
"""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import update_wrapper
from inspect import isgenerator
from typing import Any
from uuid import UUID

import psycopg2.extensions
from django.core.exceptions import EmptyResultSet, FieldError
from django.db import connection, models
from django.db.models import QuerySet, Value

Reader = Generator[Any, Any, Any]


@dataclass(frozen=True)
class Counted:
    """How many rows there are, `cap` + 1 standing for "more": read as one number."""

    rows: QuerySet
    cap: int


def rows(wanted: QuerySet | Mapping[str, QuerySet]) -> Reader:
    """Read just these rows."""
    return (yield wanted)


def sums(among: QuerySet, **wanted: Any) -> QuerySet:
    """Return `among.aggregate(**wanted)` as something to be read with others: a list of one mapping."""
    return among.order_by().values(sums_of_all=Value(1)).annotate(**wanted).values(*wanted)


class reader:
    """Makes a generator function one that is called like any other, or read with others through `.read`."""

    def __init__(self, function: Callable[..., Reader]) -> None:
        self.read = function
        update_wrapper(self, function)

    def __call__(self, *args: Any, **options: Any) -> Any:
        return run(self.read(*args, **options))[0]


def side_by_side(*readers: Any) -> Reader:
    """Read as many readers together and return their results; what is no generator is its own result."""
    results: list[Any] = list(readers)
    asked: dict[int, Any] = {}

    def forward(place: int, given: Any) -> None:
        try:
            asked[place] = readers[place].send(given)
        except StopIteration as end:
            results[place] = end.value

    for place, one in enumerate(readers):
        if isgenerator(one):
            forward(place, None)
    while asked:
        turn, asked = asked, {}
        found = yield {
            (place, key): rows
            for place, wanted in turn.items()
            for key, rows in (wanted.items() if isinstance(wanted, Mapping) else [(None, wanted)])
        }
        for place, wanted in turn.items():
            forward(place, {key: found[place, key] for key in wanted} if isinstance(wanted, Mapping) else found[place, None])
    return results


def run(*readers: Any) -> list[Any]:
    """Return the result of each reader, in their order; one statement for every turn they take together."""
    work, found = side_by_side(*readers), None
    while True:
        try:
            wanted = work.send(found)
        except StopIteration as end:
            return end.value
        found = dict(zip(wanted, read(list(wanted.values())), strict=True))


def read(wanted: Sequence[QuerySet | Counted]) -> list[Any]:
    """Return the rows of each queryset as a list (a number for Counted), all read in one statement."""
    parts = [_Counting(item) if isinstance(item, Counted) else _Rows(item) for item in wanted]
    asked = [part for part in parts if part.sql]
    if asked:
        with connection.cursor() as cursor:
            statement = f"SELECT {', '.join(part.sql for part in asked)}"  # compiled by Django, values apart
            cursor.execute(statement, [value for part in asked for value in part.params])
            for part, answer in zip(asked, cursor.fetchone(), strict=True):
                part.answer = answer
    return [part.result() for part in parts]


class _Counting:
    """A capped count within the statement."""

    def __init__(self, counted: Counted) -> None:
        self.answer, self.sql, self.params = 0, "", ()
        try:
            sql, self.params = counted.rows.order_by().values(one=Value(1))[: counted.cap + 1].query.sql_with_params()
            self.sql = f"(SELECT count(*) FROM ({sql}) AS counted)"
        except EmptyResultSet:
            pass

    def result(self) -> int:
        return self.answer


class _Rows:
    """A queryset within the statement: its rows come as arrays of texts, and are read as its fields say."""

    def __init__(self, queryset: QuerySet) -> None:
        self.queryset, self.answer, self.sql, self.params = queryset._chain(), None, "", ()
        self.compiler = self.queryset.query.get_compiler(self.queryset.db)
        try:
            sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:
            return
        names = [f"c{place}" for place in range(self.compiler.col_count or len(self.compiler.select))]
        texts = ", ".join(f"{name}::text" for name in names)
        self.sql = f"(SELECT array_agg(ARRAY[{texts}]) FROM ({sql}) AS part ({', '.join(names)}))"

    def result(self) -> list[Any]:
        if not self.sql or self.answer is None:
            return []
        readers = [_reader(_field_of(expression)) for expression, _sql, _alias in self.compiler.select]
        rows = [
            tuple(None if text is None else read_as(text) for read_as, text in zip(readers, row, strict=True)) for row in self.answer
        ]
        self.compiler.execute_sql = lambda *args, **options: [rows]
        self.queryset.query.get_compiler = lambda *args, **options: self.compiler
        return list(self.queryset)


# --- from text to what Django would have got ---------------------------------------
def _field_of(expression: Any) -> models.Field | None:
    try:
        return expression.output_field
    except (FieldError, AttributeError):
        return None


def _reader(field: models.Field | None) -> Callable[[str], Any]:
    while isinstance(field, models.ForeignKey | models.GeneratedField):
        field = field.target_field if isinstance(field, models.ForeignKey) else field.output_field
    base = getattr(field, "base_field", None)
    if base is not None:
        one = _reader(base)
        return lambda text: [None if item is None else one(item) for item in psycopg2.extensions.STRINGARRAY(text, None)]
    return next((read_as for kinds, read_as in _READERS if isinstance(field, kinds)), str)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


_READERS: Iterable[tuple[Any, Callable[[str], Any]]] = (
    (models.DecimalField, Decimal),
    (models.DurationField, lambda text: psycopg2.extensions.PYINTERVAL(text, None)),
    (models.IntegerField, int),
    (models.BooleanField, "true".__eq__),
    (models.DateTimeField, _moment),
    (models.DateField, date.fromisoformat),
    (models.TimeField, time.fromisoformat),
    (models.FloatField, float),
    (models.UUIDField, UUID),
)
