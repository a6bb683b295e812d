"""A list asked for as a file: handed over at once, or built by a worker when it is long."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from operator import itemgetter
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations.actions import exports
from relations.models import Organization, Person
from relations.web import plain
from relations.web.export import csv_headings, csv_lines, write_xlsx
from relations.web.toast import toast

if TYPE_CHECKING:
    from relations.web.listing import Listing

# A spreadsheet of more rows than these takes longer than somebody waits.
ROWS_AT_ONCE = 5_000
# From here on the whole list is written by the database; for a few rows that would read too much besides.
PLAIN_FROM = 2_000


def _csv(listing: "Listing", rows: int) -> Iterator[str | bytes]:
    if rows < PLAIN_FROM or not plain.offers(listing):
        yield from csv_lines(listing.columns, listing.chunks())
        return
    yield csv_headings(listing.columns)
    yield from plain.pieces(listing)


def _vcf(listing: "Listing", _rows: int) -> Iterator[str]:
    from relations.queries import cards

    return (cards.text(chunk) for chunk in listing.chunks(500))


def _xlsx(listing: "Listing", target: IO[bytes], rows: int) -> None:
    if rows < PLAIN_FROM or not plain.offers(listing):
        write_xlsx(target, listing.columns, listing.chunks(), listing.filename)
        return
    with TemporaryFile() as file:
        plain.fill(listing, file)
        file.seek(0)
        read = csv.reader(io.TextIOWrapper(file, "utf-8", newline=""), delimiter=";")
        columns = [replace(column, value=itemgetter(place)) for place, column in enumerate(listing.columns)]
        write_xlsx(target, columns, [read], listing.filename)


@dataclass(frozen=True)
class Format:
    """A kind of file: either it streams, or it is written whole; both are told about how many rows there are."""

    label: str
    mime: str
    offered: Callable[["Listing"], bool]
    stream: Callable[["Listing", int], Iterator[str | bytes]] | None = None
    write: Callable[["Listing", IO[bytes], int], None] | None = None


def _has_columns(listing: "Listing") -> bool:
    return bool(listing.columns)


def of_parties(listing: "Listing") -> bool:
    """Tell whether the rows are people or organisations: they have cards and envelopes."""
    return listing.queryset.model in (Person, Organization)


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", _has_columns, stream=_csv),
    "xlsx": Format(
        "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _has_columns, write=_xlsx
    ),
    "vcf": Format(gettext_lazy("vCard, for an address book"), "text/vcard; charset=utf-8", of_parties, stream=_vcf),
}


def offered(listing: "Listing") -> list[tuple[str, str]]:
    """Return the kinds of file `listing` can become."""
    return [(key, kind.label) for key, kind in FORMATS.items() if kind.offered(listing)]


def answer(listing: "Listing") -> HttpResponse | None:
    """Answer a POST that asks for a file; None for anything else, so that the page is shown."""
    request = listing.request
    key = request.POST.get("formato", "") if request.method == "POST" else ""
    kind = FORMATS.get(key)
    if key == "etichette" and listing.has_labels:
        return redirect(f"{reverse('relations:labels', args=[listing.queryset.model._meta.model_name])}?{_for_labels(listing)}")
    if kind is None or not kind.offered(listing):
        return None
    sink = getattr(request, "export_sink", None)
    rows = listing.exported.order_by().count()
    if sink is not None:
        _fill(kind, listing, sink, rows)
        return HttpResponse(status=204)
    is_long = kind.write is not None and rows > ROWS_AT_ONCE
    conditions = ", ".join(": ".join(filter(None, pair)) for pair in listing.conditions)
    if listing.chosen_rows:
        conditions = _("rows ticked by hand")
    exports.note(
        by=request.user, at=timezone.now(), title=listing.filename.capitalize(), kind=key, path=request.path,
        query=listing.query(), conditions=conditions, rows=rows, later=is_long,
    )  # fmt: skip
    if is_long:
        toast(request, _("The file is being prepared: you find it here, for 24 hours."))
        return redirect("relations:exports")
    return _hand_over(kind, listing, f"{listing.filename}.{key}", rows)


def _for_labels(listing: "Listing") -> str:
    params = listing.request.GET.copy()
    for key in ("dopo", "formato"):
        params.pop(key, None)
    if "di" in listing.extra:
        params["di"] = str(listing.extra["di"])
    if listing.chosen_rows:
        params["righe"] = ".".join(map(str, listing.chosen_rows[:200]))
    return params.urlencode()


def _fill(kind: Format, listing: "Listing", sink: IO[bytes], rows: int) -> None:
    if kind.write is not None:
        kind.write(listing, sink, rows)
        return
    for text in kind.stream(listing, rows) if kind.stream else ():
        sink.write(text.encode() if isinstance(text, str) else text)


def _hand_over(kind: Format, listing: "Listing", filename: str, rows: int) -> HttpResponse:
    if kind.stream is not None:
        response = StreamingHttpResponse(kind.stream(listing, rows), content_type=kind.mime)
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
        return response
    file = TemporaryFile()
    _fill(kind, listing, file, rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type=kind.mime)
