"""What is to be done: the list, ticking it, putting it off, changing it, writing a new one."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from relations import vocab
from relations.actions import bulk_followups, followups
from relations.formats import day as day_words
from relations.forms.diary import BulkForm, FollowUpForm, PostponeForm
from relations.models import FollowUp
from relations.queries import diary, parties
from relations.web import subjects
from relations.web.access import get, staff
from relations.web.export import ExportColumn
from relations.web.htmx import is_part, page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.once import once
from relations.web.toast import toast
from relations.web.urls import back

UNDO_KEY = "followups-undo"


# --- the list ---------------------------------------------------------------------------------------------------
def _due(rows: QuerySet, key: str) -> QuerySet:
    today = timezone.localdate()
    return {
        "ritardo": rows.filter(due_on__lt=today), "oggi": rows.filter(due_on=today),
        "settimana": rows.filter(due_on__gt=today, due_on__lte=today + timedelta(days=7)),
        "dopo": rows.filter(due_on__gt=today + timedelta(days=7)),
    }[key]  # fmt: skip


DUE = [
    ("ritardo", gettext_lazy("late")), ("oggi", gettext_lazy("by today")), ("settimana", gettext_lazy("next seven days")),
    ("dopo", gettext_lazy("later")),
]  # fmt: skip
SORTS = [
    Sort("scadenza", gettext_lazy("Due by"), ("due_on",)),
    Sort("ultime", gettext_lazy("Latest first"), ("due_on",), descending=True),
]
FILTERS = [
    Filter(
        "chi", gettext_lazy("Who"), lambda request: [(str(user.pk), user.display_name) for user in parties.colleagues()],
        lambda rows, key: rows.filter(owner_id=key),
    ),
    Filter("scade", gettext_lazy("Due"), lambda request: DUE, _due),
    Filter(
        "stato", gettext_lazy("State"), lambda request: [pair for pair in vocab.FOLLOWUP_STATUS.choices if pair[0] != "open"],
        lambda rows, key: rows,
    ),
]  # fmt: skip
COLUMNS = [
    ExportColumn(gettext_lazy("What"), lambda row: row.title),
    ExportColumn(gettext_lazy("Due by"), lambda row: row.due_on.isoformat()),
    ExportColumn(gettext_lazy("Who"), lambda row: str(row.owner)),
    ExportColumn(gettext_lazy("Organisation"), lambda row: str(row.organization or "")),
    ExportColumn(gettext_lazy("Person"), lambda row: str(row.person or "")),
    ExportColumn(gettext_lazy("State"), lambda row: row.get_status_display()),
]


@staff("relations.view_followup")
def listing(request: HttpRequest) -> HttpResponse:
    """List what is to be done (open, unless a state is asked for); the chosen rows are dealt with together."""
    status = request.GET.get("stato", "")
    rows = diary.todos().filter(status=status if status in vocab.FOLLOWUP_STATUS else "open")
    found = Listing(
        request, rows, sorts=SORTS, filters=FILTERS, columns=COLUMNS, filename="da-fare",
        search=lambda rows, words: rows.filter(title__icontains=words),
    )  # fmt: skip
    exported = found.export()
    if exported:
        return exported
    context = {
        "listing": found, "today": timezone.localdate(), "back": request.get_full_path(), "tabs": _tabs(request),
        "colleagues": list(parties.colleagues()),
    }  # fmt: skip
    return page_or_part(request, "relations/diary/todos.html", "relations/diary/_todos_rows.html", context)


def _tabs(request: HttpRequest) -> list[dict[str, Any]]:
    given = [
        (gettext_lazy("Mine"), {"chi": str(request.user.pk)}), (gettext_lazy("The whole office"), {}),
        (gettext_lazy("Late"), {"scade": "ritardo"}), (gettext_lazy("Done"), {"stato": "done", "ordine": "ultime"}),
    ]  # fmt: skip
    here = {key: value for key, value in request.GET.items() if key not in ("dopo", "formato")}
    return [
        {"label": label, "url": "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else request.path,
         "count": None, "current": query == here}
        for label, query in given
    ]  # fmt: skip


# --- writing one down, changing it ------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@staff("relations.add_followup")
@once
def new(request: HttpRequest) -> HttpResponse:
    """Write down something to do; `?about=` fills in with whom."""
    about = subjects.read(request.GET.get("about", ""), request.user)
    initial = {"who": about.party, "owner": request.user.pk, "due_on": timezone.localdate()}
    form = FollowUpForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        todo = followups.create(
            title=data["title"], owner=data["owner"], due_on=data["due_on"], due_time=data["due_time"],
            subject=about.subject, url=about.url, by=request.user, at=timezone.now(), **form.parties,
        )
        toast(request, _("To do: %(title)s") % {"title": todo.title})
        return _leave(request, back(request, reverse("relations:today")))
    context = {"form": form, "next": back(request, ""), "about": request.GET.get("about", "")}
    template = "relations/diary/_followup_dialog.html" if is_part(request) else "relations/diary/followup_new.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _leave(request: HttpRequest, address: str) -> HttpResponse:
    """Go to `address`, also from a dialog."""
    response = redirect(address)
    if is_part(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
    return response


@require_http_methods(["GET", "POST"])
@staff("relations.change_followup")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what, by when, who; hand it over or drop it."""
    todo = get(diary.todos(), pk=pk)
    address = back(request, reverse("relations:followups"))
    form = FollowUpForm(request.POST or None, todo=todo)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        fields = {name: data[name] for name in ("title", "due_on", "due_time", "owner")} | form.parties
        if followups.change(followup=todo, by=request.user, at=timezone.now(), **fields):
            toast(request, _("Saved: %(title)s") % {"title": data["title"]})
        return redirect(address)
    context = {"form": form, "todo": todo, "next": address}
    return render(request, "relations/diary/followup.html", context, status=422 if form.errors else 200)


