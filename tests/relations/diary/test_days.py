"""The arithmetic of days: pure, for every day of four years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.days import Step, WorkingDays, add_months, due, in_words, lay_out, month_grid

PAVIA = WorkingDays(province="PV")
DAYS = st.dates(date(2025, 1, 1), date(2029, 12, 31))
RULES = st.sampled_from(["calendar", "shift", "working"])
STEPS = st.lists(
    st.builds(Step, days=st.integers(0, 90), counted_from=st.sampled_from(["start", "previous"])), min_size=1, max_size=8
)
TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-24", True), ("2026-11-28", False), ("2026-11-29", False), ("2026-12-08", False), ("2026-12-09", False),
        ("2026-04-06", False), ("2026-10-04", False), ("2027-01-06", False), ("2026-06-02", False), ("2026-12-07", True),
    ],
)  # fmt: skip
def test_the_office_is_closed_on_italian_holidays_and_on_the_patron_s_day(day, works):
    assert PAVIA.is_working(date.fromisoformat(day)) is works


def test_a_patron_written_by_the_office_wins_over_the_province_s():
    calendar = WorkingDays(patron=(11, 25), province="PV")
    assert (calendar.is_working(date(2026, 11, 25)), calendar.is_working(date(2026, 12, 9))) == (False, True)


def test_letters_of_no_province_leave_the_national_holidays():
    assert WorkingDays(province="ZZ").is_working(date(2026, 12, 9))


@given(day=DAYS, count=st.integers(0, 60))
def test_working_days_added_land_on_a_working_day_and_are_as_many_as_asked(day, count):
    found = PAVIA.add(day, count)
    assert PAVIA.is_working(found)
    assert PAVIA.count(day, found) == count or (count == 0 and found == PAVIA.first_from(day))


@given(day=DAYS, days=st.integers(0, 400), rule=RULES)
def test_a_step_is_never_due_before_its_days_nor_on_a_holiday_unless_allowed(day, days, rule):
    found = due(day, days, rule, PAVIA)
    assert found >= day + timedelta(days=days) if rule != "working" else found >= day
    assert rule == "calendar" or PAVIA.is_working(found)


@given(steps=STEPS, start=DAYS, rule=RULES)
def test_a_step_after_another_is_never_before_it(steps, start, rule):
    laid = lay_out(steps, start, rule, PAVIA)
    assert all(day >= start for day in laid)
    pairs = zip(steps[1:], laid, laid[1:], strict=False)
    assert all(after >= before for step, before, after in pairs if step.counted_from == "previous")


@given(steps=STEPS, start=DAYS, rule=RULES, late=st.integers(0, 60))
def test_a_delay_never_brings_a_later_step_forward(steps, start, rule, late):
    on_time = lay_out(steps, start, rule, PAVIA)
    done = Step(steps[0].days, steps[0].counted_from, on_time[0], on_time[0] + timedelta(days=late))
    delayed = lay_out([done, *steps[1:]], start, rule, PAVIA)
    assert all(after >= before for before, after in zip(on_time, delayed, strict=True))


@given(steps=STEPS, start=DAYS, rule=RULES)
def test_what_is_late_today_shows_on_the_steps_to_come(steps, start, rule):
    today = start + timedelta(days=200)
    laid = lay_out(steps, start, rule, PAVIA, today)
    pairs = list(zip(steps, laid, strict=True))[1:]
    assert all(day >= today for step, day in pairs if step.counted_from == "previous")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("domani", "2026-11-25"), ("Dopodomani", "2026-11-26"), ("lunedì", "2026-11-30"), ("martedi", "2026-12-01"),
        ("venerdì prossimo", "2026-11-27"), ("tra una settimana", "2026-12-01"), ("fra 10 giorni", "2026-12-04"),
        ("tra due mesi", "2027-01-24"), ("fine mese", "2026-11-30"), ("next Friday", "2026-11-27"), ("in two weeks", "2026-12-08"),
    ],
)  # fmt: skip
def test_days_are_read_as_they_are_said(said, day):
    assert in_words(said, TUESDAY) == date.fromisoformat(day)


@given(st.text(max_size=60))
def test_no_words_ever_fail(words):
    found = in_words(words, TUESDAY)
    assert found is None or found >= TUESDAY


@given(day=DAYS, count=st.integers(-30, 30))
def test_months_added_keep_the_day_or_take_the_last_one(day, count):
    found = add_months(day, count)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == count
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


@given(DAYS)
def test_a_month_is_whole_weeks_from_monday_with_every_day_once(day):
    grid = month_grid(day)
    flat = [found for week in grid for found in week]
    assert all(week[0].weekday() == 0 and len(week) == 7 for week in grid)
    assert flat == [flat[0] + timedelta(days=number) for number in range(len(flat))]
    assert {found for found in flat if (found.year, found.month) == (day.year, day.month)} >= {day}
