"""Oggi: what is late, what is today, what is stuck, what went out."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from relations.queries import today
from relations.web.access import staff
from relations.web.htmx import is_part, page_or_part


@staff()
def page(request: HttpRequest) -> HttpResponse:
    """Show the day of the reader, or of the whole office (`?chi=tutti`)."""
    at, day = timezone.now(), timezone.localdate()
    mine = request.GET.get("chi") != "tutti"
    context = {"todos": today.todos(request.user, day, mine=mine), "mine": mine, "day": day, "back": request.get_full_path()}
    if is_part(request):
        context["went_out"] = [] if context["todos"].count else today.went_out(at)
    else:
        context |= {
            "tiles": today.tiles(request.user, at),
            "boxes": today.boxes(request.user, at, mine=mine),
            "went_out": today.went_out(at),
            "waiting": today.waiting(request.user, at),
            "hour": timezone.localtime(at).hour,
        }
    return page_or_part(request, "relations/today/page.html", "relations/today/_todos.html", context)
