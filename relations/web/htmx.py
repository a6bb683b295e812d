"""Parts of pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def is_part(request: HttpRequest) -> bool:
    """Tell whether only a part of the page is wanted (an htmx request that is not a boosted or restored page)."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page_or_part(
    request: HttpRequest, page: str, part: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render the template `part` for htmx and `page` (which includes it) for everybody else."""
    response = render(request, part if is_part(request) else page, context, status=status)
    response["Vary"] = "HX-Request"
    return response
