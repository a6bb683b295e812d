"""Who can work with whom: the proposals for a request."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.actions import matches as actions
from partnerships.actions import proposals
from partnerships.actions import requests as request_actions
from partnerships.forms import requests as forms
from partnerships.models import Match, PartnerRequest
from partnerships.queries import matches as queries
from partnerships.queries import requests as request_queries
from relations.web import access
from relations.web.toast import toast


def _request(code: str) -> PartnerRequest:
    return access.get(request_queries.with_all(), code=code)


def _match(code: str, pk: int) -> Match:
    return access.get(Match.objects.select_related("request", "nonprofit"), pk=pk, request__code=code)


@require_safe
@access.staff("partnerships.view_match")
def listing(request: HttpRequest) -> HttpResponse:
    """Proposals that wait for somebody, over all requests."""
    return render(
        request, "partnerships/matches/all.html", {"groups": queries.overview(), "today": timezone.localdate()}
    )


@require_safe
@access.staff("partnerships.view_match")
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The proposals for one request, with their reasons."""
    row = _request(code)
    context = queries.page(row, at=timezone.now()) | {
        "partner_request": row,
        "today": timezone.localdate(),
        "add_form": forms.AddByHandForm(),
    }
    return render(request, "partnerships/matches/page.html", context)


@require_safe
@access.staff("partnerships.view_match")
def blocked(request: HttpRequest, code: str) -> HttpResponse:
    """Who was left out, and why."""
    row = _request(code)
    return render(
        request, "partnerships/matches/blocked.html", {"partner_request": row, "blocked": queries.blocked(row)}
    )


def _do(request: HttpRequest, code: str, call: Callable[[], object], done: str) -> HttpResponse:
    """Run one action; tell what happened, or why it did not."""
    try:
        call()
        toast(request, done)
    except (proposals.CannotPropose, actions.TooLate, request_actions.Closed) as error:
        toast(request, str(error), level=messages.ERROR)
    return redirect("partnerships:matches", code)


@require_POST
@access.staff("partnerships.change_match")
def compute(request: HttpRequest, code: str) -> HttpResponse:
    """Look for the nearest non-profits, now."""
    row = _request(code)
    call = partial(proposals.compute, request=row, by=request.user, at=timezone.now())
    return _do(request, code, call, _("Proposals computed"))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_match")
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Put a non-profit among the proposals by hand."""
    row, form = _request(code), forms.AddByHandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proposals.add_by_hand(
                request=row, nonprofit=form.cleaned_data["nonprofit"], by=request.user, at=timezone.now()
            )
            return redirect("partnerships:matches", code)
        except proposals.CannotPropose as error:
            form.add_error("nonprofit", str(error))
    context = {"partner_request": row, "form": form}
    return render(request, "partnerships/matches/add.html", context, status=422 if form.errors else 200)


@require_POST
@access.staff("partnerships.change_match")
def invite(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ask both sides."""
    match = _match(code, pk)
    call = partial(actions.invite, match=match, by=request.user, at=timezone.now())
    return _do(
        request, code, call, _("Proposal sent to both: to the company and to %(name)s") % {"name": match.nonprofit}
    )


@require_POST
@access.staff("partnerships.change_match")
def remind(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write again to who has not answered."""
    match = _match(code, pk)
    try:
        count = actions.remind(match=match, by=request.user, at=timezone.now())
        none = _("Already reminded today: wait until tomorrow")
        toast(request, ngettext("%(n)s reminder sent", "%(n)s reminders sent", count) % {"n": count} if count else none)
    except actions.TooLate as error:
        toast(request, str(error), level=messages.ERROR)
    return redirect("partnerships:matches", code)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_match")
def discard(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Leave a suggestion out, with the reason."""
    match, form = _match(code, pk), forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        call = partial(
            actions.discard, match=match, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
        return _do(request, code, call, _("%(name)s left out") % {"name": match.nonprofit})
    context = {"match": match, "form": form, "code": code}
    return render(request, "partnerships/matches/discard.html", context, status=422 if form.errors else 200)


@require_POST
@access.staff("partnerships.change_match")
def restore(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Bring one back."""
    match = _match(code, pk)
    call = partial(actions.restore, match=match, by=request.user, at=timezone.now())
    return _do(request, code, call, _("%(name)s is back among the proposals") % {"name": match.nonprofit})
