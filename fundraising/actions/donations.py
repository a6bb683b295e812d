"""Recording gifts and what becomes of them. A gift and the thanks it asks for are one transaction."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fundraising import fingerprint, vocab
from fundraising.actions import donors
from fundraising.actions.donors import NewDonor
from fundraising.models import Appeal, Campaign, Donation, Thanks
from relations import formats
from relations.actions import history, search
from relations.actions.locking import one_at_a_time
from relations.models import Organization, Person, User
from relations.text import clean, one_line

THANK_WITHIN = timedelta(hours=48)
Donor = Person | Organization


class HasReceipt(Exception):
    """The gift has a receipt in force: it must be annulled first; the message says so."""


class NotPossible(Exception):
    """The gift is not in a state that allows this; the message says why."""


def _sides(donor: Donor | None) -> dict[str, Donor | None]:
    return {
        "person": donor if isinstance(donor, Person) else None,
        "organization": donor if isinstance(donor, Organization) else None,
    }


@transaction.atomic
def record(
    *,
    donor: Donor | NewDonor | None,
    amount: Decimal,
    given_on: date,
    by: User | None,
    at: datetime,
    campaign: Campaign | None = None,
    appeal: Appeal | None = None,
    legal_nature: str = "gift",
    payment_method: str = "transfer",
    payment_reference: str = "",
    credited_on: date | None = None,
    status: str = "received",
    on_wall: bool = False,
    cf_from_payment: bool = False,
    notes: str = "",
    entry_key: UUID | None = None,
) -> Donation:
    """Record a gift of `donor` (None: nobody known) and, with it, the thanks due within 48 hours.

    A `NewDonor` is added to the archive in the same transaction.
    With an `entry_key` it is recorded once: a second call returns the first gift.
    """
    if entry_key and (known := _entered(entry_key)):
        return known
    if isinstance(donor, NewDonor):
        donor = donors.add(donor, by=by, at=at)
    donation = Donation.objects.create(
        **_sides(donor), campaign=campaign, appeal=appeal, amount=amount, legal_nature=legal_nature,
        payment_method=payment_method, payment_reference=one_line(payment_reference), given_on=given_on,
        credited_on=credited_on, status=status, on_wall=on_wall and donor is not None, cf_from_payment=cf_from_payment,
        notes=clean(notes), by=by, created_at=at, entry_key=entry_key,
    )
    Thanks.objects.create(donation=donation, **_thanks_for(donation, at))
    history.record(
        verb="donation.recorded", by=by, at=at, obj=donation, about=[donor], title=_title(donation),
        body=str(campaign or ""), url=donation.get_absolute_url(), icon="heart",
    )
    search.index(donation)
    return donation


def _entered(entry_key: UUID) -> Donation | None:
    """Return the gift already entered with this key; a second click waits here until the first has ended."""
    one_at_a_time(f"donation:{entry_key}")
    return Donation.objects.filter(entry_key=entry_key).first()


def _title(donation: Donation) -> str:
    words = {"nature": donation.get_legal_nature_display(), "amount": formats.money(donation.amount)}
    return _("%(nature)s of %(amount)s") % words


def _thanks_for(donation: Donation, at: datetime) -> dict:
    owed = donation.donor is not None and donation.status_term.counts
    return {"due_at": at + THANK_WITHIN, "state": "owed" if owed else "not_needed"}


@transaction.atomic
def change(*, donation: Donation, by: User, at: datetime, seen: str = "", **fields) -> dict:
    """Correct a gift without a receipt; return what changed. `seen` is the fingerprint of what the editor read."""
    row = _lock(donation)
    fingerprint.refuse_if_changed(row, seen)
    _refuse_with_receipt(row)
    if "donor" in fields:
        donor = fields.pop("donor")
        fields |= _sides(donors.add(donor, by=by, at=at) if isinstance(donor, NewDonor) else donor)
    fields = {key: clean(value) if isinstance(value, str) else value for key, value in fields.items()}
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    for key, value in fields.items():
        setattr(row, key, value)
    row.save(update_fields=list(fields))
    if Thanks.objects.filter(donation=row, state="not_needed", done_at=None).exists():
        Thanks.objects.filter(donation=row).update(**_thanks_for(row, at))
    history.record(
        verb="donation.changed", by=by, at=at, obj=row, about=[row.donor], title=_("Donation corrected"),
        body=_title(row), url=row.get_absolute_url(), icon="pencil", changes=changes,
    )
    search.index(row)
    return changes


@transaction.atomic
def reconcile(*, donation: Donation, credited_on: date, by: User | None, at: datetime) -> Donation:
    """Note that the money stands on the bank statement."""
    row = _lock(donation)
    if row.status not in ("announced", "received"):
        raise NotPossible(_("Only an announced or received donation can be reconciled."))
    before = {"status": row.status, "credited_on": row.credited_on}
    row.status, row.credited_on = "reconciled", max(credited_on, row.given_on)
    row.save(update_fields=["status", "credited_on"])
    if before["status"] == "announced":
        Thanks.objects.filter(donation=row, state="not_needed", done_at=None).update(**_thanks_for(row, at))
    after = {"status": row.status, "credited_on": row.credited_on}
    history.record(verb="donation.reconciled", by=by, at=at, obj=row, changes=history.diff(before, after))
    return row


@transaction.atomic
def end(*, donation: Donation, status: str, reason: str, ended_on: date, by: User, at: datetime) -> Donation:
    """Note that a gift was given back ("refunded") or recorded by mistake ("voided"); the row stays."""
    row = _lock(donation)
    _refuse_with_receipt(row)
    if row.status in ("refunded", "voided"):
        raise NotPossible(_("This donation was already returned or cancelled."))
    before = row.status
    row.status, row.ended_reason, row.ended_on = status, one_line(reason)[:200], ended_on
    row.save(update_fields=["status", "ended_reason", "ended_on"])
    Thanks.objects.filter(donation=row, state="owed").update(state="not_needed")
    history.record(
        verb=f"donation.{status}", by=by, at=at, obj=row, about=[row.donor],
        title=f"{vocab.DONATION_STATUS[status].label}: {_title(row)}", body=row.ended_reason,
        url=row.get_absolute_url(), icon="undo-2", changes={"status": [before, status]},
    )
    return row


def _lock(donation: Donation) -> Donation:
    rows = Donation.objects.select_related("person", "organization", "campaign")
    return rows.select_for_update(of=("self",)).get(pk=donation.pk)


def _refuse_with_receipt(donation: Donation) -> None:
    receipt = donation.living_receipt
    if receipt is not None:
        raise HasReceipt(_("Receipt %(number)s is in force: annul it first.") % {"number": receipt.label})
