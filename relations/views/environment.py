"""The environment of the office: segments, prospects with their facts, giving them to a colleague."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from relations import vocab
from relations.actions import network as actions
from relations.forms.network import AssignForm
from relations.models import Initiative, Organization
from relations.queries import environment as queries
from relations.queries import parties
from relations.vocab.initiatives import LIVING_STATES, THEMES
from relations.web.access import staff
from relations.web.export import ExportColumn
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast
from relations.web.urls import back

SORTS = [
    Sort("affini", gettext_lazy("Most like-minded"), ("affinity",), descending=True),
    Sort("nome", gettext_lazy("Name"), ("sort_name",)),
    Sort("contatto", gettext_lazy("Last contact"), ("contacted",)),
]
FILTERS = [
    # What the page is seen from: kept with the conditions, narrows nothing by itself.
    Filter("iniziativa", gettext_lazy("Like-minded with"), lambda request: _initiatives(), lambda rows, key: rows),
    Filter("per", gettext_lazy("Segments"), lambda request: list(DIMENSIONS.items()), lambda rows, key: rows),
    Filter("tipo", gettext_lazy("Kind"), lambda request: vocab.ORGANIZATION_KINDS.choices, lambda rows, key: rows.filter(kind=key)),
    Filter("tema", gettext_lazy("Activity"), lambda request: THEMES.choices, lambda rows, key: rows.filter(themes__contains=[key])),
    Filter("provincia", gettext_lazy("Province"), lambda request: _provinces(), lambda rows, key: rows.filter(province=key)),
    Filter("segue", gettext_lazy("Followed by"), lambda request: [("nessuno", _("nobody"))], lambda rows, key: rows.filter(owner=None)),
]
DIMENSIONS = {"tipo": gettext_lazy("By kind"), "tema": gettext_lazy("By activity"), "provincia": gettext_lazy("By province"),
              "gruppi": gettext_lazy("Dynamic groups")}  # fmt: skip


def _initiatives() -> list[tuple[str, str]]:
    return [(str(row.pk), row.title) for row in Initiative.objects.order_by("sort_title", "pk")]


def _provinces() -> list[tuple[str, str]]:
    return [(code, code) for code in parties.provinces(Organization)]


def _lens(request: HttpRequest) -> queries.Lens:
    """The initiative asked for, or the office itself."""
    key = request.GET.get("iniziativa", "")
    ok = key.isascii() and key.isdigit() and len(key) < 19
    return queries.lens(Initiative.objects.filter(pk=int(key)).first() if ok else None)


@staff("relations.view_organization")
def page(request: HttpRequest) -> HttpResponse:
    """Show segments by size, affinity and reach, and the prospects with the facts they come from."""
    at = timezone.now()
    seen = _lens(request)
    dimension = request.GET.get("per", "")
    dimension = dimension if dimension in DIMENSIONS else "tipo"
    found = Listing(
        request, queries.prospects(seen, at), sorts=SORTS, filters=FILTERS, search=_by_name, columns=_columns(seen, at),
        filename="prospettive", per_page=30,
    )  # fmt: skip
    exported = found.export()
    if exported:
        return exported
    context = _context(request, seen, dimension, found, at)
    context["form"] = AssignForm(initial={"owner": request.user.pk})
    return render(request, "relations/environment/page.html", context)


def _by_name(rows: QuerySet, text: str) -> QuerySet:
    return rows.filter(name__icontains=text)


def _columns(seen: queries.Lens, at: Any) -> list[ExportColumn]:
    """The facts of each row are worked out while the file is written; ties as the affinity has them."""
    return [
        ExportColumn(gettext_lazy("Name"), lambda row: row.name),
        ExportColumn(gettext_lazy("Kind"), lambda row: row.get_kind_display()),
        ExportColumn(gettext_lazy("Municipality"), lambda row: row.municipality),
        ExportColumn(gettext_lazy("Affinity"), lambda row: row.affinity),
        ExportColumn(gettext_lazy("Why"), lambda row: "; ".join(fact.words for fact in queries.facts_of(row, seen, at))),
        ExportColumn(gettext_lazy("Followed by"), lambda row: str(row.owner or "")),
    ]


def _context(request: HttpRequest, seen: queries.Lens, dimension: str, found: Listing, at: Any) -> dict[str, Any]:
    facts = queries.facts(found.rows, seen, at)
    here = request.GET.copy()
    for key in ("dopo", "formato", "per"):
        here.pop(key, None)
    kept = here.urlencode()
    return {
        "lens": seen, "dimension": dimension, "dimension_label": DIMENSIONS[dimension], "listing": found,
        "segments": queries.segments(seen, at, dimension), "rows": [(row, facts[row.pk]) for row in found.rows],
        "initiatives": Initiative.objects.filter(state__in=LIVING_STATES).order_by("sort_title", "pk"),
        "lens_themes": queries.theme_words(seen.themes), "points": queries.POINTS, "today": timezone.localdate(),
        "dimensions": [
            {"label": label, "url": f"?per={key}{'&' if kept else ''}{kept}", "count": None, "current": key == dimension}
            for key, label in DIMENSIONS.items()
        ],
    }  # fmt: skip


@require_POST
@staff("relations.change_organization")
def assign(request: HttpRequest) -> HttpResponse:
    """Give the ticked prospects an owner and something to do with each."""
    form = AssignForm(request.POST)
    address = back(request, reverse("relations:environment"))
    if not form.is_valid():
        return render(request, "relations/environment/assign.html", {"form": form, "chosen": form.chosen, "back": address}, status=422)
    data = form.cleaned_data
    count = actions.assign(
        organizations=form.chosen, owner=data["owner"], due_on=data["due_on"], title=data["title"], by=request.user, at=timezone.now()
    )
    words = ngettext("%(n)s prospect given to %(who)s", "%(n)s prospects given to %(who)s", count)
    toast(request, words % {"n": count, "who": data["owner"]})
    return redirect(address)
