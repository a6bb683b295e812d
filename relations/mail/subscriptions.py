"""Asking in, confirming, choosing, pausing, leaving: what recipients decide themselves."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from relations import vocab
from relations.actions import consents, history, links
from relations.mail import addresses, limits, policy
from relations.mail.addresses import LinkKey
from relations.mail.post import post_service
from relations.models import (
    Consent,
    ContactPoint,
    Delivery,
    LeavingReason,
    Person,
    SecretLink,
    SubscriptionRequest,
    Suppression,
    User,
)  # fmt: skip
from relations.web.urls import absolute

SCOPE = "subscription"
CONFIRM_WITHIN = timedelta(days=7)
FORGET_AFTER = timedelta(days=30)
WAITING = ("queued", "claimed", "deferred")


@transaction.atomic
def ask(
    *, email: str, name: str, purposes: Iterable[str], language: str, source: str, at: datetime, evidence: dict | None = None,
    by: User | None = None,
) -> SubscriptionRequest | None:
    """Note who asked and mail a link to confirm (None: nothing was done).

    At most one mail per address and day; what the public form asks for is also held to `limits.may_subscribe`. `by` is
    the colleague who wrote it down at a stand.
    """
    email = addresses.normalize(email)
    wanted = [purpose for purpose in vocab.PUBLIC_PURPOSES if purpose in set(purposes)]
    if not wanted or not limits.allow(scope="subscribe-mail", key=email, limit=1, period=timedelta(days=1), at=at):
        return None
    if by is None and not limits.may_subscribe(email=email, at=at):
        return None
    asked = SubscriptionRequest.objects.create(
        email=email, name=name, purposes=wanted, language=language, source=source[:120], evidence=evidence or {},
        requested_at=at, by=by,
    )
    if by is not None:
        history.record(verb="subscription.noted", by=by, at=at, obj=asked)
    _link, token = links.issue(scope=SCOPE, target=asked, at=at, expires_at=at + CONFIRM_WITHIN, email=email)
    post_service(
        purpose="subscription", to=email, template="relations/mail/subscription_confirm", at=at, language=language,
        context={
            "url": absolute(reverse("relations:subscription_confirm", args=[token])), "name": name,
            "purposes": [str(vocab.PURPOSES[purpose].label) for purpose in wanted],
        },
    )  # fmt: skip
    return asked


@transaction.atomic
def confirm(*, link: SecretLink, at: datetime, evidence: dict | None = None) -> SubscriptionRequest:
    """Turn a request into consents. Confirming again changes nothing."""
    asked = SubscriptionRequest.objects.select_for_update().filter(pk=link.target_id).first()
    if asked is None:
        raise Http404("subscription")
    if asked.confirmed_at:
        return asked
    texts = consents.current_texts(purposes=asked.purposes, language=asked.language, at=asked.requested_at)
    person = person_of(asked.email)
    proof = {**asked.evidence, **(evidence or {}), "token_hash": link.token_hash, "name": asked.name}
    for purpose in asked.purposes:
        for event, when in (("requested", asked.requested_at), ("confirmed", at)):
            consents.record(
                email=asked.email, purpose=purpose, event=event, source=asked.source, at=when, person=person,
                text=texts.get(purpose), evidence=proof, by=asked.by,
            )  # fmt: skip
    _lift(asked.email, asked.purposes, at=at)
    asked.confirmed_at = at
    asked.save(update_fields=["confirmed_at"])
    SecretLink.objects.filter(pk=link.pk).update(used_at=at)
    history.record(verb="subscription.confirmed", by=None, at=at, obj=asked)
    return asked


@transaction.atomic
def unsubscribe(*, key: LinkKey, at: datetime, source: str) -> None:
    """Write no more for this purpose. Idempotent; works when the message, the person, or both are gone."""
    Suppression.objects.get_or_create(
        address_hash=key.address_hash, purpose=key.purpose, reason=Suppression.Reason.UNSUBSCRIBED, lifted_at=None,
        defaults={"at": at, "note": source[:200], "delivery_id": _existing(key.delivery_id)},
    )
    email = email_of(key)
    if email and last_event(email, key.purpose) != "withdrawn":
        consents.record(
            email=email, purpose=key.purpose, event="withdrawn", source=source[:120], at=at, person=person_of(email),
            evidence={"delivery": key.delivery_id},
        )
    _leave_out(key.address_hash, key.purpose)


@transaction.atomic
def come_back(*, key: LinkKey, language: str, at: datetime, source: str) -> bool:
    """Undo `unsubscribe` for one purpose, asked by the holder of the mailed link. False when the address is not kept any
    more: then only the form to subscribe helps. Twice is once."""
    email = email_of(key)
    if not email or email.endswith("@erased.invalid") or key.purpose not in vocab.PURPOSES:
        return False
    if last_event(email, key.purpose) in policy.NO_EVENTS:
        texts = consents.current_texts(purposes=[key.purpose], language=language, at=at)
        consents.record(
            email=email, purpose=key.purpose, event="granted", source=source[:120], at=at, person=person_of(email),
            text=texts.get(key.purpose), evidence={"delivery": key.delivery_id, "after": "unsubscribed"},
        )
    _lift(email, [key.purpose], at=at)
    return True


@transaction.atomic
def say_why(*, key: LinkKey, mark: str, reason: str, at: datetime) -> bool:
    """Keep why somebody left, without who it was; a second answer takes the place of the first."""
    if reason not in vocab.LEAVING_REASONS:
        return False
    mailing = Delivery.objects.filter(pk=key.delivery_id).values_list("mailing", flat=True).first()
    LeavingReason.objects.update_or_create(
        mark=mark, defaults={"purpose": key.purpose, "reason": reason, "mailing_id": mailing, "at": at}
    )
    return True


@dataclass(frozen=True)
class Choice:
    """What somebody receives for one purpose."""

    purpose: str
    label: str
    is_on: bool
    paused_until: date | None = None


def choices(email: str, *, at: datetime, also: str = "") -> list[Choice]:
    """Return the state of every purpose the public may choose, and of `also`, in three statements at most."""
    purposes = list(dict.fromkeys([*vocab.PUBLIC_PURPOSES, *([also] if also in vocab.PURPOSES else [])]))
    rows = Consent.objects.filter(email=email, channel="email", purpose__in=purposes)
    last = {row.purpose: row for row in rows.order_by("purpose", "-at", "-id").distinct("purpose")}
    blocked = set(
        Suppression.objects.filter(address_hash=addresses.hashed(email), lifted_at=None)
        .exclude(reason__in=["bounced", "unreachable"]).values_list("purpose", flat=True)
    )  # fmt: skip
    today = timezone.localdate(at)
    return [_choice(purpose, last.get(purpose), today, bool(blocked & {"", purpose})) for purpose in purposes]


def _choice(purpose: str, last: Consent | None, today: date, is_blocked: bool) -> Choice:
    label = str(vocab.PURPOSES[purpose].label)
    if last is None or is_blocked:
        return Choice(purpose, label, False)
    until = date.fromisoformat(last.evidence["until"]) if last.event == "paused" and "until" in last.evidence else None
    if until:
        return Choice(purpose, label, True, until if until > today else None)
    return Choice(purpose, label, last.event in policy.YES_EVENTS)


@transaction.atomic
def choose(*, key: LinkKey, email: str, wanted: Iterable[str], pause_months: int, language: str, at: datetime, source: str) -> None:
    """Write down what the holder of a mailed link wants: on, off, or on after a pause."""
    wanted = set(wanted) & set(vocab.PURPOSES.keys)
    person = person_of(email)
    until = _months_after(timezone.localdate(at), pause_months).isoformat() if pause_months else ""
    texts = consents.current_texts(purposes=wanted, language=language, at=at)
    for choice in choices(email, at=at, also=key.purpose):
        note = {"email": email, "purpose": choice.purpose, "source": source[:120], "at": at, "person": person}
        proof = {"delivery": key.delivery_id}
        if choice.purpose not in wanted:
            if choice.is_on or choice.purpose == key.purpose:
                unsubscribe(key=_for(key, choice.purpose), at=at, source=source)
            continue
        if not choice.is_on:
            consents.record(**note, event="granted", text=texts.get(choice.purpose), evidence=proof)
            _lift(email, [choice.purpose], at=at)
        if until:
            consents.record(**note, event="paused", evidence={**proof, "until": until})
        elif choice.paused_until:
            consents.record(**note, event="renewed", text=texts.get(choice.purpose), evidence=proof)


def _months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or the month's last when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _for(key: LinkKey, purpose: str) -> LinkKey:
    return LinkKey(key.delivery_id, purpose, key.address_hash, key.is_campaign)


@transaction.atomic
def block(*, email: str, at: datetime, by: object, reason: str = "manual", purpose: str = "", note: str = "") -> Suppression:
    """Block an address by hand, or because its owner was erased."""
    address_hash = addresses.hashed(email)
    row, _made = Suppression.objects.get_or_create(
        address_hash=address_hash, purpose=purpose, reason=reason, lifted_at=None,
        defaults={"at": at, "by": by, "note": note[:200]},
    )
    return row


@transaction.atomic
def lift(*, block: Suppression, by: object, at: datetime) -> None:
    """Lift a block; the row stays."""
    Suppression.objects.filter(pk=block.pk, lifted_at=None).update(lifted_at=at, lifted_by=by)
    history.record(verb="suppression.lifted", by=by, at=at, obj=block)


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete requests nobody confirmed within 30 days; return how many."""
    return SubscriptionRequest.objects.filter(confirmed_at=None, requested_at__lt=at - FORGET_AFTER).delete()[0]


