"""The network's pages: the drawing and its table agree, files are safe, pairs and deputies become things to do."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import networkx
import pytest
from django.core.cache import cache
from django.urls import reverse

from relations.actions import interactions, network, parties, ties
from relations.models import FollowUp, Introduction
from relations.network import gather
from relations.queries import network as queries
from relations.queries import sole
from tests.relations.conftest import AT, TODAY

NETWORK = "relations:network"


@pytest.fixture
def tied(organization):
    """Two bodies tied; returns a maker."""

    def make(one="Prima", other="Seconda", kind="works_with", **fields):
        bodies = organization(one, "nonprofit", **fields), organization(other, "company", **fields)
        ties.tie(source=bodies[0], target=bodies[1], kind=kind, by=None, at=AT)
        return bodies

    return make


def test_the_drawing_and_the_table_show_the_same_ties(staff, tied):
    one, other = tied()
    answer = staff.get(reverse(NETWORK))
    drawn = ET.fromstring(str(answer.context["svg"]))
    names = {link.get("aria-label").split(",")[0] for link in drawn.iter("a")}
    assert names == {str(one), str(other)}
    assert [(row.one, row.other) for row in answer.context["rows"]] == [(one, other)]


def test_a_person_in_two_bodies_ties_them_until_she_leaves(officer, organization, person):
    one, other, someone = organization("Uno"), organization("Due"), person()
    for body in (one, other):
        parties.affiliate(person=someone, organization=body, role="consigliera", by=None, at=AT)
    assert gather.graph(officer).pairs == [(one.pk, other.pk)]
    assert gather.graph(officer, about=one.pk).pairs == [(one.pk, other.pk)]
    parties.end_affiliation(affiliation=someone.affiliations.first(), on=TODAY - timedelta(days=1), by=None, at=AT)
    assert gather.graph(officer).pairs == []


def test_the_layout_is_kept_until_a_tie_changes(officer, tied, monkeypatch):
    cache.clear()
    tied()
    found, times = gather.graph(officer), []
    real = gather.layout.whole
    monkeypatch.setattr(gather.layout, "whole", lambda graph, **more: times.append(1) or real(graph, **more))
    assert gather.spots(found, width=900) == gather.spots(gather.graph(officer), width=900)
    assert times == [1]
    tied("Terza", "Quarta")
    gather.spots(gather.graph(officer), width=900)
    assert times == [1, 1]


def test_without_the_cache_the_network_is_still_drawn(staff, tied, monkeypatch):
    tied()
    monkeypatch.setattr(gather.cache, "get", lambda key: 1 / 0)
    assert staff.get(reverse(NETWORK)).status_code == 200


@pytest.mark.parametrize(
    "query",
    [{"centro": "x"}, {"centro": "9" * 30}, {"tipo": "\x00"}, {"legame": "<b>"}, {"provincia": "\x00\x00"}, {"passi": "99"}, {"da": "-1"},
     {"formato": "exe"}, {"centro": "0"}],
)  # fmt: skip
def test_an_odd_address_shows_a_page(staff, tied, query):
    tied()
    assert staff.get(reverse(NETWORK), query).status_code == 200


@pytest.mark.parametrize("name", ['<script>x</script>', "a & b \" '", "\u202eabc", "Ente \ufffe", "=1+1", "é" * 200])
def test_hostile_names_are_drawn_and_written_safely(staff, organization, name):
    one, other = organization(name), organization("Altra")
    ties.tie(source=one, target=other, kind="funds", by=None, at=AT)
    page = staff.get(reverse(NETWORK)).content.decode()
    graphml = staff.get(reverse(NETWORK), {"formato": "graphml"}).content
    csv = staff.get(reverse(NETWORK), {"formato": "csv"}).content.decode()
    assert "<script>x" not in page and "\r\n=1+1" not in csv
    assert networkx.parse_graphml(graphml.decode()).number_of_edges() == 1


def test_filters_narrow_by_kind_tie_and_place(staff, tied):
    tied(province="PV"), tied("Terza", "Quarta", "funds", province="LO")
    counts = [staff.get(reverse(NETWORK), query).context["ties"] for query in ({}, {"legame": "funds"}, {"provincia": "PV"}, {"tipo": "company"})]
    assert counts == [2, 1, 1, 0]


def test_a_neighbourhood_goes_as_far_as_asked(staff, organization):
    a, b, c, d = (organization(name) for name in "ABCD")
    for one, other in ((a, b), (b, c), (c, d)):
        ties.tie(source=one, target=other, kind="works_with", by=None, at=AT)
    counts = [staff.get(reverse(NETWORK), {"centro": a.pk, "passi": steps}).context["nodes"] for steps in (1, 2)]
    assert counts == [2, 3]


def test_the_network_costs_the_same_for_one_and_thirty_ties(staff, tied, statements):
    tied(), staff.get(reverse(NETWORK))
    one = statements(lambda: staff.get(reverse(NETWORK)))
    for number in range(29):
        tied(f"Ente {number}", f"Ditta {number}")
    assert statements(lambda: staff.get(reverse(NETWORK))) == one


def test_a_body_s_page_has_its_small_network(staff, tied):
    one, other = tied()
    page = staff.get(one.get_absolute_url()).content.decode()
    assert f"{reverse(NETWORK)}?centro={other.pk}" in page


# --- introductions -----------------------------------------------------------------------
@pytest.fixture
def pair(organization, officer, head):
    """Two bodies of the same place and activity, each followed by somebody."""
    fields = {"municipality": "Mortara", "province": "PV", "themes": ["a"]}
    return organization("Uno", "nonprofit", owner=officer, **fields), organization("Due", "nonprofit", owner=head, **fields)


def test_like_minded_bodies_without_a_tie_are_proposed_with_their_facts(officer, pair):
    found = queries.pair_rows(officer)
    assert [(row.one, row.other, row.score, [fact["kind"] for fact in row.facts]) for row in found] == [(*pair, 35, ["themes", "municipality"])]


def test_a_tie_or_a_decision_takes_a_pair_away(officer, pair):
    network.dismiss(one=pair[1], other=pair[0], by=officer, at=AT)
    assert queries.pair_rows(officer) == []
    network.reconsider(introduction=Introduction.objects.get(), by=officer, at=AT)
    assert len(queries.pair_rows(officer)) == 1
    ties.tie(source=pair[0], target=pair[1], kind="works_with", by=None, at=AT)
    assert queries.pair_rows(officer) == []


def test_proposing_twice_gives_each_owner_one_thing_to_do(staff, pair, officer, head):
    for one, other in (pair, reversed(pair)):
        staff.post(reverse("relations:introduction_propose"), {"uno": one.pk, "altro": other.pk})
    assert sorted(FollowUp.objects.values_list("owner", flat=True)) == sorted([officer.pk, head.pk])
    assert Introduction.objects.get().verdict == "proposed"


@pytest.mark.parametrize("data", [{}, {"uno": "x", "altro": "1"}, {"uno": "9" * 30, "altro": "0"}])
def test_a_hand_made_post_finds_nobody(staff, pair, data):
    assert staff.post(reverse("relations:introduction_propose"), data).status_code == 404


def test_a_body_is_never_introduced_to_itself(staff, pair):
    key = pair[0].pk
    assert staff.post(reverse("relations:introduction_propose"), {"uno": key, "altro": key}).status_code == 302
    assert Introduction.objects.count() == 0


def test_pairs_cost_the_same_for_one_and_many(staff, pair, organization, statements):
    url = reverse("relations:introductions")
    staff.get(url)
    one = statements(lambda: staff.get(url))
    for number in range(12):
        organization(f"Ente {number}", "nonprofit", municipality="Mortara", province="PV", themes=["a"])
    assert statements(lambda: staff.get(url)) == one


# --- known to one only ---------------------------------------------------------------------
def talk(body, by, days=10, **who):
    return interactions.log(channel="call", text="x", by=by, at=AT - timedelta(days=days), organization=body, **who)


def test_only_who_spoke_to_one_colleague_in_two_years_is_listed(organization, officer, head):
    alone, shared, old = organization("Sola"), organization("Condivisa"), organization("Vecchia")
    talk(alone, officer), talk(shared, officer), talk(shared, head), talk(old, officer, days=800)
    assert sole.counts("organization", AT) == {officer.pk: 1}
    assert [row.name for row in sole.parties("organization", officer, AT)] == ["Sola"]


def test_a_talk_of_long_ago_with_another_does_not_help(organization, officer, head):
    body = organization()
    talk(body, officer), talk(body, head, days=800)
    assert sole.counts("organization", AT) == {officer.pk: 1}


def test_the_deputy_proposed_may_be_brought_in_with_one_click(staff, organization, officer, head):
    body, like = organization("Sola", municipality="Pavia"), organization("Simile", municipality="Pavia")
    talk(body, officer), talk(like, head)
    row, holder, deputy, why = staff.get(reverse("relations:sole_contacts"), {"chi": officer.pk}).context["rows"][0]
    assert (row, holder, deputy, why.same_place) == (body, officer, head, 1)
    for _time in range(2):
        staff.post(reverse("relations:deputy_bring", args=["organization", body.pk]), {"sostituto": head.pk, "titolare": officer.pk})
    todo = FollowUp.objects.get()
    assert (todo.title, todo.owner, todo.organization) == ("Presentare Marco Prova a Sola", officer, body)


def test_people_have_their_own_list(staff, person, officer):
    someone = person()
    talk(None, officer, person=someone)
    rows = staff.get(reverse("relations:sole_contacts"), {"tipo": "persone"}).context["rows"]
    assert [row[0] for row in rows] == [someone]


def test_the_list_costs_the_same_for_one_and_thirty(staff, organization, officer, statements):
    url = reverse("relations:sole_contacts")
    talk(organization("Prima"), officer), staff.get(url)
    one = statements(lambda: staff.get(url))
    for number in range(28):
        talk(organization(f"Ente {number}"), officer)
    assert statements(lambda: staff.get(url)) == one


def test_the_head_sees_how_many_on_the_year_s_page(organization, officer):
    talk(organization(), officer)
    tile = sole.head_tile(2026, AT)
    assert (tile["value"], tile["url"]) == (1, reverse("relations:sole_contacts"))
