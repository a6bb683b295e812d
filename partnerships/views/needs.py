"""Needs of non-profits, their capacity, and offers of companies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.actions import needs as actions
from partnerships.forms import needs as forms
from partnerships.models import Need
from partnerships.queries import needs as queries
from partnerships.queries import submissions
from relations.models import Organization
from relations.web import access, htmx
from relations.web.toast import toast


@access.staff("partnerships.view_need")
def listing(request: HttpRequest) -> HttpResponse:
    """All needs, the open ones first."""
    rows = queries.listing(request)
    if (file := rows.export()) is not None:
        return file
    views = queries.views(request)
    context = {"listing": rows, "today": timezone.localdate(), "views": views, "waiting": submissions.waiting().count()}
    return htmx.page_or_part(request, "partnerships/needs/list.html", "partnerships/needs/_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.add_need")
def new(request: HttpRequest) -> HttpResponse:
    """A new need; `?ente=` fills in the non-profit."""
    key = request.GET.get("ente", "")
    form = forms.NeedForm(request.POST or None, initial={"organization": f"organization:{key}"} if key else None)
    if request.method == "POST" and form.is_valid():
        need = actions.add_need(
            organization=form.cleaned_data["organization"], by=request.user, at=timezone.now(), **form.values()
        )
        toast(request, _("Need written down"))
        return redirect(need.organization)
    return _form(request, form, _("New need"))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_need")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a need."""
    need = access.get(Need.objects.select_related("organization"), pk=pk)
    form = forms.NeedForm(request.POST or None, row=need)
    if request.method == "POST" and form.is_valid():
        actions.change_need(need=need, by=request.user, at=timezone.now(), **form.values())
        toast(request, _("Need saved"))
        return redirect(need.organization)
    return _form(request, form, need.title, need.organization)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_capacityprofile")
def capacity(request: HttpRequest, slug: str) -> HttpResponse:
    """How much help a non-profit can take in."""
    body = access.by_slug(Organization.objects.select_related("capacity").filter(kind="nonprofit"), slug)
    form = forms.CapacityForm(
        request.POST or None, row=getattr(body, "capacity", None), initial={"refused": body.refused}
    )
    if request.method == "POST" and form.is_valid():
        actions.set_capacity(
            organization=body, by=request.user, at=timezone.now(), refused=form.cleaned_data["refused"], **form.values()
        )
        toast(request, _("Capacity saved"))
        return redirect(body)
    return _form(request, form, _("Capacity to take in partners"), body)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.add_offer")
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """Something an organisation can give, besides a request."""
    body = access.by_slug(Organization.objects.filter(archived_at=None), slug)
    form = forms.OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_offer(organization=body, by=request.user, at=timezone.now(), **form.values())
        toast(request, _("Offer written down"))
        return redirect(body)
    return _form(request, form, _("New offer"), body)


def _form(request: HttpRequest, form: object, title: str, body: Organization | None = None) -> HttpResponse:
    context = {"form": form, "title": title, "organization": body}
    return render(request, "partnerships/needs/form.html", context, status=422 if form.errors else 200)
