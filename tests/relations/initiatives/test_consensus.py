"""Consent over time: bounded, weighted, and the past stays as it was."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from relations import consensus
from relations.consensus import Given, Held, Stake

FIRST = date(2026, 1, 1)
days = st.integers(0, 300).map(lambda n: FIRST + timedelta(days=n))
helds = st.builds(Held, st.integers(-2, 2), days, days, st.integers(0, 99))
givens = st.builds(Given, st.one_of(st.none(), st.integers(1, 5)), days, st.integers(0, 99))
stakes = st.lists(
    st.builds(
        Stake, st.integers(1, 999), days, st.one_of(st.none(), days), st.lists(helds, max_size=4), st.lists(givens, max_size=3),
        st.one_of(st.none(), days),
    ),
    max_size=6, unique_by=lambda stake: stake.key,
)  # fmt: skip


def stake(key=1, positions=(), influence=None, **more):
    influences = [Given(influence, FIRST)] if influence else []
    return Stake(key, FIRST, positions=[Held(value, day, day, n) for n, (value, day) in enumerate(positions)], influences=influences, **more)


@given(stakes, days)
def test_consent_lies_between_minus_100_and_100(found, day):
    score = consensus.consensus(found, day).score
    assert score is None or -100 <= score <= 100


@given(stakes, days, days)
def test_an_earlier_curve_is_the_beginning_of_a_later_one(found, one, other):
    early, late = sorted((one, other))
    before = [point for point in consensus.curve(found, early) if point.day < early]
    assert consensus.curve(found, late)[: len(before)] == before


@given(stakes, helds, days)
def test_what_is_written_down_later_never_changes_a_day_before(found, held, day):
    if not found or held.known <= day:
        return
    first, *rest = found
    richer = Stake(first.key, first.since, first.until, [*first.positions, held], first.influences, first.last_contact)
    assert consensus.consensus([richer, *rest], day) == consensus.consensus(found, day)


@given(stakes, days)
def test_talks_come_by_usefulness_and_never_to_promoters(found, day):
    talks = consensus.next_talks(found, day)
    assert [talk.score for talk in talks] == sorted((talk.score for talk in talks), reverse=True)
    assert [talk for talk in talks if talk.position == 2] == []


def test_influence_weighs():
    found = [stake(1, [(2, FIRST)], influence=5), stake(2, [(-2, FIRST)], influence=1)]
    assert consensus.consensus(found, FIRST).score == 66.7


def test_a_new_position_takes_the_place_of_the_old_one_from_its_day_on():
    found = [stake(1, [(-1, FIRST), (1, FIRST + timedelta(days=10))])]
    assert [(point.day.day, point.score) for point in consensus.curve(found, FIRST + timedelta(days=20))] == [(1, -50.0), (11, 50.0), (21, 50.0)]


def test_who_is_unknown_lowers_what_is_known_and_not_the_score():
    found = [stake(1, [(1, FIRST)], influence=3), stake(2, influence=3)]
    day = consensus.consensus(found, FIRST)
    assert (day.score, day.known, day.voices, day.heard) == (50.0, 50.0, 2, 1)


def test_an_empty_sheet_has_no_score():
    assert consensus.consensus([], FIRST) == consensus.Consensus(FIRST, None, 0.0, 0, 0)


def test_the_undecided_and_silent_come_before_the_decided_and_heard():
    found = [stake(1, [(1, FIRST)], influence=5, last_contact=FIRST), stake(2, influence=4), stake(3, [(2, FIRST)], influence=5)]
    talks = consensus.next_talks(found, FIRST)
    assert [(talk.key, talk.score) for talk in talks] == [(2, 24.0), (1, 5.0)]


def test_the_point_of_a_day_is_the_last_before_it():
    points = consensus.curve([stake(1, [(1, FIRST)])], FIRST + timedelta(days=30))
    assert consensus.on_day(points, FIRST + timedelta(days=9)) == points[0]
    assert consensus.on_day(points, FIRST - timedelta(days=1)) is None
