"""The pages every visitor may read: where to go, how data are treated, accessibility."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static


def home(request: HttpRequest) -> HttpResponse:
    """What the office offers to those outside."""
    return render(request, "relations/public/home.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """How personal data are treated, purpose by purpose."""
    return render(request, "relations/public/privacy.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """What we do for everybody to be able to use these pages, and whom to tell when it fails."""
    return render(request, "relations/public/accessibility.html")


def favicon(request: HttpRequest) -> HttpResponse:
    """The office's mark, where browsers look for it by themselves."""
    return redirect(static("img/favicon.svg"))
