"""Two records side by side, put together, taken apart again."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from relations.actions import merge_blocks
from relations.actions import merging as actions
from relations.forms.merging import MergeForm, OtherForm
from relations.models import Merge, Organization, Person
from relations.models.duplicates import KINDS
from relations.queries import duplicate_list, merge_plan, merging
from relations.views.duplicates import _tabs
from relations.web import subjects
from relations.web.access import get, staff
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast

Party = Organization | Person


@require_http_methods(["GET", "HEAD", "POST"])
@staff("relations.merge_party")
def pair(request: HttpRequest) -> HttpResponse:
    """`?a=` stays, `?b=` goes into it ("person:12"): choose each value, see all that moves, put them together."""
    kept, gone = _party(request, "a"), _party(request, "b")
    if kept == gone:
        return _already(request, kept)
    if type(kept) is not type(gone):
        raise Http404("two kinds")
    if "scelta" not in request.GET and request.method != "POST" and merge_plan.weight(gone) > merge_plan.weight(kept):
        # The record that holds more is the one to keep; the page offers the other way round.
        kept, gone = gone, kept
    form = MergeForm(request.POST if request.method == "POST" else None, kept=kept, gone=gone)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.merge(kept=kept, gone=gone, by=request.user, at=timezone.now(), choices=form.choices)
        except actions.AlreadyMerged as faster:
            toast(request, str(faster), level=messages.WARNING)
            return redirect(faster.into)
        except actions.CannotMerge as refused:
            form.add_error(None, str(refused))
        else:
            text = _("%(gone)s is now part of %(kept)s") % {"gone": row.gone_name, "kept": row.kept_name}
            toast(request, text, undo_url=reverse("relations:merge_undo", args=[row.pk]))
            return redirect(kept)
    return render(request, "relations/duplicates/merge.html", _side_by_side(kept, gone, form), status=422 if form.errors else 200)


def _side_by_side(kept: Party, gone: Party, form: MergeForm) -> dict[str, Any]:
    facts = duplicate_list.facts_of(type(kept), [kept.pk, gone.pk])
    plan = merge_plan.plan(kept, gone)
    address = reverse("relations:merge_pair")
    return {
        "kept": kept, "gone": gone, "form": form, "facts": [facts[kept.pk], facts[gone.pk]], "plan": plan,
        "candidate": duplicate_list.between(kept, gone), "blocked": merge_blocks.named(kept, gone),
        "swap_url": f"{address}?a={subjects.key_of(gone)}&b={subjects.key_of(kept)}&scelta=1",
        "action_url": f"{address}?a={subjects.key_of(kept)}&b={subjects.key_of(gone)}&scelta=1",
    }  # fmt: skip


def _party(request: HttpRequest, key: str) -> Party:
    """The living record a key names; one that went into another leads there."""
    kind, _colon, number = request.GET.get(key, "")[:40].partition(":")
    model = subjects.PARTIES.get(kind)
    if model is None or not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404(key)
    party = merging.living(model, int(number))
    if party is None or getattr(party, "erased_at", None):
        raise Http404(key)
    return party


def _already(request: HttpRequest, party: Party) -> HttpResponse:
    toast(request, _("They are one record already: %(name)s") % {"name": party}, level=messages.INFO)
    return redirect(party)


@require_http_methods(["GET", "HEAD", "POST"])
@staff("relations.merge_party")
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the record that is the same as `?a=`."""
    party = _party(request, "a")
    form = OtherForm(request.POST if request.method == "POST" else None, party=party)
    if request.method == "POST" and form.is_valid():
        other = form.cleaned_data["other"]
        return redirect(f"{reverse('relations:merge_pair')}?a={subjects.key_of(party)}&b={subjects.key_of(other)}")
    context = {"form": form, "party": party, "title": _("Merge %(name)s with …") % {"name": party}, "button": _("Compare the two")}
    return render(request, "relations/records/small_form.html", context, status=422 if form.errors else 200)


# --- merges that were made -----------------------------------------------------
COLUMNS = [
    ExportColumn(gettext_lazy("When"), lambda row: timezone.localdate(row.at)),
    ExportColumn(gettext_lazy("Merged record"), lambda row: row.gone_name),
    ExportColumn(gettext_lazy("Merged into"), lambda row: row.kept_name),
    ExportColumn(gettext_lazy("Who"), lambda row: str(row.by or "")),
    ExportColumn(gettext_lazy("Undone on"), lambda row: timezone.localdate(row.undone_at) if row.undone_at else None),
]


@staff("relations.merge_party")
def listing(request: HttpRequest) -> HttpResponse:
    """Merges, the newest first, also those undone."""
    found = Listing(
        request, Merge.objects.select_related("by", "undone_by"), sorts=[Sort("quando", gettext_lazy("When"), ("at",), descending=True)],
        filters=[Filter("tipo", gettext_lazy("Kind"), lambda request: KINDS, lambda rows, kind: rows.filter(kind=kind))],
        search=lambda rows, text: rows.filter(Q(kept_name__icontains=text) | Q(gone_name__icontains=text)), columns=COLUMNS,
        filename="unioni", per_page=25,
    )  # fmt: skip
    exported = found.export()
    if exported:
        return exported
    context = {"listing": found, "views": _tabs("merged"), "kept": merging.names_of(found.rows)}
    return page_or_part(request, "relations/duplicates/merges.html", "relations/duplicates/_merges.html", context)


@require_safe
@staff("relations.merge_party")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What a merge moved, who made it, and the way back."""
    row = get(Merge.objects.select_related("by", "undone_by"), pk=pk)
    parties = row.model.objects.in_bulk([row.kept_id, row.gone_id])
    context = {
        "merge": row, "kept": parties.get(row.kept_id), "gone": parties.get(row.gone_id),
        "later": None if row.undone_at else merging.later(row), "values": merging.values_of(row),
    }  # fmt: skip
    return render(request, "relations/duplicates/merge_detail.html", context)


@require_POST
@staff("relations.merge_party")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merge apart; say what could not go back."""
    row = get(Merge, pk=pk)
    try:
        row = actions.undo(merge=row, by=request.user, at=timezone.now())
    except actions.CannotUndo as refused:
        toast(request, str(refused), level=messages.WARNING)
        return redirect(row)
    stayed = ", ".join(f"{line['label']}: {line['count']}" for line in row.stayed)
    if stayed:
        text = _("Merge undone. Changed since, so it stays where it is: %(what)s") % {"what": stayed}
        toast(request, text, level=messages.WARNING)
        return redirect(row)
    toast(request, _("Merge undone: %(name)s stands by itself again") % {"name": row.gone_name})
    return redirect(row.model.objects.get(pk=row.gone_id))
