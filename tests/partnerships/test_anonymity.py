"""Nobody is recognised by what their own texts say of them before both said yes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.anonymity import HIDDEN, hide

NAMES = ["Meccanica Lomellina S.r.l.", "Associazione Amici di Paco ODV", "Paolo Ferraris"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("La Meccanica Lomellina cerca tutor.", "La […] cerca tutor."),
        ("MECCANICA LOMELLINA SRL, dal 1970", "[…], dal 1970"),
        ("Gli Amici di Pàco aiutano", "Gli […] aiutano"),
        ("scrivete a paolo@amicidipaco.org o allo 0382 123456", "scrivete a […] o allo […]"),
        ("vedi https://amicidipaco.org/chi-siamo e www.lomellina.it", "vedi […] e […]"),
        ("il sito amicidipaco.it", "il sito […]"),
        ("chiedete di Paolo Ferraris", "chiedete di […]"),
        ("Siamo in Lomellina e lavoriamo con 120 persone dal 2014", "Siamo in Lomellina e lavoriamo con 120 persone dal 2014"),
    ],
)
def test_names_and_addresses_are_hidden_and_nothing_else(text, shown):
    assert hide(text, NAMES) == shown


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_holds_the_whole_name_afterwards(before, after):
    hidden = hide(f"{before} Meccanica Lomellina {after}", NAMES)
    assert "Meccanica Lomellina" not in hidden and HIDDEN in hidden


@given(st.text(max_size=200))
def test_any_text_and_any_name_are_taken(text):
    hide(text, [text, "", "…", *NAMES])
