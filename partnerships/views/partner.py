"""The page of a partner, by link: how the partnership stands, what is asked of this side, whom to call."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.actions import partner_links
from partnerships.queries import partner as queries
from partnerships.views.visitors import private


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate `view(request, visitor, ...)`: its address begins with a partner's token, and 404 is all a wrong one gets."""

    @private
    @wraps(view)
    def entered(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        visitor = partner_links.visitor(token=token, at=timezone.now())
        return view(request, visitor, *args, **kwargs)

    return entered


@by_link
@require_safe
def page(request: HttpRequest, visitor: partner_links.Visitor) -> HttpResponse:
    """Where it stands for this side; it writes nothing."""
    return render(request, "partnerships/partner/page.html", queries.page(visitor, at=timezone.now()))
