"""The plan of all matches at once: computed over what is open, kept as it was shown. It proposes, people decide."""

from collections import Counter
from datetime import datetime
from statistics import fmean
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnerships import terms
from partnerships.actions import proposals, weights
from partnerships.matching import portfolio, ranking
from partnerships.models import Match, MatchPlan, PartnerRequest
from relations.actions import history
from relations.models import User

# How many proposals a request can carry at the same time, those that wait for an answer included.
AT_ONCE = 2


@transaction.atomic
def compute(*, by: User, at: datetime) -> MatchPlan:
    """Plan proposals for every open request, within the room of each side; pairs already sent or answered are left alone."""
    today = timezone.localdate(at)
    requests = list(
        PartnerRequest.objects.filter(status__in=terms.REQUEST_OPEN)
        .prefetch_related("offers", "matches")
        .order_by("pk")
    )
    corpus = proposals.corpus_on(today)
    settled = set(Match.objects.exclude(status__in=terms.MATCH_OPEN).values_list("request_id", "nonprofit_id"))
    used = weights.current()
    rankings = (proposals.ranked(request, corpus, today=today, weights=used) for request in requests)
    pairs = [pair for found in rankings for pair in _pairs(found, settled)]
    room = _room(requests, corpus.profiles)
    made, alone = portfolio.plan(pairs, **room), portfolio.greedy(pairs, **room)
    plan = MatchPlan.objects.create(
        made_at=at,
        made_by=by,
        weights_version=used.version,
        pairs=[_kept(pair) for pair in made.pairs],
        requests_left=[int(key) for key in made.companies_left],
        never_proposed=[int(key) for key in made.never_proposed],
        figures={
            "requests": len(requests),
            "nonprofits": corpus.size,
            "blocking": len(portfolio.blocking_pairs(pairs, made, **room)),
            "planned": _figures(made),
            "alone": _figures(alone),
        },
    )
    history.record(verb="match_plan.computed", by=by, at=at, obj=plan, changes={"pairs": [None, len(made.pairs)]})
    return plan


def _pairs(found: ranking.Ranking, settled: set[tuple[int, int]]) -> list[portfolio.Pair]:
    scores, company = found.scores, found.query.id
    ids = [(int(row), found.corpus.profiles[int(row)].id) for row in found.order if not found.blocked[row]]
    return [
        portfolio.Pair(company, key, float(scores.total[row]), float(scores.ours[row]), float(scores.theirs[row]))
        for row, key in ids
        if (int(company), int(key)) not in settled
    ]


def _room(requests: list[PartnerRequest], nonprofits: tuple) -> dict[str, dict[str, int]]:
    """How many more proposals each side can take: what waits for an answer already takes its place."""
    waiting = list(Match.objects.filter(status__in=terms.MATCH_WAITING).values_list("request_id", "nonprofit_id"))
    asked, hosting = Counter(pk for pk, _other in waiting), Counter(pk for _request, pk in waiting)
    key = proposals.candidates.key
    return {
        "company_capacity": {key(row.pk): max(AT_ONCE - asked[row.pk], 0) for row in requests},
        "nonprofit_capacity": {
            one.id: max((1 if one.free_places is None else one.free_places) - hosting[int(one.id)], 0)
            for one in nonprofits
        },
    }


def _kept(pair: portfolio.Pair) -> dict[str, Any]:
    return {
        "request": int(pair.company),
        "nonprofit": int(pair.nonprofit),
        "score": round(pair.score, 2),
        "company": round(pair.company_score, 1),
        "other": round(pair.nonprofit_score, 1),
    }


def _figures(made: portfolio.Plan) -> dict[str, Any]:
    reached = {pair.nonprofit for pair in made.pairs}
    return {
        "pairs": len(made.pairs),
        "coverage": round(100 * made.coverage, 1),
        "reached": len(reached),
        "gini": round(made.gini, 2),
        "mean": round(fmean(pair.score for pair in made.pairs), 1) if made.pairs else None,
    }
