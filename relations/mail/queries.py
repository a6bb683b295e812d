"""What the pages about mail read, each in a fixed number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from relations.mail.addresses import hashed
from relations.mail.kinds import REASONS
from relations.models import (
    CapturedMessage,
    Delivery,
    IncomingMessage,
    Mailing,
    Organization,
    Person,
    Suppression,
    User,
)

_RATE_OVER = timedelta(minutes=2)
State = Delivery.State


@dataclass(frozen=True)
class Progress:
    """How far a mailing has come. `minutes_left` is None while it cannot be said."""

    state: str
    queued: int = 0
    leaving: int = 0
    sent: int = 0
    deferred: int = 0
    failed: int = 0
    uncertain: int = 0
    cancelled: int = 0
    excluded: int = 0
    per_minute: int = 0
    minutes_left: int | None = None
    ends_at: datetime | None = None
    pause_reason: str = ""

    @property
    def total(self) -> int:
        """Those it was to go to: the excluded are not among them."""
        return self.waiting + self.sent + self.failed + self.uncertain + self.cancelled

    @property
    def waiting(self) -> int:
        return self.queued + self.leaving + self.deferred

    @property
    def is_moving(self) -> bool:
        """Whether the page should go on looking."""
        return self.state in ("leaving", "sending", "scheduled") or self.leaving > 0

    @property
    def percent(self) -> int:
        return 100 * (self.total - self.waiting) // self.total if self.total else 0


def progress(mailing: Mailing, *, at: datetime | None = None) -> Progress:
    """Count a mailing's deliveries by state and guess when it ends, in two statements."""
    at = at or timezone.now()
    rows = mailing.deliveries.order_by().values_list("state").annotate(n=Count("pk"))
    number = dict(rows)
    recent = mailing.deliveries.filter(state__in=["sent", "failed"], settled_at__gte=at - _RATE_OVER).count()
    since = max(mailing.starts_at, at - _RATE_OVER) if mailing.starts_at else at
    minutes = max((at - since).total_seconds() / 60, 0.1)
    rate = recent / minutes
    waiting = sum(number.get(state, 0) for state in ("queued", "claimed", "sending", "deferred"))
    left = ceil(waiting / rate) if rate and waiting else (0 if not waiting else None)
    return Progress(
        state=mailing.state, queued=number.get("queued", 0),
        leaving=number.get("claimed", 0) + number.get("sending", 0), sent=number.get("sent", 0),
        deferred=number.get("deferred", 0), failed=number.get("failed", 0), uncertain=number.get("uncertain", 0),
        cancelled=number.get("cancelled", 0), excluded=number.get("excluded", 0), per_minute=round(rate),
        minutes_left=left, ends_at=at + timedelta(minutes=left) if left else None, pause_reason=mailing.pause_reason,
    )  # fmt: skip


def deliveries(mailing: Mailing, *states: str, limit: int = 200) -> list[Delivery]:
    """Return deliveries of a mailing in `states`, by address."""
    rows = mailing.deliveries.filter(state__in=states).select_related("person", "organization")
    return list(rows.order_by("email")[:limit])


def exclusions(mailing: Mailing) -> list[tuple[str, int]]:
    """Return (reason in words, how many) of those left out, the most first; the same address twice included."""
    rows = mailing.deliveries.filter(state=State.EXCLUDED).order_by().values_list("reason").annotate(n=Count("pk"))
    found = [(str(REASONS.get(reason, reason)), number) for reason, number in rows]
    if mailing.duplicates:
        found.append((str(REASONS["duplicate"]), mailing.duplicates))
    return sorted(found, key=lambda pair: -pair[1])


def readable(reader: User) -> QuerySet[Delivery]:
    """Return the deliveries `reader` may open: account mail carries links that open an account, so only the head."""
    return Delivery.objects.all() if reader.is_superuser else Delivery.objects.exclude(mailing__purpose="account")


def outbox(reader: User) -> QuerySet[Delivery]:
    """Return the deliveries `reader` may open with what a list shows of them."""
    return readable(reader).select_related("mailing", "person").defer("mailing__html", "mailing__text")


def search(rows: QuerySet[Delivery], text: str) -> QuerySet[Delivery]:
    """Narrow to an address that begins so, or a subject with these words."""
    words = text.strip().lower()
    return rows.filter(Q(email__startswith=words) | Q(mailing__subject__icontains=words))


def captured(delivery: Delivery) -> CapturedMessage | None:
    """Return the last copy the in-app mailbox has of a delivery."""
    return delivery.captured.order_by("-pk").first()


def blocks(delivery: Delivery) -> list[Suppression]:
    """Return the open blocks of a delivery's address."""
    return list(Suppression.objects.filter(address_hash=delivery.address_hash, lifted_at=None).order_by("pk"))


def replies(mailing: Mailing) -> QuerySet[IncomingMessage]:
    """Return what people answered to a mailing, the latest first; automatic answers are not among them."""
    rows = IncomingMessage.objects.filter(delivery__mailing=mailing, kind=IncomingMessage.Kind.REPLY)
    return rows.select_related("person", "organization").order_by("-received_at", "-pk")


def came_back(mailing: Mailing) -> dict[str, int]:
    """Return how many different messages of a mailing came back or were reported, by kind of IncomingMessage."""
    rows = IncomingMessage.objects.filter(delivery__mailing=mailing).order_by().values_list("kind")
    return dict(rows.annotate(n=Count("delivery", distinct=True)))


def incoming(reader: User) -> QuerySet[IncomingMessage]:
    """Return what came in, without what answers account mail unless the head reads."""
    rows = IncomingMessage.objects.select_related("person", "organization", "delivery", "delivery__mailing")
    rows = rows.defer("text", "delivery__mailing__html", "delivery__mailing__text")
    return rows if reader.is_superuser else rows.exclude(delivery__mailing__purpose="account")


def to_look_at() -> QuerySet[IncomingMessage]:
    """Return what came in that we could not place, and nobody has looked at."""
    return IncomingMessage.objects.filter(kind=IncomingMessage.Kind.UNKNOWN, seen_at=None)


def open_blocks() -> QuerySet[Suppression]:
    """Return the blocks in force with what a list shows of them."""
    rows = Suppression.objects.filter(lifted_at=None)
    return rows.select_related("delivery", "delivery__person", "delivery__organization", "by").defer("delivery__words")


def blocks_by_address(rows: QuerySet[Suppression], text: str) -> QuerySet[Suppression]:
    """Narrow to one address written whole: only its hash is kept, so a piece cannot be looked for."""
    return rows.filter(address_hash=hashed(text))


def last_known(hashes: Iterable[str]) -> dict[str, Delivery]:
    """Return for each hash the last delivery to it: what still says whose address it is, in one statement."""
    rows = Delivery.objects.filter(address_hash__in=set(hashes)).select_related("person", "organization", "mailing")
    rows = rows.defer("mailing__html", "mailing__text").order_by("address_hash", "-created_at", "-pk")
    return {row.address_hash: row for row in rows.distinct("address_hash")}


def blocks_of_party(party: Person | Organization) -> list[Suppression]:
    """Return the blocks of a party's living addresses that stop every campaign, each with `email`, in two statements."""
    points = party.contact_points.filter(kind__in=["email", "pec"], ended_at=None).values_list("normalized", flat=True)
    emails = {hashed(email): email for email in points}
    rows = Suppression.objects.filter(address_hash__in=emails, purpose="", lifted_at=None).exclude(reason="erased")
    found = list(rows.order_by("-at"))
    for row in found:
        row.email = emails[row.address_hash]
    return found
