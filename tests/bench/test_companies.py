"""Invented companies and non-profits: the same every time, and placed where they were planted to come."""

from argparse import Namespace
from statistics import median

import pytest

from bench import matching
from bench.companies import RIGHT, as_wire, invent
from partnerships.matching import Corpus, rank_in, wire


def test_the_same_seed_invents_the_same():
    assert invent(companies=3, nonprofits=40) == invent(companies=3, nonprofits=40)


def test_what_fits_comes_before_what_only_looks_so():
    there = invent(companies=24, nonprofits=400)
    corpus = Corpus(there.nonprofits)
    places: dict[str, list[int]] = {}
    for company in there.companies:
        ranking = rank_in(corpus, company)
        order = {match.id: place for place, match in enumerate(ranking)}
        for kind, ids in there.planted[company.id].items():
            places.setdefault(kind, []).extend(order[name] for name in ids)
    found = {kind: median(at) for kind, at in places.items()}
    assert max(found[kind] for kind in RIGHT) < min(place for kind, place in found.items() if kind not in RIGHT)


def test_a_profile_survives_the_wire_but_for_its_default_limits():
    for profile in invent(companies=2, nonprofits=20).nonprofits:
        assert wire.profile(as_wire(profile)) == profile


def test_the_measure_prints_both_tables(capsys: pytest.CaptureFixture[str]):
    matching.run(Namespace(candidates=70))
    said = capsys.readouterr().out
    assert "1 × 70, 20 of each explained" in said
    assert "0 blocking pairs" in said
