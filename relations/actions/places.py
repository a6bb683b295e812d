"""Bringing the table of municipalities up to date."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import models, transaction

from relations import places
from relations.models import Municipality, Province, Region


@dataclass(frozen=True)
class Loaded:
    """What a load did."""

    day: date
    municipalities: int
    closed: int


@transaction.atomic
def load(*, table: places.Table) -> Loaded:
    """Write `table`; what it no longer has is closed on its day. The same table twice changes nothing."""
    _write(Region, "code", [{**asdict(row), "read_on": table.day} for row in table.regions])
    _write(Province, "letters", [_with(row, region_id="region") for row in table.provinces])
    _write(Municipality, "code", [_with(row, province_id="province") for row in table.municipalities])
    gone = [row.code for row in table.municipalities]
    closed = Municipality.objects.current().exclude(code__in=gone).update(valid_to=table.day)
    closed += Province.objects.current().exclude(letters__in=[row.letters for row in table.provinces]).update(valid_to=table.day)
    return Loaded(table.day, len(table.municipalities), closed)


def is_loaded(day: date) -> bool:
    """Tell whether a table of `day` or a later one is in the database."""
    return Region.objects.filter(read_on__gte=day).exists()


def _with(row: object, **renamed: str) -> dict:
    values = asdict(row)
    return {**{key: value for key, value in values.items() if key not in renamed.values()},
            **{new: values[old] for new, old in renamed.items()}}  # fmt: skip


def _write(model: type[models.Model], key: str, rows: list[dict]) -> None:
    changing = [name.removesuffix("_id") for name in rows[0] if name != key]
    model.objects.bulk_create(
        [model(**row) for row in rows], batch_size=2000, update_conflicts=True, unique_fields=[key], update_fields=changing
    )
