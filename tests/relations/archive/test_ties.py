"""Ties: who changes body keeps the story on both pages; bodies are tied, parted and tied again."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from relations.actions import parties, ties
from relations.forms.contacts import tie_readings
from relations.models import Affiliation, Relationship
from relations.vocab import TIES
from relations.vocab.places import TIES_BACK
from tests.relations.conftest import AT, TODAY


@pytest.fixture
def councillor(organization, person, officer):
    somebody, first = person("Teresa", "Dossi"), organization("Gruppo Uno", "political_group")
    return parties.affiliate(person=somebody, organization=first, role="consigliera", by=officer, at=AT, started_on=date(2024, 6, 10))


def test_a_councillor_changes_group_in_one_step_and_the_story_is_on_both_pages(staff, organization, councillor):
    other = organization("Gruppo Due", "political_group")
    answer = staff.post(
        reverse("relations:affiliation_move", args=[councillor.pk]),
        {"to": f"organization:{other.pk}", "to_text": "Gruppo Due", "role": "", "on": "24/11/2026"}, follow=True,
    )  # fmt: skip
    old, new = Affiliation.objects.order_by("pk")
    assert (old.ended_on, new.started_on, new.organization, new.role, new.came_from) == (TODAY, TODAY, other, "consigliera", old)
    page = answer.content.decode()
    assert "prima: consigliera, Gruppo Uno" in page and "1 in passato" in page
    for body, words in ((councillor.organization, "poi Gruppo Due"), (other, "prima: consigliera, Gruppo Uno")):
        assert words in staff.get(body.get_absolute_url()).content.decode()


def test_the_passage_is_taken_back_whole(staff, organization, councillor, officer):
    new = ties.move_affiliation(affiliation=councillor, to=organization("Gruppo Due"), role="", on=TODAY, by=officer, at=AT)
    staff.post(reverse("relations:affiliation_unmove", args=[new.pk]))
    assert list(Affiliation.objects.values_list("pk", "ended_on")) == [(councillor.pk, None)]


@pytest.mark.parametrize("on", [date(2024, 6, 9), date(1990, 1, 1)])
def test_a_passage_before_the_beginning_changes_nothing(organization, councillor, officer, on):
    with pytest.raises(parties.EndsBeforeStart):
        ties.move_affiliation(affiliation=councillor, to=organization("Due"), role="", on=on, by=officer, at=AT)
    assert Affiliation.objects.filter(ended_on=None).count() == 1


def test_two_clicks_make_one_passage(staff, organization, councillor):
    other = organization("Gruppo Due")
    sent = {"to": f"organization:{other.pk}", "to_text": "Gruppo Due", "role": "", "on": "24/11/2026"}
    codes = [staff.post(reverse("relations:affiliation_move", args=[councillor.pk]), sent).status_code for _time in range(2)]
    assert (codes, Affiliation.objects.count()) == ([302, 422], 2)


def test_a_closed_position_is_opened_again(staff, councillor, officer):
    parties.end_affiliation(affiliation=councillor, on=TODAY, by=officer, at=AT)
    staff.post(reverse("relations:affiliation_reopen", args=[councillor.pk]))
    assert Affiliation.objects.get().ended_on is None


def test_every_tie_reads_from_both_sides():
    assert set(TIES_BACK) == set(TIES.keys)
    assert len(tie_readings()) == 2 * len(TIES.keys) - 2


@pytest.mark.parametrize(("kind", "goes_out"), [("member_of", True), ("member_of:back", False)])
def test_a_tie_is_added_from_either_side(staff, organization, kind, goes_out):
    here, other = organization("Qui"), organization("Altro")
    staff.post(
        reverse("relations:organization_tie", args=[here.slug]),
        {"kind": kind, "other": f"organization:{other.pk}", "other_text": "Altro", "started_on": ""},
    )
    row = Relationship.objects.get()
    assert (row.source, row.target) == ((here, other) if goes_out else (other, here))
    assert "è socia di" in staff.get(row.source.get_absolute_url()).content.decode()
    assert "ha tra i soci" in staff.get(row.target.get_absolute_url()).content.decode()


def test_a_tie_is_closed_with_its_day_and_opened_again(staff, organization, officer):
    here, other = organization("Qui"), organization("Altro")
    row = ties.tie(source=here, target=other, kind="funds", by=officer, at=AT, started_on=TODAY - timedelta(days=9))
    page = staff.post(reverse("relations:tie_end", args=[row.pk]) + f"?da={other.pk}", {"on": "24/11/2026"}, follow=True)
    assert page.redirect_chain[-1][0] == other.get_absolute_url()
    assert Relationship.objects.get().ended_on == TODAY
    staff.post(reverse("relations:tie_reopen", args=[row.pk]))
    assert Relationship.objects.get().ended_on is None


def test_the_same_tie_twice_and_a_tie_with_itself_are_told(staff, organization, officer):
    here, other = organization("Qui"), organization("Altro")
    ties.tie(source=here, target=other, kind="funds", by=officer, at=AT)
    for name in (other, here):
        answer = staff.post(
            reverse("relations:organization_tie", args=[here.slug]),
            {"kind": "funds", "other": f"organization:{name.pk}", "other_text": name.name, "started_on": ""},
        )
        assert answer.status_code == 422
    assert Relationship.objects.count() == 1


def test_a_tie_made_anew_is_not_opened_twice(staff, organization, officer):
    here, other = organization("Qui"), organization("Altro")
    old = ties.tie(source=here, target=other, kind="funds", by=officer, at=AT)
    ties.end_tie(tie=old, on=TODAY, by=officer, at=AT)
    ties.tie(source=here, target=other, kind="funds", by=officer, at=AT)
    assert staff.post(reverse("relations:tie_reopen", args=[old.pk])).status_code == 302
    assert Relationship.objects.filter(ended_on=None).count() == 1


@pytest.mark.parametrize("text", ["a\x00b", "\u202eevil", "x" * 10_000, "<script>alert(1)</script>", "🙂" * 50])
@pytest.mark.parametrize("field", ["kind", "other", "other_text", "started_on", "to", "to_text", "role", "on"])
def test_hostile_text_in_ties_is_no_failure(staff, organization, councillor, field, text):
    here = organization("Qui")
    for url in (reverse("relations:organization_tie", args=[here.slug]), reverse("relations:affiliation_move", args=[councillor.pk])):
        answer = staff.post(url, {field: text}, follow=True)
        assert answer.status_code in (200, 422)
        assert "<script>alert" not in answer.content.decode()
