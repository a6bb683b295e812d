"""What a partner does by link about contributions: writes deliveries, says it received, confirms hours in one tap."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.actions import contributions as actions
from partnerships.actions import hours as hour_actions
from partnerships.actions.evidence import NotEvidence
from partnerships.actions.partner_links import Visitor
from partnerships.actions.partnerships import NotLiving
from partnerships.forms import contributions as forms
from partnerships.models import Delivery
from partnerships.queries import contributions as queries
from partnerships.views.partner import by_link
from relations.web import access
from relations.web.once import once


def _home(visitor: Visitor) -> str:
    return reverse("partnerships:partner", args=[visitor.token])


def _form(request: HttpRequest, visitor: Visitor, form: object, **words: object) -> HttpResponse:
    context = {"visitor": visitor, "partnership": visitor.partnership, "form": form, "plain": True, **words}
    return render(request, "partnerships/contributions/partner_form.html", context, status=422 if form.errors else 200)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
@once
def deliver(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """Say that something was delivered."""
    given = access.get(visitor.party.contributions.filter(withdrawn_at=None), pk=pk)
    form = forms.DeliveryForm(request.POST or None, request.FILES or None, row=given)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            actions.deliver(contribution=given, upload=data.pop("file"), visitor=visitor, at=timezone.now(), **data)
            messages.success(request, _("Thank you: we have written it down."))
            return redirect(_home(visitor))
        except (NotLiving, NotEvidence, actions.TakenBack) as error:
            form.add_error(None, str(error))
    return _form(request, visitor, form, title=_("You delivered"), about=given.what, button=_("Send"))


@by_link
@require_POST
def received(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """Say, in one tap, that something arrived."""
    rows = Delivery.objects.filter(contribution__partnership=visitor.partnership).select_related("contribution")
    try:
        actions.receive(delivery=access.get(rows, pk=pk), party=visitor.party, visitor=visitor, at=timezone.now())
        messages.success(request, _("Thank you: written down as received."))
    except (NotLiving, actions.OwnWord) as error:
        messages.warning(request, str(error))
    return redirect(_home(visitor))


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """The hours of a day: one tap says yes, a line says what is not right."""
    entry = access.get(queries.hours_of(visitor.partnership).filter(host=visitor.party), pk=pk)
    form = forms.RefuseForm(request.POST if request.POST.get("answer") == "no" else None)
    if request.method == "POST":
        try:
            if request.POST.get("answer") == "yes":
                hour_actions.confirm(entry=entry, visitor=visitor, at=timezone.now())
                messages.success(request, _("Thank you: the hours are confirmed."))
                return redirect(_home(visitor))
            if form.is_valid():
                hour_actions.refuse(entry=entry, why=form.cleaned_data["why"], visitor=visitor, at=timezone.now())
                messages.success(request, _("Thank you: we look at it with them."))
                return redirect(_home(visitor))
        except (NotLiving, hour_actions.NotNow) as error:
            form = forms.RefuseForm({"why": request.POST.get("why", "")})
            form.add_error(None, str(error))
    context = {"visitor": visitor, "partnership": visitor.partnership, "entry": entry, "form": form, "plain": True}
    return render(request, "partnerships/contributions/hours.html", context, status=422 if form.errors else 200)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
@once
def hours_new(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Write down hours: a company's own volunteers, or those a non-profit took in."""
    form = forms.PartnerHoursForm(request.POST or None, partnership=visitor.partnership, party=visitor.party)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        other, is_giver = data.pop("other"), visitor.party.side == "company"
        promised = visitor.partnership.contributions.filter(
            withdrawn_at=None, unit="hours", party=visitor.party if is_giver else other
        ).first()
        try:
            hour_actions.record(
                partnership=visitor.partnership, giver=visitor.party if is_giver else other, host=other if is_giver else visitor.party,
                contribution=promised, visitor=visitor, at=timezone.now(), **data,
            )  # fmt: skip
            messages.success(request, _("Thank you: we have written it down."))
            return redirect(_home(visitor))
        except NotLiving as error:
            form.add_error(None, str(error))
    about = (
        _("Hours your volunteers gave") if visitor.party.side == "company" else _("Hours of the volunteers you took in")
    )
    return _form(request, visitor, form, title=_("Volunteers’ hours"), about=about, button=_("Send"))
