"""The library of clauses: read by all colleagues, written by those who may."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.actions import library as actions
from partnerships.forms.agreements import ClauseTextForm
from partnerships.models import ClauseText
from partnerships.queries import library as queries
from relations.web import access
from relations.web.once import once
from relations.web.toast import toast


@require_safe
@access.staff("partnerships.view_clausetext")
def listing(request: HttpRequest) -> HttpResponse:
    """Every topic with its texts."""
    return render(request, "partnerships/agreements/library.html", {"shelves": queries.shelves()})


def _edit(request: HttpRequest, row: ClauseText | None) -> HttpResponse:
    form = ClauseTextForm(request.POST or None, row=row, **({} if row else {"initial": _asked_for(request)}))
    if request.method == "POST" and form.is_valid():
        actions.save(row=row, by=request.user, at=timezone.now(), **form.cleaned_data)
        toast(request, _("Saved"))
        return redirect("partnerships:clause_texts")
    context = {"form": form, "row": row}
    return render(request, "partnerships/agreements/library_form.html", context, status=422 if form.errors else 200)


def _asked_for(request: HttpRequest) -> dict[str, object]:
    return {"topic": request.GET.get("tema", "other"), "is_active": True}


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.add_clausetext")
@once
def new(request: HttpRequest) -> HttpResponse:
    """Write another text."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_clausetext")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a text; agreements already begun keep theirs."""
    return _edit(request, access.get(ClauseText, pk=pk))
