"""What became of a mailing, and of the mailings of a time: from the deliveries alone; nobody is followed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import CharField, Count, Exists, F, Func, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Trunc
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from relations import vocab
from relations.mail import audiences, kinds, queries, refusals
from relations.mail.replies import can_come_back
from relations.models import Delivery, IncomingMessage, Mailing, Suppression
from relations.vocab import Term

DOMAINS_SHOWN, COMPARED = 10, 5
# Less than this refused by one provider is the usual wear of a list; from here on it looks like a block.
BLOCK_SHARE, BLOCK_NUMBER = 20, 5
# How finely time is cut: the first step that is longer than the sending took.
STEPS = ((timedelta(hours=2), "minute"), (timedelta(days=3), "hour"), (timedelta(days=400), "day"))
WORDS = {"minute": "H:i", "hour": "j b H:i", "day": "j b"}


@dataclass(frozen=True)
class Domain:
    """What one provider did with its share of a mailing."""

    name: str
    sent: int
    refused: int
    waiting: int

    @property
    def share(self) -> int:
        """Refused of a hundred answered."""
        answered = self.sent + self.refused
        return round(100 * self.refused / answered) if answered else 0

    @property
    def looks_blocked(self) -> bool:
        return self.refused >= BLOCK_NUMBER and self.share >= BLOCK_SHARE


@dataclass(frozen=True)
class Report:
    """Everything the page of one mailing says about what became of it."""

    progress: queries.Progress
    refused: list[tuple[refusals.Family, int]]
    bounced: int
    complaints: int
    unsubscribed: list[tuple[str, int]]
    reasons: list[tuple[str, int]]
    replies: int | None
    times: list[tuple[str, int, int]]
    domains: list[Domain]
    audiences: list[tuple[Term, int]]
    exclusions: list[queries.LeftOut] = field(default_factory=list)

    @property
    def left(self) -> int:
        return sum(number for _purpose, number in self.unsubscribed)


def of(mailing: Mailing, *, at: datetime) -> Report:
    """Read one mailing's report in a fixed number of statements."""
    rows = mailing.deliveries
    failed = rows.filter(state="failed").order_by().values_list("reply_status", "reply_code").annotate(n=Count("pk"))
    after = _after(mailing)
    return Report(
        progress=queries.progress(mailing, at=at), refused=refusals.grouped(failed), bounced=after["bounced"],
        complaints=after["complaint"], unsubscribed=unsubscribed(mailing), reasons=reasons(mailing), replies=replies(mailing),
        times=times(mailing), domains=domains(mailing), audiences=audiences.counted(rows.filter(state="sent")),
        exclusions=queries.exclusions(mailing),
    )  # fmt: skip


# What came in, or the block it led to, that says a message did not reach its reader after all.
_NOT_THERE = Q(Exists(Suppression.objects.filter(delivery=OuterRef("pk"), reason__in=["bounced", "unreachable"]))) | Q(
    Exists(IncomingMessage.objects.filter(delivery=OuterRef("pk"), kind__in=["gone", "soft", "ours"]))
)
_UNWANTED = Q(Exists(Suppression.objects.filter(delivery=OuterRef("pk"), reason="complaint"))) | Q(
    Exists(IncomingMessage.objects.filter(delivery=OuterRef("pk"), kind="complaint"))
)


def _after(mailing: Mailing) -> dict[str, int]:
    """Count what came back, or was reported, after the server had taken the message."""
    taken = mailing.deliveries.filter(state="sent")
    return {"bounced": taken.filter(_NOT_THERE).count(), "complaint": taken.filter(_UNWANTED).count()}


def unsubscribed(mailing: Mailing) -> list[tuple[str, int]]:
    """Return (purpose in words, how many) of those who left after this message, the most first."""
    found = Suppression.objects.filter(delivery__mailing=mailing, reason="unsubscribed").order_by().values_list("purpose")
    return sorted(((kinds.purpose_label(key), n) for key, n in found.annotate(n=Count("pk"))), key=lambda pair: -pair[1])


def reasons(mailing: Mailing) -> list[tuple[str, int]]:
    """Return (reason in words, how many) of those who said why they left, the most first."""
    found = mailing.leaving_reasons.order_by().values_list("reason").annotate(n=Count("pk"))
    return sorted(((str(vocab.LEAVING_REASONS[key].label), n) for key, n in found), key=lambda pair: -pair[1])


