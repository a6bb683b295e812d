"""Contributions, deliveries and hours of one partnership, for staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.actions import contributions as actions
from partnerships.actions import hours as hour_actions
from partnerships.forms import contributions as forms
from partnerships.forms.programme import ReasonForm
from partnerships.models import Contribution, Delivery, HoursEntry, Partnership
from partnerships.queries import contributions as queries
from partnerships.views import programme
from relations.web import access
from relations.web.once import once
from relations.web.toast import toast

CHANGE = "partnerships.change_partnership"
REFUSALS = (actions.TakenBack, actions.OwnWord)


def _back(row: Partnership) -> str:
    return programme.url(row, "contributions")


def _contribution(row: Partnership, pk: int) -> Contribution:
    return access.get(row.contributions.filter(withdrawn_at=None).select_related("party__organization"), pk=pk)


def _delivery(row: Partnership, pk: int) -> Delivery:
    return access.get(Delivery.objects.filter(contribution__partnership=row).select_related("contribution"), pk=pk)


def _hours(row: Partnership, pk: int) -> HoursEntry:
    return access.get(queries.hours_of(row), pk=pk)


@require_safe
@access.staff("partnerships.view_partnership")
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Who puts in what, what arrived, the hours."""
    row = programme.get(code)
    context = queries.page(row) | {
        "partnership": row,
        "parties": list(row.parties.all()),
        "can_change": request.user.has_perm(CHANGE) and row.is_living,
    }
    return render(request, "partnerships/contributions/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
@once
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A new contribution; `?parte=` says whose."""
    row = programme.get(code)
    whose = request.GET.get("parte", "")
    form = forms.ContributionForm(
        request.POST or None, partnership=row, initial={"party": whose if whose.isdigit() else None}
    )
    call = lambda data: actions.promise(partnership=row, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return programme.save(
        request, row, form, _("New contribution"), call, _("Contribution written down"), back=_back(row)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change a contribution."""
    row = programme.get(code)
    given = _contribution(row, pk)
    form = forms.ContributionForm(request.POST or None, partnership=row, row=given)
    call = lambda data: actions.change(contribution=given, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return programme.save(
        request, row, form, _("Change the contribution"), call, _("Contribution saved"), back=_back(row)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a contribution back."""
    row = programme.get(code)
    given = _contribution(row, pk)
    form = ReasonForm(request.POST or None)
    call = lambda data: actions.withdraw(contribution=given, why=data["why"], by=request.user, at=timezone.now())  # noqa: E731
    return programme.save(
        request, row, form, _("Take the contribution back"), call, _("Contribution taken back"), back=_back(row), about=given.what,
        refusals=REFUSALS, button=_("Take it back"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
@once
def deliver(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write down what arrived."""
    row = programme.get(code)
    given = _contribution(row, pk)
    form = forms.DeliveryForm(request.POST or None, request.FILES or None, row=given)

    def call(data: dict) -> None:
        upload = data.pop("file")
        actions.deliver(contribution=given, upload=upload, by=request.user, at=timezone.now(), **data)

    return programme.save(
        request,
        row,
        form,
        _("Something arrived"),
        call,
        _("Delivery written down"),
        back=_back(row),
        about=given.what,
        refusals=REFUSALS,
    )


@require_POST
@access.staff(CHANGE)
def received(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A party told a colleague that it received it."""
    row = programme.get(code)
    delivery = _delivery(row, pk)
    party = access.get(row.parties.all(), pk=request.POST.get("party", ""))
    call = lambda: actions.receive(delivery=delivery, party=party, by=request.user, at=timezone.now())  # noqa: E731
    return programme.do(request, call, _("Written down as received"), back=_back(row), refusals=REFUSALS)


@require_POST
@access.staff(CHANGE)
def take_away(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take away a delivery written by mistake."""
    row = programme.get(code)
    delivery = _delivery(row, pk)
    call = lambda: actions.take_away(delivery=delivery, by=request.user, at=timezone.now())  # noqa: E731
    return programme.do(request, call, _("Delivery taken away"), back=_back(row))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
@once
def hours_new(request: HttpRequest, code: str) -> HttpResponse:
    """Write down the hours of a day."""
    row = programme.get(code)
    form = forms.HoursForm(request.POST or None, partnership=row)
    call = lambda data: hour_actions.record(partnership=row, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return programme.save(
        request,
        row,
        form,
        _("Volunteers’ hours"),
        call,
        _("Hours written down: who took them in is asked by mail"),
        back=_back(row),
    )


@require_POST
@access.staff(CHANGE)
def hours_ask(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ask the host again."""
    row = programme.get(code)
    entry = _hours(row, pk)
    if hour_actions.ask(entry=entry, by=request.user, at=timezone.now()):
        toast(request, _("Asked %(name)s by mail") % {"name": entry.host})
    else:
        toast(request, _("There is no e-mail address to ask: call them."), level=30)
    return redirect(_back(row))


@require_POST
@access.staff(CHANGE)
def hours_confirm(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The host told a colleague that it was so."""
    row = programme.get(code)
    entry = _hours(row, pk)
    call = lambda: hour_actions.confirm(entry=entry, by=request.user, at=timezone.now())  # noqa: E731
    return programme.do(request, call, _("Hours confirmed"), back=_back(row), refusals=(hour_actions.NotNow,))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def hours_refuse(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It was not so."""
    row = programme.get(code)
    entry = _hours(row, pk)
    form = forms.RefuseForm(request.POST or None)
    call = lambda data: hour_actions.refuse(entry=entry, why=data["why"], by=request.user, at=timezone.now())  # noqa: E731
    return programme.save(
        request, row, form, _("Hours that were not so"), call, _("Written down"), back=_back(row), about=str(entry),
        refusals=(hour_actions.NotNow,),
    )  # fmt: skip
