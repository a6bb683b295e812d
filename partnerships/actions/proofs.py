"""Lines of the checklists that stand or fall with the negotiation and the agreement."""

from datetime import datetime

from partnerships.actions import checklist, say
from partnerships.models import Partnership
from partnerships.vocab import N_
from relations.models import User

# phase, key → what the archive shows
BY = {
    ("negotiation", "values_discussed"): N_("Each side wrote its values and red lines in the room"),
    ("negotiation", "gift_or_sponsorship"): N_("Asked in the agreement: what comes back"),
    ("negotiation", "open_points"): N_("Every clause is accepted by all the parties"),
    ("negotiation", "same_version"): N_("Confirmed in the room by all the parties"),
    ("negotiation", "meeting_with_minutes"): N_("Minutes shared in the room"),
    ("agreement", "agreement_kind"): N_("Chosen in the agreement"),
    ("agreement", "parties_and_signatories"): N_("Every party has said who signs, and by what right"),
    ("agreement", "minimum_clauses"): N_("Every minimum clause is accepted by all the parties"),
    ("agreement", "start_and_end"): N_("Written in the agreement"),
    ("agreement", "signed_file"): N_("Signed by all, with the fingerprint of the file"),
    ("management", "changes_as_addenda"): N_("A numbered addendum was signed by all"),
}


def keep(*, partnership: Partnership, phase: str, key: str, is_true: bool, by: User | None, at: datetime) -> None:
    """Tick the line when the archive shows it; take the tick off again when it no longer does.

    A tick somebody put by hand stays.
    """
    words = say(BY[phase, key])
    if is_true:
        checklist.prove(partnership=partnership, phase=phase, key=key, by=by, at=at, note_text=words)
        return
    line = partnership.deliverables.filter(phase=phase, key=key, note=words).exclude(done_at=None).first()
    if line is not None and partnership.phase == phase and partnership.is_living:
        checklist.untick(partnership=partnership, phase=phase, key=key, by=by, at=at)
