"""What is done on a meeting's page while it goes on: people, points, minutes, decisions, promises, what we heard."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from relations import meeting_path, minute_line
from relations.actions import agenda, attendance, commitments, heard, meetings
from relations.forms import meetings as forms
from relations.forms.promises import LineForm, PromiseForm
from relations.models import AgendaItem, Attendee, Decision, HeardNote, Meeting
from relations.views.meetings import context_of, find
from relations.web.access import get, require, staff
from relations.web.htmx import is_part
from relations.web.toast import toast


def show(request: HttpRequest, meeting: Meeting, part: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """Answer with one part of the page for htmx, with the page for everybody else."""
    if not is_part(request) and status == 200:
        return redirect(meeting)
    fresh = find(meeting.slug)
    template = f"relations/meetings/_{part}.html" if is_part(request) else "relations/meetings/detail.html"
    return render(request, template, context_of(request, fresh, **more), status=status)


def _closed(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    toast(request, _("The meeting is no longer in that state: look at how it stands now."), level=30)
    response = redirect(meeting)
    if is_part(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = meeting.get_absolute_url()
    return response


# --- people ------------------------------------------------------------------
@require_POST
@staff("relations.change_meeting")
def add_attendee(request: HttpRequest, slug: str) -> HttpResponse:
    """Let somebody in."""
    meeting = find(slug)
    form = forms.AttendeeForm(request.POST, auto_id="seat_%s")
    if not form.is_valid():
        return show(request, meeting, "people", status=422, attendee_form=form)
    attendance.add_attendee(meeting=meeting, who=form.cleaned_data["who"], by=request.user, at=timezone.now())
    return show(request, meeting, "people", focus="people")


@require_POST
@staff("relations.change_meeting")
def remove_attendee(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off."""
    seat = get(Attendee.objects.select_related("meeting__organizer", "user", "person", "organization"), pk=pk)
    try:
        attendance.remove_attendee(attendee=seat, by=request.user, at=timezone.now())
    except meeting_path.NotNow:
        return _closed(request, seat.meeting)
    return show(request, seat.meeting, "people")


@require_POST
@staff("relations.change_meeting")
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether somebody was there."""
    seat = get(Attendee.objects.select_related("meeting", "user", "person", "organization"), pk=pk)
    attendance.mark_presence(attendee=seat, came=request.POST.get("came") == "yes", by=request.user, at=timezone.now())
    return show(request, seat.meeting, "people")


@require_POST
@staff("relations.change_meeting")
def accept_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the meeting to the time somebody proposed; everybody invited is told."""
    seat = get(Attendee.objects.select_related("meeting"), pk=pk, proposed_at__isnull=False)
    meeting = seat.meeting
    length = meeting.ends_at - meeting.starts_at
    try:
        meetings.change(
            meeting=meeting, version=meeting.version, by=request.user, at=timezone.now(), starts_at=seat.proposed_at,
            ends_at=seat.proposed_at + length,
        )  # fmt: skip
    except (meeting_path.NotNow, meetings.ChangedMeanwhile):
        return _closed(request, meeting)
    toast(request, _("Moved: those invited get the new time by mail"))
    return redirect(meeting)


