"""Pages reached from a mail about a meeting: coming or not, and whether we understood. GET only shows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from relations.actions import answers, heard, links, meeting_mail
from relations.forms.meeting_answers import AnswerForm, ConfirmForm
from relations.mail import limits
from relations.queries import meetings as queries

PER_HOUR = 60


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a page reached by a secret link: kept by no cache, found by no search engine, its address told to nobody."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    return guarded


def too_many(request: HttpRequest, at: datetime) -> HttpResponse | None:
    """Return the page that says to wait, for whoever posts more than sixty times an hour."""
    hops = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXIES
    who = hops[-trusted][:64] if trusted and len(hops) >= trusted else request.META.get("REMOTE_ADDR", "")
    if limits.allow(scope="meeting_answer", key=who, limit=PER_HOUR, period=timedelta(hours=1), at=at):
        return None
    return render(request, "429.html", {"frame": "public.html", "plain": True}, status=429)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether one comes; the last answer counts until the meeting."""
    at = timezone.now()
    seat = links.resolve(scope=meeting_mail.ANSWER, token=token, at=at).target
    meeting = seat.meeting
    initial = {"answer": seat.answer, "note": seat.note}
    if seat.proposed_at:
        local = timezone.localtime(seat.proposed_at)
        initial |= {"day": local.date(), "start": local.time()}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    note = ""
    if request.method == "POST":
        if waits := too_many(request, at):
            return waits
        if form.is_valid():
            data = form.cleaned_data
            try:
                answers.answer(attendee=seat, choice=data["answer"], note=data["note"], proposed_at=data["proposed_at"], at=at)
                return redirect(request.path)
            except answers.TooLate:
                note = _("This meeting is over or was called off.")
    open_ = meeting.is_ahead and meeting.ends_at >= at
    context = {
        "seat": seat, "meeting": meeting, "form": form, "note": note, "is_open": open_, "plain": True,
        "changing": bool(form.errors) or "cambia" in request.GET or not seat.answer, "items": list(meeting.items.order_by("position")),
        "names": [other.name for other in queries.seats(meeting)],
    }  # fmt: skip
    return render(request, "relations/meetings/answer.html", context, status=422 if form.errors or note else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether we understood; a correction stands beside what we wrote."""
    at = timezone.now()
    note = links.resolve(scope=meeting_mail.HEARD, token=token, at=at).target
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    told = ""
    if request.method == "POST":
        if waits := too_many(request, at):
            return waits
        if form.is_valid():
            data = form.cleaned_data
            try:
                heard.answer(note=note, correction=data["correction"] if data["answer"] == "correct" else "", at=at)
                return redirect(request.path)
            except heard.AlreadyAnswered:
                told = _("We already have your answer: thank you.")
    note.refresh_from_db()
    context = {"note": note, "seat": note.attendee, "meeting": note.attendee.meeting, "form": form, "told": told, "plain": True}
    return render(request, "relations/meetings/confirm.html", context, status=422 if form.errors else 200)
