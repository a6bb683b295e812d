"""JSON lines in, JSON lines out."""

import json

import pytest

from partnerships.matching import wire

CASE = {
    "case": "c1", "lang": "it", "direction": "company->npo",
    "query": {"id": "q", "kind": "company", "name": "Riseria", "text": "ridurre lo spreco", "sdgs": [2], "province": "PV",
              "territory": ["PV", "MI"], "offers": [{"type": "beni", "qty": 2, "unit": "t", "from": "2027-01-01"}]},
    "candidates": [
        {"id": "b", "kind": "npo", "text": "contro lo spreco di cibo", "sdgs": [2],
         "needs": [{"type": "food", "qty": 900, "unit": "kg", "by": "2027-06-30"}]},
        {"id": "a", "kind": "npo", "province": "RM"},
    ],
}


def answer(*cases):
    return [json.loads(line) for line in wire.lines([c if isinstance(c, str) else json.dumps(c) for c in cases])]


def test_the_ranking_has_the_agreed_shape():
    ranking = answer(CASE)[0]["ranking"]
    assert [entry["id"] for entry in ranking] == ["b", "a"]
    assert set(ranking[0]["components"]) == {"risultati", "risorse", "tempi"}
    assert set(ranking[0]["components"]["risorse"]) == {"value", "weight", "points"}
    assert ranking[1]["blocked"] == ["Outside the territory stated: MI, PV"]
    assert "blocked" not in ranking[0]


def test_the_written_points_sum_to_the_written_score():
    entry = answer(CASE)[0]["ranking"][0]
    assert sum(part["points"] for part in entry["components"].values()) == pytest.approx(entry["score"], abs=1e-9)


def test_both_directions_work():
    npo, company = CASE["candidates"][0], CASE["query"]
    back = {"case": 2, "direction": "npo->company", "query": npo, "candidates": [company]}
    assert [entry["id"] for entry in answer(back)[0]["ranking"]] == ["q"]


def test_an_unreadable_line_answers_with_an_error_and_the_next_one_is_read():
    broken, array, right = answer("{", "[]", CASE)
    assert broken["ranking"] == array["ranking"] == []
    assert broken["error"].startswith("line 1: ")
    assert len(right["ranking"]) == 2


def test_an_unknown_direction_is_refused():
    assert "company->npo" in answer({**CASE, "direction": "npo->npo"})[0]["error"]


@pytest.mark.parametrize("field", ["text", "results", "sdgs", "themes", "targets", "province", "territory", "lat", "offers", "needs",
                                   "wants", "gives", "exclusions", "sector", "capacity", "id", "kind", "name"])
@pytest.mark.parametrize("value", [None, 3, -1e308, "x\x00\ud800", [None, {}, 7, ["a"]], {"a": 1}, True, "è" * 10_000])
def test_a_strange_value_is_no_fact_and_no_error(field, value):
    case = {**CASE, "candidates": [{**CASE["candidates"][0], field: value}]}
    assert len(answer(case)[0]["ranking"]) == 1


def test_cases_with_the_same_candidates_share_one_corpus():
    reader = wire.Reader()
    first, second = reader.rank(CASE), reader.rank({**CASE, "query": {"id": "z", "kind": "company"}})
    assert first.corpus is second.corpus


def test_a_case_without_candidates_has_an_empty_ranking():
    assert answer({"case": "e", "query": {"id": "q"}, "candidates": []})[0]["ranking"] == []
