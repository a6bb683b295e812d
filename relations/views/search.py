"""The search box, its page, and the proposals of forms."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from relations.forms import pick as picking
from relations.queries import search
from relations.web import visited
from relations.web.access import staff
from relations.web.htmx import is_part


@staff()
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found; the last visited records when nothing was typed; a whole number or code goes straight."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    part = is_part(request)
    hits = search.find(request.user, text, 12 if part else 60)
    straight = search.straight_to(text, hits)
    if straight and not part:
        return redirect(straight)
    context = {
        "words": text, "groups": search.grouped(hits), "count": len(hits), "search_words": text,
        "visited": visited.last(request) if not text else [],
    }  # fmt: skip
    response = render(request, "relations/search/_found.html" if part else "relations/search/page.html", context)
    response["Vary"] = "HX-Request"
    return response


@staff()
def pick(request: HttpRequest, kind: str) -> HttpResponse:
    """List what may be chosen for a piece of a name, as options of a form's list."""
    kinds = picking.KINDS.get(kind)
    if kinds is None:
        raise Http404(kind)
    may = any(request.user.has_perm(f"relations.view_{name}") for name in kinds)
    text, only = request.GET.get("q", ""), request.GET.get("tipo", "")
    hits = picking.proposals(kind, text, only) if may else []
    context = {"hits": hits, "words": text[:60], "list_id": request.GET.get("id", "pick")[:60]}
    return render(request, "relations/search/_options.html", context)
