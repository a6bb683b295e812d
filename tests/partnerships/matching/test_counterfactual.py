"""One changed fact, scored again."""

from dataclasses import replace

from hypothesis import given, settings

from partnerships.matching import Corpus, Need, Offer, Profile, gains, rank_in

from .strategies import companies, crowds

settings.register_profile("counterfactual", deadline=None, derandomize=True, max_examples=40)


def told(query, candidate, **options):
    return [(gain.reason.text(), gain.points) for gain in gains(rank_in(Corpus([candidate]), query), 0, **options)]


BASE = Profile("q", "company", themes=frozenset("u"), province="PV", offers=(Offer("volunteers", 20, "h"),))
NPO = Profile("a", "npo", themes=frozenset("u"), province="PV", needs=(Need("occasional_volunteers", 40, "h"),))


def test_covering_the_whole_need_is_the_largest_gain():
    sentences = [sentence for sentence, _ in told(BASE, NPO)]
    assert sentences == ["Volunteers for a day: cover the whole need"]


def test_a_gain_is_the_score_of_the_changed_pair():
    gain = gains(rank_in(Corpus([NPO]), BASE), 0)[0]
    changed = replace(BASE, offers=(Offer("volunteers", 40, "h"),))
    assert gain.after == rank_in(Corpus([NPO]), changed)[0].score
    assert gain.who == "q"


def test_a_territory_that_stops_the_pair_can_be_widened():
    far = replace(NPO, province="MI", needs=())
    sentences = {sentence for sentence, _ in told(replace(BASE, territory=frozenset({"PV"}), offers=()), far)}
    assert sentences == {"Work also in the province of MI", "Work also in the province of PV"}


def test_an_unknown_is_a_best_case_and_comes_after_what_one_can_do():
    found = gains(rank_in(Corpus([NPO]), replace(BASE, targets=frozenset({"elderly"}))), 0, limit=5)
    assert [gain.at_best for gain in found] == [False, True]
    assert found[1].reason.text() == "Fill in what is unknown: People helped"


@settings(settings.get_profile("counterfactual"))
@given(companies, crowds(gated=True))
def test_every_gain_shown_is_a_gain(query, candidates):
    ranking = rank_in(Corpus(candidates), query)
    for row in range(len(candidates)):
        assert all(gain.points >= 0.5 and gain.before == ranking.parts(row)[0] for gain in gains(ranking, row))
