"""Promises: the list, one promise, keeping it, putting it off, giving it up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from relations.actions import commitments
from relations.forms import pick
from relations.forms import who as choosing
from relations.forms.meetings import ReasonForm, new_once
from relations.forms.promises import NewPromiseForm, RenegotiateForm
from relations.models import Commitment, Organization, Person
from relations.queries import parties
from relations.queries import promises as queries
from relations.views.records import tabs
from relations.vocab.meetings import STANDINGS
from relations.web import subjects
from relations.web.access import get, staff
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast
from relations.web.urls import back

SORTS = [
    Sort("giorno", gettext_lazy("By when"), ("due_on",)),
    Sort("promesse", gettext_lazy("Last promised"), ("promised_at",), descending=True),
]
FILTERS = [
    Filter("di", gettext_lazy("Whose"), lambda request: [("noi", _("ours")), ("loro", _("theirs"))],
           lambda rows, key: rows.filter(queries.OURS if key == "noi" else queries.THEIRS)),
    Filter("stato", gettext_lazy("State"), lambda request: [*STANDINGS.choices, ("aperte", _("still owed"))],
           lambda rows, key: rows.filter(queries.OPEN if key == "aperte" else queries.STANDING[key](timezone.localdate()))),
    Filter("segue", gettext_lazy("Followed by"), lambda request: [("me", _("me")), *((str(u.pk), u.display_name) for u in parties.colleagues())],
           lambda rows, key: rows.filter(follower_id=key)),
]  # fmt: skip
COLUMNS = [
    ExportColumn(gettext_lazy("What"), lambda row: row.text),
    ExportColumn(gettext_lazy("Who promises"), lambda row: str(row.promiser)),
    ExportColumn(gettext_lazy("To whom"), lambda row: str(row.party or "") if row.is_ours else _("to us")),
    ExportColumn(gettext_lazy("First promised for"), lambda row: row.first_due_on.isoformat()),
    ExportColumn(gettext_lazy("By when"), lambda row: row.due_on.isoformat()),
    ExportColumn(gettext_lazy("State"), lambda row: str(row.standing(timezone.localdate()).label)),
    ExportColumn(gettext_lazy("Closed on"), lambda row: row.closed_on.isoformat() if row.closed_on else ""),
    ExportColumn(gettext_lazy("Followed by"), lambda row: str(row.follower)),
]
TABS = [
    (gettext_lazy("Still owed"), "stato=aperte", "open"),
    (gettext_lazy("Ours"), "stato=aperte&di=noi", "ours"),
    (gettext_lazy("Theirs"), "stato=aperte&di=loro", "theirs"),
    (gettext_lazy("Late"), "stato=late", "late"),
    (gettext_lazy("All"), "", ""),
]


def by_words(rows, text: str):
    """Narrow to promises whose words or whose party begin so."""
    return rows.filter(text__icontains=text)


def _party(request: HttpRequest) -> Organization | Person | None:
    party = pick.by_key(request.GET.get("parte", "")[:40])
    return party if party and request.user.has_perm(f"relations.view_{party._meta.model_name}") else None


def _filters(request: HttpRequest, party: Organization | Person | None) -> list[Filter]:
    """The conditions for who reads: "me" is the reader, and the party is one that can be taken off."""
    mine = Filter(FILTERS[2].key, FILTERS[2].label, FILTERS[2].choices,
                  lambda rows, key: rows.filter(follower_id=request.user.pk if key == "me" else key))  # fmt: skip
    chosen = [(pick.key_of(party), str(party))] if party else []
    return [*FILTERS[:2], mine, *([Filter("parte", gettext_lazy("With"), lambda request: chosen, lambda rows, key: rows)] if party else [])]


@staff("relations.view_commitment")
def listing(request: HttpRequest) -> HttpResponse:
    """List promises: ours and theirs, owed and settled; of one party with how it keeps them (`?parte=`)."""
    party, today = _party(request), timezone.localdate()
    rows = queries.of_party(party) if party else queries.listed()
    found = Listing(
        request, rows, sorts=SORTS, filters=_filters(request, party), search=by_words, columns=COLUMNS, filename="promesse"
    )  # fmt: skip
    exported = found.export()
    if exported:
        return exported
    context = {
        "listing": found, "today": today, "party": party, "ratio": queries.ratio(rows, today),
        "tabs": [] if party else tabs(request, TABS, queries.counts(request.user, today)),
    }  # fmt: skip
    return page_or_part(request, "relations/promises/list.html", "relations/promises/_rows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff("relations.add_commitment")
def new(request: HttpRequest) -> HttpResponse:
    """Write down a promise; `?about=` fills in with whom."""
    key = request.POST.get("about") or request.GET.get("about", "")
    about = subjects.read(key, request.user)
    initial = {"who": request.user, "party": about.party, "follower": request.user.pk, "once": new_once()}
    form = NewPromiseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data, sides = form.cleaned_data, form.sides(about=about.parties)
        if sides["owner"] is not None and data["party"] is not None:
            kind = data["party"]._meta.model_name
            sides |= {"person": None, "organization": None} | {kind: data["party"]}
        made = commitments.make(
            text=data["text"], due_on=data["when"], follower=data["follower"], subject=about.subject, once=data["once"], by=request.user,
            at=timezone.now(), **sides,
        )  # fmt: skip
        toast(request, _("Promise written down: %(text)s") % {"text": made.text})
        return redirect(back(request, made.get_absolute_url()))
    context = {"form": form, "next": back(request, ""), "about": key[:80]}
    return render(request, "relations/promises/new.html", context, status=422 if form.errors else 200)


def _get(pk: int) -> Commitment:
    return get(queries.listed().select_related("object_type", "followup", "closed_by"), pk=pk)


@require_safe
@staff("relations.view_commitment")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one promise: its days, its reasons, where it comes from."""
    promise = _get(pk)
    today = timezone.localdate()
    source = promise.subject if hasattr(promise.subject, "get_absolute_url") else None
    context = {
        "promise": promise, "today": today, "standing": promise.standing(today), "new_dates": queries.history_of(promise), "source": source,
        "ratio": queries.ratio(queries.of_party(promise.party).filter(queries.THEIRS if not promise.is_ours else queries.OURS), today)
        if promise.party else None,
    }  # fmt: skip
    return render(request, "relations/promises/detail.html", context)


