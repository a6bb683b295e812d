"""Weights learnt from decisions: held near the experts', in the same range, better only where what was left out says so."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.matching import KEYS
from partnerships.matching.learning import LEAST, Decision, learn
from partnerships.matching.score import Weights

PRIOR = Weights.default().company
values = st.none() | st.integers(0, 10).map(lambda n: n / 10)
decided = st.lists(
    st.builds(Decision, st.sampled_from("abc"), st.tuples(*[values] * len(KEYS)), st.booleans()), max_size=24
)
calm = settings(deadline=None, derandomize=True, max_examples=80)


@calm
@given(decided)
def test_weights_are_never_negative_and_sum_to_one(decisions):
    learnt = learn(decisions, PRIOR)
    assert min(learnt.weights) >= 0 and sum(learnt.weights) == pytest.approx(1)
    assert 0 <= learnt.right <= 1 and 0 <= learnt.right_before <= 1
    Weights(company=learnt.weights)


@calm
@given(decided, st.randoms(use_true_random=False))
def test_the_order_of_the_decisions_changes_nothing(decisions, shuffle):
    assert learn(shuffle.sample(decisions, len(decisions)), PRIOR) == learn(decisions, PRIOR)


@calm
@given(decided)
def test_with_nothing_to_compare_the_experts_weights_stay(decisions):
    alone = [Decision(one.group, one.agreement, True) for one in decisions]
    learnt = learn(alone, PRIOR)
    assert (learnt.weights, learnt.pairs, learnt.is_better) == (PRIOR, 0, False)


def invented(important: int, groups: int, seed: int = 3) -> list[Decision]:
    """Offices where only one component decides."""
    dice = random.Random(seed)
    found = []
    for group in range(groups):
        rows = [tuple(dice.random() for _key in KEYS) for _one in range(4)]
        best = max(rows, key=lambda row: row[important])
        found += [Decision(f"{group:03d}", row, row == best) for row in rows]
    return found


@pytest.mark.parametrize("important", [3, 6])
def test_what_decides_gains_weight_and_orders_what_was_left_out_better(important):
    learnt = learn(invented(important, 30), PRIOR)
    assert learnt.weights[important] > PRIOR[important]
    assert learnt.is_better and learnt.right > learnt.right_before


def test_few_decisions_move_little_and_are_not_used():
    learnt = learn(invented(6, 4), PRIOR)
    assert learnt.decisions < LEAST and not learnt.is_better
    assert max(abs(one - other) for one, other in zip(learnt.weights, PRIOR, strict=True)) < 0.2


def test_decisions_by_chance_are_not_used_where_they_order_worse():
    dice = random.Random(5)
    noise = [Decision(f"{n // 4}", tuple(dice.random() for _key in KEYS), dice.random() < 0.4) for n in range(80)]
    learnt = learn(noise, PRIOR)
    assert learnt.is_better == (learnt.right >= learnt.right_before)
