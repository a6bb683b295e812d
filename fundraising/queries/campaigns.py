"""What the campaign pages read, in a fixed number of statements."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet

from fundraising import vocab
from fundraising.models import Campaign, Donation, Thanks
from fundraising.queries.totals import GIFTS, RAISED, ZERO, Median, cumulative, day_sums, donors, raised, share, total
from relations import formats


@dataclass(frozen=True)
class Progress:
    """Where a campaign stands on a day."""

    raised: Decimal
    promised: Decimal
    gifts: int
    donors: int
    median: Decimal
    average: Decimal
    goal: Decimal
    expected: Decimal | None
    days_left: int | None

    @property
    def percent(self) -> Decimal:
        return share(self.raised, self.goal)

    @property
    def promised_percent(self) -> Decimal:
        return share(self.raised + self.promised, self.goal)

    @property
    def expected_percent(self) -> Decimal | None:
        return None if self.expected is None else share(self.expected, self.goal)

    @property
    def ahead(self) -> Decimal | None:
        """How much more (or less) than expected today has come in."""
        return None if self.expected is None else self.raised - self.expected


def expected_on(campaign: Campaign, today: date) -> Decimal | None:
    """The even pace: what would be here today to reach the goal on the last day. None without an end or before the start."""
    if campaign.ends_on is None or today < campaign.starts_on:
        return None
    days = (campaign.ends_on - campaign.starts_on).days + 1
    gone = min(days, (today - campaign.starts_on).days + 1)
    return (campaign.goal * gone / days).quantize(Decimal("0.01"))


def progress(campaign: Campaign, *, today: date) -> Progress:
    """One statement."""
    figures = Donation.objects.filter(campaign=campaign).aggregate(
        raised=total(filter=RAISED),
        promised=total(filter=Q(status="announced", legal_nature__in=vocab.RAISED_NATURES)),
        gifts=Count("pk", filter=RAISED),
        donors=donors(filter=RAISED),
        median=Median("amount", filter=GIFTS),
        average=Avg("amount", filter=GIFTS),
    )
    figures |= {"median": Decimal(figures["median"] or 0), "average": Decimal(figures["average"] or 0)}
    return Progress(
        **figures, goal=campaign.goal, expected=expected_on(campaign, today), days_left=campaign.days_left(today)
    )


def listing(today: date) -> list[dict]:
    """All campaigns with their sums, the running ones first; two statements."""
    rows = Campaign.objects.select_related("manager").annotate(
        raised=total("donations__amount", filter=_prefixed()), gift_count=Count("donations", filter=_prefixed()),
    )
    order = {"active": 0, "draft": 1, "closed": 2}
    found = sorted(rows, key=lambda campaign: (order[campaign.status], -campaign.starts_on.toordinal(), -campaign.pk))
    return [
        {"campaign": row, "percent": share(row.raised, row.goal), "days_left": row.days_left(today)} for row in found
    ]


def _prefixed() -> Q:
    return Q(
        donations__legal_nature__in=vocab.RAISED_NATURES, donations__status__in=vocab.COUNTED_STATUSES
    )


def curve(campaign: Campaign, *, today: date, points: int = 14) -> tuple[list[str], list[Decimal | None]]:
    """Running sums at even steps from the start to the end (or today): labels and values, None for days to come."""
    end = campaign.ends_on or max(today, campaign.starts_on + timedelta(days=30))
    days = (end - campaign.starts_on).days
    stops = [campaign.starts_on + timedelta(days=days * step // points) for step in range(points + 1)]
    stops = sorted({*stops, *([today] if campaign.starts_on < today < end else [])})
    sums = day_sums(raised().filter(campaign=campaign))
    labels = [formats.day(stop) for stop in stops]
    return labels, [None if stop > today else sum((s for day, s in sums if day <= stop), ZERO) for stop in stops]


def months(campaign: Campaign) -> list[tuple[date, Decimal, Decimal]]:
    """(first of the month, its sum, running sum) of each month with gifts."""
    sums: dict[date, Decimal] = {}
    for day, value in day_sums(raised().filter(campaign=campaign)):
        sums[day.replace(day=1)] = sums.get(day.replace(day=1), ZERO) + value
    return list(zip(sums, sums.values(), cumulative(list(sums.values())), strict=True))


def sources(campaign: Campaign) -> list[dict]:
    """Where the money comes from, by channel of the appeal; gifts without one are said so, never guessed."""
    rows = raised().filter(campaign=campaign).values_list("appeal__channel").annotate(sum=total()).order_by("-sum")
    found = list(rows)
    top = max((value for _channel, value in found), default=ZERO)
    return [
        {"term": vocab.CHANNELS.get(channel or ""), "sum": value, "top": top} for channel, value in found
    ]


def latest(campaign: Campaign, limit: int = 6) -> QuerySet[Donation]:
    """The last donations, with how many each donor had given by then."""
    rows = Donation.objects.filter(campaign=campaign).exclude(status="voided")
    return rows.select_related("person", "organization", "thanks").order_by("-given_on", "-pk")[:limit]


def new_donors(campaign: Campaign) -> int:
    """Donors of the campaign who had never given before it began."""
    before = raised().filter(given_on__lt=campaign.starts_on)
    ours = raised().filter(campaign=campaign).exclude(person=None, organization=None)
    known = Exists(before.filter(person=OuterRef("person"))) | Exists(before.filter(organization=OuterRef("organization")))
    return ours.exclude(known).aggregate(count=donors())["count"]


def thanked_share(campaign: Campaign, *, at) -> dict:
    """How many thanks went out within 48 hours, of those that were due."""
    rows = Thanks.objects.filter(donation__campaign=campaign)
    figures = rows.aggregate(
        in_time=Count("pk", filter=Q(state="sent", done_at__lte=F("due_at"))),
        due=Count("pk", filter=Q(state="sent") | Q(state="owed", due_at__lt=at)),
        owed=Count("pk", filter=Q(state="owed")),
    )
    return figures | {"percent": share(figures["in_time"], figures["due"]) if figures["due"] else None}


def wall(campaign: Campaign, limit: int = 12) -> dict:
    """The names donors let us show, the last first, and how many others there are."""
    rows = raised().filter(campaign=campaign, on_wall=True).select_related("person", "organization")
    shown: dict[tuple, str] = {}
    for donation in rows.order_by("-given_on", "-pk")[: limit * 4]:
        if len(shown) < limit:
            shown.setdefault((donation.person_id, donation.organization_id), donation.wall_name)
    count = raised().filter(campaign=campaign).aggregate(count=donors())["count"]
    return {"names": list(shown.values()), "others": max(0, count - len(shown))}


def published() -> QuerySet[Campaign]:
    """Campaigns with a public page."""
    return Campaign.objects.filter(is_public=True).order_by("-status", "-starts_on", "-pk")
