"""Importazioni: the list, a file chosen, its columns, the dry run, what came of it, the undo."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from relations.actions import imports as actions
from relations.forms.imports import ColumnsForm, FileForm, ReadingForm
from relations.imports import errors_file, limits, progress
from relations.imports.problems import Refused
from relations.models import Import
from relations.queries import imports as queries
from relations.vocab import imports as words
from relations.web.access import get, staff
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast

VIEW, ADD = "relations.view_import", "relations.add_import"
SORTS = [Sort("recenti", gettext_lazy("Latest first"), ("created_at",), descending=True)]
FILTERS = [Filter("stato", gettext_lazy("State"), lambda request: words.STATES.choices, lambda rows, value: rows.filter(state=value))]
# Where the steps of a new import are: (state, number).
STEPS = {"columns": 2, "checking": 3, "checked": 3, "writing": 4}


def refusal(error: Refused | dict[str, Any]) -> str:
    """Return why a file was refused, and what to do."""
    code, details = (error.code, error.details) if isinstance(error, Refused) else (error["code"], error["details"])
    return str(words.REFUSALS.get(code, words.REFUSALS["unreadable"])) % details


@require_GET
@staff(VIEW)
def listing(request: HttpRequest) -> HttpResponse:
    """List the files brought in, the latest first."""
    found = Listing(
        request, queries.imports(), sorts=SORTS, filters=FILTERS, filename="importazioni",
        search=lambda rows, text: rows.filter(filename__istartswith=text),
    )  # fmt: skip
    return page_or_part(request, "relations/imports/list.html", "relations/imports/_rows.html", {"listing": found})


@require_http_methods(["GET", "POST"])
@staff(ADD)
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            import_ = actions.receive(file=form.cleaned_data["file"], by=request.user, at=timezone.now())
        except Refused as error:
            form.add_error("file", refusal(error))
        else:
            return redirect("relations:import_columns", import_.pk)
    context = {"form": form, "megabytes": limits.FILE_BYTES // limits.MB, "rows": limits.ROWS}
    return render(request, "relations/imports/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff(ADD)
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was understood of the file; agree on its columns."""
    import_ = get(Import, pk=pk)
    if import_.state not in ("columns", "checked"):
        return redirect("relations:import", pk)
    if request.method == "POST" and "read_again" in request.POST:
        return _read_again(request, import_)
    form = ColumnsForm(request.POST or None, import_=import_)
    if request.method == "POST" and form.is_valid():
        try:
            actions.agree(import_=import_, at=timezone.now(), **form.options)
        except actions.NotNow:
            toast(request, _("Somebody else is at this import: look how far it is."), level=messages.WARNING)
        return redirect("relations:import", pk)
    return _columns_page(request, import_, form)


def _columns_page(request: HttpRequest, import_: Import, form: ColumnsForm, reading: ReadingForm | None = None, told: str = "") -> HttpResponse:
    context = {
        "import": import_, "form": form, "reading": reading or ReadingForm(import_=import_), "step": STEPS["columns"],
        "told": told or (refusal(import_.refusal) if import_.refusal else ""), "same": queries.same_file(import_),
        "format_name": import_.reading.get("format", "").upper(), "has_consents": any(key.startswith("consent.") for key in import_.columns),
    }  # fmt: skip
    return render(request, "relations/imports/columns.html", context, status=422 if form.errors or told else 200)


def _read_again(request: HttpRequest, import_: Import) -> HttpResponse:
    reading = ReadingForm(request.POST, import_=import_)
    if not reading.is_valid():
        return _columns_page(request, import_, ColumnsForm(import_=import_), reading)
    try:
        actions.read_again(import_=import_, reading=reading.wish)
    except Refused as error:
        return _columns_page(request, get(Import, pk=import_.pk), ColumnsForm(import_=import_), reading, told=refusal(error))
    except actions.NotNow:
        return redirect("relations:import", import_.pk)
    return redirect("relations:import_columns", import_.pk)


