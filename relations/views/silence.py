"""Da risentire: who is silent for longer than agreed, and the rhythm itself."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from relations.actions import closeness
from relations.forms.diary import RhythmForm
from relations.models import Organization, Person
from relations.queries import parties, search, silence
from relations.web import subjects
from relations.web.access import require, staff
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast
from relations.web.urls import back

SORTS = [
    Sort("silenzio", gettext_lazy("Longest silent first"), ("due_on",)),
    Sort("forza", gettext_lazy("Strongest ties first"), ("strength",), descending=True),
    Sort("nome", gettext_lazy("Name"), ("sort_name",)),
]
KINDS: dict[str, type[Organization] | type[Person]] = {"organizzazioni": Organization, "persone": Person}


def _followers(request: HttpRequest) -> list[tuple[str, str]]:
    return [("nessuno", gettext_lazy("nobody")), *((str(user.pk), user.display_name) for user in parties.colleagues())]


def _followed(rows: QuerySet, key: str) -> QuerySet:
    return rows.filter(owner=None) if key == "nessuno" else rows.filter(owner_id=key)


FILTERS = [
    Filter("segue", gettext_lazy("Followed by"), _followers, _followed),
    Filter(
        "da", gettext_lazy("Silent for"), lambda request: [(key, label) for key, (label, _first, _last) in silence.AGES.items()],
        lambda rows, key: silence.of_age(rows, key, timezone.localdate()),
    ),
]  # fmt: skip


def _columns(today: Any) -> list[ExportColumn]:
    return [
        ExportColumn(gettext_lazy("Name"), str),
        ExportColumn(gettext_lazy("To be heard every (days)"), lambda row: row.contact_rhythm_days),
        ExportColumn(gettext_lazy("Last heard from"), lambda row: row.heard_on.isoformat() if row.last_heard_at else ""),
        ExportColumn(gettext_lazy("Days over"), lambda row: (today - row.due_on).days),
        ExportColumn(gettext_lazy("Strength"), lambda row: row.strength),
        ExportColumn(gettext_lazy("Followed by"), lambda row: str(row.owner or "")),
    ]


@staff("relations.view_organization")
def listing(request: HttpRequest, kind: str = "organizzazioni") -> HttpResponse:
    """List who is to be heard again, by how long the silence lasts beyond the rhythm."""
    if kind not in KINDS:
        raise Http404(kind)
    model = KINDS[kind]
    require(request, f"relations.view_{model._meta.model_name}")
    today = timezone.localdate()
    found = Listing(
        request, silence.silent(model, today), sorts=SORTS, filters=FILTERS, columns=_columns(today), filename="da-risentire",
        search=search.among,
    )  # fmt: skip
    exported = found.export()
    if exported:
        return exported
    ages = silence.counts(_by_owner(found), today)
    context = {
        "listing": found, "today": today, "ages": ages, "most": max(age["n"] for age in ages), "kind": kind,
        "here": request.get_full_path(), "total": sum(age["n"] for age in ages), "me": str(request.user.pk),
    }  # fmt: skip
    return page_or_part(request, "relations/diary/silences.html", "relations/diary/_silences.html", context)


def _by_owner(found: Listing) -> QuerySet:
    """The rows the figures over the list count: the chosen colleague's, of every age."""
    chosen = found.chosen.get("segue")
    return _followed(found.queryset, chosen[1]) if chosen else found.queryset


@require_http_methods(["GET", "POST"])
@staff("relations.change_organization")
def rhythm(request: HttpRequest) -> HttpResponse:
    """Agree every how many days a party is to be heard (`?about=`)."""
    key = request.POST.get("about") or request.GET.get("about", "")
    about = subjects.read(key, request.user)
    if about.party is None or about.subject is not None:
        raise Http404(key)
    party = about.party
    require(request, f"relations.change_{party._meta.model_name}")
    form = RhythmForm(request.POST or None, initial={"days": party.contact_rhythm_days})
    if request.method == "POST" and form.is_valid():
        closeness.agree_rhythm(party=party, days=form.cleaned_data["days"], by=request.user, at=timezone.now())
        toast(request, _("Rhythm agreed with %(name)s") % {"name": party})
        return redirect(back(request, party.get_absolute_url()))
    context = {"form": form, "party": party, "about": subjects.key_of(party), "next": back(request, "")}
    return render(request, "relations/diary/rhythm.html", context, status=422 if form.errors else 200)
