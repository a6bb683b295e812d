"""Passing from a phase to the next: the check, the ticks, the passage, the way back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships import lifecycle
from partnerships.actions import checklist, phases
from partnerships.actions import partnerships as actions
from partnerships.forms import partnerships as forms
from partnerships.models import Partnership
from partnerships.queries import partnerships as queries
from relations.web import access, htmx, urls
from relations.web.once import once
from relations.web.toast import toast


def _get(code: str) -> Partnership:
    return access.get(queries.with_all(), code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Ask to pass to another phase (GET shows the check), and pass (POST, when nothing is missing)."""
    row = _get(code)
    wanted = (request.POST if request.method == "POST" else request.GET).get("phase", "")
    following = lifecycle.next_phase(row.phase)
    if wanted and wanted not in lifecycle.BY_KEY:
        raise Http404(wanted)
    to = wanted or (following.key if following else "")
    if request.method != "POST":
        return _gate(request, row, to)
    try:
        why = forms.Lines(required=False, max_length=2000).clean(request.POST.get("why", ""))
        phases.advance_phase(
            partnership=row, to=to, by=request.user, at=timezone.now(), why=why, override="override" in request.POST
        )
    except (phases.GateClosed, phases.NoSuchStep, actions.NotLiving) as error:
        return _gate(request, row, to, error=str(error), status=422)
    toast(request, _("“%(title)s” is now in %(phase)s") % {"title": row.title, "phase": phases.label(to)})
    return _leave(request, urls.back(request, row.get_absolute_url()))


def _leave(request: HttpRequest, url: str) -> HttpResponse:
    """Go to `url`: from the dialog too, where the browser has to be told."""
    if not htmx.is_part(request):
        return redirect(url)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = url
    return response


def _from(request: HttpRequest, row: Partnership) -> str:
    """Where the dialog was opened: the board or the partnership's page."""
    here = request.htmx.current_url_abs_path if htmx.is_part(request) else ""
    return here or row.get_absolute_url()


