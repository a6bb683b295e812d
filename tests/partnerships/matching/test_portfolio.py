"""The plan of all matches at once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.matching.portfolio import Pair, blocking_pairs, gini, greedy, plan

settings.register_profile("portfolio", deadline=None, derandomize=True, max_examples=150)
SCORES = st.integers(0, 20).map(lambda n: n * 5.0)


@st.composite
def offices(draw):
    companies = draw(st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 3), min_size=1))
    nonprofits = draw(st.dictionaries(st.sampled_from("uvwxyz"), st.integers(0, 3), min_size=1))
    pairs = [Pair(c, n, draw(SCORES), draw(SCORES), draw(SCORES)) for c in sorted(companies) for n in sorted(nonprofits)]
    return pairs, {"company_capacity": companies, "nonprofit_capacity": nonprofits}


@settings(settings.get_profile("portfolio"))
@given(offices())
def test_a_plan_has_no_blocking_pair_and_keeps_to_capacities_and_minimum(office):
    pairs, capacities = office
    made = plan(pairs, **capacities)
    assert blocking_pairs(pairs, made, **capacities) == []
    assert all(pair.score >= 40 for pair in made.pairs)
    for company, capacity in capacities["company_capacity"].items():
        assert sum(pair.company == company for pair in made.pairs) <= capacity
    for nonprofit, capacity in capacities["nonprofit_capacity"].items():
        assert sum(pair.nonprofit == nonprofit for pair in made.pairs) <= capacity


@settings(settings.get_profile("portfolio"))
@given(offices(), st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_changes_nothing(office, random):
    pairs, capacities = office
    assert plan(random.sample(pairs, len(pairs)), **capacities) == plan(pairs, **capacities)


def test_who_was_never_proposed_is_listed():
    made = plan([Pair("A", "x", 90, 90, 90), Pair("A", "y", 80, 80, 80)],
                company_capacity={"A": 1}, nonprofit_capacity={"x": 1, "y": 1})
    assert (made.never_proposed, made.companies_left, made.coverage) == (("y",), (), 2 / 3)


def test_gini_is_zero_when_all_are_alike_and_high_when_one_has_all():
    assert gini([2, 2, 2]) == 0
    assert gini([0, 0, 0, 4]) == 0.75


@settings(settings.get_profile("portfolio"))
@given(offices())
def test_greedy_is_each_company_s_own_best_and_those_left_out_are_listed(office):
    pairs, capacities = office
    alone = greedy(pairs, **capacities)
    for company, capacity in capacities["company_capacity"].items():
        own = sorted((p for p in pairs if p.company == company and p.score >= 40), key=lambda p: p.liking("company"))
        assert {p for p in alone.pairs if p.company == company} == set(own[:capacity])
    made = plan(pairs, **capacities)
    assert 0 <= made.gini < 1 and 0 <= made.coverage <= 1
    assert set(made.never_proposed) == capacities["nonprofit_capacity"].keys() - {p.nonprofit for p in made.pairs}
