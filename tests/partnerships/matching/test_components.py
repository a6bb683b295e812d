"""What each component reads, on small pairs."""

from datetime import date

import pytest

from partnerships.matching import Need, Offer, Profile, rank
from partnerships.matching.places import kilometres, provinces
from partnerships.matching.score import Weights, apportion


def part(key, company=None, npo=None):
    query, candidate = Profile("q", "company", **company or {}), Profile("a", "npo", **npo or {})
    return rank(query, [candidate])[0][key].value


def test_nothing_is_known_of_bare_profiles():
    match = rank(Profile("q"), [Profile("a", "npo")])[0]
    assert [component.value for component in match.components] == [None] * 8
    assert (match.score, match.confidence) == (0, 0)


@pytest.mark.parametrize(("ours", "theirs", "value"), [
    ("e", "e", 1.0), ("abe", "abe", 1.0), ("e", "a", 0.0), ("e", "", None), ("abcd", "a", 0.5), ("a", "abcd", 0.5)])
def test_themes_are_the_cosine_of_the_sets(ours, theirs, value):
    assert part("temi", {"themes": frozenset(ours)}, {"themes": frozenset(theirs)}) == (
        value if value is None else pytest.approx(value))


@pytest.mark.parametrize(("npo", "value"), [
    ({"lat": 45.1847, "lon": 9.1582}, 1.0), ({"municipality": "Pavia"}, 1.0), ({"province": "PV"}, 0.8),
    ({"territory": frozenset({"PV"})}, 0.7), ({"province": "MI"}, 0.3), ({"province": "RM"}, 0.0), ({}, None),
    ({"territory": frozenset({"Italia"})}, 0.7)])
def test_place_is_read_from_the_finest_fact_there_is(npo, value):
    company = {"lat": 45.1847, "lon": 9.1582, "municipality": "Pavia", "province": "PV"}
    assert part("territorio", company, npo) == (value if value is None else pytest.approx(value))


def test_forty_kilometres_are_half_as_near():
    assert part("territorio", {"lat": 45.0, "lon": 9.0}, {"lat": 45.35973, "lon": 9.0}) == pytest.approx(0.5, abs=0.001)


@pytest.mark.parametrize(("offer", "need", "value"), [
    (Offer("cash", 500, "EUR"), Need("project_funds", 1000, "EUR"), 0.5),
    (Offer("cash", 5000, "EUR"), Need("project_funds", 1000, "EUR"), 1.0),
    (Offer("goods", 2, "t"), Need("food", 500, "kg"), 1.0),
    (Offer("volunteers", 2, "giorni"), Need("occasional_volunteers", 32, "ore"), 0.5),
    (Offer("volunteers", 10, "persone"), Need("occasional_volunteers", 32, "ore"), 0.7),
    (Offer("cash"), Need("project_funds", 1000, "EUR"), 0.7),
    (Offer("denaro", 10, "EUR"), Need("fondi", 10, "EUR"), 1.0),
    (Offer("spaces"), Need("food"), 0.0),
    (Offer("taglio siepi", 1), Need("Taglio  siepi", 1), 1.0),
])
def test_resources_are_the_share_of_the_need_covered(offer, need, value):
    assert part("risorse", {"offers": (offer,)}, {"needs": (need,)}) == pytest.approx(value)


def test_an_offer_outside_the_dates_covers_nothing():
    offers = (Offer("cash", 1000, "EUR", date(2027, 6, 1)), Offer("skills"))
    needs = (Need("project_funds", 1000, "EUR", date(2027, 3, 1)), Need("advice"))
    assert part("risorse", {"offers": offers}, {"needs": needs}) == pytest.approx(0.35)


def test_the_needs_of_a_company_are_met_by_the_offers_of_a_nonprofit():
    assert part("risorse", {"needs": (Need("training", 8, "h"),)}, {"offers": (Offer("skills", 8, "h"),)}) == pytest.approx(0.9)


@pytest.mark.parametrize(("days", "value"), [(0, 0.5), (15, 0.75), (30, 1.0), (90, 1.0)])
def test_a_month_of_margin_is_full_comfort(days, value):
    offer, need = Offer("cash", start=date(2027, 1, 1)), Need("project_funds", by=date.fromordinal(date(2027, 1, 1).toordinal() + days))
    assert part("tempi", {"offers": (offer,)}, {"needs": (need,)}) == pytest.approx(value)


def test_a_newcomer_stands_at_the_prior_mean():
    assert part("fiducia", {}, {"kept": 0, "broken": 0}) == pytest.approx(0.8)
    assert part("fiducia", {}, {"kept": 5, "broken": 0}) == pytest.approx(0.9)
    assert part("fiducia") is None


def test_returns_are_the_share_of_what_is_wanted():
    wants = frozenset({"visibility", "recruiting"})
    assert part("ritorni", {"wants": wants}, {"gives": frozenset({"visibility"})}) == pytest.approx(0.5)


def test_a_thin_profile_does_not_beat_a_full_one_with_one_lucky_fact():
    query = Profile("q", "company", sdgs=frozenset({2, 12}), themes=frozenset("ue"), targets=frozenset({"poverty"}), province="PV",
                    offers=(Offer("goods", 100, "kg"),))
    full = Profile("full", "npo", sdgs=frozenset({2, 12}), themes=frozenset("u"), targets=frozenset({"poverty"}), province="PV",
                   needs=(Need("food", 120, "kg"),))
    thin = Profile("thin", "npo", themes=frozenset("ue"))
    assert [match.id for match in rank(query, [full, thin])] == ["full", "thin"]


def test_what_is_unknown_scores_between_what_fits_and_what_does_not():
    query = Profile("q", "company", themes=frozenset("u"), province="PV")
    matches = rank(query, [Profile("fits", "npo", themes=frozenset("u"), province="PV"),
                           Profile("unknown", "npo", themes=frozenset("u")),
                           Profile("far", "npo", themes=frozenset("u"), province="RM")])
    assert [match.id for match in matches] == ["fits", "unknown", "far"]


def test_with_text_alone_the_order_is_that_of_the_text():
    query = Profile("q", "company", text="recupero del cibo e lotta allo spreco")
    matches = rank(query, [Profile("theatre", "npo", text="corsi di teatro"), Profile("food", "npo", text="mensa e recupero cibo"),
                           Profile("best", "npo", text="lotta allo spreco e recupero del cibo")])
    assert [match.id for match in matches] == ["best", "food", "theatre"]
    assert [m.key for m in matches[0].components if m.known] == ["risultati"]


def test_regions_and_names_of_the_country_are_understood():
    assert "PV" in provinces("lombardia")
    assert provinces(" na ") == {"NA"}
    assert provinces("Italia") == {"*"}


def test_pavia_and_milan_are_about_thirty_kilometres_apart():
    assert float(kilometres(45.1847, 9.1582, 45.4642, 9.19)) == pytest.approx(31.2, abs=0.3)


def test_weights_that_do_not_sum_to_one_are_refused():
    with pytest.raises(ValueError, match="sum to 1"):
        Weights(company=(0.5,) * 8)


def test_rounding_keeps_the_sum():
    assert apportion(10.0, [3.3333, 3.3333, 3.3334], 1) == (10.0, [3.3, 3.3, 3.4])
