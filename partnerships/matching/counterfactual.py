"""What would change the score: one actionable fact at a time, scored again; only honest gains are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from .. import vocab
from .aliases import NEEDS, tidy
from .corpus import Corpus
from .explain import labels, pairs
from .facts import Offer, Profile
from .ranking import Ranking, rank_in
from .reasons import N_, Labels, Reason

# A gain below this is not worth a phone call.
LEAST = 0.5
SAY = {
    "cover": N_("%(offer)s: cover the whole need"),
    "offer": N_("Offer also: %(offer)s"),
    "province": N_("Work also in the province of %(province)s"),
    "dates": N_("Move the dates so that they meet"),
    "give": N_("Give back also: %(returns)s"),
    "fill": N_("Fill in what is unknown: %(what)s"),
}
FILLED = {"sdgs": N_("Results sought"), "themes": N_("Fields of work"), "targets": N_("People helped")}


@dataclass(frozen=True, slots=True)
class Gain:
    """One change, who can make it, and the score after it. `at_best`: an unknown, filled in as well as it could be."""

    reason: Reason
    who: str
    before: float
    after: float
    at_best: bool = False

    @property
    def points(self) -> float:
        return round(self.after - self.before, 1)


# A change: the sentence, who makes it, the two profiles after it, whether it is a best case.
Change = tuple[Reason, str, Profile, Profile, bool]


def gains(ranking: Ranking, row: int, *, limit: int = 2) -> tuple[Gain, ...]:
    """This function will give the largest gains one changed fact can bring to a candidate."""
    query, other = ranking.query, ranking.corpus.profiles[row]
    before, _ = ranking.parts(row)
    found: dict[Reason, Gain] = {}
    for reason, who, ours, theirs, at_best in _changes(query, other):
        after = _score(ranking, row, ours, theirs)
        if after - before >= LEAST and (reason not in found or after > found[reason].after):
            found[reason] = Gain(reason, who, before, after, at_best)
    return tuple(sorted(found.values(), key=lambda gain: (gain.at_best, -gain.after, gain.reason.msgid, gain.who))[:limit])


def _score(ranking: Ranking, row: int, query: Profile, other: Profile) -> float:
    corpus = Corpus([other], language=ranking.corpus.text.language)
    again = rank_in(corpus, query, weights=ranking.weights, decimals=ranking.decimals, today=ranking.today, direction=ranking.direction,
                    closeness=np.array([ranking.evidence.closeness[row]]))
    return again.parts(0)[0]


def _changes(query: Profile, other: Profile) -> Iterator[Change]:
    for one, two, flip in ((query, other, False), (other, query, True)):
        for reason, changed, at_best in (*_resources(one, two), *_place(one, two), *_returns(one, two), *_unknowns(one, two)):
            ours, theirs = (two, changed) if flip else (changed, two)
            yield reason, one.id, ours, theirs, at_best


def _resources(giver: Profile, asker: Profile):
    met = pairs(giver, asker)
    for need, offer, good, share in met:
        if good == 1 and share is not None and share < 1:
            more = replace(offer, qty=need.qty, unit=need.unit)
            changed = replace(giver, offers=tuple(more if item is offer else item for item in giver.offers))
            yield _say("cover", offer=labels("needs", [NEEDS.get(tidy(need.type), need.type)])), changed, False
        if offer.start or offer.end:
            moved = tuple(replace(item, start=None, end=None) if item is offer else item for item in giver.offers)
            yield _say("dates"), replace(giver, offers=moved), False
    answered = {id(need) for need, *_ in met}
    for need in asker.needs if giver.offers else ():
        best = vocab.ANSWERS.get(NEEDS.get(tidy(need.type), ""), {})
        if id(need) not in answered and best:
            added = Offer(max(best, key=best.__getitem__), need.qty, need.unit)
            yield _say("offer", offer=labels("offers", [added.type])), replace(giver, offers=(*giver.offers, added)), False


def _place(one: Profile, two: Profile):
    if two.province and two.province != one.province and one.province:
        yield _say("province", province=two.province), replace(one, territory=one.territory | {one.province, two.province}), False


def _returns(one: Profile, two: Profile):
    for wanted in sorted(two.wants - one.gives) if one.gives else ():
        yield _say("give", returns=labels("returns", [wanted])), replace(one, gives=one.gives | {wanted}), False


def _unknowns(one: Profile, two: Profile):
    for field, what in FILLED.items():
        if not getattr(one, field) and getattr(two, field):
            yield _say("fill", what=Labels((what,))), replace(one, **{field: getattr(two, field)}), True


def _say(key: str, **params: object) -> Reason:
    return Reason(f"change_{key}", SAY[key], params)
