"""One fact of a record, changed where it stands: a part of the page for htmx, a page of its own for everybody else."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from relations.actions import parties as actions
from relations.forms.contacts import ContactValueForm
from relations.forms.editing import PartyForm
from relations.forms.organizations import OrganizationForm
from relations.forms.people import PersonForm
from relations.models import ContactPoint, Organization, Person
from relations.queries import facts
from relations.web.access import by_slug, get, staff
from relations.web.htmx import is_part
from relations.web.toast import toast

FORMS: dict[str, type[PartyForm]] = {"organization": OrganizationForm, "person": PersonForm}


@require_http_methods(["GET", "POST"])
@staff("relations.change_organization")
def organization(request: HttpRequest, slug: str, fact: str) -> HttpResponse:
    """Change one fact of an organisation."""
    return _fact(request, by_slug(Organization.objects.select_related("owner"), slug), fact)


@require_http_methods(["GET", "POST"])
@staff("relations.change_person")
def person(request: HttpRequest, slug: str, fact: str) -> HttpResponse:
    """Change one fact of a person."""
    return _fact(request, by_slug(Person.objects.filter(erased_at=None).select_related("owner"), slug), fact)


def _fact(request: HttpRequest, party: Organization | Person, key: str) -> HttpResponse:
    fact = facts.get(party, key)
    if fact is None:
        raise Http404(key)
    if is_part(request) and "mostra" in request.GET:
        return _row(request, party, fact)
    form = FORMS[party._meta.model_name](request.POST or None, party=party, only=fact.fields)
    if request.method == "POST" and form.is_valid() and _save(request, party, form):
        return _saved(request, party, fact)
    template = "relations/records/_fact_form.html" if is_part(request) else "relations/records/small_form.html"
    context = {
        "form": form, "party": party, "fact": fact, "url": request.path, "button": _("Save"),
        "title": f"{fact.label}: {party}",
    }  # fmt: skip
    return render(request, template, context, status=422 if form.errors else 200)


def _save(request: HttpRequest, party: Organization | Person, form: PartyForm) -> bool:
    """Write the fact; tell on the form what stood in the way."""
    try:
        with transaction.atomic():
            actions.change(party=party, by=request.user, at=timezone.now(), seen=form.seen_values, **form.columns)
    except actions.ChangedMeanwhile as changed:
        form.tell_what_changed(type(party).objects.select_related("owner").get(pk=party.pk), str(changed))
    except IntegrityError:
        form.add_error(None, _("Somebody has just added this VAT number: look for it."))
    except ValidationError as wrong:
        form.add_error(None, wrong)
    else:
        return True
    return False


def _saved(request: HttpRequest, party: Organization | Person, fact: facts.Fact) -> HttpResponse:
    if not is_part(request):
        toast(request, _("%(name)s saved") % {"name": party})
        return redirect(party)
    if fact.in_head or not fact.show(party):
        # What stands in the head of the page too, or leaves the page: all of it is drawn again.
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _row(request, party, fact, saved=True)


def _row(request: HttpRequest, party: Organization | Person, fact: facts.Fact, saved: bool = False) -> HttpResponse:
    context = {"party": party, "item": facts.shown(party, fact), "may_change": True, "saved": saved, "back": True,
               "fact_url": f"relations:{party._meta.model_name}_fact"}  # fmt: skip
    return render(request, "relations/records/_fact.html", context)


@require_http_methods(["GET", "POST"])
@staff("relations.change_contactpoint")
def contact_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a contact detail where it stands."""
    point = get(ContactPoint.objects.select_related("organization", "person").filter(ended_at=None), pk=pk)
    if is_part(request) and "mostra" in request.GET:
        return render(request, "relations/records/_point.html", {"point": point, "back": True})
    form = ContactValueForm(request.POST or None, point=point)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_contact_point(
                point=point, value=form.cleaned_data["value"], label=form.cleaned_data["label"], by=request.user,
                at=timezone.now(), seen=form.cleaned_data["seen"],
            )  # fmt: skip
        except actions.ChangedMeanwhile as changed:
            form.see_again(ContactPoint.objects.get(pk=pk), str(changed))
        else:
            if not is_part(request):
                toast(request, _("%(value)s saved") % {"value": form.cleaned_data["value"]})
                return redirect(point.party)
            point = ContactPoint.objects.select_related("organization", "person").get(pk=pk)
            return render(request, "relations/records/_point.html", {"point": point, "back": True, "saved": True})
    template = "relations/records/_fact_form.html" if is_part(request) else "relations/records/small_form.html"
    context = {
        "form": form, "party": point.party, "url": request.path, "button": _("Save"), "label": point.get_kind_display(),
        "title": f"{point.get_kind_display()}: {point.party}",
    }  # fmt: skip
    return render(request, template, context, status=422 if form.errors else 200)
