"""Activities and milestones: planned, tied, moved with what follows, closed or waived with a reason."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import formats, schedule
from partnerships.actions import checklist, say
from partnerships.actions.partner_links import Visitor
from partnerships.actions.programme import living, tell
from partnerships.models import Activity, ActivityLink, ActivityRole, Deliverable, Partnership, PartnershipParty
from partnerships.vocab import N_
from relations.actions import history
from relations.models import User
from relations.text import clean

Actor = PartnershipParty | User
CLOSED = {"done": ("activity.done", N_("Done: %(what)s")), "waived": ("activity.not_needed", N_("Waived: %(what)s"))}
ICONS = {"activity": "list-checks", "milestone": "flag"}


class Circle(Exception):
    """The activities would wait for each other; the message says which."""


class Closed(Exception):
    """The activity was closed already; the message says so."""


class NotYours(Exception):
    """Somebody else answers for the activity."""


def _locked(activity: Activity) -> Activity:
    return Activity.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=activity.pk)


def _open(activity: Activity) -> Activity:
    row = _locked(activity)
    if row.state != "open":
        raise Closed(_("This activity is closed: open it again first."))
    return row


def _who(actor: Actor) -> dict[str, Any]:
    is_party = isinstance(actor, PartnershipParty)
    return {"party": actor if is_party else None, "user": None if is_party else actor}


def _accountable(actor: Actor) -> dict[str, Any]:
    return {f"accountable_{key}": value for key, value in _who(actor).items()}


def links_of(partnership: Partnership) -> list[tuple[int, int]]:
    """Return the pairs (first, then) of a partnership."""
    return list(ActivityLink.objects.filter(earlier__partnership=partnership).values_list("earlier_id", "later_id"))


def slots_of(partnership: Partnership) -> dict[int, schedule.Slot]:
    """Return the activities of a partnership in time."""
    return {
        one.pk: schedule.Slot(one.pk, one.starts_on, one.due_on, one.state == "open")
        for one in partnership.activities.all()
    }


@transaction.atomic
def plan(
    *, partnership: Partnership, accountable: Actor, by: User, at: datetime, after: Iterable[Activity] = (),
    roles: dict[str, Iterable[Actor]] | None = None, **fields: Any,
) -> Activity:  # fmt: skip
    """Add an activity or a milestone for which `accountable` answers; `roles` are R, C and I."""
    row = living(partnership)
    made = Activity.objects.create(partnership=row, created_at=at, **_accountable(accountable), **fields)
    _tie(made, after)
    _give_roles(made, roles or {})
    tell(
        row, verb="activity.added", text=N_("Planned: %(what)s"), what=_words(made), by=by, at=at, icon=ICONS[made.kind]
    )
    _prove(row, by=by, at=at)
    return made


def _words(activity: Activity) -> str:
    return f"{activity.title}, {formats.office(formats.short_day, activity.due_on)}"


def _tie(activity: Activity, after: Iterable[Activity]) -> None:
    wanted = {one.pk: one for one in after if one.partnership_id == activity.partnership_id}
    activity.links_earlier.exclude(earlier__in=wanted).delete()
    links = links_of(activity.partnership)
    for pk, one in wanted.items():
        if schedule.makes_circle(pk, activity.pk, links):
            raise Circle(_("“%(title)s” itself comes after this one.") % {"title": one.title})
    known = set(activity.links_earlier.values_list("earlier_id", flat=True))
    ActivityLink.objects.bulk_create(
        ActivityLink(earlier=one, later=activity) for pk, one in wanted.items() if pk not in known
    )


def _give_roles(activity: Activity, roles: dict[str, Iterable[Actor]]) -> None:
    activity.roles.all().delete()
    ActivityRole.objects.bulk_create(
        ActivityRole(activity=activity, role=role, **_who(actor)) for role, actors in roles.items() for actor in actors
    )


@transaction.atomic
def change(
    *, activity: Activity, accountable: Actor, by: User, at: datetime, after: Iterable[Activity] = (),
    roles: dict[str, Iterable[Actor]] | None = None, **fields: Any,
) -> Activity:  # fmt: skip
    """Set words, ties and roles; its days move with `move`. Circle when it would wait for itself."""
    partnership, row = living(activity.partnership), _open(activity)
    given = fields | _accountable(accountable)
    changes = history.diff({key: getattr(row, key) for key in given}, given)
    for key, value in given.items():
        setattr(row, key, value)
    row.save(update_fields=list(given))
    _tie(row, after)
    _give_roles(row, roles or {})
    tell(
        partnership,
        verb="activity.changed",
        text=N_("Activity changed: %(what)s"),
        what=row.title,
        by=by,
        at=at,
        icon="pencil",
        changes=changes,
    )
    _prove(partnership, by=by, at=at)
    return row


@transaction.atomic
def move(*, activity: Activity, to: date, with_rest: bool, why: str, by: User, at: datetime) -> list[Activity]:
    """Give it another day; `with_rest` moves what follows by as many days. Return all that moved, itself first."""
    partnership, row = living(activity.partnership), _open(activity)
    moved = schedule.shift(row.pk, to, slots_of(partnership), links_of(partnership))
    moved = moved if with_rest else moved[:1]
    rows = {one.pk: one for one in Activity.objects.select_for_update().filter(pk__in=[one.key for one in moved])}
    for one in moved:
        found = rows[one.key]
        found.starts_on, found.due_on = one.start, one.due
        found.save(update_fields=["starts_on", "due_on"])
    if moved:
        text = (
            N_("Moved to %(day)s: %(what)s")
            if len(moved) == 1
            else N_("Moved to %(day)s, with %(n)s that follow: %(what)s")
        )
        tell(
            partnership, verb="activity.postponed", text=text, what=row.title, day=formats.office(formats.short_day, to),
            n=len(moved) - 1, by=by, at=at,
            icon="calendar-sync", body=clean(why).strip(), changes={"due_on": [row.due_on.isoformat(), to.isoformat()]},
        )  # fmt: skip
    return [rows[one.key] for one in moved]


@transaction.atomic
def close(
    *, activity: Activity, at: datetime, state: str = "done", on: date | None = None, reason: str = "", by: User | None = None,
    visitor: Visitor | None = None,
) -> Activity:  # fmt: skip
    """Close it as done or waived (with the reason); by link only who answers for it, and only as done."""
    partnership, row = living(activity.partnership), _open(activity)
    if visitor is not None and (row.accountable_party_id != visitor.party.pk or state != "done"):
        raise NotYours(_("Only who answers for it says that it is done."))
    row.state, row.closed_on, row.closed_by = state, on or timezone.localdate(at), by
    row.reason = clean(reason).strip()
    row.save(update_fields=["state", "closed_on", "closed_by", "reason"])
    verb, text = CLOSED[state]
    body = f"{row.reason}\n{visitor.name}".strip() if visitor else row.reason
    tell(partnership, verb=verb, text=text, what=row.title, body=body, by=by, at=at, icon="circle-check")
    _prove(partnership, by=by, at=at)
    return row


@transaction.atomic
def reopen(*, activity: Activity, by: User, at: datetime) -> Activity:
    """Open it again; the line of the checklist it had ticked is to be done again."""
    partnership, row = living(activity.partnership), _locked(activity)
    if row.state == "open":
        return row
    row.state, row.closed_on, row.closed_by, row.reason = "open", None, None, ""
    row.save(update_fields=["state", "closed_on", "closed_by", "reason"])
    tell(
        partnership,
        verb="activity.reopened",
        text=N_("To be done again: %(what)s"),
        what=row.title,
        by=by,
        at=at,
        icon="undo-2",
    )
    _prove(partnership, by=by, at=at)
    return row


def _prove(partnership: Partnership, *, by: User | None, at: datetime) -> None:
    """Tick the milestones when every required one is closed, and take back a tick of our own when one is open again."""
    required = partnership.activities.filter(is_required=True)
    closed = required.exclude(state="open").count()
    if required.filter(kind="milestone").exists() and closed == required.count():
        text = say(N_("Milestones and activities closed: %(n)s"), n=closed)
        checklist.prove(partnership=partnership, phase="management", key="milestones", by=by, at=at, note_text=text)
        return
    ours = Q(note__startswith=say(N_("Milestones and activities closed: %(n)s"), n="").strip())
    ticked = Deliverable.objects.filter(ours, partnership=partnership, phase="management", key="milestones").exclude(
        done_at=None
    )
    if by is not None and ticked.exists():
        checklist.untick(partnership=partnership, phase="management", key="milestones", by=by, at=at)
