"""The four risks, each with its signs, and none without."""

import pytest

from partnerships import detectors
from partnerships.detectors import Facts


def found(**facts) -> list[tuple[str, int]]:
    """Return the kinds found with how many signs each has."""
    return [(finding.kind, len(finding.signs)) for finding in detectors.find(Facts(**facts))]


def test_a_quiet_partnership_has_no_risk():
    assert (
        found(planned=500, promised_cash=500, silent_days=30, contact_days=30, marks={"balance": {"a": 4.0, "b": 3.0}})
        == []
    )


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"wants_changes": (("Riseria", "120 ore"),)}, "priority_conflict"),
        ({"unanswered": (("120 ore", 21),)}, "priority_conflict"),
        ({"open_disputes": ("Turni",)}, "priority_conflict"),
        ({"overdue": (("Riseria", "Contributo", 4),)}, "resource_gap"),
        ({"planned": 501, "promised_cash": 500}, "resource_gap"),
        ({"far_behind": ("Ore", "Pasti")}, "resource_gap"),
        ({"silent_days": 31, "contact_days": 30}, "communication_gap"),
        ({"missed_readings": 2}, "communication_gap"),
        ({"silent_sides": ("Mensa",)}, "communication_gap"),
        ({"marks": {"communication": {"a": 2.5, "b": 4.0}}}, "communication_gap"),
        ({"marks": {"balance": {"a": 5.0, "b": 3.0}}}, "power_imbalance"),
        ({"marks": {"balance": {"a": 2.0}}}, "power_imbalance"),
        ({"accountable": (("Riseria", 4), ("Mensa", 1))}, "power_imbalance"),
        ({"one_way": "Azienda"}, "power_imbalance"),
    ],
)
def test_each_sign_opens_its_own_risk(facts, kind):
    assert found(**facts) == [(kind, 1)]


@pytest.mark.parametrize(
    "facts",
    [
        {"unanswered": (("120 ore", 20),)},
        {"far_behind": ("Ore",)},
        {"missed_readings": 1},
        {"marks": {"communication": {"a": 2.6}}},
        {"marks": {"balance": {"a": 4.9, "b": 3.0}}},
        {"accountable": (("Riseria", 4),)},
        {"accountable": (("Riseria", 3), ("Mensa", 2))},
    ],
)
def test_just_below_there_is_none(facts):
    assert found(**facts) == []


def test_signs_add_up_to_one_risk_of_a_kind():
    facts = {"overdue": (("A", "x", 1), ("B", "y", 2)), "planned": 2.0}
    assert found(**facts) == [("resource_gap", 3)]


def test_every_sign_can_be_written_with_its_values():
    everything = Facts(
        wants_changes=(("A", "x"),), unanswered=(("x", 30),), open_disputes=("z",), overdue=(("A", "x", 3),), planned=2, far_behind=("a", "b"),
        silent_days=90, missed_readings=3, silent_sides=("A",), marks={"communication": {"a": 1.0}, "balance": {"a": 1.0, "b": 5.0}},
        one_way="A", accountable=(("A", 9),),
    )  # fmt: skip
    signs = [sign for finding in detectors.find(everything) for sign in finding.signs]
    assert len(signs) == 14 and all("%(" not in text % values for text, values in signs)
