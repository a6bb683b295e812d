"""The six phases as data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships import lifecycle

KEYS = [phase.key for phase in lifecycle.PHASES]


def test_the_six_phases_stand_in_the_order_of_the_project():
    assert [(phase.number, phase.key, phase.stage.value) for phase in lifecycle.PHASES] == [
        (1, "planning", "preparatory"), (2, "negotiation", "preparatory"), (3, "agreement", "preparatory"),
        (4, "management", "executive"), (5, "communication", "executive"), (6, "evaluation", "control"),
    ]


def test_every_deliverable_has_its_own_key():
    keys = [item.key for phase in lifecycle.PHASES for item in phase.deliverables]
    assert len(keys) == len(set(keys))


def test_every_condition_is_a_known_fact():
    asked = {item.only_if for phase in lifecycle.PHASES for item in phase.deliverables} - {""}
    assert asked == set(lifecycle.FACTS)


@pytest.mark.parametrize("key", KEYS)
def test_a_gate_is_shut_until_the_last_required_line_is_done(key):
    required = [item.key for item in lifecycle.asked(key, facts=lifecycle.FACTS) if item.required]
    assert lifecycle.can_advance(key, required, facts=lifecycle.FACTS)
    for left_out in required:
        done = set(required) - {left_out}
        assert not lifecycle.can_advance(key, done, facts=lifecycle.FACTS)
        assert [item.key for item in lifecycle.missing(key, done, facts=lifecycle.FACTS)] == [left_out]


@given(st.sampled_from(KEYS), st.sampled_from(KEYS), st.sets(st.sampled_from(
    [item.key for phase in lifecycle.PHASES for item in phase.deliverables])))
def test_no_gate_leads_further_than_the_next_phase(key, to, done):
    after = lifecycle.next_phase(key)
    if lifecycle.can_advance(key, done, to=to):
        assert after is not None
        assert after.key == to
        assert not lifecycle.missing(key, done)


def test_insurance_is_asked_only_with_volunteers():
    def lines(**facts):
        return {item.key for item in lifecycle.asked("agreement", **facts)}

    assert lines(facts={"volunteers"}) - lines() == {"volunteer_insurance"}


def test_the_phases_are_a_chain():
    assert [lifecycle.next_phase(key) for key in KEYS] == [*lifecycle.PHASES[1:], None]
    assert [lifecycle.previous_phase(key) for key in KEYS] == [None, *lifecycle.PHASES[:-1]]


def test_progress_counts_the_lines_asked():
    assert lifecycle.progress("agreement", {"agreement_kind", "elsewhere"}) == (1, 7)


def test_an_unknown_phase_is_refused():
    with pytest.raises(lifecycle.UnknownPhase):
        lifecycle.phase("party")
