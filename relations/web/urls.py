"""Addresses for those outside: mails, feeds, QR codes."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def absolute(path: str) -> str:
    """Return the full public address of `path`."""
    return f"{settings.PUBLIC_URL}{path}"


def back(request: HttpRequest, fallback: str) -> str:
    """Return where a form should lead back to: its `next` field if it is on this site, else `fallback`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = {"allowed_hosts": {request.get_host()}, "require_https": request.is_secure()}
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, **here):
        return wanted
    return fallback