def email_of(key: LinkKey) -> str:
    """Return the address a link was sent to, as long as we still have it."""
    row = Delivery.objects.filter(pk=key.delivery_id, address_hash=key.address_hash).values_list("email", flat=True).first()
    return row or ""


def last_event(email: str, purpose: str) -> str:
    """Return the ledger's last event for an address and a purpose."""
    rows = Consent.objects.filter(email=email, purpose=purpose, channel="email").order_by("-at", "-id")
    return rows.values_list("event", flat=True).first() or ""


def person_of(email: str) -> Person | None:
    """Return the one person known by this address, if exactly one is."""
    points = ContactPoint.objects.filter(kind="email", normalized=email, person__isnull=False, ended_at=None)
    found = list(Person.objects.filter(pk__in=points.values("person"), archived_at=None)[:2])
    return found[0] if len(found) == 1 else None


def _existing(delivery_id: int) -> int | None:
    return Delivery.objects.filter(pk=delivery_id).values_list("pk", flat=True).first()


def _lift(email: str, purposes: Iterable[str], *, at: datetime) -> None:
    """A yes given through the mailbox itself ends what its owner had asked, and shows that the mailbox lives."""
    own = Suppression.objects.filter(address_hash=addresses.hashed(email), lifted_at=None)
    own.filter(reason__in=["unsubscribed", "complaint"], purpose__in=[*purposes, ""]).update(lifted_at=at)
    own.filter(reason__in=["bounced", "unreachable"]).update(lifted_at=at)


def _leave_out(address_hash: str, purpose: str) -> None:
    Delivery.objects.filter(
        address_hash=address_hash, is_bulk=True, mailing__purpose=purpose, state__in=WAITING
    ).update(state="excluded", reason=policy.UNSUBSCRIBED, owner="", lease_until=None)
