"""Volunteer opportunities at the office: list, page, shifts, who signed up, hours."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from relations.actions import volunteer_signups, volunteering
from relations.forms.volunteering import HoursForm, OpportunityForm, ShiftForm
from relations.models import VolunteerOpportunity, VolunteerShift, VolunteerSignup
from relations.queries import volunteering as queries
from relations.views import records
from relations.vocab import community as vocab
from relations.web.access import by_slug, get, staff
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.once import once
from relations.web.toast import toast

SORTS = [
    Sort("data", gettext_lazy("Changed"), ("changed_at",), descending=True),
    Sort("titolo", gettext_lazy("Title"), ("title",), text=True),
]
FILTERS = [
    Filter("stato", gettext_lazy("State"), lambda r: vocab.OPPORTUNITY_STATES.choices, lambda rows, key: rows.filter(state=key)),
    Filter("tema", gettext_lazy("Theme"), lambda r: vocab.THEMES.choices, lambda rows, key: rows.filter(theme=key)),
]
TABS = [
    (pgettext_lazy("opportunities", "All"), "", ""),
    (pgettext_lazy("opportunities", "Published"), "stato=published", ""),
    (pgettext_lazy("opportunities", "Closed"), "stato=closed", ""),
]  # fmt: skip
HOUR_SORTS = [Sort("data", gettext_lazy("Day"), ("on",), descending=True)]
HOUR_FILTERS = [
    Filter("anno", gettext_lazy("Year"), lambda r: [(str(d.year), str(d.year)) for d in _hour_years()],
           lambda rows, key: rows.filter(on__year=key)),
    Filter("presso", gettext_lazy("Organisation"), lambda r: _hour_bodies(), lambda rows, key: rows.filter(organization_id=key)),
    Filter("da", gettext_lazy("From a company"), lambda r: [("si", _("yes")), ("no", _("no"))],
           lambda rows, key: rows.filter(company__isnull=key == "no")),
]  # fmt: skip
HOUR_COLUMNS = [
    ExportColumn(gettext_lazy("Day"), lambda row: row.on.isoformat()),
    ExportColumn(gettext_lazy("Organisation"), lambda row: str(row.organization)),
    ExportColumn(gettext_lazy("Volunteer opportunity"), lambda row: row.signup.shift.opportunity.title),
    ExportColumn(gettext_lazy("Name"), lambda row: str(row.person or row.signup.name)),
    ExportColumn(gettext_lazy("Company"), lambda row: str(row.company or row.signup.company_name)),
    ExportColumn(gettext_lazy("People"), lambda row: row.people),
    ExportColumn(gettext_lazy("Hours each"), lambda row: float(row.hours)),
    ExportColumn(gettext_lazy("Hours in all"), lambda row: float(row.total)),
]


def _hour_years():
    return queries.hour_rows().dates("on", "year", order="DESC")


def _hour_bodies() -> list[tuple[str, str]]:
    rows = queries.hour_rows().order_by("organization__sort_name").values_list("organization_id", "organization__name").distinct()
    return [(str(pk), name) for pk, name in rows]


def _opportunity(slug: str) -> VolunteerOpportunity:
    return by_slug(queries.opportunities(timezone.now()), slug)


@staff("relations.view_volunteeropportunity")
def listing(request: HttpRequest) -> HttpResponse:
    """List what is looked for, with who signed up and what is to be confirmed."""
    found = Listing(
        request, queries.opportunities(timezone.now()), sorts=SORTS, filters=FILTERS,
        search=lambda rows, text: rows.filter(Q(title__icontains=text) | Q(organization__name__icontains=text)),
    )
    context = {"listing": found, "tabs": records.tabs(request, TABS, {})}
    return page_or_part(request, "relations/community/opportunities.html", "relations/community/_opportunity_rows.html", context)


def _form_page(request: HttpRequest, form: OpportunityForm, row: VolunteerOpportunity | None = None) -> HttpResponse:
    context = {
        "form": form, "opportunity": row, "button": _("Save the opportunity"),
        "title": _("Change the opportunity") if row else _("New volunteer opportunity"),
    }  # fmt: skip
    return render(request, "relations/community/opportunity_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff("relations.add_volunteeropportunity")
@once
def new(request: HttpRequest) -> HttpResponse:
    """Write down what a body looks for."""
    form = OpportunityForm(request.POST or None, initial={"owner": request.user.pk, "organization": request.GET.get("about", "")})
    if request.method == "POST" and form.is_valid():
        return redirect(volunteering.create(by=request.user, at=timezone.now(), **form.cleaned_data))
    return _form_page(request, form)


@require_http_methods(["GET", "POST"])
@staff("relations.change_volunteeropportunity")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change it."""
    row = _opportunity(slug)
    form = OpportunityForm(request.POST or None, opportunity=row)
    if request.method == "POST" and form.is_valid():
        row = volunteering.change(opportunity=row, by=request.user, at=timezone.now(), **form.cleaned_data)
        toast(request, _("“%(title)s” saved") % {"title": row.title})
        return redirect(row)
    return _form_page(request, form, row)


