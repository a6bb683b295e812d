"""Meetings: the list, planning one, its page, what can be done with it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from relations import invitation_file, meeting_brief, meeting_path
from relations.actions import attendance, meeting_mail
from relations.actions import meetings as actions
from relations.forms import meetings as forms
from relations.forms.promises import LineForm, PromiseForm
from relations.models import Meeting
from relations.queries import meetings as queries
from relations.queries import parties, search
from relations.vocab.meetings import MEETING_KINDS, MEETING_STATES
from relations.web import subjects, visited
from relations.web.access import by_slug, staff
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast
from relations.web.urls import back

SOON = [Sort("prima", gettext_lazy("When"), ("starts_at",))]
RECENT = [Sort("ultime", gettext_lazy("When"), ("starts_at",), descending=True)]
FILTERS = [
    Filter("stato", gettext_lazy("State"), lambda request: MEETING_STATES.choices, lambda rows, key: rows.filter(status=key)),
    Filter("come", gettext_lazy("How"), lambda request: MEETING_KINDS.choices, lambda rows, key: rows.filter(kind=key)),
    Filter("di", gettext_lazy("Organised by"), lambda request: [(str(u.pk), u.display_name) for u in parties.colleagues()],
           lambda rows, key: rows.filter(organizer_id=key)),
]  # fmt: skip
COLUMNS = [
    ExportColumn(gettext_lazy("Title"), lambda row: row.title),
    ExportColumn(gettext_lazy("When"), lambda row: f"{timezone.localtime(row.starts_at):%Y-%m-%d %H:%M}"),
    ExportColumn(gettext_lazy("How"), lambda row: row.get_kind_display()),
    ExportColumn(gettext_lazy("Place"), lambda row: row.where),
    ExportColumn(gettext_lazy("State"), lambda row: row.get_status_display()),
    ExportColumn(gettext_lazy("Organised by"), lambda row: str(row.organizer)),
]
TABS = [
    ("", gettext_lazy("Coming")), ("passate", gettext_lazy("Past")), ("senza-verbale", gettext_lazy("Without minutes")),
    ("tutte", gettext_lazy("All")),
]  # fmt: skip


def by_words(rows, text: str):
    """Narrow to meetings whose title or place holds the words."""
    return search.among(rows, text)


@staff("relations.view_meeting")
def listing(request: HttpRequest) -> HttpResponse:
    """List meetings: those to come, those past, those whose minutes are owed."""
    at, when = timezone.now(), request.GET.get("quando", "")
    when = when if when in queries.WHEN else ""
    found = Listing(
        request, queries.WHEN[when](queries.listed(), at), sorts=SOON if when == "" else RECENT, filters=FILTERS, search=by_words,
        columns=COLUMNS, filename="riunioni",
    )  # fmt: skip
    exported = found.export()
    if exported:
        return exported
    counts = queries.counts(at)
    tabs = [{"label": label, "url": f"?quando={key}" if key else request.path, "count": counts[key], "current": key == when} for key, label in TABS]
    context = {"listing": found, "tabs": tabs, "when": when, "at": at}
    return page_or_part(request, "relations/meetings/list.html", "relations/meetings/_rows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff("relations.add_meeting")
def new(request: HttpRequest) -> HttpResponse:
    """Plan a meeting; `?about=` fills in with whom and what it is about."""
    key = request.POST.get("about") or request.GET.get("about", "")
    about = subjects.read(key, request.user)
    form = forms.MeetingForm(request.POST or None, initial=forms.first_values(request.user, about))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        who = [data["who"]] if data["who"] else []
        # Those the page was about come too, unless another one was chosen in their place.
        others = [party for party in about.parties if about.party == data["who"]]
        meeting = actions.plan(
            **form.columns, colleagues=list(data["colleagues"]), parties=[*who, *others], subject=about.subject, rhythm=form.rhythm,
            once=data["once"], by=request.user, at=timezone.now(),
        )  # fmt: skip
        toast(request, _("Meeting planned: %(title)s") % {"title": meeting.title})
        return redirect(meeting)
    context = {"form": form, "about": key[:80], "meeting": None}
    return render(request, "relations/meetings/form.html", context, status=422 if form.errors else 200)


def find(slug: str) -> Meeting:
    """Return the meeting of a readable address, or Http404."""
    return by_slug(queries.full(), slug)


@require_safe
@staff("relations.view_meeting")
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a meeting: points, minutes, decisions, promises, who takes part."""
    meeting = find(slug)
    visited.remember(request, meeting, "users")
    return render(request, "relations/meetings/detail.html", context_of(request, meeting))


