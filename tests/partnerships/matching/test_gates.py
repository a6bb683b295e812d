"""The hard stops, each with its sentence."""

from dataclasses import replace
from datetime import date

import pytest

from partnerships.matching import Need, Offer, Profile, rank

COMPANY = Profile("q", "company", contact_consent=True)
NPO = Profile("a", "npo", contact_consent=True)


def stops(company=COMPANY, npo=NPO, **options):
    return [reason.text() for reason in rank(company, [npo], **options)[0].blocked]


def test_nothing_stops_two_bare_profiles():
    assert stops() == []


@pytest.mark.parametrize(("facts", "sentence"), [
    ({"paused": True}, "Not receiving proposals at the moment"),
    ({"capacity": 0}, "Cannot take on another partner now"),
    ({"capacity": 2, "engaged": 2}, "Cannot take on another partner now"),
    ({"contact_consent": False}, "No consent to be contacted"),
])
def test_a_side_that_cannot_be_proposed_stops_the_pair(facts, sentence):
    assert stops(npo=replace(NPO, **facts)) == [sentence]
    assert stops(company=replace(COMPANY, **facts)) == [sentence]


def test_a_capacity_not_filled_stops_nothing():
    assert stops(npo=replace(NPO, capacity=2, engaged=1)) == []


@pytest.mark.parametrize(("exclusion", "company", "sentence"), [
    ("sector:62", {"sector": "62.01"}, "Refused by the other side: 62.01"),
    ("sector:62.02", {"sector": "62.01"}, None),
    ("ethical:gambling", {"sector": "92.00.02"}, "Refused by the other side: Gambling"),
    ("gioco d'azzardo", {"ethical": frozenset({"gambling"})}, "Refused by the other side: Gambling"),
    ("theme:e", {"themes": frozenset("e")}, "Refused by the other side: Environment, natural resources, animals"),
    ("target:anziani", {"targets": frozenset({"elderly"})}, "Refused by the other side: Older people"),
])
def test_what_one_side_refuses_stops_the_pair(exclusion, company, sentence):
    refusing = replace(NPO, exclusions=frozenset({exclusion}))
    assert stops(replace(COMPANY, **company), refusing) == ([sentence] if sentence else [])


def test_what_the_query_refuses_stops_the_candidate():
    assert stops(replace(COMPANY, exclusions=frozenset({"theme:e"})), replace(NPO, themes=frozenset("ae"))) == [
        "Refused by the other side: Environment, natural resources, animals"]


def test_a_limit_that_no_gate_can_read_is_a_doubt():
    match = rank(replace(COMPANY, exclusions=frozenset({"corse sportive"})), [NPO])[0]
    assert match.blocked == ()
    assert [r.text() for r in match.doubts if r.key == "limit"] == [
        "A limit was stated that only people can check: corse sportive"]


def test_gambling_is_not_proposed_to_those_who_help_people_with_addictions():
    sentence = "Sector not proposed to those who help: People with addictions (Gambling)"
    company, npo = replace(COMPANY, sector="92.00"), replace(NPO, targets=frozenset({"addiction"}))
    assert stops(company, npo) == [sentence]
    assert [r.text() for r in rank(npo, [company])[0].blocked] == [sentence]


def test_a_winery_and_children_are_a_doubt_not_a_stop():
    match = rank(replace(COMPANY, sector="11.02"), [replace(NPO, targets=frozenset({"children"}))])[0]
    assert match.blocked == ()
    assert [r.text() for r in match.doubts if r.key == "sector_warning"] == ["Sector to discuss first: Alcohol"]


def test_a_stated_territory_binds():
    pavia = replace(COMPANY, territory=frozenset({"PV", "MI"}))
    assert stops(pavia, replace(NPO, province="RM")) == ["Outside the territory stated: MI, PV"]
    assert stops(pavia, replace(NPO, province="MI")) == []
    assert stops(pavia, replace(NPO, territory=frozenset({"Lombardia"}))) == []
    assert stops(pavia, replace(NPO, territory=frozenset({"Italia"}))) == []
    assert stops(pavia, NPO) == []
    assert stops(replace(pavia, territory_binding=False), replace(NPO, province="RM")) == []


def test_dates_that_cannot_meet_stop_the_pair():
    late = replace(COMPANY, offers=(Offer("cash", start=date(2027, 6, 1)),))
    soon = replace(NPO, needs=(Need("project_funds", by=date(2027, 3, 1)),))
    assert stops(late, soon) == ["The dates cannot meet"]
    other = (*late.offers, Offer("spaces"))
    assert stops(replace(late, offers=other), soon) == ["The dates cannot meet"]
    assert stops(replace(late, offers=other), replace(soon, needs=(*soon.needs, Need("premises")))) == []


def test_an_offer_that_ended_before_today_cannot_meet():
    ended = replace(COMPANY, offers=(Offer("cash", end=date(2026, 1, 1)),))
    asking = replace(NPO, needs=(Need("project_funds"),))
    assert stops(ended, asking, today=date(2026, 11, 23)) == ["The dates cannot meet"]
    assert stops(ended, asking) == []


def test_the_head_lifts_a_stop():
    company, npo = replace(COMPANY, themes=frozenset("e")), replace(NPO, themes=frozenset("e"), paused=True)
    match = rank(company, [npo], lifted={"a"})[0]
    assert (match.blocked, match.score) == ((), match.potential)
    assert match.score > 0
