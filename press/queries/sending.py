"""Reads for the sending page: how far it has come, who refused it, when it ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from press.models import Newsletter
from relations.mail.kinds import REASONS
from relations.models import Approval, Delivery, Mailing, Suppression

LIVE = ("leaving", "sending", "scheduled")


@dataclass(frozen=True)
class Progress:
    """The deliveries of one mailing, counted by what became of them."""

    total: int = 0
    sent: int = 0
    leaving: int = 0
    refused: int = 0
    uncertain: int = 0
    queued: int = 0
    cancelled: int = 0
    per_minute: int = 0

    @property
    def done(self) -> int:
        return self.sent + self.refused + self.uncertain + self.cancelled

    @property
    def minutes_left(self) -> int | None:
        waiting = self.queued + self.leaving
        return -(-waiting // self.per_minute) if self.per_minute and waiting else None


def progress(mailing: Mailing | None, *, at: datetime) -> Progress:
    """Count the deliveries, in two statements."""
    if mailing is None:
        return Progress()
    states = dict(mailing.deliveries.values_list("state").annotate(n=Count("pk")))
    get = states.get
    recent = mailing.deliveries.filter(state="sent", settled_at__gt=at - timedelta(minutes=1)).count()
    return Progress(
        total=sum(states.values()) - get("excluded", 0), sent=get("sent", 0), leaving=get("claimed", 0) + get("sending", 0),
        refused=get("failed", 0), uncertain=get("uncertain", 0), queued=get("queued", 0) + get("deferred", 0),
        cancelled=get("cancelled", 0), per_minute=recent,
    )  # fmt: skip


def excluded(mailing: Mailing | None) -> list[tuple[str, int]]:
    """Return why some do not get it, the most frequent first."""
    if mailing is None:
        return []
    rows = mailing.deliveries.filter(state="excluded").values_list("reason").annotate(n=Count("pk")).order_by("-n")
    return [(str(REASONS.get(reason, reason)), count) for reason, count in rows]


def refused(mailing: Mailing | None) -> QuerySet:
    """Return the deliveries that need somebody's eye."""
    if mailing is None:
        return Delivery.objects.none()
    return mailing.deliveries.filter(state__in=("failed", "uncertain")).select_related("person").order_by("-settled_at", "-pk")


def refusal(mailing: Mailing | None) -> Approval | None:
    """Return why it was sent back, while it is being mended."""
    if mailing is None or mailing.state != "draft":
        return None
    last = (
        Approval.objects.filter(object_type__app_label="relations", object_type__model="mailing", object_id=mailing.pk)
        .select_related("decided_by").order_by("-pk").first()
    )  # fmt: skip
    return last if last is not None and last.status == "refused" else None


def unsubscribed(mailing: Mailing | None) -> int:
    """Return how many left the list after this message."""
    if mailing is None:
        return 0
    return Suppression.objects.filter(delivery__mailing=mailing, reason="unsubscribed").count()


def page(newsletter: Newsletter, *, at: datetime) -> dict:
    """Return what the sending page and its live part show."""
    mailing = newsletter.mailing
    return {
        "mailing": mailing, "progress": progress(mailing, at=at), "excluded": excluded(mailing),
        "refused": list(refused(mailing)[:30]), "refusal": refusal(mailing), "unsubscribed": unsubscribed(mailing),
        "is_live": newsletter.state in LIVE,
    }  # fmt: skip
