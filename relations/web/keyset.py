"""Paging by the last row shown: the place is in the address, no page costs more than the first."""

import base64
import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet


def value(row: Any, name: str) -> Any:
    """Return what `row` has under "owner__name"."""
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def beyond(fields: Sequence[str], values: Sequence[Any], descending: bool) -> Q:
    """Rows that come after `values` in the order of `fields`.

    The first condition says less than the others together: it is there for the index, which starts reading at its place.
    """
    step = "lt" if descending else "gt"
    condition = Q()
    for place, name in enumerate(fields):
        same = {earlier: values[number] for number, earlier in enumerate(fields[:place])}
        condition |= Q(**same, **{f"{name}__{step}": values[place]})
    return Q(**{f"{fields[0]}__{step}e": values[0]}) & condition


def pack(values: Sequence[Any]) -> str:
    """Return `values` as a word for an address."""
    text = json.dumps([value if isinstance(value, str | int) else str(value) for value in values])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def unpack(token: str, length: int) -> list[Any] | None:
    """Return what `pack` packed, or None for anything else."""
    try:
        values = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (ValueError, UnicodeDecodeError):
        return None
    return values if isinstance(values, list) and len(values) == length else None


def chunks(ordered: QuerySet, fields: Sequence[str], descending: bool, size: int) -> Iterator[list[Any]]:
    """Yield all rows of `ordered`, `size` at a time, each from where the last one ended.

    A short statement for each: the first rows leave at once, the memory stays flat and no transaction stays open
    however slowly somebody downloads. Rows that change meanwhile are as they are when their turn comes.
    """
    page = list(ordered[:size])
    while page:
        yield page
        if len(page) < size:
            return
        after = [value(page[-1], name) for name in fields]
        page = list(ordered.filter(beyond(fields, after, descending))[:size])
