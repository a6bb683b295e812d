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


class ProofNeeded(Exception):
    """A line that the archive could show is ticked by hand only with a note that says where its proof is."""


class CannotDrop(Exception):
    """The line stays; the message is for the page."""


def _line(row: Partnership, phase: str, key: str) -> Deliverable:
    found = lifecycle.BY_KEY.get(phase)
    if found is None:
        raise UnknownItem(key)
    is_given = key in {item.key for item in found.deliverables}
    own = None if is_given else row.deliverables.filter(phase=phase, key=key).exclude(title="").first()
    if not is_given and own is None:
        raise UnknownItem(key)
    _must_live(row)
    return own or Deliverable.objects.get_or_create(partnership=row, phase=phase, key=key)[0]


def _must_live(row: Partnership) -> None:
    if not row.is_living:
        raise NotLiving(_("This partnership has ended."))


def needs_proof(phase: str, key: str) -> bool:
    """Tell whether whoever ticks this line by hand has to say where its proof is."""
    return any(item.key == key and item.required and item.provable for item in lifecycle.phase(phase).deliverables)


@transaction.atomic
def tick_by_hand(
    *, partnership: Partnership, phase: str, key: str, by: User, at: datetime, note_text: str = ""
) -> Deliverable:
    """Tick a line on one's own word; ProofNeeded where the archive could show it and the note says nothing."""
    row = locked(partnership)
    line = _line(row, phase, key)
    if line.done_at is None and needs_proof(phase, key) and not note_text.strip():
        raise ProofNeeded(_("Write where the proof is: a file, a message, a meeting."))
    return tick(partnership=row, phase=phase, key=key, by=by, at=at, note_text=note_text.strip())


@transaction.atomic
def tick(
    *, partnership: Partnership, phase: str, key: str, by: User | None, at: datetime, note_text: str = ""
) -> Deliverable:
    """Mark a line of the checklist as done (`by` None: a partner did it by link); ticking it again keeps the first date."""
    row = locked(partnership)
    line = _line(row, phase, key)
    if line.done_at is None:
        line.done_at, line.done_by = at, by
        line.note = (note_text or line.note)[:300]
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
    line = tick(partnership=row, phase=phase, key=key, by=by, at=at, note_text=note_text)
    if line.done_at == at and not line.by_archive:
        line.by_archive = True
        line.save(update_fields=["by_archive"])
    return True


@transaction.atomic
def disprove(*, partnership: Partnership, phase: str, key: str, by: User | None, at: datetime) -> bool:
    """Take off the tick that `prove` made, when what showed it is no longer so; return whether it was there.

    What somebody ticked by hand stays, and so does what a phase already passed was passed with.
    """
    row = locked(partnership)
    line = row.deliverables.filter(phase=phase, key=key, by_archive=True).exclude(done_at=None).first()
    if line is None or not row.is_living or lifecycle.phase(phase).number < lifecycle.phase(row.phase).number:
        return False
    _open_again(row, line, by, at)
    return True


@transaction.atomic
def untick(*, partnership: Partnership, phase: str, key: str, by: User | None, at: datetime) -> Deliverable:
    """Take the tick off a line."""
    row = locked(partnership)
    line = _line(row, phase, key)
    if line.done_at is not None:
        _open_again(row, line, by, at)
    return line


def _open_again(row: Partnership, line: Deliverable, by: User | None, at: datetime) -> None:
    line.done_at = line.done_by = None
    line.by_archive = False
    line.save()
    title = say(N_("to be done again: %(item)s"), item=_title(line))
    note(row, verb="deliverable.undone", title=title, by=by, at=at, icon="undo-2", changes=_which(line))


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


# --- lines of its own ------------------------------------------------------------------------------------------
@transaction.atomic
def add_line(
    *,
    partnership: Partnership,
    phase: str,
    title: str,
    by: User,
    at: datetime,
    required: bool = False,
    owner: User | None = None,
    due_on: date | None = None,
) -> Deliverable:
    """Add a line that this partnership alone has; a `required` one is needed to leave the phase.

    UnknownItem for a phase left behind. The same words twice in a phase are one line.
    """
    row = locked(partnership)
    _must_live(row)
    if phase not in lifecycle.BY_KEY or lifecycle.phase(phase).number < lifecycle.phase(row.phase).number:
        raise UnknownItem(phase)
    known = row.deliverables.filter(phase=phase, title__iexact=title).first()
    if known is not None:
        return known
    numbers = row.deliverables.exclude(title="").values_list("key", flat=True)
    number = max((int(key.removeprefix("own-")) for key in numbers), default=0) + 1
    line = Deliverable.objects.create(
        partnership=row, phase=phase, key=f"own-{number}", title=title, required=required, owner=owner, due_on=due_on
    )
    title = say(N_("new line: %(item)s"), item=line.title)
    note(row, verb="deliverable.added", title=title, by=by, at=at, icon="list-plus", changes=_which(line))
    return line


@transaction.atomic
def drop_line(*, partnership: Partnership, phase: str, key: str, why: str, by: User, at: datetime) -> None:
    """Take away a line of its own.

    One that is needed to pass is waived like a gate: by the office head, with the reason (CannotDrop otherwise).
    """
    row = locked(partnership)
    line = _line(row, phase, key)
    if not line.title:
        raise CannotDrop(_("This line belongs to the phase: it stays."))
    if line.required and not by.has_perm("partnerships.override_gate"):
        raise CannotDrop(_("Only the office head takes away a line that is needed to pass."))
    if line.required and not why.strip():
        raise CannotDrop(_("Write why: it stays in the history."))
    title = say(N_("line taken away: %(item)s"), item=line.title)
    changes = _which(line) | {"required": [line.required, None]}
    line.delete()
    note(row, verb="deliverable.dropped", title=title, body=why, by=by, at=at, icon="list-x", changes=changes)


def _which(line: Deliverable) -> dict:
    own = {"title": [None, line.title]} if line.title else {}
    return {"line": [None, f"{line.phase}.{line.key}"]} | own


def _title(line: Deliverable) -> str:
    return line.title or say(terms.deliverable_msgid(line.phase, line.key))
