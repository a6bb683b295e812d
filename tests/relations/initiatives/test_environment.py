"""The environment: each row says which facts made it, and prospects become things to do."""

from datetime import timedelta

import pytest
from django.urls import reverse

from relations.actions import interactions, ties
from relations.models import FollowUp, Organization
from relations.queries import environment as queries
from tests.relations.conftest import AT, TODAY

PAGE = "relations:environment"


@pytest.fixture
def lens(initiative):
    return queries.lens(initiative(themes=["a", "d"], provinces=["PV"], municipalities=["Mortara"]))


def test_affinity_is_the_sum_of_the_facts_shown(organization, lens):
    near = organization("Rete", "nonprofit", themes=["a"])
    body = organization("Affine", "nonprofit", themes=["d"], municipality="Mortara", province="PV")
    ties.tie(source=body, target=near, kind="works_with", by=None, at=AT)
    rows = {row.name: row for row in queries.prospects(lens, AT)}
    facts = queries.facts(list(rows.values()), lens, AT)
    assert rows["Affine"].affinity == 45 + 30 + 25
    assert {name: sum(fact.points or 0 for fact in facts[row.pk]) for name, row in rows.items()} == {name: row.affinity for name, row in rows.items()}


def test_every_fact_leads_somewhere(staff, organization, lens):
    organization("Affine", "nonprofit", themes=["d"], municipality="Mortara", province="PV")
    ((_row, facts),) = staff.get(reverse(PAGE), {"iniziativa": lens.initiative.pk}).context["rows"]
    assert [staff.get(fact.url).status_code for fact in facts] == [200] * 3


def test_who_was_heard_this_year_or_sits_at_the_table_is_no_prospect(organization, lens, officer, stakeholder):
    heard, seated, silent = (organization(name, themes=["a"]) for name in ("Sentita", "Seduta", "Silente"))
    interactions.log(channel="call", text="x", by=officer, at=AT - timedelta(days=300), organization=heard)
    interactions.log(channel="call", text="x", by=officer, at=AT - timedelta(days=400), organization=silent)
    stakeholder(seated, lens.initiative)
    assert [row.name for row in queries.prospects(lens, AT)] == ["Silente"]


def test_a_segment_has_size_affinity_reach_and_room(organization, lens, officer):
    one, _other = organization("Una", themes=["a"]), organization("Due")
    interactions.log(channel="call", text="x", by=officer, at=AT, organization=one)
    (part,) = queries.segments(lens, AT, "tipo")
    assert (part.key, part.size, part.affinity, part.reach, part.room) == ("company", 2, 22.5, 50.0, 0)


@pytest.mark.parametrize(("dimension", "keys"), [("tema", {"a", "d"}), ("provincia", {"PV"}), ("tipo", {"company"}), ("gruppi", set())])
def test_segments_are_cut_by_what_is_asked(organization, lens, dimension, keys):
    organization(themes=["a", "d"], province="PV")
    assert {part.key for part in queries.segments(lens, AT, dimension)} == keys


def test_a_dynamic_group_is_a_segment(organization, lens, officer):
    from relations.models import Segment

    organization("Una", province="PV"), organization("Due", province="LO")
    rules = {"join": "all", "parts": [{"fact": "province", "denied": False, "value": "PV"}]}
    group = Segment.objects.create(name="Pavesi", on="organization", rules=rules, created_by=officer, created_at=AT, changed_at=AT)
    from relations.queries import segments

    expected = segments.members(group, AT).count()
    (part,) = queries.segments(lens, AT, "gruppi")
    assert (part.label, part.size) == ("Pavesi", expected)


@pytest.mark.parametrize("query", [{"iniziativa": "x"}, {"per": "<b>"}, {"tema": "\x00"}, {"q": "%_'\""}, {"dopo": "zzz"}, {"iniziativa": "9" * 30}])
def test_an_odd_address_shows_a_page(staff, organization, query):
    organization(themes=["a"])
    assert staff.get(reverse(PAGE), query).status_code == 200


def test_prospects_get_an_owner_and_a_to_do_in_one_stroke_and_once(staff, organization, head):
    bodies = [organization(name) for name in ("Una", "Due")]
    data = {"scelte": [body.pk for body in bodies], "owner": head.pk, "title": "Prima telefonata", "due_on": TODAY.isoformat()}
    for _time in range(2):
        assert staff.post(reverse("relations:environment_assign"), data).status_code == 302
    assert set(Organization.objects.values_list("owner", flat=True)) == {head.pk}
    assert sorted(FollowUp.objects.values_list("title", "owner")) == [("Prima telefonata", head.pk)] * 2


@pytest.mark.parametrize("change", [{"scelte": []}, {"scelte": ["x", "9" * 30]}, {"title": ""}, {"due_on": "2020-01-01"}, {"owner": "0"}])
def test_what_is_wrong_is_told_and_nothing_is_written(staff, organization, head, change):
    data = {"scelte": [organization().pk], "owner": head.pk, "title": "x", "due_on": TODAY.isoformat()} | change
    assert staff.post(reverse("relations:environment_assign"), data).status_code == 422
    assert FollowUp.objects.count() == 0


def test_the_page_costs_the_same_for_one_and_thirty(staff, organization, initiative, statements):
    initiative(themes=["a"])
    organization("Prima", themes=["a"]), staff.get(reverse(PAGE))
    one = statements(lambda: staff.get(reverse(PAGE)))
    for number in range(29):
        organization(f"Ente {number}", themes=["a"])
    assert statements(lambda: staff.get(reverse(PAGE))) == one


def test_the_list_of_prospects_becomes_a_file(staff, organization, initiative):
    initiative(themes=["a"])
    organization("Affine", themes=["a"])
    answer = staff.post(reverse(PAGE), {"formato": "csv"})
    text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
    assert "Affine" in text and "Servizi sociali" in text
