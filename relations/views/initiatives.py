"""Initiatives: the list, the page, the sheet of stakeholders, strengths and weaknesses."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from relations import initiative_paper
from relations.actions import initiatives as actions
from relations.forms.initiatives import AppraisalForm, InitiativeForm, StakeholderForm, SwotForm
from relations.models import Initiative, Stakeholder
from relations.queries import environment, search
from relations.queries import initiatives as queries
from relations.vocab import initiatives as vocab
from relations.web import small_files
from relations.web.access import by_slug, get, staff
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.once import once
from relations.web.toast import toast

SORTS = [
    Sort("titolo", gettext_lazy("Title"), ("sort_title",)),
    Sort("recenti", gettext_lazy("Newest"), ("created_at",), descending=True),
]
FILTERS = [
    Filter("stato", gettext_lazy("State"), lambda request: vocab.INITIATIVE_STATES.choices, lambda rows, key: rows.filter(state=key)),
    Filter("segue", gettext_lazy("Followed by"), lambda request: queries.colleagues(), lambda rows, key: rows.filter(owner_id=key)),
    Filter("tema", gettext_lazy("Activity"), lambda request: vocab.THEMES.choices, lambda rows, key: rows.filter(themes__contains=[key])),
]
COLUMNS = [
    ExportColumn(gettext_lazy("Title"), lambda row: row.title),
    ExportColumn(gettext_lazy("State"), lambda row: row.get_state_display()),
    ExportColumn(gettext_lazy("Aim"), lambda row: row.aim),
    ExportColumn(gettext_lazy("Municipalities"), lambda row: ", ".join(row.municipalities)),
    ExportColumn(gettext_lazy("Stakeholders"), lambda row: row.stakes),
    ExportColumn(gettext_lazy("Followed by"), lambda row: str(row.owner)),
]
SEES_POSITIONS = "relations.view_position"


@staff("relations.view_initiative")
def listing(request: HttpRequest) -> HttpResponse:
    """List initiatives: tabs by state, conditions as chips, export."""
    found = Listing(
        request, queries.listing(), sorts=SORTS, filters=FILTERS, search=search.among,
        columns=COLUMNS, filename="iniziative",
    )  # fmt: skip
    exported = found.export()
    if exported:
        return exported
    count = queries.counts()
    tabs = [{"label": _("All"), "url": request.path, "count": count["all"], "current": not request.GET}]
    tabs += [
        {"label": term.label, "url": f"?stato={term.key}", "count": count[term.key], "current": request.GET.dict() == {"stato": term.key}}
        for term in vocab.INITIATIVE_STATES
    ]
    return page_or_part(request, "relations/initiatives/list.html", "relations/initiatives/_rows.html", {"listing": found, "tabs": tabs})


def _initiative(slug: str) -> Initiative:
    return by_slug(Initiative.objects.select_related("owner"), slug)


def _form(request: HttpRequest, form: Any, title: str, button: str, back: str, **context: Any) -> HttpResponse:
    context |= {"form": form, "title": title, "button": button, "back": back}
    return render(request, "relations/initiatives/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff("relations.add_initiative")
@once
def new(request: HttpRequest) -> HttpResponse:
    """Write down an initiative."""
    form = InitiativeForm(request.POST or None, initial={"owner": request.user.pk, "state": "idea"})
    if request.method == "POST" and form.is_valid():
        initiative = actions.add(by=request.user, at=timezone.now(), **form.columns)
        toast(request, _("%(name)s added. Now say who has a stake in it.") % {"name": initiative})
        return redirect(initiative)
    return _form(request, form, _("New initiative"), _("Add the initiative"), "")


@require_http_methods(["GET", "POST"])
@staff("relations.change_initiative")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change it; who saves second is told."""
    return _change(request, _initiative(slug), InitiativeForm, _("Save the initiative"))


@require_http_methods(["GET", "POST"])
@staff("relations.change_initiative")
def swot(request: HttpRequest, slug: str) -> HttpResponse:
    """Write strengths, weaknesses, opportunities and threats, with what the archive can say for each."""
    initiative = _initiative(slug)
    rows = queries.sheet(initiative)
    hints = environment.swot_facts(initiative, rows, queries.absences(initiative, rows), timezone.now())
    labels = {name: SwotForm.base_fields[name].label for name in hints}
    found = [(labels[name], lines) for name, lines in hints.items() if lines]
    return _change(request, initiative, SwotForm, _("Save the sheet"), hints=found)


def _change(request: HttpRequest, initiative: Initiative, form_class: Any, button: str, **context: Any) -> HttpResponse:
    form = form_class(request.POST or None, initiative=initiative)
    if request.method == "POST" and form.is_valid():
        try:
            changes = actions.change(
                initiative=initiative, by=request.user, at=timezone.now(), seen=form.seen_values or None, **form.columns
            )
        except actions.ChangedMeanwhile as changed:
            form.tell(Initiative.objects.get(pk=initiative.pk), str(changed))
        else:
            if changes:
                toast(request, _("%(name)s saved") % {"name": initiative})
            return redirect(initiative)
    title = _("Change %(name)s") % {"name": initiative}
    return _form(request, form, title, button, initiative.get_absolute_url(), initiative=initiative, **context)


