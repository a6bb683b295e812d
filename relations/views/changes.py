"""What changed on a record, how it was on a day, and putting a value back."""

from datetime import date, datetime, time, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from relations.actions import changes as actions
from relations.forms.fields import read_day
from relations.models.changes import KEPT
from relations.queries import changes as queries
from relations.text import one_line
from relations.web.access import get, require, staff
from relations.web.toast import toast


def _row(request: HttpRequest, kind: str, pk: int, may: str = "view") -> models.Model:
    """Return the row of "app.model" `kind` the reader may see (or change), Http404 for anything unknown."""
    kept = KEPT.get(kind)
    if kept is None or queries.shown(kept.model) is None:
        raise Http404(kind)
    require(request, f"{kept.model._meta.app_label}.{may}_{kept.model._meta.model_name}")
    return get(kept.model._base_manager.all(), pk=pk)


@require_GET
@staff()
def listing(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Who changed what, before and after, the latest first."""
    row = _row(request, kind, pk)
    app, _dot, model = kind.partition(".")
    context = {
        "row": row, "kind": kind, "changes": queries.History(row).changes, "most": queries.MOST,
        "may_return": request.user.has_perm(f"{app}.change_{model}"), "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "relations/changes/listing.html", context)


@require_GET
@staff()
def as_of(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The record as it was at the end of a day."""
    row = _row(request, kind, pk)
    day, wrong = _day(request.GET.get("giorno", ""))
    sections = queries.as_of(row, _end_of(day)) if day and day < date.max else None
    context = {"row": row, "kind": kind, "day": day, "wrong": wrong, "sections": sections, "typed": request.GET.get("giorno", "")}
    return render(request, "relations/changes/as_of.html", context, status=422 if wrong else 200)


def _day(text: str) -> tuple[date | None, str]:
    """Return the day somebody typed, or what is wrong with it."""
    try:
        return read_day(one_line(text[:40]), timezone.localdate()), ""
    except ValidationError as refused:
        return None, refused.messages[0]


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(microseconds=1)


@require_POST
@staff()
def put_back(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Give a field of the record, or of something that belongs to it, the value it had."""
    row = _row(request, kind, pk, may="change")
    key, image, field = (request.POST.get(name, "")[:80] for name in ("key", "image", "field"))
    allowed = {row._meta.label_lower, *(kin.kept.model._meta.label_lower for kin in queries.kin_of(type(row)))}
    if key not in allowed or not (image.isascii() and image.isdigit() and len(image) < 19):
        raise Http404(key)
    target = KEPT[key].model._meta
    require(request, f"{target.app_label}.change_{target.model_name}")
    try:
        actions.put_back(key=key, image=int(image), field=field, by=request.user, at=timezone.now())
    except actions.CannotReturn as refused:
        toast(request, str(refused), level=messages.ERROR)
    else:
        toast(request, _("The former value is back."))
    return redirect("relations:changes", kind, pk)
