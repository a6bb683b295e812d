"""What follows from a message that came back: a block that can be seen and lifted, and a new address to look for."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from relations import panels, vocab
from relations.actions import consents, followups, history
from relations.mail import policy, subscriptions
from relations.models import ContactPoint, Delivery, IncomingMessage, Organization, Person, Suppression, User

Party = Person | Organization
# A mailbox that is full or a server that is down blocks nobody by itself. So many different messages that came back
# within so long, and not one that arrived meanwhile, and we stop writing.
ENOUGH, WINDOW = 5, timedelta(days=60)
# Servers try for about five days: what has not come back by then has arrived.
SETTLED = timedelta(days=5)
# Days to find a new address in.
FIND_WITHIN = timedelta(days=7)
_LIVES = ("reply", "automatic", "delivered")
_CAME_BACK = ("gone", "soft", "ours")


def strikes(address_hash: str, *, at: datetime) -> int:
    """Return how many messages came back "not now" since the address last showed that it lives, within the window."""
    lived = _lived_at(address_hash, at)
    since = max(filter(None, (at - WINDOW, lived)))
    rows = IncomingMessage.objects.filter(address_hash=address_hash, kind="soft", received_at__gt=since)
    return rows.values("delivery").distinct().count()


def _lived_at(address_hash: str, at: datetime) -> datetime | None:
    """Return when something last got through, came from there, or a colleague lifted the block."""
    heard = IncomingMessage.objects.filter(address_hash=address_hash, kind__in=_LIVES).aggregate(at=Max("received_at"))["at"]
    lifted = Suppression.objects.filter(address_hash=address_hash).aggregate(at=Max("lifted_at"))["at"]
    arrived = (
        Delivery.objects.filter(address_hash=address_hash, state="sent", settled_at__lte=at - SETTLED)
        .exclude(returned__kind__in=_CAME_BACK).aggregate(at=Max("settled_at"))["at"]
    )  # fmt: skip
    return max(filter(None, (heard, lifted, arrived)), default=None)


@transaction.atomic
def block(*, delivery: Delivery, reason: str, at: datetime, note: str = "") -> Suppression:
    """Stop campaigns to the address of `delivery`; the contact's story says so, and somebody looks for a new one."""
    row, is_new = Suppression.objects.get_or_create(
        address_hash=delivery.address_hash, purpose="", reason=reason, lifted_at=None,
        defaults={"delivery": delivery, "at": at, "note": note[:200]},
    )
    if not is_new:
        return row
    parties = parties_of(delivery)
    history.record(
        verb="suppression.blocked", by=None, at=at, obj=row, about=parties, icon="ban", body=note,
        title=_("We no longer write to %(email)s: %(reason)s") % {"email": delivery.email, "reason": row.get_reason_display()},
    )
    if reason in (Suppression.Reason.BOUNCED, Suppression.Reason.UNREACHABLE):
        look_for_another(delivery=delivery, parties=parties, at=at)
    return row


def parties_of(delivery: Delivery) -> list[Party]:
    """Return everybody an address belongs to: who the message was for, and whose contact detail it is."""
    points = ContactPoint.objects.filter(kind__in=["email", "pec"], normalized=delivery.email, ended_at=None)
    found = [delivery.person, delivery.organization, *(point.party for point in points.select_related("person", "organization"))]
    return [party for party in dict.fromkeys(found) if party is not None and party.archived_at is None]


def look_for_another(*, delivery: Delivery, parties: Iterable[Party], at: datetime) -> None:
    """Give somebody the task of finding a new address, once per address, if any floor says that the contact matters."""
    for party in parties:
        why = reason_to_keep(party)
        owner = in_charge(party, delivery)
        if why and owner is not None:
            followups.create(
                title=_("Find a new address of %(name)s (%(why)s)") % {"name": party, "why": why}, owner=owner,
                due_on=timezone.localdate(at) + FIND_WITHIN, at=at, icon="mail-search", url=party.get_absolute_url(),
                origin=f"new-address:{delivery.address_hash}", **{party._meta.model_name: party},
            )
            return


def reason_to_keep(party: Party) -> str:
    """Return why `party` must not be lost, in words: the first reason a floor gives, or empty."""
    return next((words for item in panels.of(panels.Matters) if (words := str(item.why(party) or ""))), "")


def in_charge(party: Party | None, delivery: Delivery | None) -> User | None:
    """Return who looks after it: whose address replies went to, who follows the contact, who wrote, the head."""
    mailing = delivery.mailing if delivery else None
    reply_to = mailing.reply_to.lower() if mailing and mailing.reply_to else ""
    staff = User.objects.filter(is_active=True)
    found = (
        staff.filter(email__iexact=reply_to).first() if reply_to else None,
        party.owner if party is not None else None,
        mailing.created_by if mailing else None,
    )
    chosen = next((user for user in found if user is not None and user.is_active), None)
    return chosen or staff.filter(groups__name="office_head").order_by("pk").first()


@transaction.atomic
def complained(*, delivery: Delivery, at: datetime) -> None:
    """Somebody pressed "this is spam": no campaign any more, and every yes by e-mail is withdrawn, with the proof."""
    block(delivery=delivery, reason=Suppression.Reason.COMPLAINT, at=at)
    for purpose in vocab.PURPOSES.keys:
        if subscriptions.last_event(delivery.email, purpose) in (*policy.YES_EVENTS, "paused"):
            consents.record(
                email=delivery.email, purpose=purpose, event="withdrawn", source=_("reported as unwanted"), at=at,
                person=delivery.person, evidence={"delivery": delivery.pk},
            )
    Delivery.objects.filter(
        address_hash=delivery.address_hash, is_bulk=True, state__in=subscriptions.WAITING
    ).update(state="excluded", reason=policy.COMPLAINT, owner="", lease_until=None)
