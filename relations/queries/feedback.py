"""What was told to us, as pages read it; and how many had an answer within thirty days."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Model, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from relations import formats
from relations.models import FeedbackItem
from relations.queries import together
from relations.queries.together import Reader

IN_TIME = Q(answered_day__lte=F("due_on"))


def items() -> QuerySet[FeedbackItem]:
    """Return all that was told, with what a line shows."""
    return FeedbackItem.objects.select_related("person", "organization", "owner", "object_type")


def dated() -> QuerySet[FeedbackItem]:
    """The same, with the day of the answer."""
    return items().annotate(answered_day=TruncDate("answered_at", tzinfo=timezone.get_default_timezone()))


def counted(year: int, today: date) -> QuerySet[FeedbackItem]:
    """Return what counts for the share of `year`: received then, and either answered or past its thirty days."""
    return dated().filter(year=year).filter(Q(answered_at__isnull=False) | Q(due_on__lt=today))


@dataclass(frozen=True)
class Share:
    """How many of those that count were answered within thirty days."""

    in_time: int
    counted: int

    @property
    def percent(self) -> float | None:
        return round(100 * self.in_time / self.counted, 1) if self.counted else None

    @property
    def words(self) -> str:
        return formats.percent(self.percent) if self.percent is not None else "–"


@together.reader
def share(year: int, today: date) -> Reader:
    """Return the share of `year`, as it stands on the day `today`."""
    [found] = yield together.sums(counted(year, today), n=Count("pk"), ok=Count("pk", filter=IN_TIME))
    return Share(found["ok"], found["n"])


@together.reader
def head_tile(year: int, at: datetime) -> Reader:
    """On the Quadro: the share of the year beside the one before, with the rows behind it."""
    today = timezone.localdate(at)
    now, before = yield from together.side_by_side(share.read(year, today), share.read(year - 1, today))
    if not now.counted and not before.counted:
        return None
    return {
        "label": _("Voices answered within 30 days"), "value": now.words,
        "before": before.words if before.counted else None,
        "note": _("%(in_time)s of %(counted)s") % {"in_time": now.in_time, "counted": now.counted},
        "url": f"/comunita/segnalazioni/?anno={year}&risposta=contate", "series": [],
    }  # fmt: skip


def waiting_for(user) -> QuerySet[FeedbackItem]:
    """Return those nobody has taken, or wait for `user`."""
    return FeedbackItem.objects.exclude(state="answered").filter(Q(owner=None) | Q(owner=user))


def counts(user) -> dict[str, int]:
    """Return the numbers of the tabs, in one statement."""
    return FeedbackItem.objects.aggregate(
        received=Count("pk", filter=Q(state="received")), decided=Count("pk", filter=Q(state="decided")),
        answered=Count("pk", filter=Q(state="answered")), mine=Count("pk", filter=Q(owner=user) & ~Q(state="answered")),
        all=Count("pk"),
    )  # fmt: skip


def about(subject: Model) -> QuerySet[FeedbackItem]:
    """Return what was said at a meeting or in a survey, in its order."""
    return items().filter(
        object_type=ContentType.objects.get_for_model(subject), object_id=subject.pk
    ).order_by("pk")


def late(at: datetime) -> Reader:
    """What is past its thirty days, for "what does not move"."""
    today = timezone.localdate(at)
    rows = yield items().filter(due_on__lt=today).exclude(state="answered").order_by("due_on")[:5]
    return [
        {"title": row.short, "note": _("waits for an answer"), "url": row.get_absolute_url(),
         "days": (today - timezone.localdate(row.received_at)).days, "owner": row.owner}
        for row in rows
    ]  # fmt: skip


def years() -> list[int]:
    """Return the years with something in them, the latest first."""
    return list(FeedbackItem.objects.values_list("year", flat=True).distinct().order_by("-year"))
