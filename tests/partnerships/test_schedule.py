"""What moves when one moves: distances kept, nothing twice, circles refused."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from partnerships import schedule
from partnerships.schedule import Slot

DAY = date(2026, 11, 24)


def slot(key: int, days: int = 0, *, is_open: bool = True) -> Slot:
    return Slot(key, DAY + timedelta(days=days - 5), DAY + timedelta(days=days), is_open)


def slots(*some: Slot) -> dict[int, Slot]:
    return {one.key: one for one in some}


CHAIN = [(1, 2), (2, 3), (1, 4)]
FOUR = slots(slot(1), slot(2, 10), slot(3, 20), slot(4, 12))


def test_all_that_follows_moves_by_the_same_days():
    moved = schedule.shift(1, DAY + timedelta(days=7), FOUR, CHAIN)
    assert [(one.key, (one.due - one.was).days) for one in moved] == [(1, 7), (2, 7), (4, 7), (3, 7)]


def test_moving_the_last_moves_nothing_else():
    assert [one.key for one in schedule.shift(3, DAY, FOUR, CHAIN)] == [3]


def test_the_same_day_moves_nothing():
    assert schedule.shift(1, DAY, FOUR, CHAIN) == []


def test_what_is_closed_stays_and_lets_nothing_through():
    some = FOUR | slots(slot(2, 10, is_open=False))
    assert [one.key for one in schedule.shift(1, DAY + timedelta(days=7), some, CHAIN)] == [1, 4]


def test_a_milestone_has_no_beginning_to_move():
    some = FOUR | {2: Slot(2, None, DAY)}
    assert schedule.shift(2, DAY + timedelta(days=1), some, [])[0].start is None


def test_a_circle_is_seen_however_long():
    assert (
        schedule.makes_circle(3, 1, CHAIN)
        and schedule.makes_circle(1, 1, [])
        and not schedule.makes_circle(4, 3, CHAIN)
    )


def test_a_second_that_begins_before_the_first_is_due_is_told():
    assert schedule.early(slots(slot(1, 10), slot(2, 12)), [(1, 2)]) == [(1, 2)]
    assert schedule.early(slots(slot(1, 10), slot(2, 16)), [(1, 2)]) == []


@st.composite
def plans(draw):
    """A plan without circles: links only go from a lower key to a higher one."""
    count = draw(st.integers(2, 9))
    some = slots(*(slot(key, draw(st.integers(0, 60)), is_open=draw(st.booleans())) for key in range(count)))
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] < pair[1])
    return some, draw(st.lists(pairs, max_size=14)), draw(st.integers(0, count - 1)), draw(st.integers(-40, 40))


@given(plans())
def test_whatever_the_plan_what_moves_keeps_its_length_and_its_distances(plan):
    some, links, key, days = plan
    moved = schedule.shift(key, some[key].due + timedelta(days=days), some, links)
    assert len({one.key for one in moved}) == len(moved)
    for one in moved:
        assert (one.due - some[one.key].due).days == days and one.due - one.start == some[one.key].due - some[
            one.key
        ].start
    assert all(some[one.key].is_open for one in moved if one.key != key)


@given(plans())
def test_no_link_that_is_allowed_ever_makes_a_circle(plan):
    some, links, _key, _days = plan
    kept: list[tuple[int, int]] = []
    for first, then in [*links, *((then, first) for first, then in links)]:
        if not schedule.makes_circle(first, then, kept):
            kept.append((first, then))
    assert all(key not in schedule.followers(key, kept, some) for key in some)
    assert not any(schedule.makes_circle(then, first, kept) is False for first, then in kept)
