"""What the mail engine shows on others' pages: the outbox in the menu, what went out on Oggi, who may do what."""

from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from relations import panels
from relations.mail import demo, kinds, ledger, limits, tally
from relations.models import Delivery, Mailing, Organization, Person, User
from relations.queries import together

_SHOWN = 20


@together.reader
def went_out(since: datetime, at: datetime) -> together.Reader:
    """Return the mailings that ended and the automatic messages that left between `since` and `at`."""
    mailings, automatic = yield from together.side_by_side(_mailings(since, at), _automatic(since, at))
    return [*mailings, *automatic]


def _mailings(since: datetime, at: datetime) -> together.Reader:
    rows = Mailing.objects.filter(kind="campaign", state="sent", finished_at__gt=since, finished_at__lte=at)
    rows = rows.annotate(sent=Count("deliveries", filter=Q(deliveries__state="sent"))).order_by("-finished_at")[:_SHOWN]
    return [
        {
            "at": row.finished_at, "icon": "mail-check", "title": row.title, "url": reverse("relations:mailing", args=[row.pk]),
            "note": ngettext("to %(number)s person", "to %(number)s people", row.sent) % {"number": row.sent},
        }
        for row in (yield rows)
    ]  # fmt: skip


def _automatic(since: datetime, at: datetime) -> together.Reader:
    """One line for all of it: what the system writes by itself must not push people's work off the page."""
    rows = Delivery.objects.filter(
        is_bulk=False, state="sent", mailing__is_automatic=True, settled_at__gt=since, settled_at__lte=at,
    ).exclude(mailing__purpose__in=["account", "digest", "subscription"])  # fmt: skip
    found = yield {
        "count": together.sums(rows, n=Count("pk")),
        "last": rows.select_related("person", "organization").order_by("-settled_at")[:3],
    }
    number, last = found["count"][0]["n"], found["last"]
    if not number:
        return []
    names = dict.fromkeys(str(row.organization or row.person or row.email) for row in last)
    return [
        {
            "at": last[0].settled_at, "icon": "refresh-cw", "url": reverse("relations:outbox"),
            "title": ngettext("%(number)s automatic message", "%(number)s automatic messages", number) % {"number": number},
            "note": _("to %(names)s") % {"names": ", ".join(names)} + (" …" if number > len(last) else ""),
        }
    ]  # fmt: skip


def year_of_mail(year: int, at: datetime) -> dict | None:
    """On the Quadro: the year's messages to many by purpose and public."""
    publics, rows = tally.table(year, at=at)
    if not rows:
        return None
    lines = [{"label": kinds.purpose_label(purpose), "cells": cells, "total": total} for purpose, cells, total in rows]
    sums = [sum(line["cells"][place] for line in lines) for place in range(len(publics))]
    return {"publics": publics, "lines": lines, "sums": sums, "total": sum(sums), "year": year}


def received(party: Person | Organization, user: User) -> together.Reader:
    """On a record's page: what they asked to receive, the lists they are on, the last messages."""
    found = yield from ledger.of_party.read(party, at=timezone.now())
    return {"received": found, "party": party} if found else None


def alarm(user: User, at: datetime, mine: bool) -> dict | None:
    """On Oggi: many subscriptions in a short time; somebody may be filling others' mailboxes through our form."""
    number = limits.burst(at=at)
    return {"number": number} if number else None


panels.register(
    panels.HeadPanel("mail", "relations/mail/_year.html", year_of_mail, 60),
    panels.RecordPanel(
        "mail", ["person", "organization"], "relations/mail/_received.html", received, 70, "relations.view_delivery"
    ),
    panels.TodayPanel("subscriptions", "relations/mail/_burst.html", alarm, "main", 5, "relations.view_subscriptionrequest"),
    panels.MenuItem(
        "communication", "subscriptions", gettext_lazy("Subscriptions"), "mail-plus", "relations:subscriptions", 15,
        "relations.view_subscriptionrequest",
    ),
    panels.MenuItem("communication", "mailings", gettext_lazy("Mailings"), "chart-line", "relations:mailings", 85, "relations.view_mailing"),
    panels.MenuItem(
        "communication", "outbox", gettext_lazy("Outbox"), "send", "relations:outbox", 90, "relations.view_delivery"
    ),
    panels.PublicLink("subscribe", gettext_lazy("Subscribe"), "relations:subscribe", 80),
    panels.WentOut("mail", went_out.read),
    # After every app has written its year.
    panels.DemoPart("mail", demo.build, order=100),
    *(
        panels.RolePermissions(role, ["relations.send_mailing", "relations.view_suppression"])
        for role in ("press_officer", "fundraiser")
    ),
)
