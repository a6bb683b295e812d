"""The one door for what comes in, whichever way it came: what it is about is proved, and what follows is done, once."""

import hashlib
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from relations import panels
from relations.actions import followups, interactions
from relations.mail import addresses, subscriptions
from relations.mail.returns import consequences, quoting
from relations.mail.returns.reading import Arrived, Blamed, Sort, read
from relations.mail.returns.verdict import Verdict, mildest
from relations.models import (
    ContactPoint,
    Delivery,
    FollowUp,
    IncomingMessage,
    OfficeSettings,
    Organization,
    Person,
    User,
)
from relations.text import clean, one_line

log = logging.getLogger(__name__)
Kind, Door, Match = IncomingMessage.Kind, IncomingMessage.Door, IncomingMessage.Match
_OURS = re.compile(r"^([0-9a-f]{24})\.(\d{1,18})@")
TEST_PURPOSE = "deliverability"


@dataclass(frozen=True)
class About:
    """What a message is about, and how that was proved."""

    delivery: Delivery | None = None
    match: str = ""
    person: Person | None = None
    organization: Organization | None = None


def take(*, raw: bytes, door: str, at: datetime, handed_to: str = "") -> IncomingMessage | None:
    """Read `raw` and draw the consequences; what cannot be read or handled is kept for staff to look at.

    `handed_to` is the envelope recipient where the way in knows it. Only a database that is away raises.
    """
    try:
        arrived = read(raw)
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError):
        log.exception("an incoming message cannot be read")
        return _keep_unread(hashlib.sha256(raw).hexdigest(), door, at)
    try:
        return receive(arrived=arrived, door=door, at=at, handed_to=handed_to)
    except (OperationalError, InterfaceError):
        raise
    except IntegrityError:
        # The same message came by another way at this very moment: that one has done it.
        return IncomingMessage.objects.filter(key=arrived.key).first() or _keep_unread(arrived.key, door, at, arrived)
    except Exception:  # one message must not stop the others behind it
        log.exception("an incoming message cannot be handled")
        return _keep_unread(arrived.key, door, at, arrived)


def _keep_unread(key: str, door: str, at: datetime, arrived: Arrived | None = None) -> IncomingMessage:
    row, _new = IncomingMessage.objects.get_or_create(
        key=key,
        defaults={
            "kind": Kind.UNKNOWN, "door": door, "received_at": at,
            "sender": arrived.sender if arrived else "", "subject": arrived.subject if arrived else _("(unreadable)"),
            "text": arrived.text if arrived else "",
        },
    )  # fmt: skip
    return row


@transaction.atomic
def receive(
    *, arrived: Arrived, door: str, at: datetime, handed_to: str = "", delivery: Delivery | None = None
) -> IncomingMessage | None:
    """Write down what came in and do what follows, in one transaction; the same message again changes nothing.

    `delivery` is given where a signed report names it. None when there was nothing worth a row.
    """
    known = IncomingMessage.objects.filter(key=arrived.key).first()
    if known is not None:
        return known
    about = About(delivery, Match.TOKEN) if delivery is not None else about_of(arrived, handed_to)
    return _HANDLERS[arrived.sort](arrived, about, _new_row(arrived, about, door, at), at)


def _new_row(arrived: Arrived, about: About, door: str, at: datetime) -> IncomingMessage:
    delivery = about.delivery
    return IncomingMessage(
        key=arrived.key, kind=Kind.UNKNOWN, door=door, match=about.match, delivery=delivery,
        address_hash=delivery.address_hash if delivery else "", person=about.person, organization=about.organization,
        sender=clean(arrived.sender)[:254], sender_name=arrived.sender_name, subject=arrived.subject, received_at=at,
        text=clean(arrived.text), attachments=[{"name": item.name, "size": item.size} for item in arrived.attachments],
    )  # fmt: skip


