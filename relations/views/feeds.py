"""The calendar in other programs: one's own links, and the .ics file behind each."""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from relations import calendar_file
from relations.actions import feeds
from relations.models import CalendarFeed, OfficeSettings
from relations.queries import calendar
from relations.web.access import get, staff
from relations.web.toast import toast
from relations.web.urls import absolute

SHOWN_KEY = "calendar-link"


@staff()
def page(request: HttpRequest) -> HttpResponse:
    """Show one's own calendar links; a new one is shown whole, once."""
    shown = request.session.pop(SHOWN_KEY, None)
    own = {feed.whole_office: feed for feed in CalendarFeed.objects.filter(user=request.user)}
    rows = [
        {"whole_office": False, "feed": own.get(False), "title": _("My calendar"),
         "text": _("What you have to do, and your meetings.")},
        {"whole_office": True, "feed": own.get(True), "title": _("The office's calendar"),
         "text": _("What everybody has to do, and every meeting.")},
    ]  # fmt: skip
    return render(request, "relations/diary/feeds.html", {"rows": rows, "shown": shown})


@require_POST
@staff()
def issue(request: HttpRequest) -> HttpResponse:
    """Make a link, or renew it: the one before stops working."""
    whole = request.POST.get("whole_office") == "1"
    feed, token = feeds.issue(
        user=request.user, whole_office=whole, details=request.POST.get("details") == "1", at=timezone.now()
    )
    request.session[SHOWN_KEY] = {"whole_office": feed.whole_office, "url": absolute(reverse("relations:calendar_file", args=[token]))}
    toast(request, _("Link ready: copy it now, it is not shown again"))
    return redirect("relations:calendar_feeds")


@require_POST
@staff()
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link back."""
    feed = get(CalendarFeed, pk=pk, user=request.user)
    feeds.revoke(feed=feed, by=request.user, at=timezone.now())
    toast(request, _("Link taken back: the programs that used it see nothing new"))
    return redirect("relations:calendar_feeds")


@require_safe
def ics(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar program: the file, or that nothing is new."""
    now = timezone.now()
    feed = feeds.resolve(token=token, at=now)
    feeds.note_read(feed=feed, at=now)
    today = timezone.localdate(now)
    with translation.override(feed.user.language):
        found = calendar.entries(
            feed.user, today - calendar.FEED_BACK, today + calendar.FEED_AHEAD, mine=not feed.whole_office, feed=True
        )
        office = OfficeSettings.current().short_name
        name = office if feed.whole_office else f"{feed.user.display_name} · {office}"
        body = calendar_file.build(
            [entry for entry in found if not entry.done], name=name, site=settings.PUBLIC_URL, stamp=feed.renewed_at,
            details=feed.details,
        )
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if etag in [part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")]:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="agenda.ics"'
        response["X-Robots-Tag"] = "noindex"
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
