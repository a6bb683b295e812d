"""Hashes, return paths and link tokens: stable, and not to be forged."""
from __future__ import annotations

import pytest

from relations.mail import addresses
from relations.mail.addresses import LinkKey

KEY = LinkKey(41, "newsletter", addresses.hashed("maria@posta.example"), True)


def test_two_forms_of_an_address_have_one_hash():
    assert addresses.hashed(" Maria@POSTA.example") == addresses.hashed("maria@posta.example")


def test_a_token_says_what_it_was_made_from():
    assert addresses.read_link_token(addresses.link_token(KEY)) == KEY


def test_a_token_is_the_same_every_time():
    assert addresses.link_token(KEY) == addresses.link_token(KEY)


@pytest.mark.parametrize("change", [
    lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"), lambda token: token.replace("41", "42", 1),
    lambda token: token.replace("newsletter", "events"), lambda token: "", lambda token: "....", lambda token: "è" * 200,
    lambda token: token + "x",
])  # fmt: skip
def test_a_changed_token_is_refused(change):
    assert addresses.read_link_token(change(addresses.link_token(KEY))) is None


def test_a_token_outlives_a_change_of_key(settings):
    token = addresses.link_token(KEY)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new one"
    assert addresses.read_link_token(token) == KEY


def test_a_return_path_names_its_delivery_in_any_case():
    assert addresses.delivery_of_return_path(addresses.return_path(41).upper()) == 41


@pytest.mark.parametrize("address", ["rimbalzi+41-0000000000000000@ufficio-relazioni.example", "x@y.it", "", "rimbalzi+è-1@x"])
def test_a_forged_return_path_names_nothing(address):
    assert addresses.delivery_of_return_path(address) is None


@pytest.mark.parametrize(("address", "expected"), [
    ("maria@posta.example", True), ("maria@città.example", True), ("àa@posta.example", False), ("maria", False),
    ("a@b\r\nBcc: c@d.it", False), ("a" * 250 + "@x.it", False),
])  # fmt: skip
def test_what_can_be_written_to(address, expected):
    assert addresses.is_valid(address) is expected
