"""Le mie esportazioni: the files a colleague asked for; a long one is fetched here for a day."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from relations.models import ListExport
from relations.web.access import get, staff
from relations.web.exporting import FORMATS
from relations.web.htmx import page_or_part

SHOWN = 50


@staff()
def listing(request: HttpRequest) -> HttpResponse:
    """The reader's own exports; while one is being prepared the page asks again by itself."""
    at = timezone.now()
    rows = list(ListExport.objects.filter(owner=request.user).order_by("-created_at", "-pk")[:SHOWN])
    for row in rows:
        row.can_fetch = row.is_there(at)
    waits = any(row.state in (ListExport.State.WAITING, ListExport.State.BUILDING) for row in rows)
    context = {"rows": rows, "waits": waits, "formats": {key: kind.label for key, kind in FORMATS.items()}}
    return page_or_part(request, "relations/lists/exports.html", "relations/lists/_exports.html", context)


@staff()
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over a file to whoever asked for it, and to nobody else."""
    row = get(ListExport.objects.filter(owner=request.user), pk=pk)
    if not row.is_there(timezone.now()):
        return render(request, "relations/lists/export_gone.html", {"export": row}, status=410)
    try:
        file = row.file.open("rb")
    except FileNotFoundError:
        raise Http404(pk) from None
    name = f"{row.title.lower().replace(' ', '-')}-{row.created_at:%Y-%m-%d}.{row.kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=FORMATS[row.kind].mime)
