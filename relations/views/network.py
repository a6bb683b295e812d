"""The network of ties: the graph and its table, files, pairs to introduce, contacts known to one colleague only."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from relations import vocab
from relations.actions import network as actions
from relations.models import Introduction, Organization, Person, User
from relations.network import gather, graphml, pictures
from relations.network.graph import Graph
from relations.queries import network as queries
from relations.queries import parties, sole
from relations.web import small_files
from relations.web.access import get, staff
from relations.web.export import ExportColumn
from relations.web.listing import Listing, Sort
from relations.web.toast import toast
from relations.web.urls import back

PER_PAGE = 50
COLUMNS = [
    ExportColumn(gettext_lazy("Organisation"), lambda row: row[0].label),
    ExportColumn(gettext_lazy("Kind"), lambda row: pictures.kind_words(row[0])),
    ExportColumn(gettext_lazy("Tie"), lambda row: row[2].label or row[2].kind),
    ExportColumn(gettext_lazy("With"), lambda row: row[1].label),
    ExportColumn(gettext_lazy("Kind"), lambda row: pictures.kind_words(row[1])),
    ExportColumn(gettext_lazy("From"), lambda row: row[2].since),
]


# --- the graph ---------------------------------------------------------------------
def _view(request: HttpRequest) -> queries.View:
    """Read what the reader asked for; anything unknown narrows nothing."""
    given = request.GET
    centre = given.get("centro", "")
    kind, tie = given.get("tipo", ""), given.get("legame", "")
    return queries.View(
        centre=int(centre) if centre.isascii() and centre.isdigit() and len(centre) < 19 else None,
        steps=2 if given.get("passi") == "2" else 1,
        kind=kind if kind in vocab.ORGANIZATION_KINDS else "",
        tie=tie if tie in dict(queries.tie_kinds(request.user)) else "",
        province=given.get("provincia", "").replace("\x00", "")[:2].upper(),
    )


@staff("relations.view_organization")
def page(request: HttpRequest) -> HttpResponse:
    """Show who is tied to whom: the whole network or the neighbourhood of one body, with the table beside it."""
    view = _view(request)
    whole = gather.graph(request.user)
    found = queries.narrowed(whole, view)
    wanted = request.GET.get("formato", "")
    if wanted in FILES:
        return FILES[wanted](found)
    centre = Organization.objects.filter(pk=view.centre).first() if view.centre else None
    shown = found.capped(queries.MOST_TIES)
    start = _start(request.GET.get("da", ""), len(found.ties))
    context = {
        "view": view, "centre": centre, "svg": _svg(request, shown, view),
        "nodes": len(found.nodes), "ties": len(found.ties), "capped": len(shown.pairs) < len(found.pairs), "drawn": len(shown.pairs),
        "rows": queries.tie_rows(found, start, PER_PAGE, {}), "next": start + PER_PAGE if start + PER_PAGE < len(found.ties) else None,
        "start": start, "kinds": vocab.ORGANIZATION_KINDS, "tie_kinds": queries.tie_kinds(request.user),
        "provinces": sorted({node.province for node in whole.nodes.values()} - {""}), "narrowed": bool(view.kind or view.tie or view.province),
        "legend": _legend(shown),
        "tabs": tabs("network"),
    }  # fmt: skip
    return render(request, "relations/network/page.html", context)


def _svg(request: HttpRequest, shown: Graph, view: queries.View) -> str:
    if not shown.ties:
        return ""
    query = {key: value for key, value in request.GET.items() if key in ("tipo", "legame", "provincia", "passi")}
    if view.centre is None:
        return pictures.whole(shown, query)
    return pictures.neighbourhood(shown, view.centre, view.steps, query)


def _legend(shown: Graph) -> list[tuple[str, str]]:
    kinds = {node.kind for node in shown.nodes.values()}
    return [(pictures.COLOURS[term.key], term.label) for term in vocab.ORGANIZATION_KINDS if term.key in kinds]


def _start(text: str, most: int) -> int:
    start = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return start if start < most else 0


def tabs(current: str) -> list[dict[str, Any]]:
    """Return the tabs over the pages of the network."""
    pages = [("network", _("Ties")), ("introductions", _("Who could meet")), ("sole_contacts", _("Known to one only"))]
    return [{"label": label, "url": reverse(f"relations:{name}"), "count": None, "current": name == current} for name, label in pages]


def _csv(found: Graph) -> HttpResponse:
    rows = [(found.nodes[tie.one], found.nodes[tie.other], tie) for tie in found.ties]
    return small_files.answer("csv", "legami", COLUMNS, rows)


def _graphml(found: Graph) -> HttpResponse:
    buffer = BytesIO()
    graphml.write(found, buffer)
    response = HttpResponse(buffer.getvalue(), content_type="application/graphml+xml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rete.graphml"'
    return response


FILES = {"csv": _csv, "graphml": _graphml}


# --- introductions -------------------------------------------------------------------
@staff("relations.view_introduction")
def introductions(request: HttpRequest) -> HttpResponse:
    """Show pairs that share much and have no tie, with the facts."""
    about = request.GET.get("chi", "")
    body = Organization.objects.filter(pk=int(about)).first() if about.isascii() and about.isdigit() and len(about) < 19 else None
    context = {
        "pairs": queries.pair_rows(request.user, about=body.pk if body else None), "body": body,
        "proposed": queries.proposed(timezone.now()), "dismissed": queries.dismissed(), "tabs": tabs("introductions"),
        "universe": queries.UNIVERSE,
    }  # fmt: skip
    return render(request, "relations/network/introductions.html", context)


def _two(request: HttpRequest) -> tuple[Organization, Organization]:
    """Return the two bodies a form names, or 404."""
    rows = Organization.objects.filter(archived_at=None).select_related("owner")
    keys = [request.POST.get(name, "") for name in ("uno", "altro")]
    one, other = (get(rows, pk=int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0) for key in keys)
    return one, other


@require_POST
@staff("relations.add_introduction")
def propose(request: HttpRequest) -> HttpResponse:
    """Give the owners of both the introduction as something to do."""
    one, other = _two(request)
    at = timezone.now()
    try:
        todos = actions.propose(
            one=one, other=other, due_on=timezone.localdate() + timedelta(days=10), why=request.POST.get("perche", "")[:300],
            by=request.user, at=at,
        )  # fmt: skip
    except actions.SameBody:
        return redirect("relations:introductions")
    who = ", ".join(str(todo.owner) for todo in todos)
    toast(request, _("To do for %(who)s: introduce %(one)s to %(other)s") % {"who": who, "one": one, "other": other})
    return redirect("relations:introductions")


@require_POST
@staff("relations.add_introduction")
def dismiss(request: HttpRequest) -> HttpResponse:
    """Do not propose these two again; the toast takes it back."""
    one, other = _two(request)
    try:
        row = actions.dismiss(one=one, other=other, by=request.user, at=timezone.now())
    except actions.SameBody:
        return redirect("relations:introductions")
    undo = reverse("relations:introduction_reconsider", args=[row.pk])
    toast(request, _("Not proposed again: %(one)s and %(other)s") % {"one": one, "other": other}, undo_url=undo)
    return redirect("relations:introductions")


@require_POST
@staff("relations.add_introduction")
def reconsider(request: HttpRequest, pk: int) -> HttpResponse:
    """Let two bodies be proposed again."""
    row = get(Introduction.objects.select_related("one", "other"), pk=pk)
    toast(request, _("May be proposed again: %(one)s and %(other)s") % {"one": row.one, "other": row.other})
    actions.reconsider(introduction=row, by=request.user, at=timezone.now())
    return redirect("relations:introductions")


# --- known to one colleague only -------------------------------------------------------
SOLE_SORTS = [
    Sort("contatti", gettext_lazy("Most contacts"), ("talks",), descending=True),
    Sort("nome", gettext_lazy("Name"), ("sort_name",)),
]


def _sole_columns() -> list[ExportColumn]:
    names = {user.pk: str(user) for user in User.objects.all()}
    return [
        ExportColumn(gettext_lazy("Name"), str),
        ExportColumn(gettext_lazy("Municipality"), lambda row: row.municipality),
        ExportColumn(gettext_lazy("Only with"), lambda row: names.get(row.holder, "")),
        ExportColumn(gettext_lazy("Contacts"), lambda row: row.talks),
        ExportColumn(gettext_lazy("Last heard from"), lambda row: timezone.localdate(row.heard)),
    ]


@staff("relations.view_interaction")
def sole_contacts(request: HttpRequest) -> HttpResponse:
    """Show, colleague by colleague, whom only he or she speaks to, with somebody who could stand in."""
    at = timezone.now()
    kind = "person" if request.GET.get("tipo") == "persone" else "organization"
    chosen = request.GET.get("chi", "")
    user = User.objects.filter(pk=int(chosen)).first() if chosen.isascii() and chosen.isdigit() and len(chosen) < 19 else None
    found = Listing(
        request, sole.parties(kind, user, at), sorts=SOLE_SORTS, columns=_sole_columns(), filename="noti-a-uno", per_page=30
    )  # fmt: skip
    exported = found.export()
    if exported:
        return exported
    stand_ins = sole.deputies(found.rows, at)
    holders = User.objects.in_bulk({row.holder for row in found.rows})
    rows = [(row, holders.get(row.holder), *stand_ins.get(row.pk, (None, None))) for row in found.rows]
    context = {
        "listing": found, "rows": rows, "lines": sole.per_colleague(at), "user_shown": user, "kind": kind, "tabs": tabs("sole_contacts"),
    }  # fmt: skip
    return render(request, "relations/network/sole.html", context)


@require_POST
@staff("relations.add_followup")
def bring_deputy(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Give the only colleague who speaks to a party to introduce a second one there."""
    model = {"organization": Organization, "person": Person}.get(kind)
    if model is None:
        raise Http404(kind)
    party = get(model.objects.filter(archived_at=None), pk=pk)
    keys = {name: request.POST.get(name, "") for name in ("sostituto", "titolare")}
    ids = {name: int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0 for name, key in keys.items()}
    deputy, holder = get(parties.colleagues(), pk=ids["sostituto"]), get(User, pk=ids["titolare"])
    todo = actions.bring_deputy(
        party=party, deputy=deputy, holder=holder, due_on=timezone.localdate() + timedelta(days=14), by=request.user, at=timezone.now()
    )
    toast(request, _("To do for %(who)s: %(title)s") % {"who": todo.owner, "title": todo.title})
    return redirect(back(request, reverse("relations:sole_contacts")))
