"""A colleague's calendar for other programs: giving out its secret link, renewing it, taking it back."""

from datetime import datetime

from django.db import transaction

from relations.actions import history, links
from relations.models import CalendarFeed, User

SCOPE = "calendar"


@transaction.atomic
def issue(*, user: User, whole_office: bool, details: bool, at: datetime) -> tuple[CalendarFeed, str]:
    """Make (or renew) the calendar of `user`; return it and the token, which is shown only now.

    The link given before stops working.
    """
    feed, is_new = CalendarFeed.objects.select_for_update().get_or_create(
        user=user, whole_office=whole_office, defaults={"created_at": at, "renewed_at": at, "details": details}
    )
    if not is_new:
        feed.details, feed.renewed_at, feed.read_at = details, at, None
        feed.save(update_fields=["details", "renewed_at", "read_at"])
        links.revoke(target=feed, at=at, scope=SCOPE)
    _link, token = links.issue(scope=SCOPE, target=feed, at=at)
    history.record(verb="calendar.issued", by=user, at=at, obj=feed, changes={"details": [None, details]})
    return feed, token


@transaction.atomic
def revoke(*, feed: CalendarFeed, by: User, at: datetime) -> None:
    """Take a calendar back: its link answers no more."""
    links.revoke(target=feed, at=at, scope=SCOPE)
    history.record(verb="calendar.withdrawn", by=by, at=at, obj=feed)
    feed.delete()


def resolve(*, token: str, at: datetime) -> CalendarFeed:
    """Return the calendar behind `token`; Http404 for unknown or revoked ones, and for colleagues who left."""
    feed = links.resolve(scope=SCOPE, token=token, at=at).target
    if not feed.user.is_active:
        raise links.Http404("link")
    return feed


def note_read(*, feed: CalendarFeed, at: datetime) -> None:
    """Note that a program asked; at most once an hour, not to write at every question."""
    if feed.read_at is None or (at - feed.read_at).total_seconds() > 3600:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=at)

