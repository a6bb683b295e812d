"""Template tags of the interface."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from relations.templatetags import ur


def test_an_icon_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in ur.icon("sun")


def test_an_unknown_icon_draws_a_circle_instead_of_failing():
    assert ur.icon("questo-non-esiste") == ur.icon("circle")


@pytest.mark.parametrize("value", [None, "", "abc", "NaN", "Infinity", object()])
def test_money_of_nonsense_is_empty(value):
    assert (ur.money(value), ur.money0(value), ur.percent(value), ur.plain_number(value)) == ("", "", "", "")


def test_an_avatar_has_always_the_same_colour():
    assert ur.avatar("Ada Bruschi") == ur.avatar("Ada Bruschi")


def test_an_organisation_gets_a_square():
    thing = SimpleNamespace(_meta=SimpleNamespace(model_name="organization"), __str__=lambda: "x")
    assert " sq" in ur.avatar(thing) and " sq" not in ur.avatar("Ada Bruschi")


def test_names_are_escaped():
    assert "<script" not in ur.who("<script>x</script>")


def test_a_toast_carries_its_undo():
    assert ur.undo_url(SimpleNamespace(extra_tags="undo:/agenda/da-fare/3/riapri/")) == "/agenda/da-fare/3/riapri/"
    assert ur.undo_url(SimpleNamespace(extra_tags=None)) == ""


def test_the_bar_of_a_mailing_says_how_far_it_is():
    with translation.override("it"):
        assert 'aria-label="Invio: 66%"' in ur.sendbar(842, 7, 38, 1271)


def test_words_follow_the_reader_s_language():
    with translation.override("en"):
        assert ur.money(1234.5) == "€1,234.50"
    with translation.override("it"):
        assert ur.money(1234.5) == "€\u00a01.234,50"
