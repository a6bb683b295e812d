"""When steps are due: Rome's days and hours, holidays, the clock's own change. No database."""
from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.days import WorkingDays
from relations.sequencing import LATE, ROME, Delay, begin, catch_up, due, lay_out

CALENDAR = WorkingDays(province="PV")


def rome(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ROME).astimezone(UTC)


@pytest.mark.parametrize(("base", "delay", "expected"), [
    # at once, on a Sunday too
    ("2026-11-29T22:10", Delay(), "2026-11-29T22:10"),
    ("2026-11-24T10:00", Delay(7, hour=time(9, 30)), "2026-12-01T09:30"),
    ("2026-11-24T10:00", Delay(7), "2026-12-01T09:00"),
    # a Saturday moves to Monday; the Immacolata to Thursday, because San Siro is Pavia's own
    ("2026-11-24T10:00", Delay(4), "2026-11-30T09:00"),
    ("2026-12-01T10:00", Delay(7), "2026-12-10T09:00"),
    ("2026-12-01T10:00", Delay(7, "calendar"), "2026-12-08T09:00"),
    # working days only
    ("2026-12-03T10:00", Delay(3, "working"), "2026-12-10T09:00"),
    # the hour has passed: the next allowed day
    ("2026-11-27T10:00", Delay(0, hour=time(9)), "2026-11-30T09:00"),
    ("2026-11-27T10:00", Delay(0, "calendar", time(9)), "2026-11-28T09:00"),
    ("2026-11-27T08:00", Delay(0, hour=time(9)), "2026-11-27T09:00"),
    # nine in the morning stays nine when the clocks go forward (29 March 2026) and back (25 October)
    ("2026-03-27T10:00", Delay(3), "2026-03-30T09:00"),
    ("2026-10-23T10:00", Delay(3), "2026-10-26T09:00"),
    # an hour the clocks skip
    ("2026-03-28T10:00", Delay(1, "calendar", time(2, 30)), "2026-03-29T03:30"),
])  # fmt: skip
def test_when_a_step_is_due(base, delay, expected):
    assert due(rome(base), delay, CALENDAR) == rome(expected)


DELAYS = st.lists(
    st.builds(
        Delay, st.integers(0, 40), st.sampled_from(["shift", "working", "calendar"]),
        st.one_of(st.none(), st.times(min_value=time(5), max_value=time(22))),
    ),
    min_size=1, max_size=5,
)  # fmt: skip
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))


@given(base=MOMENTS, delays=DELAYS)
def test_steps_come_one_after_the_other_and_never_on_a_holiday(base, delays):
    dues = lay_out(base, delays, CALENDAR)
    assert dues == sorted(dues)
    assert dues[0] >= base
    for delay, moment in zip(delays, dues, strict=True):
        if delay.rule != "calendar" and not delay.is_at_once:
            assert CALENDAR.is_working(moment.astimezone(ROME).date())


@given(base=MOMENTS, delays=DELAYS, late=st.integers(0, 60))
def test_a_delay_moves_all_that_follow(base, delays, late):
    dues = lay_out(base, delays, CALENDAR)
    now = dues[0] + timedelta(days=late)
    moved = catch_up(dues, delays, now, CALENDAR)
    assert moved[0] == dues[0]
    if now - dues[0] <= LATE:
        assert moved == dues
    else:
        assert all(moment >= now for moment in moved[1:])


def test_what_comes_to_light_late_begins_now():
    now = rome("2026-11-24T10:00")
    assert begin(now - timedelta(hours=3), now) == now - timedelta(hours=3)
    assert begin(now - timedelta(days=3), now) == now


def test_the_patron_s_day_is_a_holiday():
    calendar = WorkingDays(patron=(12, 9), province="PV")
    assert due(rome("2026-12-02T10:00"), Delay(7), calendar).astimezone(ROME).date() == date(2026, 12, 10)