@require_POST
@staff("relations.change_commitment")
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """It was kept; the toast undoes it."""
    promise = _get(pk)
    try:
        commitments.keep(promise=promise, by=request.user, at=timezone.now())
    except commitments.Closed:
        toast(request, _("This promise was already closed."))
    else:
        undo = f"{reverse('relations:promise_reopen', args=[pk])}?next={back(request, promise.get_absolute_url())}"
        toast(request, _("Kept: %(text)s") % {"text": promise.text}, undo_url=undo)
    return redirect(back(request, promise.get_absolute_url()))


@require_POST
@staff("relations.change_commitment")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """It is owed again."""
    promise = _get(pk)
    commitments.reopen(promise=promise, by=request.user, at=timezone.now())
    return redirect(back(request, promise.get_absolute_url()))


@require_http_methods(["GET", "HEAD", "POST"])
@staff("relations.change_commitment")
def renegotiate(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree on another day."""
    promise = _get(pk)
    form = RenegotiateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            commitments.renegotiate(promise=promise, to_on=data["when"], reason=data["reason"], by=request.user, at=timezone.now())
        except commitments.SameDay:
            form.add_error("when", _("It is already promised for this day: choose another one."))
        except commitments.Closed:
            form.add_error(None, _("This promise was already closed."))
        else:
            toast(request, _("New day agreed on for: %(text)s") % {"text": promise.text})
            return redirect(promise)
    return _small(request, promise, form, _("Agree on another day"), _("Save the new day"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff("relations.change_commitment")
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """It will not be kept, and why."""
    promise = _get(pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commitments.give_up(promise=promise, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except commitments.Closed:
            form.add_error(None, _("This promise was already closed."))
        else:
            undo = reverse("relations:promise_reopen", args=[pk])
            toast(request, _("Written down as not kept: %(text)s") % {"text": promise.text}, undo_url=undo)
            return redirect(promise)
    return _small(request, promise, form, _("Say that it was not kept"), _("Close the promise"))


def _small(request: HttpRequest, promise: Commitment, form, title: str, button: str) -> HttpResponse:
    context = {"form": form, "party": promise, "title": title, "button": button}
    return render(request, "relations/records/small_form.html", context, status=422 if form.errors else 200)


@require_safe
@staff("relations.add_commitment")
def who(request: HttpRequest) -> HttpResponse:
    """List who may promise, for a piece of the name."""
    text = request.GET.get("q", "")
    context = {"hits": choosing.proposals(text), "words": text[:60], "list_id": request.GET.get("id", "who")[:60]}
    return render(request, "relations/search/_options.html", context)
