"""Disputes: opened by a party or by us, mediated step by step, ended with an outcome."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.actions.partner_links import Visitor
from partnerships.actions.programme import living, tell
from partnerships.models import Dispute, DisputeStep, Partnership, PartnershipParty
from partnerships.vocab import N_
from relations.actions import followups
from relations.models import FollowUp, User
from relations.text import clean, one_line


class Ended(Exception):
    """The dispute is over."""


@transaction.atomic
def open_dispute(
    *, partnership: Partnership, subject: str, severity: str, at: datetime, parties: Iterable[PartnershipParty] = (),
    reported_by: PartnershipParty | None = None, by: User | None = None, visitor: Visitor | None = None,
) -> Dispute:  # fmt: skip
    """Open a dispute, written by us or sent by a party's link: then it is among all, and the officer has it to do today.

    What a party wrote is read by the office alone; the other side hears of it from the mediator.
    """
    row = living(partnership)
    dispute = Dispute.objects.create(
        partnership=row, subject=one_line(subject)[:200], severity=severity, opened_at=at,
        reported_by=visitor.party if visitor else reported_by, sent_by=visitor.name[:200] if visitor else "",
    )  # fmt: skip
    dispute.parties.set(parties or row.parties.all())
    # The timelines of the parties do not tell what it is about.
    title = tell(
        row, verb="dispute.opened", text=N_("A dispute was opened%(what)s"), what="", by=by, at=at, icon="scale"
    )
    if visitor is not None:
        followups.create(
            title=title[:200], owner=row.owner, due_on=timezone.localdate(at), at=at, subject=row, icon="scale", url=row.get_absolute_url(),
            origin=_origin(dispute),
        )  # fmt: skip
    return dispute


def _origin(dispute: Dispute) -> str:
    return f"dispute:{dispute.pk}"


def _open(dispute: Dispute) -> Dispute:
    row = Dispute.objects.select_for_update(of=("self",)).get(pk=dispute.pk)
    if not row.is_open:
        raise Ended(_("This dispute was closed already."))
    return row


@transaction.atomic
def mediate(*, dispute: Dispute, mediator: User, by: User, at: datetime) -> Dispute:
    """Charge a colleague with the mediation."""
    partnership, row = living(dispute.partnership), _open(dispute)
    row.mediator, row.state = mediator, "mediation"
    row.save(update_fields=["mediator", "state"])
    text = N_("Mediation begun by %(what)s")
    tell(partnership, verb="dispute.taken", text=text, what=mediator.display_name, by=by, at=at, icon="scale")
    return row


@transaction.atomic
def step(*, dispute: Dispute, kind: str, on: date, text: str, by: User, at: datetime) -> DisputeStep:
    """Write down a step: it is read by the office alone."""
    living(dispute.partnership)
    row = _open(dispute)
    return DisputeStep.objects.create(dispute=row, kind=kind, on=on, text=clean(text).strip(), by=by, at=at)


@transaction.atomic
def end(*, dispute: Dispute, state: str, outcome: str, on: date, by: User, at: datetime) -> Dispute:
    """End it as settled, settled in part or broken off, with what came of it."""
    partnership, row = living(dispute.partnership), _open(dispute)
    row.state, row.outcome, row.closed_on = state, clean(outcome).strip(), on
    row.save(update_fields=["state", "outcome", "closed_on"])
    for todo in FollowUp.objects.filter(origin=_origin(row), status="open"):
        followups.complete(followup=todo, by=by, at=at)
    tell(
        partnership, verb="dispute.closed", text=N_("A dispute was closed%(what)s"), what="", by=by, at=at, icon="scale"
    )
    return row
