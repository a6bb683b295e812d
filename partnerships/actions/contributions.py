"""What each party puts in: promised, taken back, delivered with proof, received in the word of another."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.actions import checklist, evidence, say
from partnerships.actions.partner_links import Visitor
from partnerships.actions.programme import living, tell
from partnerships.models import Contribution, Delivery, Partnership, PartnershipParty
from partnerships.queries import contributions as queries
from partnerships.vocab import N_
from relations.actions import followups, history
from relations.models import FollowUp, User
from relations.text import clean


class TakenBack(Exception):
    """The contribution was taken back."""


class OwnWord(Exception):
    """Nobody confirms having received what it gave itself."""


def _giver(contribution: Contribution) -> str:
    return str(contribution.party or say(N_("Our office")))


def _locked(contribution: Contribution) -> Contribution:
    row = (
        Contribution.objects.select_for_update(of=("self",))
        .select_related("party__organization")
        .get(pk=contribution.pk)
    )
    if row.withdrawn_at:
        raise TakenBack(_("This contribution was taken back."))
    return row


def prove(partnership: Partnership, *, by: User | None, at: datetime) -> None:
    """Tick the lines of the checklists that contributions and deliveries now show."""
    found = queries.standing(partnership)
    if found.all_valued:
        _tick(
            partnership,
            "negotiation",
            "contributions_valued",
            N_("Each side's contributions are valued: %(n)s"),
            found.promised,
            by,
            at,
        )
    if found.all_proven:
        _tick(
            partnership, "management", "deliveries_proven", N_("Deliveries with proof: %(n)s"), found.delivered, by, at
        )


def _tick(partnership: Partnership, phase: str, key: str, text: str, count: int, by: User | None, at: datetime) -> None:
    checklist.prove(partnership=partnership, phase=phase, key=key, by=by, at=at, note_text=say(text, n=count))


@transaction.atomic
def promise(
    *, partnership: Partnership, party: PartnershipParty | None, by: User, at: datetime, **fields: Any
) -> Contribution:
    """Write down what a party (None: the office) puts in."""
    row = living(partnership)
    made = Contribution.objects.create(partnership=row, party=party, created_at=at, created_by=by, **fields)
    tell(
        row,
        verb="contribution.added",
        text=N_("%(giver)s puts in: %(what)s"),
        what=made.what,
        giver=_giver(made),
        by=by,
        at=at,
        icon="gift",
    )
    prove(row, by=by, at=at)
    return made


@transaction.atomic
def change(*, contribution: Contribution, by: User, at: datetime, **fields: Any) -> Contribution:
    """Set `fields` on a contribution."""
    partnership, row = living(contribution.partnership), _locked(contribution)
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if not changes:
        return row
    for key, value in fields.items():
        setattr(row, key, value)
    row.save(update_fields=list(fields))
    text = N_("Contribution changed: %(what)s")
    tell(
        partnership, verb="contribution.changed", text=text, what=row.what, by=by, at=at, icon="pencil", changes=changes
    )
    prove(partnership, by=by, at=at)
    return row


@transaction.atomic
def withdraw(*, contribution: Contribution, why: str, by: User, at: datetime) -> Contribution:
    """Take a contribution back, with the reason; what already arrived stays."""
    partnership, row = living(contribution.partnership), _locked(contribution)
    row.withdrawn_at, row.why_withdrawn = at, clean(why).strip()[:300]
    row.save(update_fields=["withdrawn_at", "why_withdrawn"])
    text, why = N_("Contribution taken back: %(what)s"), row.why_withdrawn
    tell(partnership, verb="contribution.withdrawn", text=text, what=row.what, body=why, by=by, at=at, icon="circle-x")
    return row


@transaction.atomic
def deliver(
    *, contribution: Contribution, on: date, at: datetime, quantity: Decimal | None = None, value: Decimal | None = None, note: str = "",
    evidence_url: str = "", upload: UploadedFile | None = None, by: User | None = None, visitor: Visitor | None = None,
) -> Delivery:  # fmt: skip
    """Write down what arrived of a contribution, by a colleague or by the giver's link; of money `value` is the sum."""
    partnership, row = living(contribution.partnership), _locked(contribution)
    if visitor is not None and row.party_id != visitor.party.pk:
        raise OwnWord(_("Only who gives writes down the delivery."))
    delivery = Delivery.objects.create(
        contribution=row, on=on, quantity=quantity, value=value, note=note, evidence_url=evidence_url, written_by=by,
        sent_by=visitor.name[:200] if visitor else "", created_at=at,
    )  # fmt: skip
    evidence.keep(of=delivery, upload=upload, by=by, at=at)
    text = N_("Delivered by %(giver)s: %(what)s")
    title = tell(
        partnership,
        verb="delivery.added",
        text=text,
        what=row.what,
        giver=_giver(row),
        by=by,
        at=at,
        icon="package-check",
        body=note,
    )
    if visitor is not None:
        followups.create(
            title=title[:200], owner=partnership.owner, due_on=timezone.localdate(at), at=at, subject=partnership, icon="package-check",
            url=partnership.get_absolute_url(), origin=_origin(delivery),
        )  # fmt: skip
    prove(partnership, by=by, at=at)
    return delivery


def _origin(delivery: Delivery) -> str:
    return f"delivery:{delivery.pk}"


@transaction.atomic
def receive(
    *, delivery: Delivery, party: PartnershipParty, at: datetime, by: User | None = None, visitor: Visitor | None = None
) -> Delivery:
    """Write that `party` received it: its own word by link, or told to a colleague. Said twice, the first counts."""
    partnership = living(delivery.contribution.partnership)
    row = Delivery.objects.select_for_update(of=("self",)).select_related("contribution").get(pk=delivery.pk)
    if row.contribution.party_id == party.pk:
        raise OwnWord(_("Who gave it cannot say that it was received."))
    if row.received_at:
        return row
    row.received_by, row.received_at = party, at
    row.confirmed_by = (
        visitor.name if visitor else say(N_("%(party)s, told to %(name)s"), party=party, name=by.display_name)
    )[:200]
    row.save(update_fields=["received_by", "received_at", "confirmed_by"])
    for todo in FollowUp.objects.filter(origin=_origin(row), status="open"):
        followups.complete(followup=todo, by=by, at=at)
    text = N_("%(party)s received: %(what)s")
    tell(
        partnership,
        verb="delivery.confirmed",
        text=text,
        what=row.contribution.what,
        party=party,
        by=by,
        at=at,
        icon="circle-check",
    )
    prove(partnership, by=by, at=at)
    return row


@transaction.atomic
def take_away(*, delivery: Delivery, by: User, at: datetime) -> None:
    """Take a delivery away that was written by mistake; its row stays in the history."""
    partnership = living(delivery.contribution.partnership)
    what = delivery.contribution.what
    delivery.delete()
    tell(
        partnership,
        verb="delivery.dropped",
        text=N_("Delivery taken away: %(what)s"),
        what=what,
        by=by,
        at=at,
        icon="x",
    )
