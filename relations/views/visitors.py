"""What the pages of visitors without an account share."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from relations.mail import limits
from relations.mail.views.public import client_ip

HOUR = timedelta(hours=1)
PER_VISITOR = 30


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


def within_limits(request: HttpRequest, scope: str, at: datetime, limit: int = PER_VISITOR) -> bool:
    """Count one form sent from this connection; False once there were too many this hour."""
    return limits.allow(scope=f"visitor-{scope}", key=client_ip(request), limit=limit, period=HOUR, at=at)


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that this connection sent too much."""
    return render(request, "429.html", {"frame": "public.html", "plain": True}, status=429)


def language() -> str:
    """Return the visitor's language."""
    return (get_language() or "it")[:2]


def evidence(request: HttpRequest) -> dict[str, str]:
    """Return what proves that a yes was given."""
    return {"ip": client_ip(request), "user_agent": request.headers.get("User-Agent", "")[:200]}
