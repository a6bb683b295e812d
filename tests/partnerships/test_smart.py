"""The five letters, on objectives as people write them."""

from datetime import date
from decimal import Decimal

import pytest

from partnerships import smart
from partnerships.smart import Goal, Measure

GOOD = Goal(
    title="25 ragazzi seguiti nei compiti ogni settimana",
    what="Ragazzi delle medie di Vigevano, due pomeriggi la settimana in oratorio con i tutor dell’azienda.",
    feasible="Otto tutor già trovati, due aule libere, l’ente lo fa da cinque anni.",
    relevant="Un ragazzo su quattro del quartiere arriva in terza con debiti.",
    starts_on=date(2026, 5, 8),
    due_on=date(2027, 3, 31),
    measures=(Measure("ragazzi", Decimal(8), Decimal(25)),),
)


def failing(**changes: object) -> dict[str, str]:
    """Letters that fail, each with its problem."""
    goal = Goal(**({name: getattr(GOOD, name) for name in Goal.__dataclass_fields__} | changes))
    return {verdict.letter: verdict.fault.problem for verdict in smart.review(goal) if verdict.fault}


def test_a_good_objective_holds_in_all_five_letters():
    assert failing() == {} and smart.is_smart(smart.review(GOOD))


@pytest.mark.parametrize(
    ("changes", "letter"),
    [
        ({"title": "Doposcuola"}, "S"),
        ({"title": "Migliorare la vita dei ragazzi del quartiere"}, "S"),
        ({"title": "Sensibilizzare la cittadinanza sul tema dello spreco"}, "S"),
        ({"title": "Favorire l’inclusione delle persone fragili"}, "S"),
        ({"what": ""}, "S"),
        ({"what": "Per i ragazzi."}, "S"),
        ({"measures": ()}, "M"),
        ({"measures": (Measure("", Decimal(0), Decimal(5)),)}, "M"),
        ({"measures": (Measure("ore", None, Decimal(5)),)}, "M"),
        ({"measures": (Measure("ore", Decimal(0), None),)}, "M"),
        ({"measures": (Measure("ore", Decimal(5), Decimal(5)),)}, "M"),
        ({"measures": (Measure("%", Decimal(48), Decimal(120)),)}, "A"),
        ({"feasible": ""}, "A"),
        ({"feasible": "È fattibile."}, "A"),
        ({"feasible": "Sì, si può fare"}, "A"),
        ({"relevant": "È importante."}, "R"),
        ({"due_on": None}, "T"),
        ({"due_on": date(2026, 5, 8)}, "T"),
        ({"due_on": date(2040, 1, 1)}, "T"),
        ({"measures": (Measure("ore", Decimal(0), Decimal(5), date(2027, 4, 1)),)}, "T"),
    ],
)
def test_it_says_which_letter_fails_and_no_other(changes, letter):
    assert list(failing(**changes)) == [letter]


def test_a_direction_with_its_number_is_a_result():
    assert failing(title="Aumentare e migliorare: 40 pasti in più al giorno alla mensa") == {}


def test_a_need_of_the_non_profit_is_reason_enough():
    assert failing(relevant="", has_need=True) == {}


def test_every_fault_says_how_to_mend_it():
    empty = Goal(title="")
    faults = [verdict.fault for verdict in smart.review(empty)]
    assert [verdict.letter for verdict in smart.review(empty)] == list("SMART")
    assert all(fault.problem and fault.mend for fault in faults)


def test_the_vague_word_is_named():
    verdict = smart.review(Goal(title="Valorizzare le competenze dei volontari"))[0]
    assert verdict.fault.values == {"word": "valorizzare"}