# --- points and minutes --------------------------------------------------------
@require_POST
@staff("relations.change_meeting")
def add_item(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a point."""
    meeting = find(slug)
    form = forms.ItemForm(request.POST)
    if not form.is_valid():
        return show(request, meeting, "agenda", status=422, item_form=form, focus="item")
    try:
        agenda.add_item(meeting=meeting, title=form.cleaned_data["title"], by=request.user, at=timezone.now())
    except agenda.TooMany:
        form.add_error("title", _("Forty points are the most a meeting can have: put some together."))
        return show(request, meeting, "agenda", status=422, item_form=form, focus="item")
    except agenda.Closed:
        return _closed(request, meeting)
    return show(request, meeting, "agenda", focus="item")


def _item(pk: int) -> AgendaItem:
    return get(AgendaItem.objects.select_related("meeting"), pk=pk)


@require_POST
@staff("relations.change_meeting")
def move_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a point: `to` is its new place, "up" or "down"."""
    item = _item(pk)
    wanted = request.POST.get("to", "")
    places = {"up": item.position - 1, "down": item.position + 1}
    to = places.get(wanted) or (int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else item.position)
    try:
        agenda.move_item(item=item, to=to, by=request.user, at=timezone.now())
    except agenda.Closed:
        return _closed(request, item.meeting)
    return show(request, item.meeting, "agenda", moved=item.pk, moved_by=wanted)


@require_POST
@staff("relations.change_meeting")
def remove_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a point away."""
    item = _item(pk)
    try:
        agenda.remove_item(item=item, by=request.user, at=timezone.now())
    except agenda.Closed:
        return _closed(request, item.meeting)
    toast(request, _("Point taken away: %(title)s") % {"title": item.title})
    return show(request, item.meeting, "agenda", focus="item")


@require_POST
@staff("relations.change_meeting")
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the minutes of a point as they are typed; a text written meanwhile by another is shown, not overwritten."""
    item = _item(pk)
    form = forms.WriteForm(request.POST)
    if not form.is_valid():
        return _saved(request, item, 422, errors=[error for errors in form.errors.values() for error in errors])
    data = form.cleaned_data
    try:
        item = agenda.write(
            item=item, text=data["minutes"], is_open=data["is_open"], version=data["version"], by=request.user, at=timezone.now()
        )
    except agenda.WrittenMeanwhile as other:
        return _saved(request, other.item, 409 if not is_part(request) else 200, theirs=other.item, seen=data["version"], mine=data["minutes"])
    except agenda.Closed:
        return _closed(request, item.meeting)
    return _saved(request, item, 200, saved=True)


def _saved(request: HttpRequest, item: AgendaItem, status: int, **context: Any) -> HttpResponse:
    if not is_part(request) and context.get("saved"):
        toast(request, _("Minutes saved"))
        return redirect(f"{item.meeting.get_absolute_url()}#punto-{item.pk}")
    template = "relations/meetings/_saved.html" if is_part(request) else "relations/meetings/conflict.html"
    return render(request, template, {"item": item, "meeting": item.meeting, "now": timezone.now(), **context}, status=status)


# --- decisions and promises ----------------------------------------------------
@require_POST
@staff("relations.change_meeting")
def add_line(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep "Decisione: ..." or "Promessa: chi, che cosa, entro quando"; a promise that is not clear opens its own fields."""
    meeting = find(slug)
    form = LineForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return show(request, meeting, "outcomes", status=422, line_form=form, focus="line")
    read, item, once = form.cleaned_data["line"], form.cleaned_data["item"], form.cleaned_data["once"]
    if read.kind == minute_line.PROMISE:
        typed = {"who_text": read.who, "who": "", "text": read.what, "when": read.when, "item": item.pk if item else "", "once": once}
        return _promise(request, meeting, PromiseForm(typed, meeting=meeting), focus="line")
    try:
        agenda.decide(meeting=meeting, text=read.text, item=item, once=once, by=request.user, at=timezone.now())
    except agenda.Closed:
        return _closed(request, meeting)
    return show(request, meeting, "outcomes", focus="line", item_now=item)


@require_POST
@staff("relations.change_meeting")
def add_promise(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a promise from its three fields."""
    meeting = find(slug)
    return _promise(request, meeting, PromiseForm(request.POST, meeting=meeting), focus="promise")


def _promise(request: HttpRequest, meeting: Meeting, form: PromiseForm, *, focus: str) -> HttpResponse:
    require(request, "relations.add_commitment")
    if meeting.status == meeting_path.CANCELLED:
        return _closed(request, meeting)
    if not form.is_valid():
        return show(request, meeting, "outcomes", status=422, promise_form=form, focus="promise")
    data = form.cleaned_data
    commitments.make(
        text=data["text"], due_on=data["when"], subject=meeting, item=data["item"], once=data["once"], by=request.user,
        follower=meeting.organizer, at=timezone.now(), **form.sides(meeting),
    )  # fmt: skip
    return show(request, meeting, "outcomes", focus=focus, item_now=data["item"])


@require_POST
@staff("relations.change_meeting")
def remove_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a decision written by mistake."""
    decision = get(Decision.objects.select_related("meeting"), pk=pk)
    try:
        agenda.remove_decision(decision=decision, by=request.user, at=timezone.now())
    except agenda.Closed:
        return _closed(request, decision.meeting)
    return show(request, decision.meeting, "outcomes", focus="line")


# --- what we heard ---------------------------------------------------------------
@require_POST
@staff("relations.change_meeting")
def write_heard(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what we understood from one participant, and send it back if the button says so."""
    seat = get(Attendee.objects.select_related("meeting", "user", "person", "organization"), pk=pk)
    form = forms.HeardForm(request.POST)
    if not form.is_valid():
        return show(request, seat.meeting, "heard", status=422, heard_form=form, heard_seat=seat.pk)
    at = timezone.now()
    try:
        note = heard.write(attendee=seat, text=form.cleaned_data["text"], by=request.user, at=at)
        if "send" in request.POST:
            heard.send(note=note, by=request.user, at=at)
            toast(request, _("Sent to %(name)s: the answer will appear here") % {"name": seat.name})
        else:
            toast(request, _("Kept: you can send it when it is ready"))
    except heard.AlreadySent:
        toast(request, _("They already have it: write to them if something has changed."), level=30)
    except heard.NoAddress:
        toast(request, _("There is no e-mail address to send it to: add one to their page."), level=30)
    return show(request, seat.meeting, "heard")


@require_POST
@staff("relations.change_meeting")
def send_heard(request: HttpRequest, pk: int) -> HttpResponse:
    """Send back what was kept before."""
    note = get(HeardNote.objects.select_related("attendee__meeting"), pk=pk)
    try:
        heard.send(note=note, by=request.user, at=timezone.now())
        toast(request, _("Sent to %(name)s: the answer will appear here") % {"name": note.attendee.name})
    except heard.NoAddress:
        toast(request, _("There is no e-mail address to send it to: add one to their page."), level=30)
    return show(request, note.attendee.meeting, "heard")
