"""Media e rassegna: what came out about us."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from press import vocab
from press.actions import media as actions
from press.forms.media import CoverageForm
from press.models import Coverage
from press.queries import media as queries
from relations.web import access
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast

FILTERS = [
    Filter("tono", gettext_lazy("Tone"), lambda request: vocab.TONES.choices, lambda rows, value: rows.filter(tone=value)),
    Filter("dove", gettext_lazy("Where"), lambda request: vocab.COVERAGE_MEDIA.choices, lambda rows, value: rows.filter(medium=value)),
]
SORTS = [Sort("data", gettext_lazy("Date"), ("came_out_on",), descending=True)]
COLUMNS = [
    ExportColumn(gettext_lazy("Date"), lambda row: row.came_out_on.isoformat()),
    ExportColumn(gettext_lazy("Outlet"), lambda row: str(row.outlet)),
    ExportColumn(gettext_lazy("Title"), lambda row: row.title),
    ExportColumn(gettext_lazy("Where"), lambda row: row.get_medium_display()),
    ExportColumn(gettext_lazy("Tone"), lambda row: row.get_tone_display()),
    ExportColumn(gettext_lazy("Link"), lambda row: row.url),
    ExportColumn(gettext_lazy("Press release"), lambda row: row.release.code if row.release else ""),
]
FIELDS = ("outlet", "journalist", "title", "came_out_on", "medium", "page", "url", "tone", "release", "summary")


@access.staff("press.view_coverage")
def listing(request: HttpRequest) -> HttpResponse:
    """What came out, newest first."""
    found = Listing(
        request, queries.coverage(), SORTS, FILTERS, search=queries.coverage_matching, columns=COLUMNS, filename="rassegna"
    )
    context = {"listing": found, "tab": "coverage"}
    return found.export() or page_or_part(request, "press/media/coverage.html", "press/media/_coverage.html", context)


@access.staff("press.add_coverage")
def new(request: HttpRequest) -> HttpResponse:
    """Add a piece; `comunicato` in the address proposes its release."""
    initial = {"came_out_on": timezone.localdate(), "release": request.GET.get("comunicato", "")[:12], "medium": "web"}
    return _form(request, CoverageForm(request.POST or None, initial=initial), None)


@access.staff("press.view_coverage")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a piece."""
    coverage = access.get(queries.coverage(), pk=pk)
    if request.method == "POST":
        access.require(request, "press.change_coverage")
    initial = {key: getattr(coverage, key) for key in FIELDS}
    return _form(request, CoverageForm(request.POST or None, initial=initial), coverage)


def _form(request: HttpRequest, form: CoverageForm, coverage: Coverage | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and not _twice(form, coverage):
        if coverage is None:
            actions.add_coverage(by=request.user, at=timezone.now(), **form.cleaned_data)
        else:
            actions.change_coverage(coverage=coverage, by=request.user, at=timezone.now(), **form.cleaned_data)
        toast(request, _("Piece saved."))
        release = form.cleaned_data["release"]
        return redirect(release if release and request.GET.get("comunicato") else "press:coverage")
    status = 422 if form.is_bound and form.errors else 200
    title = _("Add a piece") if coverage is None else coverage.title
    return render(request, "press/media/form.html",
                  {"form": form, "title": title, "back": "press:coverage", "back_label": _("Coverage"), "tab": "coverage",
                   "save": _("Save the piece"), "may_save": coverage is None or request.user.has_perm("press.change_coverage")},
                  status=status)  # fmt: skip


def _twice(form: CoverageForm, coverage: Coverage | None) -> bool:
    """The same link of the same outlet is the same piece."""
    url, outlet = form.cleaned_data["url"], form.cleaned_data["outlet"]
    same = Coverage.objects.filter(outlet=outlet, url=url).exclude(pk=coverage.pk if coverage else None)
    if url and same.exists():
        form.add_error("url", _("This link is already among the pieces of this outlet."))
        return True
    return False