# --- one click --------------------------------------------------------------------------------------------------
@require_POST
@staff("relations.change_followup")
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick it; the toast undoes it and asks what comes next."""
    todo = followups.complete(followup=get(FollowUp, pk=pk), by=request.user, at=timezone.now())
    address = back(request, reverse("relations:today"))
    undo = f"{reverse('relations:followup_reopen', args=[todo.pk])}?next={address}"
    toast(request, _("Done: %(title)s") % {"title": todo.title}, undo_url=undo, then=f"{todo.pk}:{todo.about_key}")
    return redirect(address)


@require_POST
@staff("relations.change_followup")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the tick, or take back that it was dropped."""
    todo = followups.reopen(followup=get(FollowUp, pk=pk), by=request.user, at=timezone.now())
    toast(request, _("To do again: %(title)s") % {"title": todo.title})
    return redirect(back(request, reverse("relations:today")))


@require_POST
@staff("relations.change_followup")
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off: no longer needed."""
    todo = followups.cancel(followup=get(FollowUp, pk=pk), by=request.user, at=timezone.now())
    address = back(request, reverse("relations:today"))
    undo = f"{reverse('relations:followup_reopen', args=[todo.pk])}?next={address}"
    toast(request, _("No longer to do: %(title)s") % {"title": todo.title}, undo_url=undo)
    return redirect(address)


@require_POST
@staff("relations.add_followup")
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """After a tick: the next step, in a week, with the same party."""
    last = get(diary.todos(), pk=pk)
    name = last.person or last.organization
    day = timezone.localdate() + timedelta(days=7)
    title = _("Hear %(name)s again") % {"name": name} if name else last.title
    todo = followups.create(
        title=title, owner=request.user, due_on=day, at=timezone.now(), by=request.user, icon="phone", subject=last.subject,
        organization=last.organization, person=last.person, url=last.url, origin=f"next:{last.pk}:{day.isoformat()}",
    )  # fmt: skip
    toast(request, _("To do on %(day)s: %(title)s") % {"day": day_words(todo.due_on), "title": todo.title})
    return redirect(back(request, reverse("relations:today")))


@require_POST
@staff("relations.change_followup")
def postpone(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it off to tomorrow, Monday, a week from now or a day said in words."""
    todo = get(FollowUp, pk=pk)
    address = back(request, reverse("relations:today"))
    form = PostponeForm(request.POST)
    if not form.is_valid():
        return render(request, "relations/diary/postpone.html", {"form": form, "todo": todo, "next": address}, status=422)
    before = todo.due_on
    todo = followups.postpone(followup=todo, until=form.cleaned_data["until"], by=request.user, at=timezone.now())
    undo = f"{reverse('relations:followup_postpone', args=[pk])}?when=date&day={before.isoformat()}&next={address}"
    toast(
        request, _("Put off to %(day)s: %(title)s") % {"day": day_words(todo.due_on), "title": todo.title},
        undo_url="" if before < timezone.localdate() else undo,
    )
    return redirect(address)


# --- many at once -----------------------------------------------------------------------------------------------
@require_POST
@staff("relations.change_followup")
def together(request: HttpRequest) -> HttpResponse:
    """Deal with the chosen rows; the toast takes it back."""
    address = back(request, reverse("relations:followups"))
    form = BulkForm(request.POST)
    chosen = [int(row) for row in request.POST.getlist("rows") if row.isascii() and row.isdigit() and len(row) < 19]
    if not form.is_valid() or not chosen:
        toast(request, _("Nothing was changed: choose the rows and what to do with them."), level=messages.WARNING)
        return redirect(address)
    data = form.cleaned_data
    before = bulk_followups.act(
        rows=chosen, what=data["what"], until=data["until"], owner=data.get("owner"), by=request.user, at=timezone.now()
    )
    request.session[UNDO_KEY] = before
    words = ngettext("%(n)s thing to do changed", "%(n)s things to do changed", len(before)) % {"n": len(before)}
    undo = f"{reverse('relations:followups_undo')}?next={address}"
    toast(request, words, undo_url=undo if before else "")
    return redirect(address)


@require_POST
@staff("relations.change_followup")
def together_undo(request: HttpRequest) -> HttpResponse:
    """Put the rows dealt with last back as they were."""
    before = request.session.pop(UNDO_KEY, [])
    count = bulk_followups.undo(before=before, by=request.user, at=timezone.now())
    toast(request, ngettext("%(n)s thing to do is as before", "%(n)s things to do are as before", count) % {"n": count})
    return redirect(back(request, reverse("relations:followups")))

