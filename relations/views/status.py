"""The state of the system: a page in plain words, and a short answer for machines."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from relations.queries import status
from relations.web.access import staff


@staff()
def page(request: HttpRequest) -> HttpResponse:
    """Say how each part is."""
    return render(request, "relations/profile/status.html", {"checks": status.checks(timezone.now())})


def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 while pages and mail work, 503 otherwise; no detail for strangers."""
    checks = status.checks(timezone.now(), vital_only=True)
    well = all(check.well for check in checks)
    response = JsonResponse(
        {"ok": well, "parts": {check.key: check.well for check in checks}}, status=200 if well else 503
    )
    response["Cache-Control"] = "no-store"
    return response
