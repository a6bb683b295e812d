"""What visitors see: the campaigns and how to give. No cookie, no script needed."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fundraising.forms.fields import read_amount
from fundraising.queries import campaigns, public
from relations.web import access

MENU = {"public_key": "give"}


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The campaigns one can support."""
    rows = public.listing(today=timezone.localdate())
    return render(request, "fundraising/public/list.html", {"rows": rows, **MENU})


@require_safe
def give(request: HttpRequest, slug: str) -> HttpResponse:
    """A campaign and its donation box, for the amount asked for in the address."""
    campaign = access.get(campaigns.published(), slug=slug)
    amount, wrong = _wanted(request)
    context = public.page(campaign, amount=amount, today=timezone.localdate())
    return render(request, "fundraising/public/give.html", {**context, "wrong": wrong, **MENU})


def _wanted(request: HttpRequest) -> tuple[Decimal | None, str]:
    """The amount typed, else the one chosen; and what is wrong with what was typed."""
    typed = request.GET.get("altro", "").strip()[:40] if request.GET.get("importo") in ("altro", None) else ""
    chosen = request.GET.get("importo", "").strip()[:40]
    words = typed or (chosen if chosen != "altro" else "")
    if not words:
        return None, ""
    try:
        return read_amount(words), ""
    except ValidationError as error:
        return None, error.messages[0]