# --- what it is about ---------------------------------------------------------
def about_of(arrived: Arrived, handed_to: str = "") -> About:
    """Return what `arrived` is about: proved by a token of ours in an address, else by the key in a Message-ID."""
    for address in (handed_to, *arrived.to):
        number = addresses.delivery_of_return_path(address) or addresses.delivery_of_reply_to(address)
        if number and (row := _delivery(pk=number)):
            return About(row, Match.TOKEN, row.person, row.organization)
    row = next(filter(None, map(delivery_of_message_id, arrived.refers_to)), None)
    return About(row, Match.THREAD, row.person, row.organization) if row else About()


def delivery_of_message_id(message_id: str) -> Delivery | None:
    """Return the delivery with this Message-ID. Its key is 96 random bits: who did not get the message cannot know it."""
    found = _OURS.match(message_id.strip("<> ").lower())
    return _delivery(pk=int(found.group(2)), key=found.group(1)) if found else None


def _delivery(**lookup: object) -> Delivery | None:
    rows = Delivery.objects.select_related("mailing", "mailing__created_by", "person", "organization")
    return rows.defer("mailing__html", "mailing__text").filter(**lookup).first()


def _who_is(address: str) -> About:
    """Return the one person, else the one body, known by this address."""
    points = ContactPoint.objects.filter(kind__in=["email", "pec"], normalized=addresses.normalize(address), ended_at=None)
    points = list(points.select_related("person", "organization")[:20])
    for name in ("person", "organization"):
        found = {party for point in points if (party := getattr(point, name)) is not None and party.archived_at is None}
        if len(found) == 1:
            return About(match=Match.SENDER, **{name: found.pop()})
    return About()


# --- what follows -------------------------------------------------------------
def _bounce(arrived: Arrived, about: About, row: IncomingMessage, at: datetime) -> IncomingMessage | None:
    blamed = _the_one(arrived, about.delivery)
    row.status, row.words = blamed.status[:12], one_line(blamed.words)[:300]
    # Anybody can write a bounce: what names no message of ours changes nothing.
    if about.delivery is None:
        return _kept(row)
    delivered = blamed.verdict is Verdict.DELIVERED
    if delivered and not consequences.strikes(about.delivery.address_hash, at=at):
        return None
    row.kind = Kind(blamed.verdict.value)
    row = _kept(row)
    if row.kind == Kind.GONE:
        consequences.block(delivery=about.delivery, reason="bounced", at=at, note=row.words)
    elif row.kind == Kind.SOFT and consequences.strikes(row.address_hash, at=at) >= consequences.ENOUGH:
        consequences.block(delivery=about.delivery, reason="unreachable", at=at, note=row.words)
    return row


def _the_one(arrived: Arrived, delivery: Delivery | None) -> Blamed:
    """Return what is said of our recipient; of others behind that address, the mildest."""
    ours = [item for item in arrived.blamed if delivery is not None and item.address == delivery.email]
    among = ours or list(arrived.blamed)
    verdict = mildest([item.verdict for item in among])
    return next(item for item in among if item.verdict is verdict)


def _complaint(arrived: Arrived, about: About, row: IncomingMessage, at: datetime) -> IncomingMessage:
    if about.delivery is None:
        return _kept(row)
    row.kind = Kind.COMPLAINT
    row = _kept(row)
    consequences.complained(delivery=about.delivery, at=at)
    return row


def _unsubscribed(arrived: Arrived, about: About, row: IncomingMessage, at: datetime) -> IncomingMessage | None:
    delivery = about.delivery
    if delivery is None or not delivery.mailing.is_campaign:
        return None
    row.kind = Kind.UNSUBSCRIBED
    row = _kept(row)
    key = addresses.LinkKey(delivery.pk, delivery.mailing.purpose, delivery.address_hash, True)
    subscriptions.unsubscribe(key=key, at=at, source=_("reported by the provider"))
    return row


