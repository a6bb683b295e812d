"""The dates of fundraising for the office's calendar: when campaigns begin and end."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from fundraising.models import Campaign
from relations.models import User
from relations.panels import CalendarEntry


def load(user: User | None, first: date, last: date) -> list[CalendarEntry]:
    """Return beginnings and ends from `first` to `last` of the campaigns `user` manages (None: of all)."""
    inside = Q(starts_on__gte=first, starts_on__lte=last) | Q(ends_on__gte=first, ends_on__lte=last)
    rows = Campaign.objects.filter(inside, status__in=("draft", "active"))
    rows = rows.filter(manager=user) if user is not None else rows
    return [
        CalendarEntry(
            key=f"campaign-{kind}:{row.pk}", day=day, title=words % {"name": row.name}, url=row.get_absolute_url(),
            icon=icon, colour="verde",
        )
        for row in rows[:100]
        for kind, day, words, icon in (
            ("start", row.starts_on, _("Campaign begins: %(name)s"), "flag"),
            ("end", row.ends_on, _("Campaign ends: %(name)s"), "flag-triangle-right"),
        )
        if day is not None and first <= day <= last
    ]
