"""Possible duplicates: the list, the two answers, the warning while typing."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from relations.actions import duplicates as actions
from relations.forms.editing import PartyForm
from relations.forms.organizations import OrganizationForm
from relations.forms.people import PersonForm
from relations.models import DuplicateCandidate, Organization, Person
from relations.models.duplicates import KINDS
from relations.queries import duplicate_list as queries
from relations.vocab.duplicates import ALIKE
from relations.web.access import by_slug, get, staff
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast
from relations.web.urls import back

SORTS = [
    Sort("somiglianza", gettext_lazy("Likeness"), ("score",), descending=True),
    Sort("trovati", gettext_lazy("Found"), ("found_at",), descending=True),
]


def _for_reason(rows: QuerySet, reason: str) -> QuerySet:
    return rows.filter(reasons__contains=[reason])


FILTERS = [
    Filter("tipo", gettext_lazy("Kind"), lambda request: KINDS, lambda rows, kind: rows.filter(kind=kind)),
    Filter("motivo", gettext_lazy("Why they look alike"), lambda request: ALIKE.choices, _for_reason),
]


@require_safe
@staff("relations.merge_party")
def listing(request: HttpRequest) -> HttpResponse:
    """Pairs that look the same, the likeliest first; or those somebody told apart."""
    state = "different" if request.GET.get("stato") == "diverse" else "open"
    found = Listing(request, queries.candidates(state), sorts=SORTS, filters=FILTERS, search=queries.named, per_page=25)
    context = {
        "listing": found, "pairs": queries.together(found.rows), "state": state, "scan": queries.last_scan(),
        "views": _tabs(state), "here": request.get_full_path(),
    }  # fmt: skip
    return page_or_part(request, "relations/duplicates/list.html", "relations/duplicates/_pairs.html", context)


def _tabs(current: str) -> list[dict]:
    counts, page = queries.counts(), reverse("relations:duplicates")
    return [
        {"label": _("To be looked at"), "url": page, "count": counts["open"], "current": current == "open"},
        {"label": _("Not the same"), "url": f"{page}?stato=diverse", "count": counts["different"], "current": current == "different"},
        {"label": _("Merged"), "url": reverse("relations:merges"), "count": counts["merged"], "current": current == "merged"},
    ]


@require_POST
@staff("relations.merge_party")
def told_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """The two are not the same, for ever; the toast takes it back."""
    candidate = get(DuplicateCandidate, pk=pk)
    actions.call_different(candidate=candidate, by=request.user, at=timezone.now())
    toast(request, _("Noted: they are two, and will not be proposed again"), undo_url=reverse("relations:duplicate_reopen", args=[pk]))
    return redirect(back(request, reverse("relations:duplicates")))


@require_POST
@staff("relations.merge_party")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask again whether they are the same."""
    actions.ask_again(candidate=get(DuplicateCandidate, pk=pk), by=request.user, at=timezone.now())
    return redirect(back(request, reverse("relations:duplicates")))


@require_POST
@staff("relations.add_organization")
def organizations_alike(request: HttpRequest) -> HttpResponse:
    """Organisations like the one being typed."""
    return _alike(request, OrganizationForm, Organization)


@require_POST
@staff("relations.add_person")
def people_alike(request: HttpRequest) -> HttpResponse:
    """People like the one being typed."""
    return _alike(request, PersonForm, Person)


def _alike(request: HttpRequest, form_class: type[PartyForm], model: type[Organization | Person]) -> HttpResponse:
    """Read what is on the form so far and write nothing; only what is right already is compared."""
    slug = request.GET.get("di", "")
    form = form_class(request.POST, party=by_slug(model, slug) if slug else None)
    form.is_valid()
    return render(request, "relations/duplicates/_alike.html", {"form": form, "anyway": request.POST.get("anyway")})
