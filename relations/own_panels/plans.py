"""What the diary shows: the calendar, plans, how close somebody is, who is to be heard again."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations import panels
from relations.actions import plans as actions
from relations.demo import diary as demo
from relations.models import Organization, Person
from relations.queries import calendar, diary, plans, silence
from relations.queries.together import Reader

Party = Organization | Person
# Running plans first; of those that ended the last two.
MOST_ENDED = 2


def bond_box(party: Party, user: Any) -> Reader:
    """How close a party is, and how long it may be silent."""
    if party.archived_at:
        return None
    bond = yield from diary.bond.read(party, timezone.now())
    return {"bond": bond, "party": party, "here": party.get_absolute_url()}


def plans_box(party: Party, user: Any) -> Reader:
    """The plans that run with a party."""
    if party.archived_at:
        return None
    today = timezone.localdate()
    found = plans.running((yield plans.of_party(party)[:12]), today)
    alive = [row for row in found if row.run.is_alive]
    ended = [row for row in found if not row.run.is_alive][:MOST_ENDED]
    return {"running": alive, "ended": ended, "today": today, "here": party.get_absolute_url()}


def silent_box(user: Any, at: datetime, mine: bool) -> Reader:
    """Who is silent for longer than agreed."""
    rows = yield from silence.longest.read(user if mine else None, timezone.localdate(at))
    return {"rows": rows} if rows else None


_EDIT = ["relations.add_followupplan", "relations.change_followupplan"]
_RUN = ["relations.view_followupplan", "relations.add_planrun", "relations.change_planrun", "relations.change_interaction"]
panels.register(
    panels.MenuItem("relations", "silences", _("To be heard again"), "ear", "relations:silences", 34),
    panels.CalendarSource("followups", _("To do"), calendar.followups, 10, "relations.view_followup", feed=True),
    panels.CalendarSource("contacts", _("Contacts"), calendar.contacts, 90, "relations.view_interaction"),
    panels.RecordPanel(
        "bond", ("organization", "person"), "relations/diary/_bond_box.html", bond_box, 5, "relations.view_interaction"
    ),
    panels.RecordPanel(
        "plans", ("organization", "person"), "relations/diary/_plans_box.html", plans_box, 15, "relations.view_followupplan"
    ),
    panels.TodayPanel(
        "silences", "relations/diary/_silent_box.html", silent_box, "side", 30, "relations.view_organization"
    ),
    panels.FollowUpEcho("plans", actions.PREFIX, actions.step_done, actions.step_reopened, actions.step_dropped),
    *(
        panels.RolePermissions(role, [*_RUN, *_EDIT])
        for role in ("relations_officer", "press_officer", "fundraiser")
    ),
    panels.RolePermissions("editor", _RUN),
    panels.RolePermissions("viewer", ["relations.view_followupplan"]),
    panels.DemoPart("diary", demo.build, order=80),
)
