"""What the pages of proposals read: cards with four bars, sentences, answers."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import terms
from partnerships.matching import counterfactual, gates, groups
from partnerships.matching.reasons import SAY
from partnerships.models import Match, PartnerRequest
from partnerships.queries import requests, vetting
from relations.models import Organization

SENTENCES = SAY | {f"change_{key}": words for key, words in counterfactual.SAY.items()}
_BAR_LABELS = {key: label for key, label, _members in groups.GROUPS}
# Above this score a proposal is shown at once; the others are one tap away.
SHOWN_FROM = 50
# The turn of a non-profit is counted over so many days.
YEAR = timedelta(days=365)
SHOWN_MOST = 8


@dataclass(frozen=True)
class Bar:
    """One of the four bars: its label, points, the most it could have, and its parts."""

    label: str
    points: float
    most: float
    parts: list[dict[str, Any]]

    @property
    def known(self) -> bool:
        return self.most > 0


@dataclass(frozen=True)
class Card:
    """One proposal, ready to be read aloud."""

    match: Match
    affinity: str
    bars: list[Bar]
    reasons: list[str]
    doubts: list[str]
    unknowns: list[str]
    why_yes: list[str]
    sides: list[dict[str, Any]]
    standing: vetting.Standing | None = None

    @property
    def score(self) -> int:
        return round(self.match.score)


def with_turns(rows: QuerySet[Match], at: datetime) -> QuerySet[Match]:
    """Add how often the non-profit of each match was proposed in a year, to anybody."""
    turns = Count("nonprofit__matches", filter=Q(nonprofit__matches__invited_at__gte=at - YEAR), distinct=True)
    return rows.annotate(turns=turns, last_turn=Max("nonprofit__matches__invited_at"))


def of_request(request: PartnerRequest, at: datetime) -> QuerySet[Match]:
    """The matches of a request with all that a page about one of them shows."""
    found = with_turns(Match.objects.filter(request=request), at)
    return found.select_related(
        "nonprofit__vetting__checked_by",
        "nonprofit__capacity",
        "partnership",
        "invited_by",
        "lifted_by",
        "risk_noted_by",
    ).prefetch_related("nonprofit__diligence__checked_by")


def sentence(stored: dict[str, Any]) -> str:
    """Return a stored reason in the reader's language."""

    def words(value: Any) -> Any:
        return ", ".join(_(label) for label in value["labels"]) if isinstance(value, dict) else value

    template = SENTENCES.get(stored["key"])
    return _(template) % {name: words(value) for name, value in stored["params"].items()} if template else stored["key"]


def card(match: Match, *, today: date | None = None) -> Card:
    """Return a match as its card shows it; with `today`, also how far the non-profit was checked."""
    bars = [Bar(_(_BAR_LABELS[bar["key"]]), bar["points"], bar["most"], _parts(bar)) for bar in match.bars]
    return Card(
        match=match,
        affinity=_(groups.affinity(float(match.score))[1]),
        bars=bars,
        reasons=[sentence(reason) for reason in match.reasons[:4]],
        doubts=[sentence(doubt) for doubt in match.doubts[:4]],
        unknowns=[sentence(ask) for ask in match.unknowns[:4]],
        why_yes=[sentence(reason) for reason in match.directions.get("why_yes", [])],
        sides=[_side(match, "company", _("Company")), _side(match, "nonprofit", _("Non-profit"))],
        standing=vetting.standing(match.nonprofit, today=today) if today else None,
    )


def _parts(bar: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "label": _(groups.COMPONENT_LABELS[part["key"]]),
            "points": part["points"],
            "value": None if part["value"] is None else round(100 * part["value"]),
        }
        for part in bar["parts"]
    ]