def context_of(request: HttpRequest, meeting: Meeting, **more: Any) -> dict[str, Any]:
    """Return what the page and its parts show."""
    return queries.page(meeting, at=timezone.now()) | {
        "line_form": LineForm(meeting=meeting, initial={"once": forms.new_once()}),
        "promise_form": PromiseForm(meeting=meeting, initial={"once": forms.new_once()}),
        "attendee_form": forms.AttendeeForm(auto_id="seat_%s"),
        "can_write": request.user.has_perm("relations.change_meeting") and meeting.status in meeting_path.LIVING,
        "here": meeting.get_absolute_url(), "about_key": "", **more,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff("relations.change_meeting")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change when, where, what for; who saves second is told."""
    meeting = find(slug)
    form = forms.MeetingForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            changed = actions.change(meeting=meeting, version=version, by=request.user, at=timezone.now(), **form.columns)
        except actions.ChangedMeanwhile:
            _tell_what_changed(form, slug)
        except meeting_path.NotNow:
            form.add_error(None, _("This meeting is over or called off: it cannot be changed any more."))
        else:
            resent = changed.sequence > meeting.sequence
            toast(request, _("Saved: those invited get the change by mail") if resent else _("Meeting saved"))
            return redirect(changed)
    context = {"form": form, "meeting": meeting}
    return render(request, "relations/meetings/form.html", context, status=422 if form.errors else 200)


def _tell_what_changed(form: forms.MeetingForm, slug: str) -> None:
    """Name the values somebody else saved; what was typed stays, and a second save keeps it."""
    now = find(slug)
    theirs = forms.MeetingForm(meeting=now)
    typed = form.cleaned_data
    names = [name for name in theirs.fields if name != "version" and str(theirs.initial.get(name) or "") != str(_plain(typed.get(name)) or "")]
    told = ", ".join(f"{theirs.fields[name].label}: {theirs.initial.get(name) or '–'}" for name in names)
    form.data = form.data.copy()
    form.data["version"] = str(now.version)
    form.add_error(None, _("Somebody changed this meeting while you were writing (%(what)s). Save again to keep yours.") % {"what": told})


def _plain(value: Any) -> Any:
    return getattr(value, "pk", value)


def step(call: Callable[..., Any], done: Callable[[Any], str], undo: str = "") -> Callable[..., HttpResponse]:
    """Return a view that takes one step and says so; the errors of a step out of turn are told, not shown as faults."""

    @require_POST
    @staff("relations.change_meeting")
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        meeting = find(slug)
        try:
            result = call(meeting=meeting, by=request.user, at=timezone.now())
        except meeting_path.NotNow:
            toast(request, _("The meeting is no longer in that state: look at how it stands now."), level=30)
        except attendance.NobodyToInvite:
            toast(request, _("Nobody to invite has an e-mail address: add one to their page."), level=30)
        except actions.NothingToSend:
            toast(request, _("The minutes are still empty: write a line on a point, a decision or a promise."), level=30)
        else:
            toast(request, done(result), undo_url=f"{meeting.get_absolute_url()}{undo}" if undo else "")
        return redirect(back(request, meeting.get_absolute_url()))

    return view


def _invited(n: int) -> str:
    if not n:
        return _("Everybody has the invitation already")
    return ngettext("Invitation sent to %(n)s person", "Invitations sent to %(n)s people", n) % {"n": n}


invite = step(attendance.invite, _invited)
hold = step(actions.hold, lambda row: _("Written down as held: the minutes are due in three days"), undo="non-tenuta/")
unhold = step(actions.unhold, lambda row: _("Taken back: the meeting is still to be held"))
send_minutes = step(
    actions.send_minutes, lambda n: ngettext("Minutes sent to %(n)s person", "Minutes sent to %(n)s people", n) % {"n": n}
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff("relations.change_meeting")
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Call it off, with the reason that those invited read."""
    meeting = find(slug)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(meeting=meeting, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except meeting_path.NotNow:
            form.add_error(None, _("The meeting is no longer in that state: look at how it stands now."))
        else:
            toast(request, _("Meeting called off: %(title)s") % {"title": meeting.title})
            return redirect(meeting)
    context = {"form": form, "party": meeting, "title": _("Call the meeting off"), "button": _("Call off and tell those invited")}
    return render(request, "relations/records/small_form.html", context, status=422 if form.errors else 200)


@require_POST
@staff("relations.add_meeting")
def plan_next(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan the one after: same people, the points left open."""
    meeting = find(slug)
    form = forms.NextForm(request.POST)
    if not form.is_valid():
        toast(request, _("Write the day and the hour of the next meeting, for example 24/11/2026 and 10:30."), level=30)
        return redirect(meeting)
    following = actions.plan_next(meeting=meeting, starts_at=form.starts_at, by=request.user, at=timezone.now())
    toast(request, _("Next meeting planned: look at its agenda, then send the invitations"))
    return redirect(following)


@require_safe
@staff("relations.view_meeting")
def brief(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet to take along, as PDF."""
    meeting = find(slug)
    paper = meeting_brief.render(meeting_brief.compose(meeting, user=request.user, at=timezone.now()), at=timezone.now())
    return _file(paper, "application/pdf", f"scheda-{meeting.slug}.pdf", inline=True)


@require_safe
@staff("relations.view_meeting")
def calendar_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The meeting as an .ics, for one's own calendar."""
    meeting = find(slug)
    method = invitation_file.CANCEL if meeting.status == "cancelled" else "PUBLISH"
    data = meeting_mail.file_of(meeting, [], at=timezone.now(), method=method)
    return _file(data, "text/calendar; charset=utf-8", f"{meeting.slug}.ics")


def _file(data: bytes, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return response
