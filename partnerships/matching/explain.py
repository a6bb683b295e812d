"""Why a pair fits, what speaks against it, what nobody has asked yet: sentences to be read on the phone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .. import vocab
from . import gates
from .aliases import NEEDS, OFFERS, fit, tidy
from .components import KEYS
from .facts import NONPROFIT, Need, Offer, Profile, other_side
from .places import EVERYWHERE, region
from .reasons import Labels, Reason, say
from .units import PLAIN, measure

if TYPE_CHECKING:
    from .ranking import Ranking

TIGHT = 0.8
FAR_KM = 25
THIN = 0.5
WORDS_ENOUGH = 0.2
_LABELS = {name: vocab.index(terms) for name, terms in (
    ("themes", vocab.THEMES), ("targets", vocab.TARGETS), ("sdgs", vocab.SDGS), ("returns", vocab.RETURNS),
    ("offers", vocab.OFFER_TYPES), ("needs", vocab.NEED_TYPES))}


def labels(name: str, keys) -> Labels:
    """This function will give the labels of keys of a fixed list; a key on no list stands for itself."""
    known = _LABELS[name]
    return Labels(tuple(known[str(k)].label if str(k) in known else str(k) for k in sorted(keys)))


def reasons(ranking: Ranking, row: int) -> tuple[Reason, ...]:
    """This function will say why the pair fits, what brings most points first."""
    query, other = ranking.query, ranking.corpus.profiles[row]
    found = [*_results(ranking, row), *_shared(query, other), *_near(ranking, row), *_covered(query, other),
             *_returned(query, other), *_dates(ranking, row), *_kept(ranking, row)]
    points = dict(zip(KEYS, ranking.scores.points[row], strict=True))
    return tuple(sorted(found, key=lambda reason: -round(float(points[reason.component]), 6)))


def _results(ranking: Ranking, row: int):
    query, other = ranking.query, ranking.corpus.profiles[row]
    if goals := query.sdgs & other.sdgs:
        yield say("goals", "risultati", goals=labels("sdgs", goals))
    closeness = ranking.evidence.closeness[row]
    if not math.isnan(closeness) and closeness > WORDS_ENOUGH:
        if words := ranking.corpus.text.common(ranking.said, row):
            yield say("words", "risultati", words=", ".join(words))


def _shared(query: Profile, other: Profile):
    if themes := query.themes & other.themes:
        yield say("themes", "temi", themes=labels("themes", themes))
    if targets := query.targets & other.targets:
        yield say("targets", "destinatari", targets=labels("targets", targets))


def _near(ranking: Ranking, row: int):
    query, other, km = ranking.query, ranking.corpus.profiles[row], ranking.evidence.km[row]
    both = (gates.area(query) & gates.area(other)) - {EVERYWHERE}
    if not math.isnan(km) and km <= FAR_KM:
        yield say("km", "territorio", km=max(1, round(float(km))))
    elif query.municipality and tidy(query.municipality) == tidy(other.municipality):
        yield say("municipality", "territorio", municipality=other.municipality)
    elif math.isnan(km) and query.province and query.province == other.province:
        yield say("province", "territorio", province=query.province)
    elif both:
        yield say("serves", "territorio", provinces=", ".join(sorted(both)))
    elif math.isnan(km) and region(query.province) and region(query.province) == region(other.province):
        yield say("region", "territorio", region=region(query.province))


def pairs(giver: Profile, asker: Profile) -> list[tuple[Need, Offer, float, float | None]]:
    """This function will give, for each need met, the best offer, how well it fits and the share it covers."""
    found = []
    for need in asker.needs:
        options = [(fit(need.type, offer.type), _share(offer, need), offer) for offer in giver.offers]
        options = [option for option in options if option[0] > 0]
        if options:
            good, share, offer = max(options, key=lambda o: (o[0] * (0.7 if o[1] is None else o[1]), o[2].type))
            found.append((need, offer, good, share))
    return found


def _share(offer: Offer, need: Need) -> float | None:
    (kind, given), (other, asked) = measure(offer.qty, offer.unit), measure(need.qty, need.unit)
    comparable = kind == other or PLAIN in (kind, other)
    return None if not comparable or math.isnan(given) or math.isnan(asked) else min(1.0, given / asked)


def _offer_label(offer: Offer) -> Labels:
    return labels("offers", [OFFERS.get(tidy(offer.type), offer.type)])


def _covered(query: Profile, other: Profile):
    for need, offer, good, share in pairs(query, other) + pairs(other, query):
        named = _offer_label(offer)
        if good < 1:
            yield say("partly_useful", "risorse", offer=named, need=labels("needs", [NEEDS.get(tidy(need.type), need.type)]))
        elif share is None:
            yield say("useful", "risorse", offer=named)
        elif share >= 1:
            yield say("covered", "risorse", offer=named)
        elif share >= 0.5:
            yield say("covered_part", "risorse", offer=named, share=round(100 * share))


def _returned(query: Profile, other: Profile):
    if given := (query.wants & other.gives) | (other.wants & query.gives):
        yield say("returns", "ritorni", returns=labels("returns", given))


def _dates(ranking: Ranking, row: int):
    if ranking.evidence.agree[row, KEYS.index("tempi")] >= TIGHT:
        yield say("dates", "tempi")


def _kept(ranking: Ranking, row: int):
    other = ranking.corpus.profiles[row]
    total = (other.kept or 0) + (other.broken or 0)
    if total and (other.kept or 0) / total >= TIGHT:
        yield say("trust", "fiducia", kept=other.kept or 0, total=total)


def doubts(ranking: Ranking, row: int, confidence: float) -> tuple[Reason, ...]:
    """This function will say what speaks against the pair or must be checked before calling."""
    query, other = ranking.query, ranking.corpus.profiles[row]
    return (*_warnings(query, other), *_limits(query, other), *_resource_doubts(query, other), *_distance_doubt(ranking, row),
            *_differences(query, other), *_time_and_trust_doubts(ranking, row), *_thin(confidence))


def _warnings(query: Profile, other: Profile):
    for one, two in ((query, other), (other, query)):
        for sector, _ in gates.sector_conflicts(one, two, "warns"):
            yield say("sector_warning", sector=Labels((sector,)))


def _limits(query: Profile, other: Profile):
    for limit in (*gates.unchecked(query), *gates.unchecked(other)):
        yield say("limit", limit=limit[:120])


def _resource_doubts(query: Profile, other: Profile):
    met = pairs(query, other) + pairs(other, query)
    for need, offer, good, share in met:
        if good == 1 and share is not None and share < 0.5:
            yield say("short", "risorse", offer=_offer_label(offer), share=round(100 * share))
        elif good == 1 and share is None and need.qty and offer.qty:
            yield say("units", "risorse", offer=_offer_label(offer))
    if not met and ((query.offers and other.needs) or (query.needs and other.offers)):
        yield say("not_needed", "risorse")


def _distance_doubt(ranking: Ranking, row: int):
    query, other, km = ranking.query, ranking.corpus.profiles[row], ranking.evidence.km[row]
    if not math.isnan(km) and km > FAR_KM:
        yield say("far", "territorio", km=round(float(km)))
    elif math.isnan(km) and "" not in (here := {region(query.province), region(other.province)}) and len(here) == 2:
        yield say("other_region", "territorio")


def _differences(query: Profile, other: Profile):
    for key, component, ours, theirs in (
        ("goals_differ", "risultati", query.sdgs, other.sdgs), ("themes_differ", "temi", query.themes, other.themes),
        ("targets_differ", "destinatari", query.targets, other.targets),
    ):
        if ours and theirs and not ours & theirs:
            yield say(key, component)
    asked = [(side.wants, back.gives) for side, back in ((query, other), (other, query)) if side.wants and back.gives]
    if asked and not any(wants & gives for wants, gives in asked):
        yield say("returns_differ", "ritorni")


def _time_and_trust_doubts(ranking: Ranking, row: int):
    comfort = ranking.evidence.agree[row, KEYS.index("tempi")]
    if 0 < comfort < TIGHT:
        yield say("dates_tight", "tempi")
    other = ranking.corpus.profiles[row]
    if other.kept is None and other.broken is None:
        return
    total = (other.kept or 0) + (other.broken or 0)
    if not total:
        yield say("newcomer", "fiducia")
    elif (other.kept or 0) / total < TIGHT:
        yield say("trust_low", "fiducia", kept=other.kept or 0, total=total)


def _thin(confidence: float):
    if confidence < THIN:
        yield say("thin", share=round(100 * confidence))


def unknowns(ranking: Ranking, row: int) -> tuple[Reason, ...]:
    """This function will say what to ask, what weighs most first."""
    known = ranking.evidence.agree[row] + ranking.evidence.contrast[row] > 0
    nominal = ranking.weights.nominal()
    order = sorted((at for at in range(len(KEYS)) if not known[at]), key=lambda at: (-nominal[at], at))
    asks = [say(f"ask_{KEYS[at]}", KEYS[at]) for at in order]
    if ranking.corpus.profiles[row].contact_consent is None:
        asks.append(say("ask_consent"))
    return tuple(asks)


def why_they_may_say_yes(ranking: Ranking, row: int, limit: int = 2) -> tuple[Reason, ...]:
    """This function will give the reasons that count most for the other side."""
    weights = ranking.weights.of(other_side(ranking.kind))
    gain = dict(zip(KEYS, weights * ranking.evidence.agree[row], strict=True))
    for_them = "risorse" if ranking.kind != NONPROFIT else "ritorni"
    found = sorted(reasons(ranking, row), key=lambda r: (r.component != for_them, -round(float(gain[r.component]), 9)))
    return tuple(found[:limit])
