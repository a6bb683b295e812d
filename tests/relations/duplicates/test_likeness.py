"""Which names and records are taken for the same: no database."""

import pytest

from relations.likeness.keys import pairs
from relations.likeness.names import body_words, person_words, skeleton
from relations.likeness.score import Card, judge, likeness_of_names


@pytest.mark.parametrize(
    "name", ["Meccanica Lomellina S.r.l.", "MECCANICA LOMELLINA SRL", "meccanica  lomellina", "Meccanica Lomellina S.p.A."]
)
def test_legal_form_capitals_and_signs_say_nothing(name):
    assert body_words(name) == ("meccanica", "lomellina")


def test_body_whose_name_is_all_common_words_keeps_them():
    assert body_words("Ente Sociale") == ("ente", "sociale")


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("Associazione Orti Insieme", "Orti Insieme A.P.S.", "name"),
        ("Meccanica Lomellina", "Mecanica Lomellina srl", "near"),
        ("Meccanica Lomellina", "Meccanica Lomellina Ricambi", "near"),
        ("Banca del Confluente", "Fondazione Banca del Confluente", ""),
        ("Croce Verde Pavia", "Croce Verde Voghera", ""),
    ],
)
def test_bodies_are_told_from_those_that_only_share_a_name(one, other, sign):
    assert likeness_of_names(one, other, is_person=False) == sign


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("Paolo Ferraris", "Paolo Ferraris", "name"),
        ("Paolo Ferraris", "Ferraris Paolo", "swapped"),
        ("Niccolò D'Angelo", "Niccolo Dangelo", "name"),
        ("Dott. Paolo Ferraris", "Paolo Ferraris", "name"),
        ("Paolo Ferraris", "Paolo Feraris", "near"),
        ("Paolo Ferraris", "Paolo Frerraris", "near"),
        ("Paolo Ferraris", "Paola Ferraris", ""),
        ("Mario Rossi", "Mario Russo", ""),
        ("Luca Riva", "Lucia Riva", ""),
    ],
)
def test_slips_of_the_keyboard_are_told_from_other_people(one, other, sign):
    assert likeness_of_names(one, other, is_person=True) == sign


def test_double_letters_and_vowels_meet_in_the_skeleton():
    assert skeleton(("paolo", "ferraris")) == skeleton(("feraris", "paolo"))


def card(pk: int, name: str = "Paolo Ferraris", **facts) -> Card:
    facts = {key: frozenset([value]) if key in ("emails", "phones", "sites", "bodies") else value for key, value in facts.items()}
    return Card(pk, True, person_words("", name), **facts)


@pytest.mark.parametrize(
    ("one", "other", "likely"),
    [
        ({}, {}, False),
        ({"place": "pavia", "emails": "p@x.it"}, {"place": "pavia", "emails": "p@x.it"}, True),
        ({"tax": "A"}, {"tax": "A", "name": "Qualcun Altro"}, True),
        ({"tax": "A", "emails": "p@x.it"}, {"tax": "B", "emails": "p@x.it"}, False),
        ({"emails": "info@x.it"}, {"emails": "info@x.it", "name": "Lucia Bianchi"}, False),
        ({"phones": "1"}, {"phones": "1", "name": "Paola Ferraris"}, False),
    ],
)
def test_name_alone_is_not_enough_and_two_codes_are_two_people(one, other, likely):
    assert judge(card(1, **one), card(2, **other)).is_likely is likely


def test_only_two_of_a_name_in_the_archive_are_worth_a_question():
    assert judge(card(1), card(2), namesakes=2).is_likely is True
    assert judge(card(1), card(2), namesakes=3).is_likely is False


def test_pairs_are_found_once_with_the_lower_number_first():
    cards = [card(3, phones="1"), card(1, "Ferraris Paolo", phones="1"), card(2, "Lucia Bianchi", phones="1")]
    assert [(one.id, other.id) for one, other, _verdict in pairs(cards)] == [(1, 3)]


def test_only_what_changed_is_compared_with_all_the_others():
    cards = [card(pk, name) for pk, name in enumerate(["Anna Costa", "Costa Anna", "Ugo Villa", "Villa Ugo"])]
    assert [(one.id, other.id) for one, other, _verdict in pairs(cards, only={3})] == [(2, 3)]
