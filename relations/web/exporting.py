"""A list asked for as a file: handed over at once, or built by a worker when it is long."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
from relations.web.export import csv_lines, write_xlsx
from relations.web.toast import toast

if TYPE_CHECKING:
    from relations.web.listing import Listing

# A spreadsheet of more rows than these takes longer than somebody waits.
ROWS_AT_ONCE = 5_000


def _csv(listing: "Listing") -> Iterator[str]:
    return csv_lines(listing.columns, listing.chunks())


def _vcf(listing: "Listing") -> Iterator[str]:
    from relations.queries import cards

    return (cards.text(chunk) for chunk in listing.chunks(500))


def _xlsx(listing: "Listing", target: IO[bytes]) -> None:
    write_xlsx(target, listing.columns, listing.chunks(), listing.filename)


@dataclass(frozen=True)
class Format:
    """A kind of file: either it streams, or it is written whole."""

    label: str
    mime: str
    offered: Callable[["Listing"], bool]
    stream: Callable[["Listing"], Iterator[str]] | None = None
    write: Callable[["Listing", IO[bytes]], None] | None = None


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
    if sink is not None:
        _fill(kind, listing, sink)
        return HttpResponse(status=204)
    rows = listing.exported.order_by().count()
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
    return _hand_over(kind, listing, f"{listing.filename}.{key}")


def _for_labels(listing: "Listing") -> str:
    params = listing.request.GET.copy()
    for key in ("dopo", "formato"):
        params.pop(key, None)
    if "di" in listing.extra:
        params["di"] = str(listing.extra["di"])
    if listing.chosen_rows:
        params["righe"] = ".".join(map(str, listing.chosen_rows[:200]))
    return params.urlencode()


def _fill(kind: Format, listing: "Listing", sink: IO[bytes]) -> None:
    if kind.write is not None:
        kind.write(listing, sink)
        return
    for text in kind.stream(listing) if kind.stream else ():
        sink.write(text.encode())


def _hand_over(kind: Format, listing: "Listing", filename: str) -> HttpResponse:
    if kind.stream is not None:
        response = StreamingHttpResponse(kind.stream(listing), content_type=kind.mime)
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
        return response
    file = TemporaryFile()
    _fill(kind, listing, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type=kind.mime)
