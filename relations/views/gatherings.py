"""Open meetings at the office: list, page, sign-ups, the door, ideas, minutes."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from relations.actions import gathering_door, gatherings
from relations.actions import gathering_signups as signups
from relations.forms.gatherings import CallOffForm, GatheringForm, IdeaForm, MinutesForm, WalkInForm
from relations.models import Gathering, GatheringSignup
from relations.queries import feedback as feedback_queries
from relations.queries import gatherings as queries
from relations.views import records
from relations.vocab import community as vocab
from relations.web import small_files
from relations.web.access import by_slug, get, staff
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.once import once
from relations.web.toast import toast

SORTS = [
    Sort("data", gettext_lazy("Day"), ("starts_at",), descending=True),
    Sort("prossimi", gettext_lazy("Next first"), ("starts_at",)),
]


def _when(rows, key: str):
    at = timezone.now()
    return rows.filter(ends_at__gt=at) if key == "prossimi" else rows.filter(ends_at__lte=at)


FILTERS = [
    Filter("quando", gettext_lazy("When"), lambda r: [("prossimi", _("to come")), ("passati", _("past"))], _when),
    Filter("tipo", gettext_lazy("Kind"), lambda r: vocab.GATHERING_KINDS.choices, lambda rows, key: rows.filter(kind=key)),
    Filter("stato", gettext_lazy("State"), lambda r: vocab.GATHERING_STATES.choices, lambda rows, key: rows.filter(state=key)),
]  # fmt: skip
COLUMNS = [
    ExportColumn(gettext_lazy("Last name"), lambda row: row.last_name),
    ExportColumn(gettext_lazy("First name"), lambda row: row.first_name),
    ExportColumn(gettext_lazy("E-mail"), lambda row: row.email),
    ExportColumn(gettext_lazy("Phone"), lambda row: row.phone),
    ExportColumn(gettext_lazy("State"), lambda row: str(row.get_state_display())),
    ExportColumn(gettext_lazy("Came"), lambda row: _("yes") if row.attended_at else _("no")),
]
TABS = [
    (pgettext_lazy("gatherings", "To come"), "quando=prossimi&ordine=prossimi", ""),
    (pgettext_lazy("gatherings", "Past"), "quando=passati", ""),
    (pgettext_lazy("gatherings", "All"), "", ""),
]


def _gathering(slug: str) -> Gathering:
    return by_slug(queries.gatherings(), slug)


@staff("relations.view_gathering")
def listing(request: HttpRequest) -> HttpResponse:
    """List open meetings with their numbers."""
    found = Listing(
        request, queries.gatherings(), sorts=SORTS, filters=FILTERS, search=lambda rows, text: rows.filter(title__icontains=text)
    )
    context = {"listing": found, "tabs": records.tabs(request, TABS, {}), "now": timezone.now()}
    return page_or_part(request, "relations/community/gatherings.html", "relations/community/_gathering_rows.html", context)


def _form_page(request: HttpRequest, form: GatheringForm, gathering: Gathering | None = None) -> HttpResponse:
    context = {
        "form": form, "gathering": gathering, "title": _("Change the open meeting") if gathering else _("New open meeting"),
        "button": _("Save the open meeting"),
    }  # fmt: skip
    return render(request, "relations/community/gathering_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff("relations.add_gathering")
@once
def new(request: HttpRequest) -> HttpResponse:
    """Write down an open meeting."""
    form = GatheringForm(request.POST or None, initial={"owner": request.user.pk, "kind": "assembly"})
    if request.method == "POST" and form.is_valid():
        return redirect(gatherings.create(by=request.user, at=timezone.now(), **form.values))
    return _form_page(request, form)


@require_http_methods(["GET", "POST"])
@staff("relations.change_gathering")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change it."""
    gathering = _gathering(slug)
    form = GatheringForm(request.POST or None, gathering=gathering)
    if request.method == "POST" and form.is_valid():
        row = gatherings.change(gathering=gathering, by=request.user, at=timezone.now(), **form.values)
        toast(request, _("“%(title)s” saved") % {"title": row.title})
        return redirect(row)
    return _form_page(request, form, gathering)


