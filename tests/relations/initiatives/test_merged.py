"""Two records made one keep what is known on initiatives, and part again as they were."""

from datetime import timedelta

from relations.actions import initiatives, merging, network, positions
from relations.models import Introduction, Position, Stakeholder
from tests.relations.conftest import AT, TODAY


def test_what_is_known_of_either_stays_when_two_on_one_sheet_are_merged(initiative, stakeholder, organization, officer):
    page = initiative()
    one, other = organization("Mensa"), organization("Mensa ODV")
    for body, value in ((one, 1), (other, -1)):
        row = stakeholder(body, page)
        initiatives.appraise(stakeholder=row, by=officer, at=AT, influence=3)
        positions.record(stakeholder=row, value=value, on=TODAY - timedelta(days=3), by=officer, at=AT, source="Verbale")
    merge = merging.merge(kept=one, gone=other, by=officer, at=AT)
    assert (Position.objects.count(), set(Stakeholder.objects.values_list("organization", flat=True))) == (2, {one.pk})
    merging.undo(merge=merge, by=officer, at=AT)
    assert sorted(Stakeholder.objects.values_list("organization", flat=True)) == [one.pk, other.pk]


def test_decisions_on_introductions_survive_a_merge(organization, officer):
    one, other, third = organization("Uno"), organization("Due"), organization("Tre")
    network.dismiss(one=one, other=third, by=officer, at=AT)
    network.dismiss(one=other, other=third, by=officer, at=AT)
    merge = merging.merge(kept=one, gone=other, by=officer, at=AT)
    assert Introduction.objects.filter(one__in=[one, third], other__in=[one, third]).count() == 1
    merging.undo(merge=merge, by=officer, at=AT)
    assert Introduction.objects.count() == 2


def test_two_bodies_introduced_to_each_other_may_turn_out_to_be_one(organization, officer):
    one, other = organization("Uno"), organization("Uno ODV")
    network.propose(one=one, other=other, due_on=TODAY, why="x", by=officer, at=AT)
    merging.merge(kept=one, gone=other, by=officer, at=AT)
