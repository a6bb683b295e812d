"""Organisations: the list, the page, adding and changing."""


from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from relations import vocab
from relations.actions import parties as actions
from relations.forms.organizations import OrganizationForm
from relations.models import Organization
from relations.queries import parties, segments, together
from relations.views import records
from relations.web import plain
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
    Filter("tipo", gettext_lazy("Kind"), lambda request: vocab.ORGANIZATION_KINDS.choices, lambda rows, key: rows.filter(kind=key)),
    *records.filters(Organization),
    Filter("gruppo", gettext_lazy("Dynamic group"), *segments.narrowing(on="organization")),
]
CELLS = [
    Cell("tipo", gettext_lazy("Kind")), Cell("referente", gettext_lazy("Contact person")),
    Cell("contatto", gettext_lazy("Last contact")), Cell("passo", gettext_lazy("Next step")),
    Cell("provincia", gettext_lazy("Province"), False), Cell("etichette", gettext_lazy("Tags"), False),
    Cell("segue", gettext_lazy("Followed by")),
]  # fmt: skip
_CONTACT = Beside(parties.contacts_of_organizations, "organization_id")
COLUMNS = [
    ExportColumn(gettext_lazy("Name"), lambda row: row.name, plain="name"),
    ExportColumn(gettext_lazy("Kind"), lambda row: row.get_kind_display(), plain=plain.label("kind", lambda: vocab.ORGANIZATION_KINDS.choices)),
    ExportColumn(gettext_lazy("Municipality"), lambda row: row.municipality, plain="municipality"),
    ExportColumn(gettext_lazy("Province"), lambda row: row.province, plain="province"),
    ExportColumn(gettext_lazy("VAT number"), lambda row: row.vat_number, plain="vat_number"),
    ExportColumn(gettext_lazy("Tax code"), lambda row: row.tax_code, plain="tax_code"),
    ExportColumn(gettext_lazy("Contact person"), lambda row: row.contact_name or "", plain=Of(_CONTACT, "name")),
    ExportColumn(
        gettext_lazy("Last contact"), lambda row: row.last_contact_at.date().isoformat() if row.last_contact_at else "",
        plain=plain.day("last_contact_at"),
    ),
    ExportColumn(gettext_lazy("Followed by"), lambda row: str(row.owner or ""), plain=plain.colleague("owner")),
    ExportColumn(gettext_lazy("Tags"), lambda row: ", ".join(row.tags), plain=plain.words("tags")),
]  # fmt: skip
# Tabs of the list: (label, query string, key of the count).
TABS = [
    (gettext_lazy("All"), "", "all"),
    (gettext_lazy("Mine"), "segue=me", "mine"),
    (gettext_lazy("To be heard again"), "contatto=risentire&ordine=contatto", ""),
    (gettext_lazy("Companies"), "tipo=company", "kind_company"),
    (gettext_lazy("Non-profits"), "tipo=nonprofit", "kind_nonprofit"),
    (gettext_lazy("Institutions"), "tipo=public_body", "kind_public_body"),
    (gettext_lazy("Media"), "tipo=media", "kind_media"),
]


def list_of(request: HttpRequest, among: QuerySet[Organization] | None = None, filename: str = "organizzazioni") -> Listing:
    """Return the list the reader asked for, of all organisations or of those `among` them."""
    rows = parties.organizations()
    return Listing(
        request, rows if among is None else rows.filter(pk__in=among.values("pk")), sorts=SORTS, filters=FILTERS,
        search=records.by_words, columns=COLUMNS, filename=filename, cells=CELLS, has_labels=True,
    )  # fmt: skip


@staff("relations.view_organization")
def listing(request: HttpRequest) -> HttpResponse:
    """List organisations: tabs by kind, conditions as chips, columns, export, changes of many rows."""
    found = list_of(request)
    exported = found.export()
    if exported:
        return exported
    context = {"listing": found, "today": timezone.localdate(), "bulk_model": "organization"}
    if not is_part(request):
        context["tabs"] = records.tabs(request, TABS, parties.organization_counts(request.user, found))
    return page_or_part(request, "relations/organizations/list.html", "relations/organizations/_rows.html", context)


@require_http_methods(["GET", "POST"])
@staff("relations.add_organization")
@once
def new(request: HttpRequest) -> HttpResponse:
    """Add an organisation; one that looks like another is told first."""
    kind = request.GET.get("tipo", "")
    form = OrganizationForm(request.POST or None, initial={"kind": kind, "owner": request.user.pk, "name": request.GET.get("nome", "")[:200]})
    if request.method == "POST" and form.is_valid():
        try:
            organization = _add(request, form)
        except IntegrityError:
            form.add_error("vat_number", _("Somebody has just added this VAT number: look for it."))
        else:
            toast(request, _("%(name)s added to the archive") % {"name": organization})
            return redirect(organization)
    return render(request, "relations/organizations/form.html", {"form": form}, status=422 if form.errors else 200)


def _add(request: HttpRequest, form: OrganizationForm) -> Organization:
    at = timezone.now()
    points = [(kind, form.cleaned_data[kind][0]) for kind in ("email", "pec", "phone") if form.cleaned_data[kind]]
    with transaction.atomic():
        organization = actions.add_organization(by=request.user, at=at, contacts=points, **form.columns)
        records.add_typed_address(request, organization, form, "seat", at)
    return organization


def _ties(organization: Organization) -> together.Reader:
    """Return its ties with other bodies and its bank accounts."""
    ties, accounts = yield from together.side_by_side(
        parties.ties.read(organization), together.rows(organization.bank_accounts.filter(ended_on=None).order_by("pk"))
    )
    return {"ties": ties["now"], "past_ties": ties["past"], "accounts": accounts}


@staff("relations.view_organization")
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who they are, whom to call, what was said."""
    organization = by_slug(Organization.objects.select_related("owner"), slug)
    context = records.page(request, organization, _ties(organization)) | {"organization": organization}
    return render(request, "relations/organizations/detail.html", context)


@require_http_methods(["GET", "POST"])
@staff("relations.change_organization")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change it; who saves second is told what the first one wrote."""
    return records.edit(request, by_slug(Organization, slug), OrganizationForm, "relations/organizations/form.html")


@require_http_methods(["GET", "POST"])
@staff("relations.add_contactpoint")
@once
def add_contact_point(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a way to reach it."""
    return records.add_contact_point(request, by_slug(Organization, slug))


@require_http_methods(["GET", "POST"])
@staff("relations.add_affiliation")
@once
def affiliate(request: HttpRequest, slug: str) -> HttpResponse:
    """Say who works there."""
    return records.affiliate(request, by_slug(Organization, slug))


@staff("relations.view_organization")
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """Show more of its story."""
    return records.story(request, by_slug(Organization, slug))
