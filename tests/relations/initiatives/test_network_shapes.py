"""The graph, its layout and its names: deterministic, inside the drawing, without running into each other."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from relations.network import compatible, labels, layout
from relations.network.compatible import Body
from relations.network.graph import Graph, Node, Tie

edges = st.lists(st.tuples(st.integers(1, 14), st.integers(1, 14)), max_size=25)


def graph(pairs, loners=()) -> Graph:
    ids = {end for pair in pairs for end in pair} | set(loners)
    return Graph({key: Node(key, f"Ente {key}") for key in ids}, [Tie(a, b, "works_with", "x") for a, b in pairs])


@given(edges)
@settings(max_examples=40, deadline=None)
def test_the_same_graph_always_stands_the_same_way(pairs):
    turned = [(b, a) for a, b in reversed(pairs)]
    assert layout.whole(graph(pairs)) == layout.whole(graph(turned))


@given(edges)
@settings(max_examples=40, deadline=None)
def test_every_body_stands_inside_the_drawing(pairs):
    spots, height = layout.whole(graph(pairs), width=900)
    assert {key for key, (x, y) in spots.items() if not (0 <= x <= 900 and 0 <= y <= height)} == set()
    assert set(spots) == set(graph(pairs).nodes)


@given(edges)
def test_a_graph_has_the_fingerprint_of_its_pairs_whatever_their_order(pairs):
    assert graph(pairs).fingerprint == graph([(b, a) for a, b in reversed(pairs)]).fingerprint


@given(edges.filter(bool))
def test_a_neighbourhood_holds_only_bodies_within_its_steps(pairs):
    whole = graph(pairs)
    centre = min(whole.nodes)
    near = whole.around(centre, 2, 99)
    assert {key for key in near.nodes if whole.steps(centre, 2).get(key, 9) > 2} == set()


@given(edges.filter(bool))
def test_rings_put_the_centre_in_the_middle_and_everybody_somewhere_else(pairs):
    whole = graph(pairs)
    centre = min(whole.nodes)
    near = whole.around(centre, 2, 99)
    spots = layout.rings(near, centre, radius=100)
    assert set(spots) == set(near.nodes) and spots[centre] == (0.0, 0.0)
    assert [key for key, spot in spots.items() if key != centre and spot == (0.0, 0.0)] == []


@given(st.lists(st.tuples(st.floats(0, 800), st.floats(0, 500), st.integers(1, 40)), max_size=40))
def test_written_names_never_cover_each_other(points):
    bodies = [(n, "Associazione " * (size // 8 + 1), x, y, 5.0) for n, (x, y, size) in enumerate(points)]
    found = labels.place(bodies, left=0, right=800, top=0, bottom=500)
    boxes = [labels.box_of(label) for label in found.values()]
    assert [pair for pair in combinations(boxes, 2) if labels.overlap(*pair)] == []


def test_a_tie_to_itself_or_to_nobody_is_left_out():
    whole = Graph({1: Node(1, "A"), 2: Node(2, "B")}, [Tie(1, 1, "x"), Tie(1, 9, "x"), Tie(1, 2, "x"), Tie(1, 2, "x")])
    assert whole.pairs == [(1, 2)] and len(whole.ties) == 1


def test_a_large_graph_keeps_the_most_tied():
    star = [(1, n) for n in range(2, 40)] + [(100, 101)]
    assert 100 not in graph(star).capped(30).nodes
    assert graph(star).capped(99).pairs == graph(star).pairs


# --- pairs -------------------------------------------------------------------------
bodies = st.lists(
    st.builds(
        Body, st.integers(1, 40), st.sampled_from(["company", "nonprofit"]), themes=st.frozensets(st.sampled_from("abc"), max_size=2),
        municipality=st.sampled_from(["", "Pavia", "Mortara"]), provinces=st.frozensets(st.sampled_from(["PV", "LO"]), max_size=2),
        neighbours=st.frozensets(st.integers(50, 55), max_size=3), people=st.frozensets(st.integers(1, 5), max_size=2),
    ),
    max_size=14, unique_by=lambda body: body.id,
)  # fmt: skip
tied = st.sets(st.tuples(st.integers(1, 40), st.integers(1, 40)).map(lambda pair: (min(pair), max(pair))), max_size=10)


@given(bodies, tied)
def test_a_pair_is_never_tied_nor_twice_and_its_facts_make_its_score(found, known):
    pairs = compatible.pairs(found, known)
    assert [pair for pair in pairs if (pair.one, pair.other) in known or pair.one >= pair.other] == []
    assert [pair for pair in pairs if pair.score != min(100, sum(fact.points for fact in pair.facts)) or len(pair.facts) < 2] == []
    assert len({(pair.one, pair.other) for pair in pairs}) == len(pairs)


@given(bodies, tied)
def test_the_order_of_the_archive_does_not_matter(found, known):
    assert compatible.pairs(found, known) == compatible.pairs(list(reversed(found)), known)


def test_a_refused_sector_makes_no_pair():
    one = Body(1, "nonprofit", municipality="Pavia", neighbours=frozenset({9}), refused=frozenset({"sector:92"}))
    other = Body(2, "company", municipality="Pavia", neighbours=frozenset({9}), sector="92")
    assert compatible.pairs([one, other], []) == []
    assert len(compatible.pairs([one, Body(2, "company", municipality="Pavia", neighbours=frozenset({9}), sector="10")], [])) == 1
