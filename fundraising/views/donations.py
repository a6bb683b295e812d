"""Donations: the list, recording and correcting, the page, thanks, receipts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fundraising import fingerprint
from fundraising.actions import donations as actions
from fundraising.actions import receipts, thanks
from fundraising.forms.donations import DonationForm, EndForm, ThanksForm
from fundraising.models import Campaign, Donation
from fundraising.queries import donations
from fundraising.views.lists import donation_list
from relations.forms.pick import by_key
from relations.models import AuditEvent, User
from relations.web import access, htmx
from relations.web.toast import toast


@access.staff("fundraising.view_donation")
def listing(request: HttpRequest) -> HttpResponse:
    """Donations with filters, paging and export."""
    found = donation_list(request)
    return found.export() or htmx.page_or_part(
        request, "fundraising/donations/list.html", "fundraising/donations/_table.html", {"listing": found}
    )


@access.staff("fundraising.view_donation")
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """A gift with its thanks and receipts."""
    return render(request, "fundraising/donations/detail.html", _page(_donation(code)))


@access.staff("fundraising.add_donation")
def new(request: HttpRequest) -> HttpResponse:
    """Record a gift."""
    form = DonationForm(request.POST or None, initial=_known(request))
    if request.method == "POST" and form.is_valid():
        donation = _record(form, request.user)
        toast(request, _said(donation))
        return redirect(donation)
    return _form_page(request, form, {"title": _("Record a donation"), "submit": _("Save donation")})


@access.staff("fundraising.change_donation")
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a gift."""
    donation = _donation(code)
    form = DonationForm(request.POST or None, donation=donation)
    if request.method == "POST" and form.is_valid():
        try:
            _change(form, donation, request.user)
        except (fingerprint.ChangedMeanwhile, actions.HasReceipt) as conflict:
            form.add_error(None, str(conflict))
        else:
            toast(request, _("Donation saved."))
            return redirect(donation)
    context = {"title": donation.code, "donation": donation, "submit": _("Save donation")}
    return _form_page(request, form, context)


def _record(form: DonationForm, by: User) -> Donation:
    return actions.record(
        donor=form.giver(), by=by, at=timezone.now(), entry_key=form.cleaned_data["entry_key"], **form.gift()
    )


def _change(form: DonationForm, donation: Donation, by: User) -> None:
    actions.change(
        donation=donation, donor=form.giver(), by=by, at=timezone.now(), seen=form.cleaned_data["seen"], **form.gift()
    )


def _said(donation: Donation) -> str:
    if donation.nature.visibility:
        return _("Sponsorship saved. It needs an electronic invoice, outside this system: no gift receipt.")
    return _("Donation %(code)s saved.") % {"code": donation.code}


@access.staff("fundraising.change_thanks")
def thank(request: HttpRequest, code: str) -> HttpResponse:
    """Read the letter before it goes, or say how one thanked."""
    donation = _donation(code)
    form = ThanksForm(request.POST or None, initial={"how": "email" if thanks.email_of(donation) else "call"})
    if request.method == "POST" and form.is_valid():
        try:
            _thank(donation, form.cleaned_data, request.user)
        except (thanks.NoAddress, thanks.AlreadyDone) as reason:
            form.add_error("how", str(reason))
        else:
            toast(request, _("%(name)s has been thanked.") % {"name": donation.donor_name})
            return redirect(donation)
    status = 422 if form.is_bound and form.errors else 200
    context = {
        "form": form, "donation": donation, "email": thanks.email_of(donation),
        "letter": thanks.letter(donation, by=request.user),
    }
    return render(request, "fundraising/donations/thank.html", context, status=status)


def _thank(donation: Donation, values: dict[str, Any], by: User) -> None:
    at = timezone.now()
    if values["how"] == "email":
        thanks.send(donation=donation, by=by, at=at, words=values["words"])
    else:
        thanks.mark(donation=donation, how=values["how"], by=by, at=at, note=values["note"])


@require_POST
@access.staff("fundraising.change_thanks")
def no_thanks(request: HttpRequest, code: str) -> HttpResponse:
    """Say that no thanks are due."""
    donation = _donation(code)
    try:
        thanks.not_needed(donation=donation, by=request.user, at=timezone.now(), note=request.POST.get("note", "")[:200])
    except thanks.AlreadyDone as reason:
        toast(request, str(reason), level=messages.ERROR)
    return redirect(donation)


@access.staff("fundraising.change_donation")
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Give back or cancel a gift."""
    donation = _donation(code)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(donation=donation, by=request.user, at=timezone.now(), **form.cleaned_data)
        except (actions.HasReceipt, actions.NotPossible) as reason:
            form.add_error(None, str(reason))
        else:
            toast(request, _("Noted: the donation no longer counts."))
            return redirect(donation)
    context = {"title": _("Give back or cancel"), "donation": donation, "submit": _("Confirm for %(code)s") % {"code": code}}
    return _form_page(request, form, context)


@require_POST
@access.staff("fundraising.add_receipt")
def issue_receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Issue the receipt."""
    donation = _donation(code)
    try:
        receipt = receipts.issue(donation=donation, by=request.user, at=timezone.now())
    except receipts.NotAllowed as reason:
        toast(request, str(reason), level=messages.ERROR)
    else:
        toast(request, _("Receipt %(number)s issued.") % {"number": receipt.label})
    return redirect(donation)


def _donation(code: str) -> Donation:
    donation = donations.by_code(code)
    if donation is None:
        raise Http404("donation")
    return donation


def _page(donation: Donation) -> dict[str, Any]:
    history = AuditEvent.objects.filter(
        object_type__app_label="fundraising", object_type__model="donation", object_id=donation.pk
    )
    return {
        "donation": donation,
        "receipts": sorted(donation.receipts.all(), key=lambda receipt: -receipt.pk),
        "refusal": receipts.refusal(donation),
        "email": thanks.email_of(donation),
        "history": history.select_related("by").order_by("-at", "-pk")[:20],
        "now": timezone.now(),
    }


def _known(request: HttpRequest) -> dict[str, Any]:
    """What the page one comes from already says: the campaign, the donor."""
    campaign = Campaign.objects.filter(slug=request.GET.get("campagna", "")[:80].replace("\x00", "")).first()
    donor = by_key(request.GET.get("donatore", "")[:40])
    return {key: value for key, value in {"campaign": campaign, "donor": donor}.items() if value}


def _form_page(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    page = "fundraising/donations/form.html" if isinstance(form, DonationForm) else "fundraising/donations/small_form.html"
    return render(request, page, {"form": form, **context}, status=status)