@staff("relations.view_gathering")
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Who comes, what was said, how it went."""
    gathering, at = _gathering(slug), timezone.now()
    context = {
        "gathering": gathering, "people": list(queries.signups(gathering)), "voices": list(feedback_queries.about(gathering)),
        "report": queries.report(gathering), "free": queries.free(gathering), "is_over": gathering.ends_at <= at,
        "has_begun": gathering.starts_at <= at, "call_off": CallOffForm(),
    }  # fmt: skip
    return render(request, "relations/community/gathering.html", context)


@staff("relations.view_gathering")
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """Who signed up and who came, as CSV."""
    gathering = _gathering(slug)
    return small_files.answer("csv", f"iscritti-{gathering.slug}", COLUMNS, list(queries.signups(gathering)))


@require_POST
@staff("relations.change_gathering")
def command(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish it, or call it off with a reason."""
    gathering, by, at = _gathering(slug), request.user, timezone.now()
    try:
        if request.POST.get("che") == "pubblica":
            gatherings.publish(gathering=gathering, by=by, at=at)
            toast(request, _("Published: people can sign up."))
        elif request.POST.get("che") == "annulla":
            gatherings.call_off(gathering=gathering, reason=request.POST.get("reason", "")[:1000], by=by, at=at)
            toast(request, _("Called off: who had signed up is told by mail."))
        elif request.POST.get("che") == "schede":
            number = gathering_door.make_people(gathering=gathering, by=by, at=at)
            toast(request, ngettext("%(n)s person tied to the archive", "%(n)s people tied to the archive", number) % {"n": number})
    except gatherings.NotNow as error:
        toast(request, str(error))
    return redirect(gathering)


def _signup(slug: str, pk: int) -> GatheringSignup:
    return get(GatheringSignup.objects.select_related("gathering"), pk=pk, gathering_id=_gathering(slug).pk)


@require_POST
@staff("relations.change_gathering")
def signup_act(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """At the door: in, or not; withdraw somebody who phones; tie her or him to the archive."""
    row, by, at = _signup(slug, pk), request.user, timezone.now()
    act = request.POST.get("che")
    try:
        if act == "entra":
            gathering_door.check_in(signup=row, by=by, at=at)
        elif act == "esce":
            gathering_door.undo_check_in(signup=row, by=by, at=at)
        elif act == "ritira":
            signups.withdraw(signup=row, at=at, by=by)
            toast(request, _("%(name)s no longer comes; who waited gets the place.") % {"name": row.name})
        elif act == "scheda":
            person = gathering_door.make_person(signup=row, by=by, at=at)
            toast(request, _("%(name)s is in the archive") % {"name": person})
    except signups.NotNow as error:
        toast(request, str(error))
    if act in ("entra", "esce"):
        return redirect(f"{row.gathering.get_absolute_url()}porta/")
    return redirect(row.gathering)


@require_http_methods(["GET", "POST"])
@staff("relations.change_gathering")
def door(request: HttpRequest, slug: str) -> HttpResponse:
    """The door, on a phone: who is in, who is expected, who came without signing up."""
    gathering, at = _gathering(slug), timezone.now()
    form = WalkInForm(request.POST or None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            row = gathering_door.walk_in(
                gathering=gathering, first_name=data["first_name"], last_name=data["last_name"], email=data["email"],
                key=data["key"] or uuid4(), by=request.user, at=at,
            )
        except signups.NotNow as error:
            form.add_error(None, str(error))
        else:
            toast(request, _("%(name)s is in") % {"name": row.name})
            return redirect("relations:gathering_door", gathering.slug)
    context = {"gathering": gathering, "form": form, **queries.door(gathering)}
    return render(request, "relations/community/door.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff("relations.change_gathering")
def ideas(request: HttpRequest, slug: str) -> HttpResponse:
    """Ideas and worries, as they are said: each goes into the inbox and gets an answer."""
    gathering, at = _gathering(slug), timezone.now()
    form = IdeaForm(request.POST or None, gathering=gathering, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        item = gatherings.capture(
            gathering=gathering, kind=data["kind"], text=data["text"], signup=data["signup"], is_public=data["is_public"],
            key=data["key"], by=request.user, at=at,
        )
        toast(request, _("%(code)s is in the inbox: the answer is due by %(day)s") % {"code": item.code, "day": f"{item.due_on:%d/%m/%Y}"})
        return redirect("relations:gathering_ideas", gathering.slug)
    context = {"gathering": gathering, "form": form, "voices": list(feedback_queries.about(gathering).order_by("-pk"))}
    return render(request, "relations/community/ideas.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff("relations.change_gathering")
def minutes(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the minutes; publish them, or take them off the public page."""
    gathering = _gathering(slug)
    form = MinutesForm(request.POST or None, initial={"minutes": gathering.minutes})
    if request.method == "POST" and form.is_valid():
        publish = request.POST.get("che") == "pubblica"
        try:
            gatherings.write_minutes(
                gathering=gathering, text=form.cleaned_data["minutes"], publish=publish, by=request.user, at=timezone.now()
            )
        except gatherings.NotNow as error:
            form.add_error("minutes", str(error))
        else:
            toast(request, _("The minutes are on the public page") if publish else _("Minutes kept; the public does not see them"))
            return redirect(gathering)
    context = {"gathering": gathering, "form": form}
    return render(request, "relations/community/minutes.html", context, status=422 if form.errors else 200)
