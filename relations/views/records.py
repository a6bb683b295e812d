"""What the pages of organisations and of people share."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from relations import panels
from relations.actions import addresses
from relations.actions import parties as actions
from relations.forms.contacts import AffiliationForm, ContactPointForm, EndForm
from relations.forms.diary import InteractionForm
from relations.forms.editing import PartyForm
from relations.forms.places import postal_code_doubt
from relations.models import Affiliation, ContactPoint, Organization, Person
from relations.queries import facts, parties, places, search, timeline, together
from relations.web import place_filters, subjects, visited
from relations.web.access import get, staff
from relations.web.listing import Filter
from relations.web.toast import toast

Party = Organization | Person
SILENT = {"30": gettext_lazy("more than 30 days ago"), "90": gettext_lazy("more than 90 days ago"),
          "180": gettext_lazy("more than 180 days ago")}  # fmt: skip


# --- lists -------------------------------------------------------------------
def filters(model: type[models.Model]) -> list[Filter]:
    """Return the conditions both lists share: where, tag, who follows it, last contact."""
    return [
        *place_filters.of(model),
        Filter("segue", gettext_lazy("Followed by"), _followers, lambda rows, key: rows.filter(owner_id=key)),
        Filter("contatto", gettext_lazy("Last contact"), _silences, _apply_silence),
    ]


def by_words(rows: models.QuerySet, text: str) -> models.QuerySet:
    """Narrow a list to those whose name, code, number or municipality begins so."""
    return rows.filter(pk__in=search.ids(text, rows.model._meta.model_name))


def _followers(request: HttpRequest) -> list[tuple[str, str]]:
    return [(str(user.pk), user.display_name) for user in parties.colleagues()]


def _silences(request: HttpRequest) -> list[tuple[str, str]]:
    return [("risentire", _("to be heard again")), *SILENT.items()]


def _apply_silence(rows: models.QuerySet, key: str) -> models.QuerySet:
    at = timezone.now()
    return parties.to_hear_again(rows, at) if key == "risentire" else parties.silent_since(rows, int(key), at)


def tabs(request: HttpRequest, given: Sequence[tuple], counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return the tabs over a list: label, address, count where it is known, whether it is the one shown."""
    here = {key: value for key, value in request.GET.items() if key not in ("dopo", "formato", "vista", "colonna")}
    found = []
    for label, query, key in given:
        query = query.replace("segue=me", f"segue={request.user.pk}")
        wanted = dict(pair.split("=") for pair in query.split("&")) if query else {}
        found.append({"label": label, "url": f"?{query}" if query else request.path, "count": counts.get(key), "current": wanted == here})
    return found


# --- the page ----------------------------------------------------------------
def page(request: HttpRequest, party: Party, *more: Any) -> dict[str, Any]:
    """Return what both pages show, and what the readers `more` bring into it; note the visit."""
    kind = party._meta.model_name
    visited.remember(request, party, "building-2" if kind == "organization" else "user")
    key = subjects.key_of(party)
    points, found, affiliations, followups, shown, shown_boxes, *others = together.run(
        parties.points.read(party), places.addresses.read(party), parties.affiliations.read(party),
        together.rows(parties.open_followups(party)), timeline.of.read(party), boxes(party, request.user), *more,
    )  # fmt: skip
    return {
        "party": party, "about_key": key, "points": points, "today": timezone.localdate(),
        "call": next((point for point in points if point.kind in ("phone", "mobile")), None),
        "write": next((point for point in points if point.kind == "email"), None),
        "addresses": _with_doubts(found), "facts": facts.of(party), "fact_url": f"relations:{kind}_fact",
        "may_change": request.user.has_perm(f"relations.change_{kind}"),
        "affiliations": affiliations, "followups": followups, "boxes": shown_boxes, "timeline": shown, "timeline_kind": "",
        "months": months(shown.entries), "story_url": reverse(f"relations:{kind}_timeline", args=[party.slug]),
        "log_form": InteractionForm(initial={"who": party, "about": key}), "here": party.get_absolute_url(),
        **{name: value for context in others for name, value in context.items()},
    }  # fmt: skip


