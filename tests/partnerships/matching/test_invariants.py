"""What must hold for every pair of profiles (docs/matching.md): each invariant is a property."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from partnerships.matching import KEYS, Corpus, Need, Offer, Profile, gates, groups, rank, rank_in

from .strategies import START, companies, crowds, nonprofits, profiles

settings.register_profile("matching", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("matching")
SMALLEST = 1e-9


def raw(query, candidates):
    """Unrounded scores by id."""
    ranking = rank_in(Corpus(candidates), query)
    return {p.id: float(ranking.scores.total[row]) for row, p in enumerate(candidates)}


@given(companies, crowds(gated=True))
def test_scores_values_and_confidence_stay_in_their_ranges(query, candidates):
    for match in rank(query, candidates):
        assert 0 <= match.score <= 100
        assert 0 <= match.confidence <= 1 + SMALLEST
        assert all(part.value is None or 0 <= part.value <= 1 + SMALLEST for part in match.components)
        assert all(part.points >= 0 for part in match.components)


@given(companies, crowds(gated=True))
def test_points_of_the_components_and_of_the_bars_sum_to_the_score(query, candidates):
    for match in rank(query, candidates):
        assert round(sum(part.points for part in match.components), 1) == match.score
        assert round(sum(bar.points for bar in groups.groups(match)), 1) == match.score


@given(companies, crowds())
def test_weights_of_what_is_known_sum_to_one(query, candidates):
    for match in rank(query, candidates):
        known = [part.weight for part in match.components if part.known]
        assert sum(known) == pytest.approx(1.0) if known else match.score == 0
        assert all(part.weight == 0 and part.points == 0 for part in match.components if not part.known)


@given(companies, crowds())
def test_score_lies_between_the_two_directions(query, candidates):
    for match in rank(query, candidates):
        low, high = sorted((match.company_score, match.nonprofit_score))
        assert low - 0.06 <= match.potential <= high + 0.06


@given(companies, crowds(gated=True), st.randoms(use_true_random=False))
def test_order_of_the_candidates_changes_nothing(query, candidates, random):
    shuffled = random.sample(candidates, len(candidates))
    assert rank(query, shuffled) == rank(query, candidates)


@given(companies, crowds(gated=True))
def test_names_change_nothing(query, candidates):
    renamed = [replace(p, name=f"{query.text} {p.id}") for p in candidates]
    assert rank(replace(query, name="Mensa"), renamed) == rank(query, candidates)


@given(companies, nonprofits)
def test_equal_candidates_stand_in_the_order_of_their_ids(query, candidate):
    twins = [replace(candidate, id=name) for name in ("b", "c", "a")]
    assert [match.id for match in rank(query, twins)] == ["a", "b", "c"]


@given(companies, crowds(gated=True))
def test_stopped_candidates_come_last_with_reasons_and_no_points(query, candidates):
    matches = rank(query, candidates)
    stopped = [bool(match.blocked) for match in matches]
    assert stopped == sorted(stopped)
    assert all(match.score == 0 for match in matches if match.blocked)


@given(companies, crowds(gated=True))
def test_the_mask_of_stops_agrees_with_the_reasons(query, candidates):
    ranking = rank_in(Corpus(candidates), query)
    for row, candidate in enumerate(candidates):
        told = gates.stops(query, candidate, bool(ranking.evidence.dates_impossible[row]))
        assert bool(told) == bool(ranking.blocked[row])


@given(companies, crowds(gated=True))
def test_lifting_the_stops_gives_the_potential_score(query, candidates):
    potential = {match.id: match.potential for match in rank(query, candidates)}
    lifted = rank(query, candidates, lifted=potential.keys())
    assert {match.id: match.score for match in lifted} == potential


@given(profiles("company"), profiles("npo"))
def test_a_pair_without_text_scores_the_same_from_either_side(company, npo):
    company, npo = (replace(side, text="", results=()) for side in (company, npo))
    ours, theirs = rank(company, [npo])[0], rank(npo, [company])[0]
    assert (ours.score, ours.company_score, ours.nonprofit_score) == pytest.approx(
        (theirs.score, theirs.company_score, theirs.nonprofit_score))


# --- adding a fact that both share never lowers the score ------------------------------------------------------------

SHARED = [
    ("sdgs", 4), ("sdgs", 17), ("themes", "a"), ("themes", "z"), ("targets", "elderly"), ("targets", "prison"),
]
SIDES = [(True, True), (True, False), (False, True)]


def add(profile, field, value):
    return replace(profile, **{field: getattr(profile, field) | {value}})


@pytest.mark.parametrize(("field", "value"), SHARED)
@given(query=companies, candidates=crowds(), at=st.integers(0, 5), sides=st.sampled_from(SIDES))
def test_a_shared_value_never_lowers_the_score(field, value, query, candidates, at, sides):
    row = at % len(candidates)
    if not sides[0]:
        query = add(query, field, value)
    if not sides[1]:
        candidates[row] = add(candidates[row], field, value)
    before = raw(query, candidates)[candidates[row].id]
    candidates[row] = add(candidates[row], field, value)
    after = raw(add(query, field, value), candidates)[candidates[row].id]
    assert after >= before - SMALLEST


@given(companies, nonprofits, st.sampled_from([("wants", "gives"), ("gives", "wants")]))
def test_a_return_wanted_and_given_never_lowers_the_score(query, candidate, fields):
    before = raw(query, [candidate])[candidate.id]
    after = raw(add(query, fields[0], "impact_report"), [add(candidate, fields[1], "impact_report")])[candidate.id]
    assert after >= before - SMALLEST


@given(companies, nonprofits)
def test_a_province_found_out_to_be_the_same_never_lowers_the_score(query, candidate):
    query, candidate = replace(query, province=""), replace(candidate, province="")
    before = raw(query, [candidate])[candidate.id]
    after = raw(replace(query, province="PV"), [replace(candidate, province="PV")])[candidate.id]
    assert after >= before - SMALLEST


@given(companies, nonprofits)
def test_a_territory_both_name_never_lowers_the_score(query, candidate):
    before = raw(query, [candidate])[candidate.id]
    after = raw(add(query, "territory", "CR"), [add(candidate, "territory", "CR")])[candidate.id]
    assert after >= before - SMALLEST


@given(companies, nonprofits, st.booleans())
def test_a_need_covered_in_full_never_lowers_the_score(query, candidate, dated):
    by = START + timedelta(days=400) if dated else None
    offer = Offer("equipment", 10, "pezzi", START if dated else None)
    need = Need("it_equipment", 10, "pezzi", by)
    before = raw(query, [candidate])[candidate.id]
    after = raw(replace(query, offers=(*query.offers, offer)), [replace(candidate, needs=(*candidate.needs, need))])
    assert after[candidate.id] >= before - SMALLEST


@given(companies, nonprofits)
def test_one_more_kept_promise_never_lowers_the_score(query, candidate):
    candidate = replace(candidate, kept=candidate.kept or 0, broken=candidate.broken or 0)
    before = raw(query, [candidate])[candidate.id]
    after = raw(query, [replace(candidate, kept=candidate.kept + 1)])[candidate.id]
    assert after >= before - SMALLEST


# --- text ------------------------------------------------------------------------------------------------------------

@given(companies, crowds(), st.sampled_from(["cibo", "scuola", "fiume"]), st.booleans())
def test_typing_a_word_two_hundred_times_is_no_better_than_once(query, candidates, word, in_results):
    assume(candidates[0].words)
    first = candidates[0]

    def typed(times):
        if in_results:
            return replace(first, results=(*first.results, *[word] * times))
        return replace(first, text=f"{first.text} " + f"{word} " * times)

    once = raw(query, [typed(1), *candidates[1:]])[first.id]
    often = raw(query, [typed(200), *candidates[1:]])[first.id]
    assert often <= once + SMALLEST


@given(crowds(gated=True), crowds("company", gated=True))
def test_the_same_components_are_always_there(nonprofits_, companies_):
    for match in rank(nonprofits_[0], companies_, direction="npo->company"):
        assert tuple(part.key for part in match.components) == KEYS


@given(companies, nonprofits)
def test_a_body_of_which_only_one_thing_is_known_never_scores_high(query, candidate):
    bare = Profile(id=candidate.id, kind=candidate.kind, province=query.province, contact_consent=True)
    [match] = rank(replace(query, exclusions=frozenset(), territory=frozenset()), [bare])
    assert match.score <= 60
