"""Public pages: what partnerships reached together, told with the consent of all."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnerships.queries import wall as queries


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The wall."""
    return render(request, "partnerships/wall/page.html", {"stories": queries.stories(), "public_key": "wall"})


@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    """One story."""
    found = queries.stories(code)
    if not found:
        raise Http404(code)
    return render(request, "partnerships/wall/case.html", {**found[0], "public_key": "wall"})