def _gate(request: HttpRequest, row: Partnership, to: str, *, error: str = "", status: int = 200) -> HttpResponse:
    """The check, as a dialog or as a page of its own."""
    context = queries.gate(row, to, user=request.user) | {
        "error": error,
        "why": request.POST.get("why", "")[:2000],
        "next": urls.back(request, _from(request, row)),
    }
    return htmx.page_or_part(
        request, "partnerships/gate/page.html", "partnerships/gate/_dialog.html", context, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def tick(request: HttpRequest, code: str, phase: str, key: str) -> HttpResponse:
    """Tick a line of the checklist, or take the tick off; GET asks where the proof is."""
    row = _get(code)
    if phase not in lifecycle.BY_KEY:
        raise Http404(phase)
    typed = request.POST if request.method == "POST" and "done" not in request.POST else None
    form = forms.ProofForm(typed, is_needed=checklist.needs_proof(phase, key))
    if request.method != "POST":
        return _proof(request, row, phase, key, form)
    try:
        if request.POST.get("done") == "no":
            checklist.untick(partnership=row, phase=phase, key=key, by=request.user, at=timezone.now())
        elif form.is_valid():
            checklist.tick_by_hand(
                partnership=row,
                phase=phase,
                key=key,
                by=request.user,
                at=timezone.now(),
                note_text=form.cleaned_data["proof"],
            )
        else:
            return _proof(request, row, phase, key, form)
    except checklist.UnknownItem:
        raise Http404(key) from None
    except checklist.ProofNeeded as error:
        form.add_error("proof", str(error))
        return _proof(request, row, phase, key, form)
    except actions.NotLiving as error:
        toast(request, str(error), level=messages.ERROR)
    return _after_line(request, row)


def _after_line(request: HttpRequest, row: Partnership) -> HttpResponse:
    """Back to the check, when the line was ticked there; else to where it was ticked."""
    to = (request.POST or request.GET).get("gate", "")
    if to not in lifecycle.BY_KEY:
        return _leave(request, urls.back(request, row.get_absolute_url() + "#lista"))
    if htmx.is_part(request):
        return _gate(request, _get(row.code), to)
    return redirect(f"{reverse('partnerships:partnership_move', args=[row.code])}?phase={to}")


def _proof(request: HttpRequest, row: Partnership, phase: str, key: str, form: forms.ProofForm) -> HttpResponse:
    """Ask where the proof of a line is, as a dialog or as a page of its own."""
    if key not in {item.key for item in lifecycle.asked(phase, facts=lifecycle.FACTS)}:
        raise Http404(key)
    context = {
        "form": form,
        "partnership": row,
        "title": queries.line_title(row, phase, key),
        "phase": phase,
        "key": key,
        "gate": (request.POST or request.GET).get("gate", ""),
        "next": urls.back(request, _from(request, row)),
    }
    status = 422 if form.errors else 200
    return htmx.page_or_part(
        request, "partnerships/gate/proof_page.html", "partnerships/gate/_proof.html", context, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
@once
def add_line(request: HttpRequest, code: str) -> HttpResponse:
    """Add a line that this partnership alone has."""
    row = _get(code)
    form = forms.LineForm(request.POST or None, partnership=row, initial={"phase": row.phase})
    if request.method == "POST" and form.is_valid():
        try:
            checklist.add_line(partnership=row, by=request.user, at=timezone.now(), **form.cleaned_data)
            return redirect(row.get_absolute_url() + "#lista")
        except checklist.UnknownItem:
            form.add_error("phase", _("This phase is behind: choose one that is still to be passed."))
        except actions.NotLiving as error:
            form.add_error(None, str(error))
    context = {"form": form, "title": _("Add a line"), "partnership": row}
    return render(request, "partnerships/partnership/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def drop_line(request: HttpRequest, code: str, phase: str, key: str) -> HttpResponse:
    """Take away a line of its own, with the reason where it is needed to pass."""
    row = _get(code)
    line = access.get(row.deliverables.exclude(title=""), phase=phase, key=key)
    form = forms.DropLineForm(request.POST or None, needs_reason=line.required)
    if request.method == "POST" and form.is_valid():
        try:
            checklist.drop_line(
                partnership=row, phase=phase, key=key, why=form.cleaned_data["why"], by=request.user, at=timezone.now()
            )
            toast(request, _("Line taken away"))
            return redirect(row.get_absolute_url() + "#lista")
        except (checklist.CannotDrop, actions.NotLiving) as error:
            form.add_error(None, str(error))
    context = {"form": form, "title": _("Take away: %(line)s") % {"line": line.title}, "partnership": row}
    return render(request, "partnerships/partnership/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def assign(request: HttpRequest, code: str, phase: str, key: str) -> HttpResponse:
    """Say who sees to a line and by when."""
    row = _get(code)
    line = row.deliverables.filter(phase=phase, key=key).first()
    known = {"owner": line.owner_id, "due_on": line.due_on, "note": line.note} if line else {}
    form = forms.AssignForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            checklist.assign(
                partnership=row,
                phase=phase,
                key=key,
                owner=data["owner"],
                due_on=data["due_on"],
                note_text=data["note"],
                by=request.user,
                at=timezone.now(),
            )
            return redirect(row.get_absolute_url() + "#lista")
        except checklist.UnknownItem:
            raise Http404(key) from None
        except actions.NotLiving as error:
            form.add_error(None, str(error))
    context = {"form": form, "title": queries.line_title(row, phase, key), "partnership": row}
    return render(request, "partnerships/partnership/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def back(request: HttpRequest, code: str) -> HttpResponse:
    """Go back to an earlier phase, with the reason."""
    row = _get(code)
    form = forms.BackForm(request.POST or None, partnership=row)
    if request.method == "POST" and form.is_valid():
        try:
            phases.step_back(
                partnership=row,
                to=form.cleaned_data["to"],
                why=form.cleaned_data["why"],
                by=request.user,
                at=timezone.now(),
            )
            toast(request, _("Back to %(phase)s") % {"phase": phases.label(form.cleaned_data["to"])})
            return redirect(row)
        except (phases.NoSuchStep, actions.NotLiving) as error:
            form.add_error(None, str(error))
    context = {"form": form, "title": _("Back to an earlier phase"), "partnership": row}
    return render(request, "partnerships/partnership/form.html", context, status=422 if form.errors else 200)