def _side(match: Match, side: str, label: str) -> dict[str, Any]:
    """How one side stands: what it answered, or whether it was asked."""
    answer = match.answer_of(side)
    asked = match.status in terms.MATCH_WAITING
    states = {
        "yes": ("ok", "circle-check", _("interested")),
        "no": ("no", "circle-x", _("not now")),
        "later": ("wait", "circle-question-mark", _("has a question")),
    }
    css, icon, words = states.get(
        answer, ("wait", "hourglass", _("waiting")) if asked else ("no", "circle", _("not asked yet"))
    )
    if match.status == "expired" and not answer:
        css, icon, words = "no", "hourglass", _("did not answer in time")
    return {
        "label": label,
        "css": css,
        "icon": icon,
        "words": words,
        "at": getattr(match, f"{side}_answered_at"),
        "note": getattr(match, f"{side}_note"),
        "waits": asked and not answer,
    }


def page(request: PartnerRequest, *, at: datetime) -> dict[str, Any]:
    """Everything the page of proposals shows."""
    rows, today = list(of_request(request, at).order_by("rank", "pk")), timezone.localdate(at)
    kept = [
        match
        for match in rows
        if not (match.status == "declined" and not match.company_answer and not match.nonprofit_answer)
    ]
    ahead = {"mutual": 0, "accepted_company": 1, "accepted_nonprofit": 1, "invited": 2}
    kept.sort(key=lambda match: (ahead.get(match.status, 3), -match.score, match.pk))
    shown = [
        m
        for n, m in enumerate(kept)
        if m.status != "suggested" or (n < SHOWN_MOST and (m.score >= SHOWN_FROM or n < 3))
    ]
    others = [match for match in kept if match not in shown]
    return {
        "cards": [card(match, today=today) for match in shown],
        "others": [card(match, today=today) for match in others],
        "comparable": kept[: SHOWN_MOST * 3] if len(kept) > 1 else [],
        "discarded": [match for match in rows if match not in kept],
        "compatible": request.candidates_count - len(request.blocked),
        "blocked_count": len(request.blocked),
        "blocked_reasons": blocked_reasons(request),
        "summary": summary(request),
        "can_change": request.is_open,
    }


def summary(request: PartnerRequest) -> dict[str, Any]:
    """What the company asks, in three boxes."""
    return {
        "results": requests.results(request),
        "offers": requests.offers_of(request),
        "where": ", ".join(terms.labels(terms.PROVINCES, request.territory)),
        "when": requests.when(request),
    }


def blocked_reasons(request: PartnerRequest) -> list[tuple[str, int]]:
    """Why non-profits were left out, and how many for each reason."""
    kinds = {
        "stop_territory": _("outside the area"),
        "stop_refused": _("refuse it, or are refused"),
        "stop_sector": _("for the sector"),
        "stop_paused": _("not available"),
        "stop_full": _("not available"),
        "stop_consent": _("no consent"),
        "stop_dates": _("dates that cannot meet"),
    }
    counted = Counter(
        kinds.get(row["reasons"][0]["key"], _("other reasons")) for row in request.blocked if row["reasons"]
    )
    return counted.most_common()


def blocked(request: PartnerRequest) -> list[tuple[Organization, list[str], bool]]:
    """Who was left out, with the reasons, and whether the head may lift them."""
    bodies = Organization.objects.in_bulk([row["nonprofit"] for row in request.blocked])
    return [
        (
            bodies[row["nonprofit"]],
            [sentence(reason) for reason in row["reasons"]],
            gates.liftable(reason["key"] for reason in row["reasons"]),
        )
        for row in request.blocked
        if row["nonprofit"] in bodies
    ]


def overview() -> list[PartnerRequest]:
    """Open requests that have proposals, those with answers first."""
    waiting = Q(matches__status__in=terms.MATCH_WAITING)
    return list(
        PartnerRequest.objects.filter(status__in=terms.REQUEST_OPEN, matched_at__isnull=False)
        .select_related("owner")
        .annotate(
            proposals=Count("matches"),
            waiting=Count("matches", filter=waiting),
            best=Max("matches__score"),
            answered=Count("matches", filter=Q(matches__status__startswith="accepted_")),
            first_expiry=Min("matches__expires_on", filter=waiting),
        )
        .order_by("-waiting", "received_at", "pk")[:100]
    )
