"""What begins and ends a sequence in partnerships: a proposal nobody answers, an answer, an agreement's day."""

from datetime import timedelta

import pytest

from partnerships.actions import matches
from partnerships.models import PhaseChange
from partnerships.queries.sequence_triggers import (
    agreement_anniversary,
    answered,
    phase_reached,
    proposal_made,
    request_received,
)
from relations.actions import sequences
from relations.models import MailSequence, SequenceRun, User
from relations.panels import Follower
from relations.queries import rehearsal
from relations.queries import sequences as queries
from tests.partnerships.conftest import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture
def reminder(office, officer, head) -> MailSequence:
    """The seeded reminder of an unanswered proposal, approved and on."""
    sequences.seed(at=AT - timedelta(days=2))
    row = MailSequence.objects.get(key="proposal")
    row.owner = officer
    row.save()
    sequences.submit(sequence=row, by=officer, at=AT - timedelta(days=1))
    sequences.approve(sequence=row, by=User.objects.get(pk=head.pk), at=AT - timedelta(days=1))
    sequences.switch_on(sequence=row, by=officer, at=AT - timedelta(days=1))
    return row


def followers(since=AT - timedelta(days=1)) -> list[Follower]:
    return [
        Follower(one.person_id, one.organization_id, one.email, one.at, one.subject) for one in proposal_made(since, LATER, None)
    ]


def test_a_request_begins_it_once(request_in):
    made = request_in()
    found = list(request_received(AT - timedelta(days=30), LATER, None))
    assert [one.key for one in found] == [f"request:{made.pk}"]


def test_a_proposal_begins_it_for_both_sides(invited):
    assert len(followers()) == 2
    assert {one.organization_id for one in followers()} >= {invited.nonprofit_id}


def test_who_answers_leaves_and_the_other_side_stays(invited):
    both = followers()
    assert list(answered(both, LATER)) == []
    matches.answer(match=invited, side="nonprofit", answer="yes", note="", at=AT + timedelta(hours=1))
    out = [both[place].organization_id for place in answered(both, LATER)]
    assert out == [invited.nonprofit_id]


def test_a_no_ends_it_for_both(invited):
    both = followers()
    matches.answer(match=invited, side="nonprofit", answer="no", note="", at=AT + timedelta(hours=1))
    assert list(answered(both, LATER)) == [0, 1]


def test_the_seeded_reminder_writes_to_who_does_not_answer(reminder, invited):
    """Six working days later one mail for each side that is silent, none for the other."""
    sequences.run_all(at=AT + timedelta(hours=1))
    assert SequenceRun.objects.filter(state="running").count() == 2
    matches.answer(match=invited, side="nonprofit", answer="yes", note="", at=AT + timedelta(days=2))
    sequences.run_all(at=AT + timedelta(days=10))
    lines = [(line.outcome, line.reason) for line in rehearsal.log(reminder)]
    assert sorted(lines) == [("mail", ""), ("stopped", "proposal_answered")]
    assert "hanno risposto" in " ".join(one.words for one in queries.in_words(rehearsal.log(reminder)))


def test_a_phase_and_its_anniversary(partnership):
    row = partnership()
    PhaseChange.objects.create(partnership=row, from_phase="agreement", to_phase="management", at=AT)
    reached = list(phase_reached(AT - timedelta(days=1), LATER, ["management"]))
    assert len(reached) == row.parties.count() > 0
    assert list(phase_reached(AT - timedelta(days=1), LATER, ["evaluation"])) == []
    found = list(agreement_anniversary(AT + timedelta(days=300), AT + timedelta(days=370), None))
    assert {one.at.date() for one in found} == {(AT + timedelta(days=365)).date()}
