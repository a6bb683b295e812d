"""Who a visitor without an account is, as far as limits are concerned."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


def address(request: HttpRequest) -> str:
    """Return the visitor's network address; a forwarded one only as far as our own proxies vouch for it."""
    hops = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(hops) >= trusted:
        return hops[-trusted][:64]
    return request.META.get("REMOTE_ADDR", "")


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a page reached by a secret link: kept by no cache, found by no search engine, its address told to nobody."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    guarded.access = "link"  # type: ignore[attr-defined]
    return guarded
