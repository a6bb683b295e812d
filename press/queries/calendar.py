"""The dates of the press office for the office's calendar: releases to come, embargoes, newsletters."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from press import vocab
from press.models import Newsletter, PressRelease
from relations.formats import only_day
from relations.models import Mailing, User
from relations.panels import CalendarEntry

MOST = 200


def load(user: User | None, first: date, last: date) -> list[CalendarEntry]:
    """Return what leaves from `first` to `last`: what `user` wrote (None: everybody's)."""
    begin, end = (
        timezone.make_aware(datetime.combine(day, datetime.min.time())) for day in (first, last + timedelta(days=1))
    )
    return [*_releases(user, begin, end), *_newsletters(user, begin, end)]


def _releases(user: User | None, begin: datetime, end: datetime) -> list[CalendarEntry]:
    inside = Q(publish_at__gte=begin, publish_at__lt=end) | Q(embargo_until__gte=begin, embargo_until__lt=end)
    rows = PressRelease.objects.filter(inside, status__in=(*vocab.EDITABLE_STATUS, *vocab.WAITING_STATUS))
    rows = rows.filter(author=user) if user is not None else rows
    found = []
    for row in rows[:MOST]:
        dates = (
            ("publish", row.publish_at, _("Release leaves: %(title)s"), "megaphone"),
            ("embargo", row.embargo_until, _("Embargo ends: %(title)s"), "lock-open"),
        )
        found += [
            CalendarEntry(
                key=f"release-{kind}:{row.pk}", day=only_day(moment), at=timezone.localtime(moment).time(), minutes=15,
                title=words % {"title": row.title}, url=row.get_absolute_url(), icon=icon, colour="cotto",
            )
            for kind, moment, words, icon in dates
            if moment is not None and begin <= moment < end
        ]
    return found


def _newsletters(user: User | None, begin: datetime, end: datetime) -> list[CalendarEntry]:
    rows = Newsletter.objects.filter(
        mailing__state=Mailing.State.SCHEDULED, mailing__starts_at__gte=begin, mailing__starts_at__lt=end
    )
    rows = rows.filter(author=user) if user is not None else rows
    return [
        CalendarEntry(
            key=f"newsletter:{row.pk}", day=only_day(row.mailing.starts_at), at=timezone.localtime(row.mailing.starts_at).time(),
            minutes=15, title=_("Newsletter leaves: %(title)s") % {"title": row.title}, url=row.get_absolute_url(),
            icon="mails", colour="cotto",
        )
        for row in rows.select_related("mailing")[:MOST]
    ]