@staff("relations.view_initiative")
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the aim, who has a stake, who is missing; where they stand only to who may see it."""
    initiative = _initiative(slug)
    rows = queries.sheet(initiative)
    may_see = request.user.has_perm(SEES_POSITIONS)
    context = {
        "initiative": initiative, "rows": queries.with_positions(rows) if may_see else rows, "may_see": may_see,
        "absences": queries.absences(initiative, rows), "taken_off": queries.taken_off(initiative),
        "swot": [(SwotForm.base_fields[name].label, getattr(initiative, name)) for name in SwotForm.own if getattr(initiative, name)],
        "themes": [vocab.THEMES[key].label for key in initiative.themes if key in vocab.THEMES],
        "add_form": StakeholderForm(),
    }  # fmt: skip
    return render(request, "relations/initiatives/detail.html", context)


# --- the sheet ---------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@staff("relations.add_stakeholder")
@once
def add_stakeholder(request: HttpRequest, slug: str) -> HttpResponse:
    """Put somebody on the sheet, with what such a body usually brings; scores come next."""
    initiative = _initiative(slug)
    form = StakeholderForm(request.POST or None, initial={"party": request.GET.get("chi", "")[:40]})
    if request.method == "POST" and form.is_valid():
        party = form.cleaned_data["party"]
        row = actions.add_stakeholder(
            initiative=initiative, party=party, capacity=form.capacity, by=request.user, at=timezone.now(),
            contributions=queries.usual_contributions(party),
            for_beneficiaries=form.cleaned_data["for_beneficiaries"],
        )  # fmt: skip
        toast(request, _("%(name)s is on the sheet: say how much weight it has") % {"name": row})
        return redirect("relations:stakeholder", pk=row.pk)
    title = _("Who has a stake in %(name)s") % {"name": initiative}
    return _form(request, form, title, _("Put on the sheet"), initiative.get_absolute_url(), initiative=initiative)


def _stakeholder(pk: int) -> Stakeholder:
    return get(Stakeholder.objects.select_related("initiative", "organization", "person"), pk=pk)


@require_http_methods(["GET", "POST"])
@staff("relations.change_stakeholder")
def appraise(request: HttpRequest, pk: int) -> HttpResponse:
    """Give resources, competences and influence from 1 to 5, each with its why."""
    row = _stakeholder(pk)
    form = AppraisalForm(request.POST or None, stakeholder=row)
    if request.method == "POST" and form.is_valid():
        actions.appraise(stakeholder=row, by=request.user, at=timezone.now(), **form.cleaned_data)
        toast(request, _("%(name)s saved") % {"name": row})
        return redirect(row.initiative)
    return _form(request, form, str(row), _("Save the scores"), row.initiative.get_absolute_url(), initiative=row.initiative)


@require_POST
@staff("relations.change_stakeholder")
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off the sheet; the toast puts it back."""
    row = _stakeholder(pk)
    actions.take_off(stakeholder=row, by=request.user, at=timezone.now())
    toast(request, _("%(name)s is no longer on the sheet") % {"name": row}, undo_url=reverse("relations:stakeholder_put_back", args=[pk]))
    return redirect(row.initiative)


@require_POST
@staff("relations.change_stakeholder")
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo `take_off`."""
    row = _stakeholder(pk)
    actions.put_back(stakeholder=row, by=request.user, at=timezone.now())
    return redirect(row.initiative)


@staff("relations.view_initiative")
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the sheet as a file: CSV, spreadsheet or PDF; positions only to who may see them."""
    initiative = _initiative(slug)
    rows = queries.sheet(initiative)
    may_see = request.user.has_perm(SEES_POSITIONS)
    if may_see:
        queries.with_positions(rows)
    listed = small_files.answer(request.GET.get("formato", ""), f"portatori-{initiative.pk}", _columns(may_see), rows)
    if listed:
        return listed
    gaps = queries.absences(initiative, rows)
    pdf = initiative_paper.render(initiative, rows, gaps, with_positions=may_see, at=timezone.now())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="iniziativa-{initiative.pk}.pdf"'
    return response


def _columns(may_see: bool) -> list[ExportColumn]:
    columns = [
        ExportColumn(gettext_lazy("Stakeholder"), str),
        ExportColumn(gettext_lazy("In what role"), lambda row: row.capacity),
        ExportColumn(gettext_lazy("Voice"), lambda row: str(row.voice.label)),
        ExportColumn(gettext_lazy("Resources"), lambda row: row.resources),
        ExportColumn(gettext_lazy("Note on resources"), lambda row: row.resources_note),
        ExportColumn(gettext_lazy("Competences"), lambda row: row.competences),
        ExportColumn(gettext_lazy("Note on competences"), lambda row: row.competences_note),
        ExportColumn(gettext_lazy("Influence"), lambda row: row.influence),
        ExportColumn(gettext_lazy("Note on influence"), lambda row: row.influence_note),
        ExportColumn(gettext_lazy("What it brings"), lambda row: ", ".join(str(term.label) for term in row.brings)),
    ]
    if may_see:
        columns += [
            ExportColumn(gettext_lazy("Stance"), lambda row: str(row.stands.term.label) if row.stands else ""),
            ExportColumn(gettext_lazy("On which day"), lambda row: row.stands.on.isoformat() if row.stands else ""),
            ExportColumn(gettext_lazy("How we know"), lambda row: row.stands.source if row.stands else ""),
        ]
    return columns
