"""Forgetting an address: what waits is not sent, what was sent keeps its numbers, the block stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat

from relations.actions import sequences
from relations.mail import addresses, subscriptions
from relations.mail.policy import ERASED
from relations.models import CapturedMessage, Delivery, IncomingMessage, SubscriptionRequest


@transaction.atomic
def erase(*, email: str, at: datetime, by: object = None) -> int:
    """Take `email` out of everything the engine keeps; return how many deliveries it stood on."""
    subscriptions.block(email=email, at=at, by=by, reason="erased")
    rows = Delivery.objects.filter(address_hash=addresses.hashed(email))
    rows.filter(state__in=subscriptions.WAITING).update(state="excluded", reason=ERASED, owner="", lease_until=None)
    sequences.stop(reason=ERASED, email=email, at=at)
    sequences.forget(emails=[email])
    CapturedMessage.objects.filter(delivery__in=rows).delete()
    SubscriptionRequest.objects.filter(email=addresses.normalize(email)).delete()
    told = Q(address_hash=addresses.hashed(email)) | Q(sender=addresses.normalize(email))
    IncomingMessage.objects.filter(told).update(
        sender="", sender_name="", subject="", text="", words="", attachments=[], authentication="", person=None
    )
    return rows.update(
        email=Concat(Value("erased-"), F("key"), Value("@erased.invalid")), address="", words={}, person=None, reply_text=""
    )
