"""Ranking the non-profits for a request and keeping what will be shown."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from partnerships.actions import requests
from partnerships.actions.weights import current
from partnerships.matching import groups, ranking
from partnerships.matching.corpus import Corpus
from partnerships.matching.counterfactual import Gain, gains
from partnerships.matching.reasons import Labels, Reason
from partnerships.models import Match, PartnerRequest
from partnerships.queries import candidates
from relations.actions import followups, history, search
from relations.models import Organization, User

SHOWN = 30
KEPT = ("score", "bars", "reasons", "doubts", "unknowns", "gains", "weights_version", "directions")
BLOCKED_SHOWN = 200


class CannotPropose(Exception):
    """The non-profit cannot be proposed; the message says why."""


@transaction.atomic
def compute(*, request: PartnerRequest, by: User, at: datetime) -> int:
    """Rank the non-profits for `request` and keep what will be shown; return how many are compatible.

    What was already shortlisted, sent or answered keeps its state and its score.
    """
    row = PartnerRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not row.is_open:
        raise requests.Closed(_("This request is no longer open."))
    today = timezone.localdate(at)
    found = ranked(row, corpus_on(today), today=today)
    proposals = {int(match.id): shown(found, place) for place, match in enumerate(found[:SHOWN]) if not match.blocked}
    stopped = [found.corpus.profiles[int(place)].id for place in found.order if found.blocked[place]]
    blocked = found[len(found) - len(stopped) :][:BLOCKED_SHOWN]
    row.matches.filter(status="suggested").exclude(nonprofit_id__in=proposals).delete()
    Match.objects.bulk_create(
        [
            Match(request=row, nonprofit_id=pk, rank=place, created_at=at, **fields)
            for place, (pk, fields) in enumerate(proposals.items(), 1)
        ],
        update_conflicts=True,
        unique_fields=["request", "nonprofit"],
        update_fields=["rank"],
    )
    _refresh(row, proposals, at)
    row.matched_at, row.weights_version = at, found.weights.version
    row.candidates_count = len(found)
    row.blocked = [{"nonprofit": int(match.id), "reasons": stored(match.blocked)} for match in blocked]
    if row.status in ("received", "screening") and proposals:
        row.status = "proposals_ready"
        requests.ensure_company(row, by=by, at=at)
        row.taken_at, row.owner = row.taken_at or at, row.owner or by
    row.save()
    for followup in requests.first_answer(row):
        followups.complete(followup=followup, by=by, at=at)
    history.record(
        verb="match.computed",
        by=by,
        at=at,
        obj=row,
        changes={"compatible": [None, len(found) - len(stopped)], "weights": [None, row.weights_version]},
    )
    search.index(row)
    return len(found) - len(stopped)


def shown(found: ranking.Ranking, place: int) -> dict[str, Any]:
    """Return what is kept of the match at a place of a ranking, as plain data: what people were shown stays as it was."""
    match = found[place]
    bars = [
        {
            "key": bar.key,
            "points": bar.points,
            "most": bar.most,
            "parts": [{"key": p.key, "value": p.value, "points": p.points, "weight": p.weight} for p in bar.parts],
        }
        for bar in groups.groups(match)
    ]
    return {
        "score": Decimal(str(round(match.score, 2))),
        "bars": bars,
        "reasons": stored(match.reasons),
        "doubts": stored(match.doubts),
        "unknowns": stored(match.unknowns),
        "gains": [_gain(gain, found.query.id) for gain in gains(found, int(found.order[place]))]
        if not match.blocked
        else [],
        "weights_version": match.weights_version,
        "directions": {
            "company": round(match.company_score, 1),
            "nonprofit": round(match.nonprofit_score, 1),
            "confidence": round(match.confidence, 2),
            "why_yes": stored(match.why_yes),
        },
    }


def _gain(gain: Gain, query: str) -> dict[str, Any]:
    [reason] = stored((gain.reason,))
    who = "company" if gain.who == query else "nonprofit"
    return {"reason": reason, "who": who, "after": gain.after, "points": gain.points, "at_best": gain.at_best}


def stored(reasons: Iterable[Reason]) -> list[dict]:
    """Keep sentences as keys and values, so that every reader gets them in their language."""

    def plain(value: object) -> object:
        return {"labels": list(value.items)} if isinstance(value, Labels) else value

    return [{"key": r.key, "params": {name: plain(value) for name, value in r.params.items()}} for r in reasons]


def _refresh(row: PartnerRequest, proposals: Mapping[int, dict[str, Any]], at: datetime) -> None:
    """Bring the open suggestions to the new figures; those sent stay as they were shown."""
    rows = list(row.matches.filter(status="suggested", nonprofit_id__in=proposals))
    for match in rows:
        for name, value in (proposals[match.nonprofit_id] | {"created_at": at}).items():
            setattr(match, name, value)
    Match.objects.bulk_update(rows, [*KEPT, "created_at"])


@transaction.atomic
def add_by_hand(*, request: PartnerRequest, nonprofit: Organization, by: User, at: datetime) -> Match:
    """Put a non-profit on the shortlist, with its score whatever it is. Raises CannotPropose when it is stopped."""
    today = timezone.localdate(at)
    found = ranked(request, corpus_on(today), today=today)
    place = place_of(found, nonprofit)
    if place is None:
        raise CannotPropose(_("Choose a non-profit."))
    match = found[place]
    if match.blocked:
        raise CannotPropose(" ".join(reason.text(translation.gettext) for reason in match.blocked))
    made, is_new = Match.objects.get_or_create(
        request=request,
        nonprofit=nonprofit,
        defaults={**shown(found, place), "created_at": at, "status": "shortlisted"},
    )
    if not is_new and made.status == "suggested":
        made.status = "shortlisted"
        made.save(update_fields=["status"])
        is_new = True
    if is_new:
        history.record(verb="match.added", by=by, at=at, obj=made)
    return made


# --- ranking -----------------------------------------------------------------------------------------------------
def corpus_on(today: date) -> Corpus:
    """Return all living non-profits as matching compares them."""
    return Corpus(candidates.profiles(candidates.nonprofits(), today=today))


def ranked(
    request: PartnerRequest,
    corpus: Corpus,
    *,
    today: date,
    lifting: Iterable[Organization] = (),
    weights: ranking.Weights | None = None,
) -> ranking.Ranking:
    """Rank a corpus for `request` with the weights in use; stops the head has lifted stay lifted, those of `lifting` too."""
    with translation.override("it"):
        query = candidates.company(request)
    lifted = [
        *request.matches.exclude(lifted_at=None).values_list("nonprofit_id", flat=True),
        *(body.pk for body in lifting),
    ]
    return ranking.rank_in(
        corpus,
        query,
        weights=weights or current(),
        today=today,
        decimals=2,
        lifted=[candidates.key(pk) for pk in lifted],
    )


def place_of(found: ranking.Ranking, nonprofit: Organization) -> int | None:
    """Return the place of a non-profit in a ranking, or None."""
    wanted = candidates.key(nonprofit.pk)
    return next((place for place, row in enumerate(found.order) if found.corpus.profiles[int(row)].id == wanted), None)
