"""What partnerships say on others' pages: figures, lines, portfolios."""

from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import lifecycle, terms
from partnerships.models import (
    CapacityProfile,
    Match,
    Need,
    Offer,
    PartnerRequest,
    Partnership,
    PartnershipParty,
    PhaseChange,
)
from partnerships.queries import board, requests
from relations import formats
from relations.models import Organization
from relations.queries import together


def month_ends(at: datetime, count: int = 8) -> list[datetime]:
    """Return the last `count` moments at which a figure is drawn: ends of months, then now."""
    local = timezone.localtime(at)
    firsts, year, month = [], local.year, local.month
    for _number in range(count - 1):
        firsts.append(local.replace(year=year, month=month, day=1, hour=0, minute=0, second=0, microsecond=0))
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return [*reversed(firsts), at]


@together.reader
def active_at(moments: list[datetime]) -> together.Reader:
    """Return how many partnerships were running at each of `moments`, in one statement."""
    spans = {
        f"m{n}": Count("pk", filter=Q(started_at__lte=moment) & (Q(ended_at=None) | Q(ended_at__gt=moment)))
        for n, moment in enumerate(moments)
    }
    [found] = yield together.sums(Partnership.objects.all(), **spans)
    return [found[f"m{n}"] for n in range(len(moments))]


@together.reader
def waiting_at(moments: list[datetime]) -> together.Reader:
    """Return how many requests nobody had taken at each of `moments`."""
    spans = {
        f"m{n}": Count(
            "pk",
            filter=Q(received_at__lte=moment)
            & (Q(taken_at=None) | Q(taken_at__gt=moment))
            & (Q(closed_at=None) | Q(closed_at__gt=moment)),
        )
        for n, moment in enumerate(moments)
    }
    [found] = yield together.sums(PartnerRequest.objects.exclude(status="draft"), **spans)
    return [found[f"m{n}"] for n in range(len(moments))]


@together.reader
def stalled(at: datetime, limit: int = 8) -> together.Reader:
    """Return the partnerships without any event for three weeks, the longest first."""
    rows = yield board.stalled(board.living(), at).order_by("last_seen", "pk")[:limit]
    return [
        {
            "partnership": row,
            "names": board.names_of(row),
            "days": (at - row.last_seen).days,
            "step": f"{row.next_step}, {formats.day(row.next_step_on)}" if row.next_step_on else "",
        }
        for row in rows
    ]


def without_next_step() -> QuerySet[Partnership]:
    """Return the active partnerships nobody has planned anything for."""
    rows = Partnership.objects.filter(state="active", next_step_on=None).select_related("owner")
    return rows.order_by("last_event_at", "pk")[:20]


def oldest_waiting() -> QuerySet:
    """Return the day the oldest request that nobody took came in, or nothing."""
    return requests.waiting().annotate(day=TruncDate("received_at")).values_list("day", flat=True)[:1]


@together.reader
def of_organization(body: Organization) -> together.Reader:
    """What a body's page says: partnerships, requests, needs, offers, capacity."""
    parts = (
        PartnershipParty.objects.filter(organization=body)
        .select_related("partnership")
        .order_by("-partnership__started_at")
    )
    found = yield {
        "parts": parts[:8],
        "requests": PartnerRequest.objects.filter(organization=body).exclude(status="draft").order_by("-received_at")[:5],
        "needs": Need.objects.filter(organization=body).exclude(status="closed").order_by("status", "by_on", "pk")[:10],
        "offers": Offer.objects.filter(organization=body).order_by("-pk")[:8],
        "matches": Match.objects.filter(
            Q(nonprofit=body) | Q(request__organization=body), status__in=terms.MATCH_WAITING
        )
        .select_related("request", "nonprofit")
        .order_by("expires_on")[:5],
        "capacities": CapacityProfile.objects.filter(organization=body),
    }
    return {
        **found,
        "partnerships": [part.partnership for part in found["parts"]],
        "capacity": next(iter(found["capacities"]), None),
        "is_nonprofit": body.kind == "nonprofit",
        "organization": body,
        "year": timezone.localdate().year,
    }


