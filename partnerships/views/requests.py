"""Requests of companies, as staff work on them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships import terms
from partnerships.actions import requests as actions
from partnerships.forms import requests as forms
from partnerships.models import PartnerRequest
from partnerships.queries import requests as queries
from partnerships.queries import vetting
from relations.web import access, htmx, urls
from relations.web.toast import toast


def _get(code: str) -> PartnerRequest:
    return access.get(queries.with_all(), code=code)


@access.staff("partnerships.view_partnerrequest")
def listing(request: HttpRequest) -> HttpResponse:
    """All requests, those that wait first."""
    rows = queries.listing(request)
    if (file := rows.export()) is not None:
        return file
    context = {"listing": rows, "today": timezone.localdate(), "views": queries.views(request)}
    return htmx.page_or_part(request, "partnerships/requests/list.html", "partnerships/requests/_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.add_partnerrequest")
def new(request: HttpRequest) -> HttpResponse:
    """A request taken by phone or in person."""
    form = forms.NewRequestForm(request.POST or None, initial=queries.company_initial(request.GET.get("azienda", "")))
    if request.method == "POST" and form.is_valid():
        row = actions.create(by=request.user, at=timezone.now(), **form.values())
        toast(request, _("Request %(code)s written down") % {"code": row.code})
        return redirect(row)
    return render(request, "partnerships/requests/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@access.staff("partnerships.view_partnerrequest")
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One request, whole."""
    row, today = _get(code), timezone.localdate()
    known = queries.known(row)
    context = {
        "partner_request": row,
        "today": today,
        "groups": queries.answers(row),
        "known": known,
        "standing": vetting.of(known["organization"], today=today) if known["organization"] else None,
        "matches": queries.match_states(row),
        "history": queries.history(row),
        "reason_form": forms.ReasonForm(),
        "hand_over_form": forms.HandOverForm(initial={"owner": row.owner_id}),
        "status": terms.REQUEST_STATUS[row.status],
    }
    return render(request, "partnerships/requests/detail.html", context)


@require_POST
@access.staff("partnerships.change_partnerrequest")
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Take charge of it."""
    row = actions.take(request=_get(code), by=request.user, at=timezone.now())
    toast(request, _("Request %(code)s is yours") % {"code": row.code})
    return redirect(row)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnerrequest")
def decline(request: HttpRequest, code: str) -> HttpResponse:
    """Say no, with the reason that is mailed."""
    row = _get(code)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline(request=row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
            toast(request, _("The company has been told why"))
            return redirect(row)
        except actions.Closed as error:
            form.add_error(None, str(error))
    context = {"partner_request": row, "form": form}
    return render(request, "partnerships/requests/decline.html", context, status=422 if form.errors else 200)


@require_POST
@access.staff("partnerships.change_partnerrequest")
def allow(request: HttpRequest, code: str) -> HttpResponse:
    """The company said on the phone that its request may be shown."""
    how = _("Told us by the company")
    actions.allow_showing(request=_get(code), how=how, by=request.user, at=timezone.now())
    toast(request, _("Consent written down"))
    return redirect(urls.back(request, reverse("partnerships:request", args=[code])))


@require_POST
@access.staff("partnerships.change_partnerrequest")
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """Give it to a colleague."""
    row, form = _get(code), forms.HandOverForm(request.POST)
    if form.is_valid():
        actions.hand_over(request=row, to=form.cleaned_data["owner"], by=request.user, at=timezone.now())
        toast(request, _("%(name)s follows it now") % {"name": form.cleaned_data["owner"]})
    return redirect(row)
