"""Receipts: the register, the page, the file, sending and annulling."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fundraising.actions import receipts as actions
from fundraising.actions.thanks import NoAddress, email_of
from fundraising.forms.donations import AnnulForm
from fundraising.models import Receipt
from fundraising.views.lists import receipt_list
from relations.web import access, htmx
from relations.web.toast import toast


@access.staff("fundraising.view_receipt")
def listing(request: HttpRequest) -> HttpResponse:
    """The register of receipts."""
    found = receipt_list(request)
    return found.export() or htmx.page_or_part(
        request, "fundraising/receipts/list.html", "fundraising/receipts/_table.html", {"listing": found}
    )


@access.staff("fundraising.view_receipt")
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """What a receipt says, and what became of it."""
    receipt = _receipt(code)
    context = {"receipt": receipt, "email": email_of(receipt.donation), "page": receipt.snapshot}
    return render(request, "fundraising/receipts/detail.html", context)


@access.staff("fundraising.view_receipt")
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The file exactly as it was issued."""
    receipt = _receipt(code)
    try:
        content = actions.content_of(receipt)
    except actions.NotTheFile:
        toast(request, _("The stored file is not the one that was issued: tell whoever looks after the system."),
              level=messages.ERROR)  # fmt: skip
        return redirect(receipt)
    return _file(content, f"ricevuta-{receipt.code}.pdf")


@access.staff("fundraising.view_receipt")
def copy(request: HttpRequest, code: str) -> HttpResponse:
    """A copy marked DUPLICATO, or ANNULLATA."""
    receipt = _receipt(code)
    return _file(actions.copy_of(receipt, at=timezone.now()), f"ricevuta-{receipt.code}-copia.pdf")


@require_POST
@access.staff("fundraising.change_receipt")
def send(request: HttpRequest, code: str) -> HttpResponse:
    """Send the receipt by mail."""
    receipt = _receipt(code)
    try:
        actions.send(receipt=receipt, by=request.user, at=timezone.now())
    except (actions.NotAllowed, NoAddress) as reason:
        toast(request, str(reason), level=messages.ERROR)
    except actions.NotTheFile:
        toast(request, _("The stored file is not the one that was issued: tell whoever looks after the system."),
              level=messages.ERROR)  # fmt: skip
    else:
        toast(request, _("Receipt %(number)s is on its way.") % {"number": receipt.label})
    return redirect(receipt)


@access.staff("fundraising.change_receipt")
def annul(request: HttpRequest, code: str) -> HttpResponse:
    """Annul a receipt, and issue another if asked."""
    receipt = _receipt(code)
    form = AnnulForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = actions.replace if form.cleaned_data["replace"] else actions.annul
        try:
            result = act(receipt=receipt, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except actions.NotAllowed as reason:
            form.add_error(None, str(reason))
        else:
            toast(request, _("Receipt %(number)s annulled.") % {"number": receipt.label})
            return redirect(result)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "fundraising/receipts/annul.html", {"form": form, "receipt": receipt}, status=status)


def _receipt(code: str) -> Receipt:
    year, _dash, number = code.partition("-")
    rows = Receipt.objects.select_related(
        "donation__person", "donation__organization", "donation__campaign", "issued_by", "annulled_by", "replaced_by"
    )
    return access.get(rows, year=year, number=number)


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
