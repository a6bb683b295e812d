"""Campaigns: the list, the page, opening and changing, publishing and concluding."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fundraising import fingerprint
from fundraising.actions import campaigns as actions
from fundraising.forms.campaigns import AppealForm, CampaignForm
from fundraising.models import Campaign
from fundraising.queries import campaigns, donations, pages
from relations.web import access
from relations.web.toast import toast


@access.staff("fundraising.view_campaign")
def listing(request: HttpRequest) -> HttpResponse:
    """All campaigns with their progress."""
    rows = campaigns.listing(timezone.localdate())
    return render(request, "fundraising/campaigns/list.html", {"rows": rows})


@access.staff("fundraising.view_campaign")
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a campaign stands, whom to thank, whom to find again."""
    campaign = access.get(Campaign.objects.select_related("manager"), slug=slug)
    return render(request, "fundraising/campaigns/detail.html", pages.campaign(campaign, at=timezone.now()))


@access.staff("fundraising.add_campaign")
def new(request: HttpRequest) -> HttpResponse:
    """Open a campaign."""
    form = CampaignForm(request.POST or None, manager=request.user)
    if request.method == "POST" and form.is_valid():
        campaign = actions.open_campaign(by=request.user, at=timezone.now(), **_values(form))
        toast(request, _("Campaign opened. Publish it when it is ready."))
        return redirect(campaign)
    return _form_page(request, form, {"title": _("New campaign")})


@access.staff("fundraising.change_campaign")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a campaign."""
    campaign = access.get(Campaign, slug=slug)
    form = CampaignForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                campaign=campaign, by=request.user, at=timezone.now(), seen=form.cleaned_data["seen"], **_values(form)
            )
        except fingerprint.ChangedMeanwhile as conflict:
            form.add_error(None, str(conflict))
        else:
            toast(request, _("Campaign saved."))
            return redirect(campaign)
    return _form_page(request, form, {"title": campaign.name, "campaign": campaign})


@require_POST
@access.staff("fundraising.change_campaign")
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the public page."""
    campaign = access.get(Campaign, slug=slug)
    try:
        actions.publish(campaign=campaign, by=request.user, at=timezone.now())
    except actions.NotReady as reason:
        toast(request, str(reason), level=messages.ERROR)
    else:
        toast(request, _("The public page is open."))
    return redirect(campaign)


@require_POST
@access.staff("fundraising.change_campaign")
def hide(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the public page down."""
    campaign = access.get(Campaign, slug=slug)
    actions.hide(campaign=campaign, by=request.user, at=timezone.now())
    toast(request, _("The public page is no longer visible."))
    return redirect(campaign)


@require_POST
@access.staff("fundraising.change_campaign")
def conclude(request: HttpRequest, slug: str) -> HttpResponse:
    """Conclude a campaign."""
    campaign = access.get(Campaign, slug=slug)
    actions.conclude(campaign=campaign, by=request.user, at=timezone.now())
    toast(request, _("Campaign concluded: the public page stays, without the way to give."))
    return redirect(campaign)


@access.staff("fundraising.change_campaign")
def appeal_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a way of asking."""
    campaign = access.get(Campaign, slug=slug)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {key: value for key, value in form.cleaned_data.items() if value is not None}
        appeal = actions.add_appeal(campaign=campaign, by=request.user, at=timezone.now(), **values)
        toast(request, _("Appeal added: its source code is %(code)s.") % {"code": appeal.code})
        return redirect(campaign)
    return _form_page(request, form, {"title": _("New appeal"), "campaign": campaign, "submit": _("Add appeal")})


def _values(form: CampaignForm) -> dict[str, Any]:
    return {key: value for key, value in form.cleaned_data.items() if key != "seen"}


def _form_page(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "fundraising/campaigns/form.html", {"form": form, **context}, status=status)


@access.staff("fundraising.view_donation")
def lapsed(request: HttpRequest) -> HttpResponse:
    """Donors of last year who have not given this year."""
    today = timezone.localdate()
    return render(
        request, "fundraising/campaigns/lapsed.html", {"lapsed": donations.lapsed(today=today, limit=500), "today": today}
    )
