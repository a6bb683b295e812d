"""People: the list, the page, adding and changing."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from relations import vocab
from relations.actions import parties as actions
from relations.forms.people import PersonForm
from relations.models import Person
from relations.queries import parties, segments
from relations.views import records
from relations.web import plain, subjects
from relations.web.access import by_slug, staff
from relations.web.export import ExportColumn
from relations.web.htmx import is_part, page_or_part
from relations.web.listing import Cell, Filter, Listing, Sort
from relations.web.once import once
from relations.web.plain import Beside, Of
from relations.web.toast import toast

SORTS = [
    Sort("nome", gettext_lazy("Name"), ("sort_name",)),
    Sort("contatto", gettext_lazy("Last contact"), ("contacted",)),
]
FILTERS = [
    Filter(
        "coinvolgimento", gettext_lazy("Involvement"), lambda request: vocab.INVOLVEMENT.choices,
        lambda rows, key: rows.filter(involvement=key),
    ),
    *records.filters(Person),
    Filter("gruppo", gettext_lazy("Dynamic group"), *segments.narrowing(on="person")),
]  # fmt: skip
CELLS = [
    Cell("organizzazione", gettext_lazy("Organisation")), Cell("telefono", gettext_lazy("Phone")),
    Cell("email", gettext_lazy("E-mail")), Cell("contatto", gettext_lazy("Last contact")),
    Cell("passo", gettext_lazy("Next step")), Cell("provincia", gettext_lazy("Province"), False),
    Cell("etichette", gettext_lazy("Tags"), False), Cell("segue", gettext_lazy("Followed by")),
]  # fmt: skip
_WAYS, _PLACE = Beside(parties.ways_of_people, "person_id"), Beside(parties.places_of_people, "person_id")
COLUMNS = [
    ExportColumn(gettext_lazy("Last name"), lambda row: row.last_name, plain="last_name"),
    ExportColumn(gettext_lazy("First name"), lambda row: row.first_name, plain="first_name"),
    ExportColumn(gettext_lazy("Organisation"), lambda row: row.place_name or "", plain=Of(_PLACE, "name")),
    ExportColumn(gettext_lazy("Role"), lambda row: row.place_role or "", plain=Of(_PLACE, "role")),
    ExportColumn(gettext_lazy("E-mail"), lambda row: row.email or "", plain=Of(_WAYS, "email")),
    ExportColumn(gettext_lazy("Phone"), lambda row: row.phone or "", plain=Of(_WAYS, "phone")),
    ExportColumn(gettext_lazy("Municipality"), lambda row: row.municipality, plain="municipality"),
    ExportColumn(gettext_lazy("Province"), lambda row: row.province, plain="province"),
    ExportColumn(
        gettext_lazy("Last contact"), lambda row: row.last_contact_at.date().isoformat() if row.last_contact_at else "",
        plain=plain.day("last_contact_at"),
    ),
    ExportColumn(gettext_lazy("Followed by"), lambda row: str(row.owner or ""), plain=plain.colleague("owner")),
    ExportColumn(gettext_lazy("Tags"), lambda row: ", ".join(row.tags), plain=plain.words("tags")),
]  # fmt: skip
TABS = [
    (gettext_lazy("All"), "", "all"),
    (gettext_lazy("Mine"), "segue=me", "mine"),
    (gettext_lazy("To be heard again"), "contatto=risentire&ordine=contatto", ""),
    (gettext_lazy("Volunteers"), "coinvolgimento=volunteer", ""),
    (gettext_lazy("Donors"), "coinvolgimento=donor", ""),
]


def list_of(request: HttpRequest, among: QuerySet[Person] | None = None, filename: str = "persone") -> Listing:
    """Return the list the reader asked for, of all people or of those `among` them."""
    rows = parties.people()
    return Listing(
        request, rows if among is None else rows.filter(pk__in=among.values("pk")), sorts=SORTS, filters=FILTERS,
        search=records.by_words, columns=COLUMNS, filename=filename, cells=CELLS, has_labels=True,
    )  # fmt: skip


@staff("relations.view_person")
def listing(request: HttpRequest) -> HttpResponse:
    """List people with where they work and how to reach them."""
    found = list_of(request)
    exported = found.export()
    if exported:
        return exported
    context = {"listing": found, "today": timezone.localdate(), "bulk_model": "person"}
    if not is_part(request):
        context["tabs"] = records.tabs(request, TABS, parties.person_counts(request.user, found))
    return page_or_part(request, "relations/people/list.html", "relations/people/_rows.html", context)


@require_http_methods(["GET", "POST"])
@staff("relations.add_person")
@once
def new(request: HttpRequest) -> HttpResponse:
    """Add a person, with where she or he works."""
    about = subjects.read(request.GET.get("about", ""), request.user)
    form = PersonForm(request.POST or None, initial={"organization": about.party, "owner": request.user.pk})
    if request.method == "POST" and form.is_valid():
        person = _add(request, form)
        toast(request, _("%(name)s added to the archive") % {"name": person})
        return redirect(person)
    return render(request, "relations/people/form.html", {"form": form}, status=422 if form.errors else 200)


def _add(request: HttpRequest, form: PersonForm) -> Person:
    data = form.cleaned_data
    points = [(kind, data[name][0]) for name, kind in (("email", "email"), ("phone", "mobile")) if data[name]]
    at = timezone.now()
    with transaction.atomic():
        person = actions.add_person(
            by=request.user, at=at, contacts=points, works_at=data["organization"], role=data["role"], **form.columns
        )
        records.add_typed_address(request, person, form, "home", at)
    return person


@staff("relations.view_person")
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who it is, how to reach her or him, what was said."""
    person = by_slug(Person.objects.select_related("owner"), slug)
    context = records.page(request, person) | {"person": person}
    return render(request, "relations/people/detail.html", context)


@require_http_methods(["GET", "POST"])
@staff("relations.change_person")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change it; who saves second is told what the first one wrote."""
    return records.edit(request, by_slug(Person.objects.filter(erased_at=None), slug), PersonForm, "relations/people/form.html")


@require_http_methods(["GET", "POST"])
@staff("relations.add_contactpoint")
@once
def add_contact_point(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a way to reach her or him."""
    return records.add_contact_point(request, by_slug(Person.objects.filter(erased_at=None), slug))


@require_http_methods(["GET", "POST"])
@staff("relations.add_affiliation")
@once
def affiliate(request: HttpRequest, slug: str) -> HttpResponse:
    """Say where she or he works."""
    return records.affiliate(request, by_slug(Person.objects.filter(erased_at=None), slug))


@staff("relations.view_person")
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """Show more of the story."""
    return records.story(request, by_slug(Person, slug))
