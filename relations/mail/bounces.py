"""What a refusal means: a dead mailbox is blocked, a server that refuses everything is nobody's fault."""

import re
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from relations.actions import history
from relations.mail.deliver import Outcome, Result
from relations.mail.returns import consequences
from relations.models import Delivery, Mailing, Suppression

# So many refusals in a row, of whatever address, and the server is at fault.
STREAK = 50
# So many refusals of one address in a row, without the server saying that it does not exist.
ADDRESS_STREAK = 3
BREAKER = "breaker"
_BREAKER_DELAY = timedelta(minutes=15)
_GONE = re.compile(
    r"user unknown|unknown user|no such (user|recipient|mailbox|address)|does(n't| not) exist|mailbox (unavailable|not found)"
    r"|recipient (not found|rejected: user)|inesistente|sconosciuto", re.IGNORECASE,
)  # fmt: skip

# These 5.1.x are about us, the sender, and blame nobody else.
_SENDER = ("5.1.7", "5.1.8")


def is_about_address(outcome: Outcome) -> bool:
    """Return whether the server says that the address itself is wrong: its 5.1.x status, or plain words."""
    if outcome.stage == "mail" or outcome.status in _SENDER:
        return False
    if outcome.status:
        return outcome.status.startswith("5.1.")
    return outcome.stage == "rcpt" and outcome.code in (550, 551, 553) and bool(_GONE.search(outcome.text))


def is_about_domain(outcome: Outcome) -> bool:
    """Return whether the server asks to leave the recipient's domain alone for a while: a "not now" to the recipient or
    the message, other than about one mailbox (4.2.x: full, switched off)."""
    if outcome.status.startswith("4.2.") or outcome.stage not in ("rcpt", "data", "reply"):
        return False
    return outcome.result is Result.REFUSED_FOR_NOW or (outcome.code == 421 and outcome.stage == "rcpt")


@transaction.atomic
def note_refusal(*, delivery: Delivery, outcome: Outcome, at: datetime) -> None:
    """Draw the consequences of a settled refusal."""
    if is_about_address(outcome):
        # The words decide here, the status decides later: keep them level for the breaker.
        Delivery.objects.filter(pk=delivery.pk, reply_status="").update(reply_status="5.1.1")
        _block(delivery, outcome, at=at)
    elif _server_refuses_everything() or _is_paused_by_breaker(delivery):
        trip(at=at)
    elif outcome.code in (550, 551, 553) and not outcome.status and _refused_in_a_row(delivery) >= ADDRESS_STREAK:
        _block(delivery, outcome, at=at)


def _block(delivery: Delivery, outcome: Outcome, *, at: datetime) -> None:
    consequences.block(delivery=delivery, reason=Suppression.Reason.BOUNCED, at=at, note=outcome.text)


def _refused_in_a_row(delivery: Delivery) -> int:
    """How often the address was refused since it last took a message."""
    settled = Delivery.objects.filter(address_hash=delivery.address_hash)
    last_success = settled.filter(state=Delivery.State.SENT).aggregate(at=Max("settled_at"))["at"]
    failed = settled.filter(state=Delivery.State.FAILED)
    return (failed.filter(settled_at__gt=last_success) if last_success else failed).count()


def _settled():
    return Delivery.objects.filter(state__in=["sent", "failed"], settled_at__isnull=False).order_by("-settled_at")


def _server_refuses_everything() -> bool:
    last = list(_settled().values_list("state", "reply_status")[:STREAK])
    return len(last) == STREAK and all(
        state == "failed" and (status in _SENDER or not status.startswith("5.1.")) for state, status in last
    )


def _is_paused_by_breaker(delivery: Delivery) -> bool:
    return Mailing.objects.filter(pk=delivery.mailing_id, state=Mailing.State.PAUSED, pause_reason=BREAKER).exists()


def trip(*, at: datetime) -> int:
    """Pause what is going, put back what was refused since the last success; no address is blamed."""
    last_success = Delivery.objects.filter(state="sent").aggregate(at=Max("settled_at"))["at"]
    streak = Delivery.objects.select_for_update().filter(state="failed", settled_at__isnull=False)
    streak = streak.exclude(Q(reply_status__startswith="5.1.") & ~Q(reply_status__in=_SENDER))
    if last_success:
        streak = streak.filter(settled_at__gt=last_success)
    ids = list(streak.values_list("pk", flat=True))
    mailings = Mailing.objects.filter(state=Mailing.State.SENDING, kind="campaign", deliveries__in=ids).distinct()
    for mailing in mailings:
        Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.SENDING).update(
            state=Mailing.State.PAUSED, pause_reason=BREAKER
        )
        history.record(verb="mailing.paused", by=None, at=at, obj=mailing, changes={"reason": ["", BREAKER]})
    later = at + _BREAKER_DELAY
    Delivery.objects.filter(pk__in=ids, is_bulk=True).update(state="queued", settled_at=None)
    Delivery.objects.filter(pk__in=ids, is_bulk=False).update(state="deferred", settled_at=None, due_at=later)
    Suppression.objects.filter(delivery__in=ids, reason="bounced", lifted_at=None).update(lifted_at=at)
    return len(ids)

