"""Passing from a phase to the next, and back. No other code writes `Partnership.phase`."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships import lifecycle, terms
from partnerships.actions import say
from partnerships.actions.partnerships import NotLiving, locked, note
from partnerships.models import Partnership, PhaseChange
from partnerships.vocab import N_
from relations.models import User


class GateClosed(Exception):
    """The phase cannot be left yet; `missing` are the required lines not done."""

    def __init__(self, missing: tuple[lifecycle.Deliverable, ...], message: str = "") -> None:
        super().__init__(message or _("Some lines that are needed to pass are not done yet."))
        self.missing = missing


class NoSuchStep(Exception):
    """Phases are passed one at a time, in their order; the message is for the page."""


@transaction.atomic
def advance_phase(
    *, partnership: Partnership, to: str, by: User, at: datetime, why: str = "", override: bool = False
) -> Partnership:
    """Pass to the phase `to`, which must be the next one. Being there already changes nothing.

    With a required line missing it raises GateClosed, unless `override` is asked by somebody who holds the permission
    for it and writes why: then the passage keeps the reason and what was missing.
    """
    row = locked(partnership)
    if row.phase == to:
        return row
    if row.state != "active":
        raise NotLiving(_("Only an active partnership passes to another phase."))
    following = lifecycle.next_phase(row.phase)
    if following is None or following.key != to:
        raise NoSuchStep(_("Phases are passed one at a time, in their order."))
    missing = row.missing()
    if missing and not override:
        raise GateClosed(missing)
    if missing and not by.has_perm("partnerships.override_gate"):
        raise GateClosed(missing, _("Only the office head may pass with lines missing."))
    if missing and not why.strip():
        raise GateClosed(missing, _("Write why you pass now: it stays in the history."))
    return _move(row, to, by, at, why=why.strip(), missing=[item.key for item in missing])


@transaction.atomic
def step_back(*, partnership: Partnership, to: str, why: str, by: User, at: datetime) -> Partnership:
    """Go back to an earlier phase, with the reason; what was ticked stays ticked."""
    row = locked(partnership)
    if row.phase == to:
        return row
    if row.state != "active":
        raise NotLiving(_("Only an active partnership passes to another phase."))
    if to not in lifecycle.BY_KEY or lifecycle.phase(to).number > lifecycle.phase(row.phase).number:
        raise NoSuchStep(_("Choose an earlier phase."))
    if not why.strip():
        raise NoSuchStep(_("Write why it goes back: it stays in the history."))
    return _move(row, to, by, at, why=why.strip())


def _move(
    row: Partnership, to: str, by: User, at: datetime, *, why: str, missing: list[str] | None = None
) -> Partnership:
    before = row.phase
    PhaseChange.objects.create(
        partnership=row,
        from_phase=before,
        to_phase=to,
        at=at,
        by=by,
        why=why,
        overridden=bool(missing),
        missing=missing or [],
    )
    row.phase, row.phase_since = to, at
    row.save(update_fields=["phase", "phase_since"])
    phase = lifecycle.phase(to)
    title = say(N_("phase %(number)s, %(phase)s"), number=phase.number, phase=say(phase.title))
    if missing:
        title = say(N_("%(passage)s (passed with a reason)"), passage=title)
    changes = {"phase": [before, to]} | ({"missing": [None, missing]} if missing else {})
    verb = "partnership.gate_overridden" if missing else "partnership.phase_changed"
    note(row, verb=verb, title=title, body=why, by=by, at=at, icon="arrow-right", changes=changes)
    return row


def label(key: str) -> str:
    """Return a phase's short title for the reader."""
    return str(terms.PHASES_SHORT[key].label)
