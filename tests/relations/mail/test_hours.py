"""When campaigns may leave, on the days the clock changes too."""
from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from relations.mail.hours import Hours, instant

ROME, UTC = ZoneInfo("Europe/Rome"), ZoneInfo("UTC")


def rome(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=ROME, fold=fold)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


OFFICE = Hours(time(9), time(18, 30), frozenset({0, 1, 2, 3, 4}))


@pytest.mark.parametrize(("at", "expected"), [
    (rome(2026, 11, 30, 8, 59, 59), False), (rome(2026, 11, 30, 9), True), (rome(2026, 11, 30, 18, 29, 59), True),
    (rome(2026, 11, 30, 18, 30), False), (rome(2026, 11, 29, 12), False), (utc(2026, 11, 30, 8), True), (utc(2026, 7, 6, 7), True),
])  # fmt: skip
def test_hours_and_days_are_those_of_rome(at, expected):
    assert OFFICE.is_open(at) is expected


def test_without_hours_it_is_always_open():
    assert Hours().is_open(rome(2026, 3, 29, 3)) and Hours(days=frozenset()).is_open(rome(2026, 10, 25, 2))


def test_hours_may_go_past_midnight():
    night = Hours(time(22), time(2), frozenset({4}))
    friday = [night.is_open(rome(2026, 12, 4, 21)), night.is_open(rome(2026, 12, 4, 23))]
    assert (friday, night.is_open(rome(2026, 12, 5, 1)), night.is_open(rome(2026, 12, 5, 23))) == ([False, True], True, False)


def test_an_hour_that_does_not_exist_is_the_first_moment_after_it():
    assert instant(date(2026, 3, 29), time(2, 30)) == rome(2026, 3, 29, 3)
    spring = Hours(time(2, 30), time(8))
    assert (spring.is_open(utc(2026, 3, 29, 0, 59)), spring.is_open(utc(2026, 3, 29, 1, 0))) == (False, True)


def test_an_hour_that_comes_twice_is_the_first_of_the_two():
    assert instant(date(2026, 10, 25), time(2, 30)) == utc(2026, 10, 25, 0, 30)
    autumn = Hours(time(2, 30), time(8))
    moments = [utc(2026, 10, 25, 0, 29), utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 5), utc(2026, 10, 25, 1, 30)]
    assert [autumn.is_open(at) for at in moments] == [False, True, True, True]


def test_what_has_closed_does_not_open_again_when_the_hour_comes_back():
    late = Hours(time(20), time(2, 30))
    moments = [utc(2026, 10, 25, 0, 29), utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 10)]
    assert [late.is_open(at) for at in moments] == [True, False, False]


@pytest.mark.parametrize(("at", "expected"), [
    (rome(2026, 12, 4, 10), rome(2026, 12, 4, 9)), (rome(2026, 12, 4, 7), rome(2026, 12, 4, 9)), (rome(2026, 12, 4, 19), rome(2026, 12, 7, 9)),
])  # fmt: skip
def test_the_opening_is_the_one_it_is_in_or_the_next(at, expected):
    assert OFFICE.opening(at) == expected