def _page(request: HttpRequest, row: VolunteerOpportunity, status: int = 200, **forms) -> HttpResponse:
    at = timezone.now()
    context = {
        "opportunity": row, "shifts": queries.with_signups(row), "now": at, "hours": queries.hours_at(row),
        "shift_form": forms.get("shift") or ShiftForm(),
        "hours_form": forms.get("hours") or HoursForm(signups=queries.to_confirm(row, at)),
        "wrong": next(iter(forms.values()), None),
    }  # fmt: skip
    return render(request, "relations/community/opportunity.html", context, status=status)


@staff("relations.view_volunteeropportunity")
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Shifts, who signed up, hours."""
    return _page(request, _opportunity(slug))


@require_POST
@staff("relations.change_volunteeropportunity")
def command(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish, close, make it a draft, ask the body for the hours."""
    row, by, at = _opportunity(slug), request.user, timezone.now()
    states = {"pubblica": "published", "chiudi": "closed", "bozza": "draft"}
    act = request.POST.get("che", "")
    try:
        if act in states:
            volunteering.set_state(opportunity=row, state=states[act], by=by, at=at)
            toast(request, _("“%(title)s” saved") % {"title": row.title})
        elif act == "ore":
            volunteering.ask_for_hours(opportunity=row, at=at, by=by)
            toast(request, _("The link to confirm the hours is on its way to %(address)s") % {"address": row.contact_email})
    except volunteering.NotNow as error:
        toast(request, str(error))
    return redirect(row)


@require_POST
@staff("relations.change_volunteeropportunity")
def shift_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a day and its hours."""
    row = _opportunity(slug)
    form = ShiftForm(request.POST)
    if not form.is_valid():
        return _page(request, row, status=422, shift=form)
    volunteering.add_shift(opportunity=row, by=request.user, at=timezone.now(), **form.values)
    toast(request, _("Shift added"))
    return redirect(row)


@require_POST
@staff("relations.change_volunteeropportunity")
def shift_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a shift away."""
    row = _opportunity(slug)
    shift = get(VolunteerShift, pk=pk, opportunity_id=row.pk)
    try:
        volunteering.remove_shift(shift=shift, by=request.user, at=timezone.now())
    except volunteering.NotNow as error:
        toast(request, str(error))
    else:
        toast(request, _("Shift taken away"))
    return redirect(row)


@require_POST
@staff("relations.change_volunteeropportunity")
def signup_act(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Withdraw somebody who phones; tie her or him to the archive."""
    row = _opportunity(slug)
    signup = get(VolunteerSignup.objects.select_related("shift"), pk=pk, shift__opportunity_id=row.pk)
    try:
        if request.POST.get("che") == "ritira":
            volunteer_signups.withdraw(signup=signup, at=timezone.now(), by=request.user)
            toast(request, _("%(name)s no longer comes") % {"name": signup.name})
        else:
            person = volunteer_signups.make_person(signup=signup, by=request.user, at=timezone.now())
            toast(request, _("%(name)s is in the archive") % {"name": person})
    except volunteering.NotNow as error:
        toast(request, str(error))
    return redirect(row)


@require_POST
@staff("relations.change_volunteeropportunity")
def hours_save(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the hours down for the body, who told them by phone."""
    row, at = _opportunity(slug), timezone.now()
    form = HoursForm(request.POST, signups=queries.to_confirm(row, at))
    if not form.is_valid():
        return _page(request, row, status=422, hours=form)
    volunteering.confirm_hours(opportunity=row, hours=form.hours, people=form.people, at=at, by=request.user)
    toast(request, _("Hours written down"))
    return redirect(row)


@staff("relations.view_volunteerhours")
def hours(request: HttpRequest) -> HttpResponse:
    """Hours given: the list and its sums."""
    found = Listing(
        request, queries.hour_rows(), sorts=HOUR_SORTS, filters=HOUR_FILTERS, columns=HOUR_COLUMNS, filename="ore-di-volontariato",
        search=lambda rows, text: rows.filter(Q(organization__name__icontains=text) | Q(person__last_name__icontains=text)),
    )  # fmt: skip
    exported = found.export()
    if exported:
        return exported
    context = {"listing": found, "totals": queries.totals(found.filtered)}
    return page_or_part(request, "relations/community/hours.html", "relations/community/_hours_rows.html", context)
