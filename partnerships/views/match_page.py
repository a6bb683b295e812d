"""One match on its own page, two side by side, the risk note, and stops lifted by the head."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.actions import overrides, proposals, request_facts, requests
from partnerships.forms import requests as forms
from partnerships.models import Match, PartnerRequest
from partnerships.queries import match_page as queries
from partnerships.queries import matches
from partnerships.queries import requests as request_queries
from relations.models import Organization
from relations.web import access
from relations.web.toast import toast


def _request(code: str) -> PartnerRequest:
    rows = request_queries.with_all().select_related("organization__vetting__checked_by")
    return access.get(rows.prefetch_related("organization__diligence__checked_by", "offers"), code=code)


def _match(row: PartnerRequest, pk: object) -> Match:
    return access.get(matches.of_request(row, timezone.now()), pk=pk)


@require_safe
@access.staff("partnerships.view_match")
def detail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Why these two, what is missing, what would change it."""
    row = _request(code)
    match, today = _match(row, pk), timezone.localdate()
    context = queries.detail(row, match, today=today) | {
        "partner_request": row,
        "match": match,
        "risk_form": forms.RiskForm(initial={"risk_note": match.risk_note}),
        "can_change": row.is_open,
    }
    return render(request, "partnerships/matches/detail.html", context)


@require_safe
@access.staff("partnerships.view_match")
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Two candidates side by side: `?a=` and `?b=`."""
    row, today = _request(code), timezone.localdate()
    chosen = [request.GET.get(name, "") for name in ("a", "b")]
    if not all(key.isascii() and key.isdigit() and len(key) < 18 for key in chosen) or chosen[0] == chosen[1]:
        toast(request, _("Choose two different bodies to compare."), level=messages.ERROR)
        return redirect("partnerships:matches", code)
    columns = [queries.column(row, _match(row, key), today=today) for key in chosen]
    lines = [
        {"label": one["label"], "cells": [one, other]}
        for one, other in zip(*(side["parts"] for side in columns), strict=True)
    ]
    context = {"partner_request": row, "columns": columns, "lines": lines, "can_change": row.is_open}
    return render(request, "partnerships/matches/compare.html", context)


@require_POST
@access.staff("partnerships.change_match")
def risk(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Keep the risk note."""
    row = _request(code)
    match, form = _match(row, pk), forms.RiskForm(request.POST)
    if not form.is_valid():
        context = queries.detail(row, match, today=timezone.localdate())
        context |= {"partner_request": row, "match": match, "risk_form": form, "can_change": row.is_open}
        return render(request, "partnerships/matches/detail.html", context, status=422)
    overrides.note_risk(match=match, text=form.cleaned_data["risk_note"], by=request.user, at=timezone.now())
    toast(request, _("Risk note saved"))
    return redirect("partnerships:match", code, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.lift_stop")
def lift(request: HttpRequest, code: str, nonprofit: int) -> HttpResponse:
    """Lift the stops of a body that was left out, with a written reason."""
    row, body = _request(code), access.get(Organization.objects.filter(kind="nonprofit"), pk=nonprofit)
    reasons = next((words for other, words, _can in matches.blocked(row) if other == body), None)
    if reasons is None:
        raise Http404("not among those left out")
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            match = overrides.lift(
                request=row, nonprofit=body, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
            )
            toast(request, _("%(name)s is on the shortlist, with your reason") % {"name": body})
            return redirect("partnerships:match", code, match.pk)
        except proposals.CannotPropose as error:
            form.add_error(None, str(error))
    context = {"partner_request": row, "nonprofit": body, "reasons": reasons, "form": form}
    return render(request, "partnerships/matches/lift.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnerrequest")
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Put right or fill in what a request says."""
    row = _request(code)
    form = forms.RequestFactsForm(request.POST or None, request=row)
    if request.method == "POST" and form.is_valid():
        try:
            request_facts.change(request=row, by=request.user, at=timezone.now(), **form.values())
            toast(request, _("Request saved: compute the proposals again to use it"))
            return redirect("partnerships:matches", code)
        except requests.Closed as error:
            form.add_error(None, str(error))
    context = {"partner_request": row, "form": form}
    return render(request, "partnerships/requests/edit.html", context, status=422 if form.errors else 200)