def _after(request: HttpRequest, key: str) -> int:
    given = request.GET.get(key, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _paged(lines: list[queries.Line]) -> dict[str, Any]:
    shown = lines[: queries.PAGE]
    return {"lines": shown, "next": shown[-1].row.number if len(lines) > queries.PAGE else 0}


@require_GET
@staff(VIEW)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an import as it is now: at work, to be confirmed, done, undone."""
    import_ = get(Import.objects.select_related("by", "owner", "undone_by"), pk=pk)
    if import_.state == "columns":
        return redirect("relations:import_columns", pk)
    context = {"import": import_, "state": words.STATES[import_.state], "step": STEPS.get(import_.state, 0), "may_undo": actions.may_undo(import_, request.user)}
    if import_.state in words.WORKING:
        return render(request, "relations/imports/working.html", context | {"progress": progress.read(pk)})
    if import_.state == "checked":
        return render(request, "relations/imports/check.html", context | _check(request, import_))
    return render(request, "relations/imports/done.html", context | _done(request, import_))


def _check(request: HttpRequest, import_: Import) -> dict[str, Any]:
    return {
        "counts": queries.decisions(import_), "problems": _paged(queries.problems(import_, _after(request, "problemi"))),
        "doubles": _paged(queries.doubles(import_, _after(request, "doppioni"))), "notes": queries.notes(import_),
        "choices": words.CHOICES.choices, "told": refusal(import_.refusal) if import_.refusal else "",
    }  # fmt: skip


def _done(request: HttpRequest, import_: Import) -> dict[str, Any]:
    wanted = request.GET.get("esito", "")
    outcome = wanted if wanted in words.OUTCOMES else ""
    counts = import_.counts
    tabs = [{"label": _("All"), "url": request.path, "count": counts.get("rows"), "current": not outcome}] + [
        {"label": term.label, "url": f"?esito={term.key}", "count": counts.get(term.key), "current": outcome == term.key}
        for term in words.OUTCOMES
    ]
    undone = import_.state == "undone"
    return {
        "counts": counts, "tabs": tabs, "outcome": outcome, "found": _paged(queries.outcomes(import_, outcome, _after(request, "dopo"))),
        "spared": queries.spared(import_) if undone else [], "kept": queries.kept_values(import_) if undone else [],
        "outcomes": {term.key: term for term in words.OUTCOMES},
    }  # fmt: skip


@require_GET
@staff(VIEW)
def working(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell how far the worker is; when it has done, htmx opens the page anew."""
    import_ = get(Import, pk=pk)
    if import_.state not in words.WORKING:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = request.path.rpartition("avanzamento/")[0]
        return response
    return render(request, "relations/imports/_progress.html", {"import": import_, "progress": progress.read(pk), "state": words.STATES[import_.state]})


@require_POST
@staff(ADD)
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what becomes of doubles and doubtful rows."""
    import_ = get(Import, pk=pk)
    given = {
        int(key.removeprefix("row_")): value
        for key, value in request.POST.items()
        if key.startswith("row_") and key[4:].isascii() and key[4:].isdigit() and len(key) < 14
    }
    keeps = request.POST.get("keeps_doubtful") == "yes" if "keeps_doubtful" in request.POST else None
    try:
        actions.choose(
            import_=import_, choices=given, if_sure=request.POST.get("if_sure", ""), if_maybe=request.POST.get("if_maybe", ""),
            keeps_doubtful=keeps,
        )
    except actions.NotNow:
        return redirect("relations:import", pk)
    if request.htmx:
        fresh = get(Import, pk=pk)
        return render(request, "relations/imports/_sum.html", {"import": fresh, "counts": queries.decisions(fresh), "swap": True})
    toast(request, _("Choices kept"))
    return redirect("relations:import", pk)


@require_POST
@staff(ADD)
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Import."""
    try:
        actions.start(import_=get(Import, pk=pk), at=timezone.now())
    except actions.NotNow:
        toast(request, _("This import has moved on: look how far it is."), level=messages.WARNING)
    return redirect("relations:import", pk)


@require_POST
@staff(ADD)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the whole import back."""
    try:
        actions.undo(import_=get(Import, pk=pk), by=request.user, at=timezone.now())
    except actions.NotYours:
        toast(request, _("Only who imported the file, or the office head, may undo it."), level=messages.WARNING)
    except actions.NotNow:
        toast(request, _("This import can no longer be undone."), level=messages.WARNING)
    return redirect("relations:import", pk)


@require_POST
@staff(ADD)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the file away."""
    try:
        actions.discard(import_=get(Import, pk=pk), by=request.user, at=timezone.now())
    except actions.NotNow:
        return redirect("relations:import", pk)
    toast(request, _("File deleted: nothing of it has come in"))
    return redirect("relations:imports")


@require_GET
@staff(VIEW)
def errors(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the rows that did not come in, with the reason, as a file like the one they came from."""
    name, kind, contents = errors_file.build(get(Import, pk=pk))
    response = HttpResponse(contents, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