def _with_doubts(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Return addresses with what is odd about their postal codes."""
    for address in found["now"]:
        address.doubt = postal_code_doubt(address.municipality, address.postal_code)
    return found


def boxes(thing: Any, user: Any) -> together.Reader:
    """Return the boxes on the page of a party or of a thing of an upper floor: [(template, context)]."""
    items = [item for item in panels.of(panels.RecordPanel, user) if thing._meta.model_name in item.on]
    loaded = yield from together.side_by_side(*(item.load(thing, user) for item in items))
    return [(item.template, context) for item, context in zip(items, loaded, strict=True) if context is not None]


def months(entries: Sequence[Any]) -> list[tuple[Any, list[Any]]]:
    """Return entries by month: [(a day of the month, entries)]."""
    found: dict[tuple[int, int], list[Any]] = {}
    for entry in entries:
        day = timezone.localtime(entry.at)
        found.setdefault((day.year, day.month), []).append(entry)
    return [(timezone.localtime(rows[0].at), rows) for rows in found.values()]


def story(request: HttpRequest, party: Party) -> HttpResponse:
    """Show the story from an entry on, or one kind of entries: a part for htmx, a page for others."""
    kind = request.GET.get("tipo", "")
    shown = timeline.of(party, kind=kind, after=request.GET.get("dopo", ""))
    context = {
        "party": party, "timeline": shown, "timeline_kind": kind, "months": months(shown.entries), "story_url": request.path,
    }  # fmt: skip
    if not request.htmx:
        return render(request, "relations/records/story.html", context)
    part = "_entries" if request.GET.get("dopo") else "_story"
    return render(request, f"relations/records/{part}.html", context)


# --- changing ----------------------------------------------------------------
def add_typed_address(request: HttpRequest, party: Party, form: PartyForm, kind: str, at: datetime) -> None:
    """Make the street typed on the form of a new party its main address; a municipality alone stays as typed."""
    data = form.cleaned_data
    if not data.get("street") and not data.get("postal_code"):
        return
    town = places.municipality(data["municipality"], data["province"]) if data["municipality"] else None
    abroad = {} if town or not data["municipality"] else {"foreign_town": data["municipality"]}
    address = addresses.add_address(
        party=party, kind=kind, by=request.user, at=at, municipality=town, street=data["street"], number=data["number"],
        postal_code=data["postal_code"], **abroad,
    )  # fmt: skip
    doubt = postal_code_doubt(address.municipality, address.postal_code)
    if doubt:
        toast(request, doubt, level=messages.WARNING)


def edit(request: HttpRequest, party: Party, form_class: type[PartyForm], template: str) -> HttpResponse:
    """Change a party's columns."""
    form = form_class(request.POST or None, party=party)
    if request.method == "POST" and form.is_valid():
        try:
            changes = actions.change(party=party, by=request.user, at=timezone.now(), seen=form.seen_values, **form.columns)
        except actions.ChangedMeanwhile as changed:
            form.tell_what_changed(type(party).objects.select_related("owner").get(pk=party.pk), str(changed))
        else:
            if changes:
                toast(request, _("%(name)s saved") % {"name": party})
            return redirect(party)
    return render(request, template, {"form": form, "party": party}, status=422 if form.errors else 200)


def add_contact_point(request: HttpRequest, party: Party) -> HttpResponse:
    """Add a contact detail to `party`."""
    form = ContactPointForm(request.POST or None, initial={"kind": "phone"})
    if request.method == "POST" and form.is_valid():
        point = actions.add_contact_point(party=party, by=request.user, at=timezone.now(), **form.cleaned_data)
        toast(request, _("%(value)s added") % {"value": point.value})
        return redirect(party)
    context = {"form": form, "party": party, "title": _("How to reach %(name)s") % {"name": party}, "button": _("Add the contact detail")}
    return render(request, "relations/records/small_form.html", context, status=422 if form.errors else 200)


def affiliate(request: HttpRequest, party: Party) -> HttpResponse:
    """Tie a person to an organisation; `party` is one of the two."""
    other = "person" if isinstance(party, Organization) else "organization"
    form = AffiliationForm(request.POST or None, other=other)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        pair = {other: data.pop("other"), party._meta.model_name: party}
        actions.affiliate(by=request.user, at=timezone.now(), **pair, **data)
        toast(request, _("%(person)s works at %(organization)s") % pair)
        return redirect(party)
    title = _("Who works at %(name)s") if other == "person" else _("Where %(name)s works")
    context = {"form": form, "party": party, "title": title % {"name": party}, "button": _("Add the position")}
    return render(request, "relations/records/small_form.html", context, status=422 if form.errors else 200)


@staff("relations.change_affiliation")
def end_affiliation(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a tie on a day; it stays in the history."""
    tie = get(Affiliation.objects.select_related("person", "organization"), pk=pk)
    here = tie.organization if request.GET.get("da") == "organization" else tie.person
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_affiliation(affiliation=tie, on=form.cleaned_data["on"], by=request.user, at=timezone.now())
        except actions.EndsBeforeStart as wrong:
            form.add_error("on", str(wrong))
        else:
            toast(request, _("Position closed: %(name)s") % {"name": tie.person})
            return redirect(here)
    context = {"form": form, "party": here, "title": str(tie), "button": _("Close the position")}
    return render(request, "relations/records/small_form.html", context, status=422 if form.errors else 200)


@require_POST
@staff("relations.change_contactpoint")
def end_contact_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a contact detail as no longer valid; the toast puts it back."""
    point = get(ContactPoint.objects.select_related("organization", "person"), pk=pk)
    actions.end_contact_point(point=point, by=request.user, at=timezone.now())
    undo = reverse("relations:contact_point_restore", args=[pk])
    toast(request, _("%(value)s is no longer valid") % {"value": point.value}, undo_url=undo)
    return redirect(point.party)


@require_POST
@staff("relations.change_contactpoint")
def restore_contact_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo `end_contact_point`."""
    point = get(ContactPoint.objects.select_related("organization", "person"), pk=pk)
    actions.restore_contact_point(point=point, by=request.user, at=timezone.now())
    return redirect(point.party)
