"""Ties: a person who passes to another body, bodies tied to bodies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from relations.actions import parties, ties
from relations.forms.contacts import EndForm, MoveForm, TieForm
from relations.models import Affiliation, Organization, Relationship
from relations.web.access import by_slug, get, staff
from relations.web.once import once
from relations.web.toast import toast


def _small(request: HttpRequest, form, party, title: str, button: str) -> HttpResponse:
    context = {"form": form, "party": party, "title": title, "button": button}
    return render(request, "relations/records/small_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff("relations.change_affiliation")
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a position and open the next one in one go; both stay readable on both pages."""
    tie = get(Affiliation.objects.select_related("person", "organization"), pk=pk)
    form = MoveForm(request.POST or None, initial={"on": timezone.localdate(), "role": tie.role})
    if request.method == "POST" and form.is_valid():
        try:
            new = ties.move_affiliation(affiliation=tie, by=request.user, at=timezone.now(), **form.cleaned_data)
        except parties.EndsBeforeStart as wrong:
            form.add_error("on", str(wrong))
        except ties.TieExists as wrong:
            form.add_error("to", str(wrong))
        else:
            undo = reverse("relations:affiliation_unmove", args=[new.pk])
            toast(request, _("%(person)s passed to %(organization)s") % {"person": new.person, "organization": new.organization}, undo_url=undo)
            return redirect(new.person)
    title = _("%(person)s leaves %(organization)s for another organisation") % {"person": tie.person, "organization": tie.organization}
    return _small(request, form, tie.person, title, _("Pass to the other organisation"))


@require_POST
@staff("relations.change_affiliation")
def unmove(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo `move`."""
    tie = get(Affiliation.objects.select_related("person", "organization", "came_from__organization"), pk=pk)
    person = tie.person
    ties.undo_move(affiliation=tie, by=request.user, at=timezone.now())
    return redirect(person)


@require_POST
@staff("relations.change_affiliation")
def reopen_affiliation(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed position again."""
    tie = get(Affiliation.objects.select_related("person", "organization"), pk=pk)
    ties.reopen_affiliation(affiliation=tie, by=request.user, at=timezone.now())
    return redirect(tie.organization if request.GET.get("da") == "organization" else tie.person)


@require_http_methods(["GET", "POST"])
@staff("relations.add_relationship")
@once
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Tie a body to another."""
    organization = by_slug(Organization, slug)
    form = TieForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind, goes_out = form.direction
        pair = (organization, form.cleaned_data["other"])
        source, target = pair if goes_out else pair[::-1]
        try:
            row = ties.tie(
                source=source, target=target, kind=kind, started_on=form.cleaned_data["started_on"], by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except ties.TieExists as wrong:
            form.add_error("other", str(wrong))
        else:
            toast(request, str(row))
            return redirect(organization)
    return _small(request, form, organization, _("A tie of %(name)s") % {"name": organization}, _("Add the tie"))


def _tie(request: HttpRequest, pk: int) -> tuple[Relationship, Organization]:
    """Return the tie, and the body whose page one comes from."""
    row = get(Relationship.objects.select_related("source", "target"), pk=pk)
    return row, row.target if request.GET.get("da") == str(row.target_id) else row.source


@require_http_methods(["GET", "POST"])
@staff("relations.change_relationship")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a tie on a day; it stays readable, and the toast opens it again."""
    row, here = _tie(request, pk)
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            ties.end_tie(tie=row, on=form.cleaned_data["on"], by=request.user, at=timezone.now())
        except parties.EndsBeforeStart as wrong:
            form.add_error("on", str(wrong))
        else:
            undo = f"{reverse('relations:tie_reopen', args=[pk])}?da={here.pk}"
            toast(request, _("Tie closed: %(tie)s") % {"tie": row}, undo_url=undo)
            return redirect(here)
    return _small(request, form, here, str(row), _("Close the tie"))


@require_POST
@staff("relations.change_relationship")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed tie again."""
    row, here = _tie(request, pk)
    try:
        ties.reopen_tie(tie=row, by=request.user, at=timezone.now())
    except ties.TieExists as wrong:
        toast(request, str(wrong))
    return redirect(here)
