"""Passing from a phase to the next: the check, the ticks, the passage, the way back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships import lifecycle
from partnerships.actions import checklist, phases
from partnerships.actions import partnerships as actions
from partnerships.forms import partnerships as forms
from partnerships.models import Partnership
from partnerships.queries import partnerships as queries
from relations.web import access, htmx, urls
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


@require_POST
@access.staff("partnerships.change_partnership")
def tick(request: HttpRequest, code: str, phase: str, key: str) -> HttpResponse:
    """Tick a line of the checklist, or take the tick off."""
    row = _get(code)
    call = checklist.untick if request.POST.get("done") == "no" else checklist.tick
    try:
        call(partnership=row, phase=phase, key=key, by=request.user, at=timezone.now())
    except checklist.UnknownItem:
        raise Http404(key) from None
    except actions.NotLiving as error:
        toast(request, str(error), level=messages.ERROR)
    to = request.POST.get("gate", "")
    if to in lifecycle.BY_KEY:
        return (
            _gate(request, _get(code), to)
            if htmx.is_part(request)
            else redirect(f"{reverse('partnerships:partnership_move', args=[code])}?phase={to}")
        )
    return redirect(urls.back(request, row.get_absolute_url() + "#lista"))


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
    context = {"form": form, "title": queries.line_title(phase, key), "partnership": row}
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
