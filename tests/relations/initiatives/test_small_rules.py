"""Who is missing, who speaks for a body, who stands in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations import deputies, public_role, voices
from relations.public_role import Role
from relations.voices import Seat

VOICES = ["companies", "nonprofits", "institutions", "schools", "citizens"]
DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("words", "speaks"),
    [
        ("presidente", True), ("Responsabile dei volontari", True), ("Assessora alle politiche sociali", True), ("capogruppo", True),
        ("socio", False), ("Volontaria", False), ("donatore", False), ("ex presidente", False), ("", False), ("  ", False),
        ("già sindaco", False), ("socia fondatrice", False), ("società di revisione", True), ("amica della casa", False),
    ],
)  # fmt: skip
def test_a_role_speaks_for_a_body_or_it_does_not(words, speaks):
    assert public_role.speaks(words) is speaks


def test_a_role_counts_only_while_it_lasts():
    roles = [Role("presidente", ended_on=date(2026, 11, 23)), Role("tesoriere", started_on=date(2026, 11, 25)), Role("segretario", "Ente")]
    assert [role.label for role in public_role.current(roles, DAY)] == ["segretario · Ente"]


def test_absent_voices_places_and_beneficiaries_are_told():
    seats = [Seat("companies", "Pavia", frozenset({"PV"}))]
    gaps = voices.missing(seats, voices=VOICES, municipalities=["pavia", "Mortara"], provinces=["PV", "LO"])
    assert [(gap.kind, gap.key) for gap in gaps] == [
        ("voice", "nonprofits"), ("voice", "institutions"), ("voice", "schools"), ("beneficiaries", "citizens"),
        ("municipality", "Mortara"), ("province", "LO"),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(VOICES)))
def test_a_voice_is_either_there_or_missing(present):
    gaps = voices.missing([Seat(voice, for_beneficiaries=True) for voice in present], voices=VOICES)
    assert {gap.key for gap in gaps} - {"citizens"} == set(VOICES) - set(present) - {"citizens"}


def test_who_speaks_for_the_beneficiaries_fills_their_place():
    assert [g.kind for g in voices.missing([Seat("nonprofits", for_beneficiaries=True)], voices=["nonprofits", "citizens"])] == []


def test_the_deputy_is_who_knows_such_bodies_then_who_has_less_to_do():
    team = [
        deputies.Colleague(1, 0, {("company", "Pavia"): 9}),
        deputies.Colleague(2, 5, {("company", "Pavia"): 2}),
        deputies.Colleague(3, 1, {("company", "Voghera"): 6}),
        deputies.Colleague(4, 0, {}),
    ]
    assert deputies.suggest(team, besides=1, kind="company", municipality="Pavia").id == 2
    assert deputies.suggest(team, besides=1, kind="school", municipality="").id == 4
    assert deputies.suggest([team[0]], besides=1, kind="company", municipality="") is None