def portfolio() -> together.Reader:
    """How the running partnerships are spread over the six phases."""
    found = yield {
        "phases": Partnership.objects.filter(state__in=terms.LIVING).order_by().values_list("phase").annotate(n=Count("pk")),
        "without": without_next_step(),
    }
    counts = dict(found["phases"])
    most = max(counts.values(), default=0)
    rows = [
        {
            "number": phase.number,
            "label": terms.PHASES_SHORT[phase.key].label,
            "stage": _(phase.stage.title),
            "colour": phase.stage.colour,
            "count": counts.get(phase.key, 0),
        }
        for phase in lifecycle.PHASES
    ]
    return {"rows": rows, "most": most or 1, "total": sum(counts.values()), "without": found["without"]}


def days_to_agreement(first: datetime, last: datetime) -> together.Reader:
    """For partnerships from a request that reached phase 4 between two moments: days from the request."""
    changes = PhaseChange.objects.filter(
        to_phase="management", at__range=(first, last), partnership__request__isnull=False
    )
    pairs = yield changes.values_list("at", "partnership__request__received_at")
    return [(reached - received).days for reached, received in pairs if received]


def year_figures(year: int, at: datetime) -> together.Reader:
    """Return the figures of a year beside the year before, over the same days."""
    spans = {"value": _span(year, at), "before": _span(year - 1, at)}
    started = {key: Count("pk", filter=Q(started_at__range=span)) for key, span in spans.items()}
    received = {key: Count("pk", filter=Q(received_at__range=span)) for key, span in spans.items()}
    [*series, before_end], [opened], [asked], *days = yield from together.side_by_side(
        active_at.read([*month_ends(spans["value"][1], 11), spans["before"][1]]),
        together.rows(together.sums(Partnership.objects.all(), **started)),
        together.rows(together.sums(PartnerRequest.objects.all(), **received)),
        *(days_to_agreement(*span) for span in spans.values()),
    )
    mean = {key: round(sum(found) / len(found)) if found else None for key, found in zip(spans, days, strict=True)}
    tiles = [
        {
            "label": _("Running partnerships"),
            "value": series[-1],
            "before": before_end,
            "url": "/partnership/",
            "series": series,
        },
        {"label": _("Partnerships opened"), **opened, "url": "/partnership/elenco/"},
        {"label": _("Requests of companies"), **asked, "url": "/richieste/"},
    ]
    if mean["value"] is not None:
        before = None if mean["before"] is None else formats.span(mean["before"])
        tiles.append(
            {"label": _("From the request to the agreement"), "value": formats.span(mean["value"]), "before": before}
        )
    return tiles


def _span(year: int, at: datetime) -> tuple[datetime, datetime]:
    local = timezone.localtime(at)
    first = local.replace(year=year, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    day = 28 if (local.month, local.day) == (2, 29) else local.day
    last = local.replace(year=year, day=day) if year <= local.year else local
    return first, last


def introduced_since(since: datetime, at: datetime) -> QuerySet[Match]:
    """Proposals sent since then."""
    rows = Match.objects.filter(invited_at__gt=since, invited_at__lte=at).select_related("request", "nonprofit")
    return rows.order_by("-invited_at")[:10]


def proposals_waiting() -> QuerySet[Match]:
    """Proposals that wait for an answer, those that end first."""
    rows = Match.objects.filter(status__in=terms.MATCH_WAITING).select_related("request", "nonprofit")
    return rows.order_by(F("expires_on").asc(), "pk")[:8]


def waits_for(match: Match) -> list[tuple[str, Organization | str]]:
    """Return who has not answered yet: (side, name)."""
    names = {"company": match.request.company_name, "nonprofit": match.nonprofit.name}
    return [(side, name) for side, name in names.items() if not match.answer_of(side)]
