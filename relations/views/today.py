"""Oggi: what is late, what is today, what is stuck, what went out."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from relations.queries import today, together
from relations.web.access import staff
from relations.web.htmx import is_part, page_or_part


@staff()
def page(request: HttpRequest) -> HttpResponse:
    """Show the day of the reader, or of the whole office (`?chi=tutti`)."""
    at, day = timezone.now(), timezone.localdate()
    mine = request.GET.get("chi") != "tutti"
    context = {"mine": mine, "day": day, "back": request.get_full_path()}
    if is_part(request):
        context["todos"] = today.todos(request.user, day, mine=mine)
        context["went_out"] = [] if context["todos"].count else today.went_out(at)
    else:
        todos, tiles, boxes, went_out, waiting = together.run(
            today.todos.read(request.user, day, mine=mine), today.tiles.read(request.user, at),
            today.boxes.read(request.user, at, mine=mine), today.went_out.read(at), today.waiting.read(request.user, at),
        )  # fmt: skip
        context |= {
            "todos": todos, "tiles": tiles, "boxes": boxes, "went_out": went_out, "waiting": waiting,
            "hour": timezone.localtime(at).hour,
        }  # fmt: skip
    return page_or_part(request, "relations/today/page.html", "relations/today/_todos.html", context)
