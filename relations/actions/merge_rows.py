"""Moving rows from one record to another and putting them back: a few statements a kind, whatever the number of rows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from relations.merging import Reference
from relations.models import Merge, MergeMove
from relations.queries.merge_plan import Put, Shift, Step, TakeOut

_MOVES = "relations_mergemove (merge_id, place, label, table_name, row_id, column_name, before, after, taken_out)"
_quote = connection.ops.quote_name
# Columns of a party that are computed from its contacts.
DERIVED = ("last_contact_at", "last_heard_at", "strength")


@contextmanager
def _merging() -> Iterator[None]:
    """Say so to rows that are only added to: whose they are may change, what they say may not. Inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL relations.merging = 'on'")
        yield
        cursor.execute("SET LOCAL relations.merging = 'off'")


@dataclass
class Writer:
    """Does the steps of one merge, writing down each value before it changes."""

    merge: Merge
    place: int = 0
    moved: dict[type[models.Model], list[int]] = field(default_factory=dict)

    def do(self, steps: Sequence[Step]) -> None:
        """Do every step in its order."""
        with _merging():
            for step in steps:
                {Shift: self._shift, TakeOut: self._take_out, Put: self._put}[type(step)](step)

    def put(self, row: models.Model, values: dict[str, Any]) -> None:
        """Set `values` by attribute on one row."""
        for name, value in values.items():
            self._put(Put(type(row), row.pk, name, value))

    def _shift(self, step: Shift) -> None:
        reference = step.reference
        table, column = reference.model._meta.db_table, reference.field.column
        which, params = _which(reference, step.gone)
        key = _quote(reference.model._meta.pk.column)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {_MOVES} SELECT %s, %s + row_number() OVER (ORDER BY {key}), %s, %s, {key}, %s,"
                f" to_jsonb({_quote(column)}), to_jsonb(%s::bigint), NULL FROM {_quote(table)} WHERE {which} RETURNING row_id",
                [self.merge.pk, self.place, reference.label, table, column, step.kept, *params],
            )
            numbers = [number for (number,) in cursor.fetchall()]
            cursor.execute(f"UPDATE {_quote(table)} SET {_quote(column)} = %s WHERE {which}", [step.kept, *params])
        self.place += len(numbers)
        self.moved.setdefault(reference.model, []).extend(numbers)

    def _take_out(self, step: TakeOut) -> None:
        meta = step.reference.model._meta
        table, key = _quote(meta.db_table), _quote(meta.pk.column)
        self.place += 1
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {_MOVES} SELECT %s, %s, %s, %s, t.{key}, '', NULL, NULL, to_jsonb(t) FROM {table} t WHERE t.{key} = %s",
                [self.merge.pk, self.place, meta.label_lower, meta.db_table, step.pk],
            )
            cursor.execute(f"DELETE FROM {table} WHERE {key} = %s", [step.pk])

    def _put(self, step: Put) -> None:
        meta = step.model._meta
        column = next(column for column in meta.concrete_fields if column.attname == step.name).column
        before = _value(meta, step.pk, column)
        step.model._base_manager.filter(pk=step.pk).update(**{step.name: step.value})
        after = _value(meta, step.pk, column)
        if after == before:
            return
        self.place += 1
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {_MOVES} VALUES (%s, %s, %s, %s, %s, %s, %s::jsonb, %s::jsonb, NULL)",
                [self.merge.pk, self.place, meta.label_lower, meta.db_table, step.pk, column, before, after],
            )


def _value(meta: models.options.Options, pk: int, column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (to_jsonb(t) -> %s)::text FROM {_quote(meta.db_table)} t WHERE {_quote(meta.pk.column)} = %s", [column, pk]
        )
        return cursor.fetchone()[0]


def _which(reference: Reference, pk: int) -> tuple[str, list[int]]:
    if reference.kind_field is None:
        return f"{_quote(reference.field.column)} = %s", [pk]
    return f"{_quote(reference.field.column)} = %s AND {_quote(reference.kind_field.column)} = %s", [pk, reference.kind_id]


# --- the way back --------------------------------------------------------------
@dataclass
class Back:
    """What came back, and what could not: changed or deleted since."""

    came: Counter[str] = field(default_factory=Counter)
    stayed: Counter[str] = field(default_factory=Counter)
    rows: dict[type[models.Model], list[int]] = field(default_factory=dict)
    # What is computed from contacts moved on since: to be computed again, nothing to tell.
    is_stale: bool = False


def put_back(merge: Merge) -> Back:
    """Undo the moves of `merge`, the last first; a value that changed since stays as it is."""
    back = Back()
    group: list[tuple] = []
    moves = MergeMove.objects.filter(merge=merge).order_by("-place")
    for move in moves.values_list("label", "column_name", "pk", "row_id").iterator(chunk_size=5000):
        if group and move[:2] != group[0][:2]:
            _put_group_back(group, back)
            group = []
        group.append(move)
    if group:
        _put_group_back(group, back)
    return back


def _put_group_back(group: list[tuple], back: Back) -> None:
    label, column = group[0][:2]
    model = apps.get_model(label)
    numbers = [number for _label, _column, number, _row in group]
    came: list[int] = []
    try:
        with transaction.atomic():
            came = _back(model, column, numbers)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:
        came = _one_by_one(model, column, numbers)
    back.came[label] += len(came)
    if column in DERIVED:
        back.is_stale |= len(came) < len(group)
    else:
        back.stayed[label] += len(group) - len(came)
    back.rows.setdefault(model, []).extend(came)


def _one_by_one(model: type[models.Model], column: str, numbers: list[int]) -> list[int]:
    """One of them stands in the way of another row by now: the others come back."""
    came = []
    for number in numbers:
        try:
            with transaction.atomic():
                came += _back(model, column, [number])
        except IntegrityError:
            continue
    return came


def _back(model: type[models.Model], column: str, numbers: list[int]) -> list[int]:
    with _merging():
        return _values_back(model, column, numbers) if column else _rows_back(model, numbers)


def _values_back(model: type[models.Model], column: str, numbers: list[int]) -> list[int]:
    table, key, name = _quote(model._meta.db_table), _quote(model._meta.pk.column), _quote(column)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} t SET {name} = (jsonb_populate_record(NULL::{table}, jsonb_build_object(%s, m.before))).{name}"
            f" FROM relations_mergemove m WHERE m.id = ANY(%s) AND t.{key} = m.row_id"
            " AND to_jsonb(t) -> %s IS NOT DISTINCT FROM coalesce(m.after, 'null'::jsonb) RETURNING t." + key,
            [column, numbers, column],
        )
        return [number for (number,) in cursor.fetchall()]


def _rows_back(model: type[models.Model], numbers: list[int]) -> list[int]:
    table, key = _quote(model._meta.db_table), _quote(model._meta.pk.column)
    names = [_quote(column.column) for column in model._meta.concrete_fields if not column.generated]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(f'r.{name}' for name in names)} FROM relations_mergemove m,"
            f" LATERAL jsonb_populate_record(NULL::{table}, m.taken_out) r WHERE m.id = ANY(%s) ORDER BY m.place DESC RETURNING {key}",
            [numbers],
        )
        return [number for (number,) in cursor.fetchall()]
