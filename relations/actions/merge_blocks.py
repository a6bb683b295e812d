"""Consent when two records become one: who said no with one address is not written to at the other."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from relations import vocab
from relations.mail.addresses import hashed, normalize
from relations.mail.policy import NO_EVENTS
from relations.models import Consent, ContactPoint, Merge, Organization, Person, Suppression, User

Party = Organization | Person
# A no of the person, or of the office about the person. A mailbox that bounced says nothing of the others.
_NOES = ("unsubscribed", "complaint", "manual")


def block_the_others(*, kept: Party, gone: Party, by: User, at: datetime) -> list[int]:
    """Block the addresses of each side for what the other side refused; return the blocks that were set.

    The ledger is not touched: each address keeps the events it has. A yes given later through the mailbox itself lifts
    the block, as for any other.
    """
    set_now = []
    for address, purpose in wanted(kept, gone):
        row, is_new = Suppression.objects.get_or_create(
            address_hash=hashed(address), purpose=purpose, reason=Suppression.Reason.UNSUBSCRIBED, lifted_at=None,
            defaults={"at": at, "by": by, "note": _("Merged: with another address the answer was no")[:200]},
        )  # fmt: skip
        set_now += [row.pk] if is_new else []
    return set_now


def wanted(kept: Party, gone: Party) -> list[tuple[str, str]]:
    """Return (address, purpose) of each address of one side that the other side's no stops; "" is every purpose."""
    mine, theirs = addresses_of(kept), addresses_of(gone)
    return sorted({
        *((address, purpose) for purpose in refused(mine) for address in theirs - mine),
        *((address, purpose) for purpose in refused(theirs) for address in mine - theirs),
    })  # fmt: skip


def named(kept: Party, gone: Party) -> list[tuple[str, str]]:
    """Return (address, words of the purpose) of what `block_the_others` would set: for the preview."""
    every = str(_("every mailing"))
    return [(address, str(vocab.PURPOSES[key].label) if key in vocab.PURPOSES else every) for address, key in wanted(kept, gone)]


def lift_blocks(*, merge: Merge, by: User, at: datetime) -> None:
    """Lift the blocks a merge had set."""
    Suppression.objects.filter(pk__in=merge.blocks, lifted_at=None).update(lifted_at=at, lifted_by=by)


def addresses_of(party: Party) -> set[str]:
    """Return every e-mail a party is written to at or gave a consent with."""
    key = party._meta.model_name
    points = ContactPoint.objects.filter(**{key: party}, kind="email", ended_at=None).values_list("normalized", flat=True)
    asked = Consent.objects.filter(**{key: party}, channel="email").values_list("email", flat=True)
    return {normalize(address) for address in (*points, *asked)}


def refused(addresses: Iterable[str]) -> set[str]:
    """Return the purposes for which any of `addresses` last said no, or is blocked ("" is every purpose)."""
    addresses = list(addresses)
    last = Consent.objects.filter(email__in=addresses, channel="email").order_by("email", "purpose", "-at", "-id")
    noes = {row.purpose for row in last.distinct("email", "purpose") if row.event in NO_EVENTS}
    blocks = Suppression.objects.filter(
        Q(reason__in=_NOES), address_hash__in=[hashed(address) for address in addresses], lifted_at=None
    )
    return noes | set(blocks.values_list("purpose", flat=True))
