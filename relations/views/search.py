"""The search box, its page, and the proposals of forms."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from relations import panels
from relations.forms import pick as picking
from relations.queries import parties, search
from relations.web import visited
from relations.web.access import staff
from relations.web.htmx import is_part
from relations.web.listing import Chip


@staff()
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found; the last visited records when nothing was typed; a whole number or code goes straight.

    The page narrows by kind, province and who follows; the box under the cursor never does.
    """
    text = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    part = is_part(request)
    chosen = {} if part else _chosen(request)
    hits = search.find(
        request.user, text, 12 if part else 60, kinds=[chosen["tipo"]] if "tipo" in chosen else None,
        province=chosen.get("provincia", ""), follower=int(chosen["segue"]) if "segue" in chosen else None,
    )  # fmt: skip
    straight = search.straight_to(text, hits)
    if straight and not part and not chosen:
        return redirect(straight)
    context = {
        "words": text, "groups": search.grouped(hits), "count": len(hits), "search_words": text,
        "visited": visited.last(request) if not text else [],
    }  # fmt: skip
    if not part:
        context |= {"menus": _menus(request, chosen), "chips": _chips(request, chosen)}
    response = render(request, "relations/search/_found.html" if part else "relations/search/page.html", context)
    response["Vary"] = "HX-Request"
    return response


# What the page narrows by: key of the address → (label, choices).
CONDITIONS = {
    "tipo": (_("Kind"), lambda user: [(kind.key, kind.label) for kind in panels.of(panels.SearchKind, user)]),
    "provincia": (_("Province"), lambda user: [(code, code) for code in parties.known_provinces()]),
    "segue": (_("Followed by"), lambda user: [(str(row.pk), row.display_name) for row in parties.colleagues()]),
}


def _menus(request: HttpRequest, chosen: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"key": key, "label": label, "value": chosen.get(key, ""), "choices": choices(request.user)}
        for key, (label, choices) in CONDITIONS.items()
    ]


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The conditions of the address that mean something."""
    given = {key: request.GET.get(key, "")[:40] for key in CONDITIONS if request.GET.get(key)}
    return {key: value for key, value in given.items() if value in dict(CONDITIONS[key][1](request.user))}


def _chips(request: HttpRequest, chosen: dict[str, str]) -> list[Chip]:
    found = []
    for key, value in chosen.items():
        label, choices = CONDITIONS[key]
        rest = request.GET.copy()
        del rest[key]
        found.append(Chip(str(label), str(dict(choices(request.user))[value]), rest.urlencode()))
    return found


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
