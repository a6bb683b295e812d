"""Lists: filters as chips, sorting, keyset paging, export; a fixed number of statements whatever the length."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from relations.queries.counting import CAP as COUNT_CAP
from relations.text import Fold
from relations.web import keyset
from relations.web.export import ExportColumn

CHUNK = 2000
MOST_CHOSEN = 1000


@dataclass(frozen=True)
class Filter:
    """One condition a reader can put: `choices(request)` lists (value, label), `apply(queryset, value)` narrows."""

    key: str
    label: str
    choices: Callable[[HttpRequest], Sequence[tuple[str, str]]]
    apply: Callable[[QuerySet, str], QuerySet]


@dataclass(frozen=True)
class Sort:
    """One order: `fields` without signs, each never null in the list; the primary key is added as the last.

    `text` fields are ordered as Italian orders words: capitals and accents do not count. A minus before the key in the
    address ("ordine=-nome") turns the order round.
    """

    key: str
    label: str
    fields: tuple[str, ...]
    descending: bool = False
    text: bool = False


@dataclass(frozen=True)
class Chip:
    """A condition in force, and the address without it."""

    label: str
    value: str
    remove_query: str


@dataclass(frozen=True)
class Cell:
    """A column of the table that may be hidden; some are, until somebody asks."""

    key: str
    label: str
    is_usual: bool = True


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
    cells: Sequence[Cell] = ()
    # Only a list the page of labels can build again from its address offers them.
    has_labels: bool = False

    def _given(self, key: str) -> str:
        return self.request.GET.get(key, "").replace("\x00", "").strip()[:200]

    @property
    def text(self) -> str:
        return self._given("q")

    # --- what the reader chose ---------------------------------------------------
    @cached_property
    def sort(self) -> Sort:
        wanted = self._given("ordine")
        found = next((sort for sort in self.sorts if sort.key == wanted.removeprefix("-")), self.sorts[0])
        return replace(found, descending=not found.descending) if wanted == f"-{found.key}" else found

    @property
    def sort_key(self) -> str:
        """The order as it stands in the address; empty for the list's own."""
        return self._given("ordine") if self.sort.key == self._given("ordine").removeprefix("-") else ""

    @cached_property
    def chosen(self) -> dict[str, tuple[Filter, str, str]]:
        """The filters in force with a valid value: key → (filter, value, the value's label)."""
        found = {}
        for item in self.filters:
            value = self._given(item.key)
            labels = {str(key): str(label) for key, label in self._choices(item)} if value else {}
            if value in labels:
                found[item.key] = (item, value, labels[value])
        return found

    def _choices(self, item: Filter) -> Sequence[tuple[str, str]]:
        """Each filter's choices are read once a page."""
        known = self.__dict__.setdefault("_known_choices", {})
        if item.key not in known:
            known[item.key] = list(item.choices(self.request))
        return known[item.key]

    @cached_property
    def shown(self) -> set[str]:
        """The keys of the table's columns to be shown: those ticked, or those the list shows by itself."""
        wanted = set(self.request.GET.getlist("colonna"))
        return {cell.key for cell in self.cells} & wanted or self._usual

    @property
    def _usual(self) -> set[str]:
        return {cell.key for cell in self.cells if cell.is_usual}

    @property
    def kept_columns(self) -> list[str]:
        """The columns ticked, when they are not the usual ones."""
        return [] if self.shown == self._usual else [cell.key for cell in self.cells if cell.key in self.shown]

    @property
    def kept_pairs(self) -> list[tuple[str, str]]:
        """What a form that changes the columns keeps."""
        return [(key, self._given(key)) for key in self._kept_keys]

    @property
    def _kept_keys(self) -> list[str]:
        return [*self.chosen, *(["q"] if self.text else []), *(["ordine"] if self.sort_key else [])]

    @property
    def turned_query(self) -> str:
        """The address of the same list the other way round."""
        turned = self.sort_key.startswith("-")
        return self.query(ordine=self.sort.key if turned else f"-{self.sort.key}")

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
        for key in ("dopo", "formato"):
            params.pop(key, None)
        for key, value in changes.items():
            if value is None:
                params.pop(key, None)
            else:
                params[key] = value
        return params.urlencode()

    @property
    def kept_query(self) -> str:
        """What a saved view keeps: conditions that mean something here, words, order, columns; always in one order."""
        params = self.request.GET.copy()
        params.clear()
        for key in self._kept_keys:
            params[key] = self._given(key)
        if self.kept_columns:
            params.setlist("colonna", self.kept_columns)
        return params.urlencode()

    @property
    def conditions(self) -> list[tuple[str, str]]:
        """What is in force, in words: [(label, value)]."""
        found = [(str(item.label), label) for item, _value, label in self.chosen.values()]
        return [*found, ("", f"“{self.text}”")] if self.text else found

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
                "key": item.key, "label": item.label, "choices": self._choices(item),
                "value": self.chosen[item.key][1] if item.key in self.chosen else "",
            }
            for item in self.filters
        ]  # fmt: skip

    # --- the rows ----------------------------------------------------------------
    @cached_property
    def order_fields(self) -> tuple[str, ...]:
        """What the rows are ordered by, the key last."""
        names = [f"sorted_{place}" for place in range(len(self.sort.fields))] if self.sort.text else self.sort.fields
        return (*names, "pk")

    @cached_property
    def ordered(self) -> QuerySet:
        rows = self.filtered
        if self.sort.text:
            rows = rows.annotate(**{f"sorted_{place}": Fold(name) for place, name in enumerate(self.sort.fields)})
        sign = "-" if self.sort.descending else ""
        return rows.order_by(*(f"{sign}{name}" for name in self.order_fields))

    @cached_property
    def _page(self) -> list[Any]:
        queryset = self.ordered
        after = keyset.unpack(self._given("dopo"), len(self.order_fields))
        try:
            if after is not None:
                queryset = queryset.filter(keyset.beyond(self.order_fields, after, self.sort.descending))
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
        place = keyset.pack([keyset.value(self.rows[-1], name) for name in self.order_fields])
        return self.query() + ("&" if self.query() else "") + f"dopo={place}"

    @property
    def is_first(self) -> bool:
        return not self._given("dopo")

    @property
    def fits_one_page(self) -> bool:
        return self.is_first and len(self._page) <= self.per_page

    @cached_property
    def count(self) -> int:
        """How many rows there are, counted up to 1,001; not asked of the database when one page holds them all."""
        if self.fits_one_page:
            return len(self._page)
        return self.filtered.order_by()[: COUNT_CAP + 1].count()

    @property
    def count_is_capped(self) -> bool:
        return self.count > COUNT_CAP

    # --- files ---------------------------------------------------------------------
    @cached_property
    def chosen_rows(self) -> list[int]:
        """The rows ticked, of a POST."""
        given = self.request.POST.getlist("rows")[:MOST_CHOSEN]
        return [int(row) for row in given if row.isascii() and row.isdigit() and len(row) < 19]

    @cached_property
    def exported(self) -> QuerySet:
        """What a file holds: the rows ticked, or else the whole list."""
        return self.ordered.filter(pk__in=self.chosen_rows) if self.request.POST.getlist("rows") else self.ordered

    def chunks(self, size: int = 0) -> Iterator[list[Any]]:
        """Yield every exported row, some thousands at a time."""
        return keyset.chunks(self.exported, self.order_fields, self.sort.descending, size or CHUNK)

    def export(self) -> HttpResponse | None:
        """Return the list as a file when it was asked for by POST; None for a page to be shown."""
        from relations.web import exporting

        return exporting.answer(self)

    @property
    def formats(self) -> list[tuple[str, str]]:
        """The kinds of file this list offers."""
        from relations.web import exporting

        return exporting.offered(self)

    # --- saved views -----------------------------------------------------------------
    @cached_property
    def views(self) -> Any:
        """The views saved of this list, for this reader."""
        from relations.queries import saved_views

        return saved_views.of_page(self.request, self)
