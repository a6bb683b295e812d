"""The press office's words for mistakes stay its own."""

from django import forms

from press.forms.base import speak


def test_saying_it_our_way_leaves_the_other_forms_alone():
    before = str(forms.EmailField().validators[0].message)
    speak(forms.EmailField())
    assert str(forms.EmailField().validators[0].message) == before
