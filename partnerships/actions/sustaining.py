"""The sustainability plan, who takes over, and what was learned."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from partnerships import evaluating
from partnerships.actions import say
from partnerships.actions.evaluations import NotYet, prove
from partnerships.actions.partnerships import locked, note
from partnerships.models import Lesson, Partnership, PartnershipParty, Succession, SustainabilityPlan
from partnerships.vocab import N_
from relations.actions import history
from relations.models import User


@transaction.atomic
def set_plan(*, partnership: Partnership, by: User, at: datetime, **fields: Any) -> SustainabilityPlan:
    """Write the three sections; whole, they prove the line of the checklist."""
    row = locked(partnership)
    plan, is_new = SustainabilityPlan.objects.get_or_create(partnership=row, defaults={"updated_at": at})
    changes = history.diff({key: getattr(plan, key) for key in fields}, fields)
    if changes or is_new:
        for key, value in fields.items():
            setattr(plan, key, value)
        plan.updated_at = at
        plan.save()
        note(
            row,
            verb="sustainability.changed",
            title=say(N_("sustainability plan written")),
            by=by,
            at=at,
            icon="sprout",
            changes=changes,
        )
    if plan.is_complete:
        prove(row, "sustainability_plan", N_("All three sections are written"), by=by, at=at)
    return plan


@transaction.atomic
def set_succession(
    *, party: PartnershipParty, by: User, at: datetime, succession: Succession | None = None, **fields: Any
) -> Succession:
    """Write down (or change) a key role of a party: who has it, who takes over. Each role once (NotYet)."""
    row = locked(party.partnership)
    found = succession or Succession(party=party)
    found.party = party
    for key, value in fields.items():
        setattr(found, key, value)
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        raise NotYet(_("This role is there already for that party.")) from None
    title = say(N_("who takes over: %(role)s"), role=found.role)
    note(row, verb="succession.set", title=title, by=by, at=at, icon="users", changes=evaluating.what(found.role))
    return found


@transaction.atomic
def remove_succession(*, succession: Succession, by: User, at: datetime) -> None:
    """Take a role off the list."""
    row = locked(succession.party.partnership)
    title = say(N_("role no longer listed: %(role)s"), role=succession.role)
    note(
        row,
        verb="succession.removed",
        title=title,
        by=by,
        at=at,
        icon="users",
        changes=evaluating.what(succession.role),
    )
    succession.delete()


@transaction.atomic
def set_lesson(
    *, partnership: Partnership, by: User, at: datetime, lesson: Lesson | None = None, **fields: Any
) -> Lesson:
    """Write down (or change) one thing learned."""
    row = locked(partnership)
    found = lesson or Lesson(partnership=row, by=by, at=at)
    for key, value in fields.items():
        setattr(found, key, value)
    found.save()
    title = N_("lesson changed: %(title)s") if lesson else N_("lesson written down: %(title)s")
    note(
        row,
        verb="lesson.set",
        title=say(title, title=found.title),
        by=by,
        at=at,
        icon="lightbulb",
        changes=evaluating.what(found.title),
    )
    return found


@transaction.atomic
def remove_lesson(*, lesson: Lesson, by: User, at: datetime) -> None:
    """Take a lesson away; the history keeps what it said."""
    row = locked(lesson.partnership)
    title, body = lesson.title, lesson.text
    lesson.delete()
    note(
        row,
        verb="lesson.removed",
        title=say(N_("lesson taken away: %(title)s"), title=title),
        body=body,
        by=by,
        at=at,
        icon="lightbulb-off",
        changes=evaluating.what(title),
    )
