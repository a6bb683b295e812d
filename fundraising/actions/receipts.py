"""Issuing, sending and annulling receipts. The number is taken, and given back, with the transaction that prints it."""

import hashlib
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from fundraising import receipt_page, vocab
from fundraising.actions.thanks import NoAddress, email_of, refuse_if_excluded
from fundraising.models import Donation, Receipt
from relations import formats
from relations.actions import history, numbering, search
from relations.mail.post import post_service
from relations.models import OfficeSettings, User
from relations.text import one_line

SERIES = "receipt"
# Sending again within this time is a second click, not a second wish.
SECOND_CLICK = timedelta(minutes=1)


class NotAllowed(Exception):
    """No receipt can be issued for this payment; the message says why and what to do."""


class NotTheFile(Exception):
    """The file on the disk is not the one that was issued."""


def _refusal(donation: Donation, office: OfficeSettings) -> str:
    """Why no receipt can be issued now; empty when it can."""
    if donation.nature.visibility:
        return _(
            "This is a sponsorship: something was given in exchange. It needs an electronic invoice, made outside this "
            "system, not a gift receipt."
        )
    tests = (
        (not donation.nature.receipt, _("%(nature)s: no gift receipt is issued for it.")),
        (donation.donor is None, _("Nobody is known as the donor: choose the donor first.")),
        (not donation.status_term.counts, _("The money is not here: the donation is %(status)s.")),
        (donation.living_receipt is not None, _("There is already a receipt in force: annul it first.")),
        (not (office.tax_code and office.address), _("The office's tax code and address are missing: add them in the settings.")),
    )
    words = {
        "nature": vocab.NATURES[donation.legal_nature].label, "status": str(donation.status_term.label).lower()
    }
    return next((text % words for wrong, text in tests if wrong), "")


def refusal(donation: Donation) -> str:
    """Why no receipt can be issued for `donation`; empty when it can. For pages: the action asks again."""
    return _refusal(donation, OfficeSettings.current())


@transaction.atomic
def issue(*, donation: Donation, by: User | None, at: datetime) -> Receipt:
    """Issue the receipt of a gift: next number of the year, printed and kept with its hash; final from now on."""
    rows = Donation.objects.select_related("person", "organization", "campaign")
    row = rows.select_for_update(of=("self",)).get(pk=donation.pk)
    office = OfficeSettings.current()
    reason = _refusal(row, office)
    if reason:
        raise NotAllowed(reason)
    year = formats.only_day(at).year
    receipt = Receipt(
        year=year, number=numbering.next_number(series=SERIES, year=year), donation=row, legal_nature=row.legal_nature,
        amount=row.amount, issued_at=at, issued_by=by,
    )
    receipt.snapshot = receipt_page.compose(row, number=receipt.label, office=office, at=at)
    content = receipt_page.render(receipt.snapshot, at=at)
    receipt.sha256 = hashlib.sha256(content).hexdigest()
    receipt.pdf.save("ricevuta.pdf", ContentFile(content), save=False)
    try:
        receipt.save()
    except Exception:
        receipt.pdf.storage.delete(receipt.pdf.name)
        raise
    history.record(
        verb="receipt.issued", by=by, at=at, obj=receipt, about=[row.donor], icon="file-check",
        title=_("Receipt %(number)s issued") % {"number": receipt.label}, body=formats.money(row.amount),
        url=receipt.get_absolute_url(),
    )
    search.index(receipt)
    return receipt


@transaction.atomic
def annul(*, receipt: Receipt, reason: str, by: User, at: datetime) -> Receipt:
    """Annul a receipt for a written reason; its number stays taken."""
    row = Receipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    if row.status == "annulled":
        raise NotAllowed(_("Receipt %(number)s is already annulled.") % {"number": row.label})
    reason = one_line(reason)[:200]
    if not reason:
        raise NotAllowed(_("Write why it is annulled: the reason stays with the receipt."))
    before, row.status = row.status, "annulled"
    row.annulled_at, row.annulled_by, row.annul_reason = at, by, reason
    row.save(update_fields=["status", "annulled_at", "annulled_by", "annul_reason"])
    history.record(
        verb="receipt.annulled", by=by, at=at, obj=row, about=[row.donation.donor], icon="file-x",
        title=_("Receipt %(number)s annulled") % {"number": row.label}, body=reason, url=row.get_absolute_url(),
        changes={"status": [before, "annulled"]},
    )
    return row


@transaction.atomic
def replace(*, receipt: Receipt, reason: str, by: User, at: datetime) -> Receipt:
    """Annul a receipt and issue another, with a new number, from the gift as it is now."""
    old = annul(receipt=receipt, reason=reason, by=by, at=at)
    new = issue(donation=old.donation, by=by, at=at)
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])
    return new


@transaction.atomic
def send(*, receipt: Receipt, by: User | None, at: datetime) -> Receipt:
    """Send the receipt to the donor as an attachment of a service mail. Twice within a minute is once."""
    row = Receipt.objects.select_for_update(of=("self",)).select_related("donation__person", "donation__organization")
    row = row.get(pk=receipt.pk)
    if row.sent_at and at - row.sent_at < SECOND_CLICK:
        return row
    if row.status == "annulled":
        raise NotAllowed(_("Receipt %(number)s is annulled: issue a new one.") % {"number": row.label})
    donation = row.donation
    address = email_of(donation)
    if not address:
        raise NoAddress(_("There is no e-mail address: print the receipt, or add the address to the record."))
    context = {
        "name": donation.donor_name, "number": row.label, "amount": formats.money(row.amount, language="it"),
        "day": formats.day_full(donation.given_on, language="it"), "office": OfficeSettings.current(),
    }
    delivery = post_service(
        purpose="receipt", to=address, template="fundraising/mail/receipt", context=context, at=at,
        person=donation.person, organization=donation.organization, by=by, about=row,
        reply_to=OfficeSettings.current().email,
        attachments=[(f"ricevuta-{row.code}.pdf", content_of(row), "application/pdf")],
    )
    refuse_if_excluded(delivery)
    row.status, row.sent_at = "sent", at
    row.save(update_fields=["status", "sent_at"])
    history.record(
        verb="receipt.sent", by=by, at=at, obj=row, about=[donation.donor], icon="send",
        title=_("Receipt %(number)s sent") % {"number": row.label}, url=row.get_absolute_url(),
    )
    return row


def content_of(receipt: Receipt) -> bytes:
    """Return the PDF exactly as issued; NotTheFile when the disk holds something else."""
    try:
        with receipt.pdf.open("rb") as file:
            content = file.read()
    except OSError as error:
        raise NotTheFile(receipt.label) from error
    if hashlib.sha256(content).hexdigest() != receipt.sha256:
        raise NotTheFile(receipt.label)
    return content


def copy_of(receipt: Receipt, *, at: datetime) -> bytes:
    """Print what was issued once more, marked as a copy (or as annulled)."""
    mark = "ANNULLATA" if receipt.status == "annulled" else "DUPLICATO"
    return receipt_page.render(receipt.snapshot, at=at, mark=mark)
