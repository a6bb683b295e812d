"""The lines of a phase's checklist: ticked, unticked, given to somebody."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships import lifecycle, terms
from partnerships.actions import say
from partnerships.actions.partnerships import NotLiving, locked, note
from partnerships.models import Deliverable, Partnership
from partnerships.vocab import N_
from relations.actions import history
from relations.models import User


class UnknownItem(Exception):
    """No such line in that phase's checklist."""


def _line(row: Partnership, phase: str, key: str) -> Deliverable:
    found = lifecycle.BY_KEY.get(phase)
    if found is None or key not in {item.key for item in found.deliverables}:
        raise UnknownItem(key)
    if not row.is_living:
        raise NotLiving(_("This partnership has ended."))
    return Deliverable.objects.get_or_create(partnership=row, phase=phase, key=key)[0]


@transaction.atomic
def tick(
    *, partnership: Partnership, phase: str, key: str, by: User | None, at: datetime, note_text: str = ""
) -> Deliverable:
    """Mark a line of the checklist as done (`by` None: a partner did it by link); ticking it again keeps the first date."""
    row = locked(partnership)
    line = _line(row, phase, key)
    if line.done_at is None:
        line.done_at, line.done_by = at, by
        line.note = note_text or line.note
        line.save()
        title = say(N_("done: %(item)s"), item=_title(line))
        note(row, verb="deliverable.done", title=title, by=by, at=at, icon="check", changes=_which(line))
    return line


@transaction.atomic
def prove(*, partnership: Partnership, phase: str, key: str, by: User | None, at: datetime, note_text: str) -> bool:
    """Tick a line because the archive itself shows it (`note_text` says what does); return whether it is ticked now.

    Called by the action that made it true. Nothing happens where the partnership has ended, does not ask that line, or
    has left that phase behind without it.
    """
    row = locked(partnership)
    number = lifecycle.phase(row.phase).number
    asked = {item.key for item in lifecycle.asked(phase, facts=row.facts)}
    if not row.is_living or key not in asked or lifecycle.phase(phase).number < number:
        return False
    tick(partnership=row, phase=phase, key=key, by=by, at=at, note_text=note_text)
    return True


@transaction.atomic
def untick(*, partnership: Partnership, phase: str, key: str, by: User | None, at: datetime) -> Deliverable:
    """Take the tick off a line."""
    row = locked(partnership)
    line = _line(row, phase, key)
    if line.done_at is not None:
        line.done_at = line.done_by = None
        line.save()
        note(
            row,
            verb="deliverable.undone",
            title=say(N_("to be done again: %(item)s"), item=_title(line)),
            by=by,
            at=at,
            icon="undo-2",
            changes=_which(line),
        )
    return line


@transaction.atomic
def assign(
    *,
    partnership: Partnership,
    phase: str,
    key: str,
    owner: User | None,
    due_on: date | None,
    by: User,
    at: datetime,
    note_text: str = "",
) -> Deliverable:
    """Say who sees to a line of the checklist and by when."""
    row = locked(partnership)
    line = _line(row, phase, key)
    line.owner, line.due_on, line.note = owner, due_on, note_text or line.note
    line.save()
    history.record(
        verb="deliverable.assigned",
        by=by,
        at=at,
        obj=row,
        changes=_which(line) | {"for": ["", f"{owner or ''} {due_on or ''}".strip()]},
    )
    return line


def _which(line: Deliverable) -> dict:
    return {"line": [None, f"{line.phase}.{line.key}"]}


def _title(line: Deliverable) -> str:
    return say(terms.deliverable_msgid(line.phase, line.key))
