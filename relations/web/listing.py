"""Lists: filters as chips, sorting, keyset paging, export; a fixed number of statements whatever the length."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from relations.web.export import FORMATS, ExportColumn

COUNT_CAP = 1000


@dataclass(frozen=True)
class Filter:
    """One condition a reader can put: `choices(request)` lists (value, label), `apply(queryset, value)` narrows."""

    key: str
    label: str
    choices: Callable[[HttpRequest], Sequence[tuple[str, str]]]
    apply: Callable[[QuerySet, str], QuerySet]


@dataclass(frozen=True)
class Sort:
    """One order: `fields` without signs, each never null in the list; the primary key is added as the last."""

    key: str
    label: str
    fields: tuple[str, ...]
    descending: bool = False


@dataclass(frozen=True)
class Chip:
    """A condition in force, and the address without it."""

    label: str
    value: str
    remove_query: str


@dataclass
class Listing:
    """A page of `queryset` for `request`; everything the reader chose is in the query string."""

    request: HttpRequest
    queryset: QuerySet
    sorts: Sequence[Sort]
    filters: Sequence[Filter] = ()
    search: Callable[[QuerySet, str], QuerySet] | None = None
    columns: Sequence[ExportColumn] = ()
    filename: str = "elenco"
    per_page: int = 50
    extra: dict[str, Any] = field(default_factory=dict)

    def _given(self, key: str) -> str:
        return self.request.GET.get(key, "").replace("\x00", "").strip()[:200]

    @property
    def text(self) -> str:
        return self._given("q")

    @cached_property
    def sort(self) -> Sort:
        wanted = self._given("ordine")
        return next((sort for sort in self.sorts if sort.key == wanted), self.sorts[0])

    @cached_property
    def chosen(self) -> dict[str, tuple[Filter, str, str]]:
        """The filters in force with a valid value: key → (filter, value, the value's label)."""
        found = {}
        for item in self.filters:
            value = self._given(item.key)
            labels = {str(key): str(label) for key, label in item.choices(self.request)} if value else {}
            if value in labels:
                found[item.key] = (item, value, labels[value])
        return found

    @cached_property
    def filtered(self) -> QuerySet:
        queryset = self.queryset
        for item, value, _label in self.chosen.values():
            queryset = item.apply(queryset, value)
        if self.text and self.search:
            queryset = self.search(queryset, self.text)
        return queryset

    def query(self, **changes: str | None) -> str:
        """Return the query string with `changes` (None takes a key out); paging starts again."""
        params = self.request.GET.copy()
        params.pop("dopo", None)
        params.pop("formato", None)
        for key, value in changes.items():
            if value is None:
                params.pop(key, None)
            else:
                params[key] = value
        return params.urlencode()

    @property
    def chips(self) -> list[Chip]:
        return [
            Chip(str(item.label), label, self.query(**{key: None})) for key, (item, _value, label) in self.chosen.items()
        ]

    @property
    def menus(self) -> list[dict[str, Any]]:
        """Every filter with its choices, for the form: [{key, label, value, choices}]."""
        return [
            {
                "key": item.key,
                "label": item.label,
                "value": self.chosen[item.key][1] if item.key in self.chosen else "",
                "choices": item.choices(self.request),
            }
            for item in self.filters
        ]

    @cached_property
    def _fields(self) -> tuple[str, ...]:
        return (*self.sort.fields, "pk")

    @cached_property
    def ordered(self) -> QuerySet:
        sign = "-" if self.sort.descending else ""
        return self.filtered.order_by(*(f"{sign}{name}" for name in self._fields))

    @cached_property
    def _page(self) -> list[Any]:
        queryset = self.ordered
        after = _unpack(self._given("dopo"), len(self._fields))
        try:
            if after is not None:
                queryset = queryset.filter(_beyond(self._fields, after, self.sort.descending))
            return list(queryset[: self.per_page + 1])
        except (ValidationError, ValueError, TypeError, OverflowError):
            # An address that was tampered with begins again from the first page.
            return list(self.ordered[: self.per_page + 1])

    @property
    def rows(self) -> list[Any]:
        return self._page[: self.per_page]

    @property
    def next_query(self) -> str:
        """Query string of the next page, or empty on the last."""
        if len(self._page) <= self.per_page:
            return ""
        last = self.rows[-1]
        return self.query() + ("&" if self.query() else "") + f"dopo={_pack([_value(last, name) for name in self._fields])}"

    @property
    def is_first(self) -> bool:
        return not self._given("dopo")

    @cached_property
    def count(self) -> int:
        """How many rows there are, counted up to 1,001."""
        return self.filtered.order_by()[: COUNT_CAP + 1].count()

    @property
    def count_is_capped(self) -> bool:
        return self.count > COUNT_CAP

    def export(self) -> HttpResponse | None:
        """Return the whole list as a file when `formato` asks for one this list offers."""
        write = FORMATS.get(self._given("formato")) if self.columns else None
        return write(self.filename, self.columns, self.ordered.iterator(chunk_size=2000)) if write else None


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def _beyond(fields: Sequence[str], values: Sequence[Any], descending: bool) -> Q:
    """Rows that come after `values` in the order of `fields`."""
    step = "lt" if descending else "gt"
    condition = Q()
    for place, name in enumerate(fields):
        same = {earlier: values[number] for number, earlier in enumerate(fields[:place])}
        condition |= Q(**same, **{f"{name}__{step}": values[place]})
    return condition


def _pack(values: Sequence[Any]) -> str:
    text = json.dumps([value if isinstance(value, str | int) else str(value) for value in values])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _unpack(token: str, length: int) -> list[Any] | None:
    try:
        values = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (ValueError, UnicodeDecodeError):
        return None
    return values if isinstance(values, list) and len(values) == length else None