def _automatic(arrived: Arrived, about: About, row: IncomingMessage, at: datetime) -> IncomingMessage:
    row.kind = Kind.AUTOMATIC
    return _kept(row)


def _personal(arrived: Arrived, about: About, row: IncomingMessage, at: datetime) -> IncomingMessage:
    own = delivery_of_message_id(arrived.message_id)
    if own is not None:
        return _own_copy(arrived, own, row)
    if _is_from_office(arrived.sender):
        return _automatic(arrived, about, row, at)
    if about.person is None and about.organization is None:
        found = _who_is(arrived.sender)
        about = About(about.delivery, about.match or found.match, found.person, found.organization)
        row.match, row.person, row.organization = about.match, about.person, about.organization
    if about.delivery is None and not about.match:
        return _kept(row)
    row.kind = Kind.REPLY
    row = _kept(row)
    _answered(arrived, about, row, at)
    return row


def _own_copy(arrived: Arrived, own: Delivery, row: IncomingMessage) -> IncomingMessage:
    """A message of ours that came round: of a test, what our own server says about it is kept."""
    row.kind = Kind.TEST if own.mailing.purpose == TEST_PURPOSE else Kind.AUTOMATIC
    row.delivery, row.match, row.authentication = own, Match.THREAD, clean(arrived.authentication)
    return _kept(row)


def _is_from_office(sender: str) -> bool:
    return sender == OfficeSettings.current().email.lower() or User.objects.filter(email__iexact=sender, is_active=True).exists()


def _answered(arrived: Arrived, about: About, row: IncomingMessage, at: datetime) -> None:
    """Put an answer into the story, tell who is in charge, and whoever waits for one."""
    party = about.person or about.organization
    keeper = consequences.in_charge(party, about.delivery)
    if party is not None and keeper is not None:
        words = quoting.answer_in(row.text) or row.subject or _("(no text)")
        if about.delivery is not None and row.sender != about.delivery.email:
            words = _("From %(address)s: %(words)s") % {"address": row.sender, "words": words}
        row.interaction = interactions.log(
            channel="email", outgoing=False, text=words, by=keeper, at=at, person=about.person, organization=about.organization,
            subject=about.delivery.mailing.about if about.delivery else None,
        )  # fmt: skip
        row.save(update_fields=["interaction"])
    if keeper is not None:
        _remind(row, party, keeper, at)
    for one in filter(None, (about.person, about.organization)):
        for item in panels.of(panels.ReplyListener):
            item.heard(one, at, about.delivery)


def _remind(row: IncomingMessage, party: Person | Organization | None, keeper: User, at: datetime) -> None:
    """Say on Oggi that somebody answered; of one who writes three times, once."""
    waiting = FollowUp.objects.filter(status="open", owner=keeper, origin__startswith="reply:")
    if party is not None and waiting.filter(**{party._meta.model_name: party}).exists():
        return
    name = party or row.sender_name or row.sender
    followups.create(
        title=_("Read the reply of %(name)s: %(subject)s") % {"name": name, "subject": row.subject or _("(no subject)")},
        owner=keeper, due_on=timezone.localdate(at), at=at, icon="reply", origin=f"reply:{row.pk}",
        url=reverse("relations:incoming_message", args=[row.pk]), person=row.person, organization=row.organization,
    )


def _unknown(arrived: Arrived, about: About, row: IncomingMessage, at: datetime) -> IncomingMessage:
    return _kept(row)


def _kept(row: IncomingMessage) -> IncomingMessage:
    row.save(force_insert=True)
    return row


_HANDLERS: dict[Sort, Callable[[Arrived, About, IncomingMessage, datetime], IncomingMessage | None]] = {
    Sort.BOUNCE: _bounce, Sort.COMPLAINT: _complaint, Sort.UNSUBSCRIBED: _unsubscribed, Sort.AUTOMATIC: _automatic,
    Sort.PERSONAL: _personal, Sort.UNKNOWN: _unknown,
}  # fmt: skip
