"""Bars, notches and lights."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships import progress

START, END = date(2026, 6, 1), date(2027, 6, 1)
HALF = date(2026, 11, 30)


def standing(value, *, baseline=0, target=120, today=HALF):
    number = None if value is None else Decimal(value)
    return progress.standing(
        baseline=Decimal(baseline), target=Decimal(target), value=number, starts_on=START, due_on=END, today=today
    )


@pytest.mark.parametrize(
    ("value", "light"),
    [
        (None, "unread"),
        (62, "on"),
        (54, "on"),
        (53, "behind"),
        (30, "behind"),
        (29, "far"),
        (120, "reached"),
        (130, "reached"),
    ],
)
def test_the_light_compares_the_way_done_with_the_way_expected(value, light):
    assert standing(value).light == light


def test_the_way_begins_at_the_starting_value():
    assert standing(19, baseline=8, target=25).done == 64.7
    assert standing(61, baseline=48, target=80).done == 40.6


def test_fewer_is_better_where_the_target_lies_below():
    assert standing(15, baseline=20, target=10).done == 50 and standing(22, baseline=20, target=10).light == "far"


def test_the_notch_stays_between_the_first_day_and_the_last():
    assert [standing(0, today=day).wanted for day in (date(2026, 1, 1), START, END, date(2030, 1, 1))] == [
        0,
        0,
        100,
        100,
    ]


@given(st.dates(START, END), st.dates(START, END))
def test_the_notch_never_goes_back(one, other):
    first, second = sorted([one, other])
    assert standing(0, today=first).wanted <= standing(0, today=second).wanted


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_higher_value_never_has_a_worse_light(one, other):
    order = ["far", "behind", "on", "reached"]
    low, high = sorted([one, other])
    assert order.index(standing(low).light) <= order.index(standing(high).light)
