"""The page of a partner, by link: how the partnership stands, what is asked of this side, whom to call."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.actions import limits, partner_links, partner_messages
from partnerships.forms.partner_links import MessageForm
from partnerships.queries import partner as queries
from partnerships.views.visitors import address, private
from relations.web.once import once


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate `view(request, visitor, ...)`: its address begins with a partner's token, and 404 is all a wrong one gets."""

    @private
    @wraps(view)
    def entered(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        visitor = partner_links.visitor(token=token, at=now)
        response = view(request, visitor, *args, **kwargs)
        if request.method == "POST" and response.status_code < 400:
            partner_links.used(visitor=visitor, at=now)
        return response

    return entered


@by_link
@require_safe
def page(request: HttpRequest, visitor: partner_links.Visitor) -> HttpResponse:
    """Where it stands for this side; it writes nothing."""
    return render(request, "partnerships/partner/page.html", queries.page(visitor, at=timezone.now()))


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
@once
def write(request: HttpRequest, visitor: partner_links.Visitor) -> HttpResponse:
    """Write to the officer who follows the partnership."""
    now = timezone.now()
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not limits.allow(scope="message", who=address(request), limit=limits.PER_VISITOR, at=now):
            return render(request, "429.html", {"frame": "public.html", "plain": True}, status=429)
        partner_messages.write(visitor=visitor, text=form.cleaned_data["text"], at=now)
        officer = visitor.partnership.owner.display_name
        messages.success(request, _("Sent: %(name)s reads it and answers you.") % {"name": officer})
        return redirect("partnerships:partner", visitor.token)
    context = {"form": form, "visitor": visitor, "partnership": visitor.partnership, "plain": True}
    return render(request, "partnerships/partner/write.html", context, status=422 if form.errors else 200)
