"""The common budget of one partnership, for staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.actions import budget as actions
from partnerships.forms import budget as forms
from partnerships.models import BudgetLine, BudgetUse, Partnership
from partnerships.queries import budget as queries
from partnerships.views import programme
from relations.web import access
from relations.web.once import once

CHANGE = "partnerships.change_partnership"


def _back(row: Partnership) -> str:
    return programme.url(row, "budget")


def _line(row: Partnership, pk: int) -> BudgetLine:
    return access.get(row.budget_lines.all(), pk=pk)


@require_safe
@access.staff("partnerships.view_partnership")
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Who brought money, what it is for, what is left."""
    row = programme.get(code)
    context = queries.page(row) | {"partnership": row, "can_change": request.user.has_perm(CHANGE) and row.is_living}
    return render(request, "partnerships/budget/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
@once
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A new heading."""
    row = programme.get(code)
    form = forms.HeadingForm(request.POST or None)
    call = lambda data: actions.plan(partnership=row, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return programme.save(
        request,
        row,
        form,
        _("New heading of the budget"),
        call,
        _("Heading added"),
        back=_back(row),
        refusals=(actions.SameName,),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def line(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Plan another sum."""
    row = programme.get(code)
    heading = _line(row, pk)
    form = forms.PlannedForm(request.POST or None, initial={"planned": heading.planned})
    call = lambda data: actions.change(line=heading, planned=data["planned"], by=request.user, at=timezone.now())  # noqa: E731
    return programme.save(
        request, row, form, _("Plan another sum"), call, _("Saved"), back=_back(row), about=heading.name
    )


@require_POST
@access.staff(CHANGE)
def remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a heading away."""
    row = programme.get(code)
    heading = _line(row, pk)
    call = lambda: actions.remove(line=heading, by=request.user, at=timezone.now())  # noqa: E731
    return programme.do(request, call, _("Heading taken away"), back=_back(row), refusals=(actions.Used,))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
@once
def spend(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write down money spent."""
    row = programme.get(code)
    heading = _line(row, pk)
    form = forms.SpendForm(request.POST or None, request.FILES or None, partnership=row)

    def call(data: dict) -> None:
        upload = data.pop("file")
        actions.spend(line=heading, upload=upload, by=request.user, at=timezone.now(), **data)

    return programme.save(
        request, row, form, _("Money spent"), call, _("Expense written down"), back=_back(row), about=heading.name,
        refusals=(actions.NotEnough,),
    )  # fmt: skip


@require_POST
@access.staff(CHANGE)
def take_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take an expense away."""
    row = programme.get(code)
    use = access.get(BudgetUse.objects.filter(line__partnership=row).select_related("line__partnership"), pk=pk)
    call = lambda: actions.take_back(use=use, by=request.user, at=timezone.now())  # noqa: E731
    return programme.do(request, call, _("Expense taken away"), back=_back(row))
