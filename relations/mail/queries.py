"""What the pages about mail read, each in a fixed number of statements."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from relations.mail import facts, policy
from relations.mail.addresses import hashed
from relations.mail.kinds import REASONS
from relations.models import (
    Approval,
    CapturedMessage,
    Consent,
    Delivery,
    IncomingMessage,
    Mailing,
    Organization,
    Person,
    Suppression,
    User,
)
from relations.queries import together
from relations.queries.search import ids as search_ids

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
    undo_left: timedelta | None = None

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
    def seconds(self) -> int:
        """How often the page looks: a departure on a far day need not be watched."""
        return 30 if self.state == "scheduled" and not self.leaving else 2

    @property
    def undo_clock(self) -> str:
        """The time left to call it back, as 9:41."""
        left = int(self.undo_left.total_seconds()) if self.undo_left else 0
        return f"{left // 60}:{left % 60:02d}"

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
    undo_left = max(mailing.starts_at - at, timedelta()) if mailing.state == "leaving" and mailing.starts_at else None
    return Progress(
        state=mailing.state, queued=number.get("queued", 0),
        leaving=number.get("claimed", 0) + number.get("sending", 0), sent=number.get("sent", 0),
        deferred=number.get("deferred", 0), failed=number.get("failed", 0), uncertain=number.get("uncertain", 0),
        cancelled=number.get("cancelled", 0), excluded=number.get("excluded", 0), per_minute=round(rate),
        minutes_left=left, ends_at=at + timedelta(minutes=left) if left else None, pause_reason=mailing.pause_reason,
        undo_left=undo_left,
    )  # fmt: skip


def deliveries(mailing: Mailing, *states: str, limit: int = 200) -> list[Delivery]:
    """Return deliveries of a mailing in `states`, by address."""
    rows = mailing.deliveries.filter(state__in=states).select_related("person", "organization")
    return list(rows.order_by("email")[:limit])


@dataclass(frozen=True)
class LeftOut:
    """How many do not get it for one reason; `key` opens the people, where there are any to list."""

    key: str
    label: str
    number: int

    @property
    def has_people(self) -> bool:
        return self.key != "duplicate"


def left_out(numbers: Mapping[str, int]) -> list[LeftOut]:
    """Return the reasons of `numbers` in words, the most frequent first."""
    found = [LeftOut(key, str(REASONS.get(key, key)), number) for key, number in numbers.items() if number]
    return sorted(found, key=lambda one: (-one.number, one.label))


def exclusions(mailing: Mailing) -> list[LeftOut]:
    """Return why some are left out of a mailing, the most frequent reason first; the same address twice included."""
    rows = mailing.deliveries.filter(state=State.EXCLUDED).order_by().values_list("reason").annotate(n=Count("pk"))
    return left_out({**dict(rows), "duplicate": mailing.duplicates})


def open_request(mailing: Mailing) -> Approval | None:
    """Return the request for approval that waits for an answer."""
    return _requests(mailing).filter(status="requested").first()


def refusal(mailing: Mailing) -> Approval | None:
    """Return why it was sent back, while it is being mended."""
    if mailing.state != Mailing.State.DRAFT:
        return None
    last = _requests(mailing).exclude(status="withdrawn").select_related("decided_by").order_by("-pk").first()
    return last if last is not None and last.status == "refused" else None


def _requests(mailing: Mailing) -> QuerySet[Approval]:
    return Approval.objects.filter(
        object_type__app_label="relations", object_type__model="mailing", object_id=mailing.pk
    )


def unsubscribed(mailing: Mailing) -> int:
    """Return how many left after this message, whatever the purpose they left."""
    return Suppression.objects.filter(delivery__mailing=mailing, reason="unsubscribed").count()


@dataclass(frozen=True)
class Since:
    """What changed after a mailing was handed in: those who would get no copy any more, and those who came too late."""

    lost: list[LeftOut] = field(default_factory=list)
    joined: int = 0

    @property
    def lost_number(self) -> int:
        return sum(one.number for one in self.lost)

    def __bool__(self) -> bool:
        return bool(self.lost or self.joined)


def since_handed_in(mailing: Mailing, *, at: datetime) -> Since:
    """Ask the policy again about those of whom anything was written down since, in four statements."""
    if mailing.submitted_at is None:
        return Since()
    news = Consent.objects.filter(purpose=mailing.purpose, channel="email", at__gte=mailing.submitted_at)
    blocked = Suppression.objects.filter(at__gte=mailing.submitted_at).values("address_hash")
    touched = mailing.deliveries.filter(state__in=["queued", "deferred"]).filter(
        Q(email__in=news.values("email")) | Q(address_hash__in=blocked)
        | Q(person__died_on__isnull=False) | Q(person__erased_at__isnull=False)
    )  # fmt: skip
    subjects = [
        facts.Subject(row.email, row.address_hash, mailing.purpose, mailing.basis, mailing.is_campaign, row.person_id)
        for row in touched.only("email", "address_hash", "person_id").order_by("pk")
    ]
    answers = [policy.may_write(fact) for fact in facts.of(subjects)]
    known = mailing.deliveries.values("email")
    joined = news.filter(event__in=policy.YES_EVENTS).exclude(email__in=known).values("email").distinct().count()
    return Since(left_out(Counter(answer.reason for answer in answers if not answer)), joined)


def people(mailing: Mailing, reader: User) -> QuerySet[Delivery]:
    """Return everybody a mailing was thought for, those left out too."""
    return readable(reader).filter(mailing=mailing).select_related("person", "organization")


def search_people(rows: QuerySet[Delivery], text: str) -> QuerySet[Delivery]:
    """Narrow to an address that begins so, or a name that has these words."""
    named = Q(person__in=search_ids(text, "person")) | Q(organization__in=search_ids(text, "organization"))
    return rows.filter(Q(email__startswith=text.strip().lower()) | named)


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


@together.reader
def blocks_of_party(party: Person | Organization) -> together.Reader:
    """Return the blocks of a party's living addresses that stop every campaign, each with `email`, in two statements."""
    points = yield party.contact_points.filter(kind__in=["email", "pec"], ended_at=None).values_list("normalized", flat=True)
    emails = {hashed(email): email for email in points}
    rows = Suppression.objects.filter(address_hash__in=emails, purpose="", lifted_at=None).exclude(reason="erased")
    found = (yield rows.order_by("-at")) if emails else []
    for row in found:
        row.email = emails[row.address_hash]
    return found
