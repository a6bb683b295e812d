"""The search forgives: letters swapped, left out or doubled, in any of the words; and it can be narrowed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from relations import typos
from relations.actions import parties
from relations.actions import search as index
from relations.models import SearchWord
from relations.queries import search
from tests.relations.conftest import AT

WORDS = st.text("abcdefghilmnoprstuvz", min_size=4, max_size=12)


@given(WORDS, st.data())
def test_a_word_one_slip_away_shares_a_shorter_word_with_it(word, data):
    place = data.draw(st.integers(0, len(word) - 2))
    slips = [word[:place] + word[place + 1 :], word[:place] + "x" + word[place:], word[:place] + "x" + word[place + 1 :],
             word[:place] + word[place + 1] + word[place] + word[place + 2 :]]  # fmt: skip
    for slip in slips:
        assert set(typos.near(word)) & set(typos.near(slip))
        assert word in typos.closest(slip, [word])


@pytest.fixture
def people(person, organization):
    firm = organization("Officine Garlasco S.r.l.", municipality="Garlasco", province="PV")
    person("Paolo", "Ferraris", works_at=firm, role="Titolare", province="PV", contacts=[("mobile", "347 0000001")])
    person("Paola", "Ferrario"), person("Marta", "Rossi"), person("Nicola", "Rosso"), person("Giuseppina", "Montagna")
    return firm


def titles(user, text, **narrowed):
    return [hit.title for hit in search.find(user, text, **narrowed)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Paolo Ferrairs", "Paolo Ferraris"),  # swapped
        ("ferrairs paolo", "Paolo Ferraris"),
        ("Paolo Feraris", "Paolo Ferraris"),  # left out
        ("Paolo Ferrarris", "Paolo Ferraris"),  # doubled
        ("Paoli Ferraris", "Paolo Ferraris"),  # changed
        ("Palo Ferrairs", "Paolo Ferraris"),  # both words
        ("Marta Rsosi", "Marta Rossi"),  # short and swapped
        ("Giusepina Montanga", "Giuseppina Montagna"),
        ("Gisueppina Montagan", "Giuseppina Montagna"),
        ("giusepina mont", "Giuseppina Montagna"),  # the last word still being typed
        ("Oficine Garlsaco", "Officine Garlasco S.r.l."),
        ("rossi", "Marta Rossi"),
        ("officine garlasco", "Officine Garlasco S.r.l."),
    ],
)
def test_a_typing_mistake_still_finds_who_was_meant_first(people, officer, typed, found):
    assert titles(officer, typed)[:1] == [found]


def test_a_person_is_found_by_name_and_place_of_work(people, officer):
    assert titles(officer, "paolo garlasco")[:1] == ["Paolo Ferraris"]


def test_names_come_before_those_who_only_live_there(people, organization, officer):
    organization("Alfa", municipality="Garlasco")
    assert titles(officer, "garlasco")[0] == "Officine Garlasco S.r.l."


def test_the_results_are_narrowed_by_kind_province_and_who_follows(people, officer, person):
    person("Paolo", "Ferraris", province="MI", owner=officer)
    assert titles(officer, "paolo ferraris")[:2] == ["Paolo Ferraris"] * 2
    assert titles(officer, "paolo ferraris", province="MI", follower=officer.pk) == ["Paolo Ferraris"]
    assert titles(officer, "paolo ferraris", follower=999) == []
    assert titles(officer, "garlasco", kinds=["organization"]) == ["Officine Garlasco S.r.l."]


def test_the_page_shows_the_conditions_and_takes_them_away(staff, people):
    page = staff.get(reverse("relations:search"), {"q": "garlasco", "tipo": "organization", "provincia": "PV"})
    assert [hit.title for group in page.context["groups"] for hit in group.hits] == ["Officine Garlasco S.r.l."]
    assert [chip.remove_query for chip in page.context["chips"]] == ["q=garlasco&provincia=PV", "q=garlasco&tipo=organization"]


@pytest.mark.parametrize("query", ["tipo=x", "provincia=%00", "segue=abc", "segue=99999999999999999999", "provincia=ZZZZ", "tipo=user"])
def test_conditions_that_mean_nothing_are_passed_over(staff, people, query):
    assert staff.get(f"{reverse('relations:search')}?q=garlasco&{query}").status_code == 200


def test_the_worst_case_takes_eight_statements(people, officer):
    officer = type(officer).objects.get(pk=officer.pk)
    with CaptureQueriesContext(connection) as queries:
        search.find(officer, "zzxyw qqqwert")
    assert len(queries) <= 8


def test_words_loaded_by_the_thousand_are_learnt_and_dead_ones_forgotten(people, person):
    SearchWord.objects.all().delete()
    assert index.learn() > 5
    assert SearchWord.objects.filter(word="ferraris").exists()
    one = person("Ugo", "Zampagliona")
    parties.change(party=one, by=None, at=AT, last_name="Bianchi")
    index.unlearn()
    assert set(SearchWord.objects.filter(word__in=["zampagliona", "bianchi"]).values_list("word", flat=True)) == {"bianchi"}