def replies(mailing: Mailing) -> int | None:
    """Return how many answered, None where answers are not read."""
    number = queries.replies(mailing).count()
    return number if number or can_come_back() else None


def times(mailing: Mailing) -> list[tuple[str, int, int]]:
    """Return (moment in words, sent, refused), cut in minutes, hours or days, whichever shows it best."""
    done = mailing.deliveries.filter(state__in=["sent", "failed"], settled_at__isnull=False)
    span = done.aggregate(first=Min("settled_at"), last=Max("settled_at"))
    if span["first"] is None:
        return []
    took = span["last"] - span["first"]
    step = next((name for longest, name in STEPS if took <= longest), "day")
    rows = (
        done.order_by().annotate(moment=Trunc("settled_at", step)).values_list("moment")
        .annotate(sent=Count("pk", filter=Q(state="sent")), refused=Count("pk", filter=Q(state="failed"))).order_by("moment")
    )  # fmt: skip
    return [(date_format(timezone.localtime(moment), WORDS[step]), sent, refused) for moment, sent, refused in rows[:400]]


def _domain(column: str = "email") -> Func:
    return Func(F(column), Value("@"), Value(2), function="split_part", output_field=CharField())


def domains(mailing: Mailing) -> list[Domain]:
    """Return the providers with most recipients, so that a block by one of them is seen."""
    rows = (
        mailing.deliveries.exclude(state__in=["excluded", "cancelled"]).order_by().annotate(domain=_domain())
        .values_list("domain").annotate(
            n=Count("pk"), sent=Count("pk", filter=Q(state="sent")), refused=Count("pk", filter=Q(state="failed")),
        ).order_by("-n", "domain")
    )  # fmt: skip
    return [Domain(name, sent, refused, n - sent - refused) for name, n, sent, refused in rows[:DOMAINS_SHOWN]]


# --- over time -----------------------------------------------------------------------
def campaigns() -> QuerySet[Mailing]:
    """Return the mailings to many that were handed in, with what became of each."""
    def number(rows: QuerySet) -> Coalesce:
        return Coalesce(Subquery(rows.order_by().values("mailing").annotate(n=Count("pk")).values("n")), 0)

    mine = Delivery.objects.filter(mailing=OuterRef("pk"))
    left = (
        Suppression.objects.filter(delivery__mailing=OuterRef("pk"), reason="unsubscribed")
        .order_by().values("delivery__mailing").annotate(n=Count("pk")).values("n")
    )  # fmt: skip
    return (
        Mailing.objects.filter(kind=Mailing.Kind.CAMPAIGN).exclude(state="draft").defer("html", "text")
        .select_related("created_by").annotate(
            sent=number(mine.filter(state="sent")), refused=number(mine.filter(state="failed")),
            excluded=number(mine.filter(state="excluded")), left=Coalesce(Subquery(left), 0),
        )
    )  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """One of the mailings a report is compared with, in percent of those answered."""

    mailing: Mailing
    sent: int
    refused_share: float
    left_share: float
    is_this: bool


def beside(mailing: Mailing) -> list[Beside]:
    """Return this mailing beside the last ones of its purpose, the latest first."""
    before = campaigns().filter(purpose=mailing.purpose, state__in=["sent", "cancelled"])
    if mailing.starts_at:
        before = before.filter(starts_at__lte=mailing.starts_at)
    rows = list(campaigns().filter(pk=mailing.pk)) + list(before.exclude(pk=mailing.pk).order_by("-starts_at", "-pk")[:COMPARED])
    return [
        Beside(
            row, row.sent, 100 * row.refused / max(row.sent + row.refused, 1), 100 * row.left / max(row.sent, 1),
            row.pk == mailing.pk,
        )
        for row in rows
    ]  # fmt: skip


def sentence(report: Report) -> str:
    """Say the report in one line, for the chart and for whoever reads no chart."""
    words = _("%(sent)s handed over, %(refused)s refused, %(left)s unsubscribed")
    return words % {"sent": report.progress.sent, "refused": report.progress.failed, "left": report.left}
