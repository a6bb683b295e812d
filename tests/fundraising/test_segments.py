"""Kinds of donors, from days and amounts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundraising import segments
from fundraising.segments import Gift

TODAY = date(2026, 11, 24)


def gifts(*days: date, amount: int = 50) -> list[Gift]:
    return [Gift(day, Decimal(amount)) for day in days]


@pytest.mark.parametrize(
    ("days", "segment"),
    [
        ([date(2026, 11, 1)], "new"),
        ([date(2026, 5, 1), date(2026, 10, 1)], "active"),
        ([date(2024, 11, 1), date(2025, 11, 1), date(2026, 11, 1)], "loyal"),
        ([date(2025, 6, 1)], "lybunt"),
        ([date(2024, 12, 30)], "sybunt"),
        ([date(2023, 5, 1)], "silent"),
        ([date(2023, 5, 1), date(2026, 10, 1)], "reactivated"),
        ([date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)], "off_rhythm"),
    ],
)
def test_segment_follows_from_the_days(days, segment):
    assert segments.profile(gifts(*days), today=TODAY).segment == segment


def test_great_supporter_is_one_who_gave_much():
    assert segments.profile(gifts(date(2026, 11, 1), amount=2000), today=TODAY).segment == "great"


def test_nobody_without_gifts():
    assert segments.profile([], today=TODAY) is None


def test_rfm_goes_from_one_to_five():
    best = gifts(*[TODAY - timedelta(days=30 * n) for n in range(9)], amount=300)
    assert (segments.profile(best, today=TODAY).rfm, segments.profile(gifts(date(2020, 1, 1), amount=5), today=TODAY).rfm) == (
        "555", "111",
    )


@given(st.lists(st.dates(date(2018, 1, 1), TODAY), min_size=1, max_size=12))
def test_nobody_is_lybunt_and_sybunt_at_once(days):
    assert not (segments.lybunt(days, TODAY.year) and segments.sybunt(days, TODAY.year))
