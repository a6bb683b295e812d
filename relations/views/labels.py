"""Labels for envelopes: which sheet, from which label on; who has no address is told before anything is printed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from relations import labels_pdf
from relations.actions import exports
from relations.forms.lists import LabelsForm
from relations.labels import SHEETS
from relations.models import OfficeSettings
from relations.queries import envelopes, segments
from relations.views import organizations, people
from relations.web.access import require, staff
from relations.web.listing import Listing

LISTS = {"organization": organizations.list_of, "person": people.list_of}
BACK = {"organization": "relations:organizations", "person": "relations:people"}
# Typst draws a thousand labels in a second; more are not stuck on by hand.
MOST = 2000


@require_http_methods(["GET", "POST"])
@staff()
def page(request: HttpRequest, model: str) -> HttpResponse:
    """Show how many labels there are and who is left out; a POST answers with the PDF."""
    if model not in LISTS:
        raise Http404(model)
    require(request, f"relations.view_{model}")
    listing = _list(request, model)
    found = envelopes.of(listing.ordered.filter(pk__in=_rows(request))[:MOST] if _rows(request) else listing.ordered[:MOST])
    ready = [envelope for envelope in found if envelope.lines]
    form = LabelsForm(request.POST or None, initial={"sheet": "3x8", "start": 1})
    if request.method == "POST" and form.is_valid() and ready:
        return _pdf(request, listing, form, ready)
    context = {
        "form": form, "ready": ready, "without": [envelope.party for envelope in found if not envelope.lines],
        "model": model, "back": BACK[model], "is_capped": len(found) == MOST, "most": MOST,
    }  # fmt: skip
    return render(request, "relations/lists/labels.html", context, status=422 if form.errors else 200)


def _list(request: HttpRequest, model: str) -> Listing:
    """The list the reader came from: its conditions stand in the address."""
    key = request.GET.get("di", "")
    segment = segments.listed(model).filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 18 else None
    if key and (segment is None or not segments.may_see(segment, request.user)):
        raise Http404(key)
    return LISTS[model](request, segments.members(segment, timezone.now()) if segment else None)


def _rows(request: HttpRequest) -> list[int]:
    given = request.GET.get("righe", "")[:4000].split(".")
    return [int(row) for row in given if row.isascii() and row.isdigit() and len(row) < 19]


def _pdf(request: HttpRequest, listing: Listing, form: LabelsForm, ready: list[envelopes.Envelope]) -> HttpResponse:
    at, data = timezone.now(), form.cleaned_data
    sheet = SHEETS[data["sheet"]]
    sender = envelopes.sender(OfficeSettings.current()) if data["sender"] else ""
    content = labels_pdf.render(sheet, [envelope.lines for envelope in ready], start=data["start"], sender=sender, at=at)
    conditions = ", ".join(": ".join(filter(None, pair)) for pair in listing.conditions)
    exports.note(
        by=request.user, at=at, title=str(_("Labels")), kind="pdf", path=request.path, query=request.GET.urlencode(),
        conditions=conditions, rows=len(ready),
    )  # fmt: skip
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="etichette.pdf"'
    return response
