"""How a form shows its fields and its mistakes."""

import re

from django import forms
from django.template import Context, Template

PAGE = Template("{% load crispy_forms_filters %}{{ form|crispy }}")


class Contact(forms.Form):
    name = forms.CharField(label="Nome", max_length=10)
    role = forms.CharField(label="Ruolo", required=False)
    email = forms.EmailField(label="Email", help_text="Vi scriviamo solo per questo")
    when = forms.ChoiceField(label="Quando", choices=[("am", "Mattina")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="Va bene", required=False)

    def clean(self):
        if self.cleaned_data.get("role") == "nessuno":
            raise forms.ValidationError("Scegliete un ruolo")


def render(data: dict | None = None) -> str:
    return PAGE.render(Context({"form": Contact(data)}))


def test_optional_fields_say_so_and_nothing_has_an_asterisk():
    html = render()
    assert html.count("(facoltativo)") == 1 and "*" not in html


def test_a_fresh_form_has_no_summary():
    assert "err-sum" not in render()


def test_the_summary_is_an_alert_that_takes_the_focus():
    assert re.search(r'<div class="err-sum" role="alert" tabindex="-1"', render({}))


def test_the_summary_leads_to_each_wrong_field_with_the_same_words():
    html = render({"name": "Ada", "email": "ada.example", "when": "am"})
    assert re.findall(r'<a href="(#[^"]+)">([^<]+)</a>', html) == [
        ("#id_email", "Scrivete l’email con la chiocciola, per esempio nome@azienda.it")
    ]
    assert html.count("Scrivete l’email con la chiocciola") == 2


def test_a_missing_answer_is_named_in_the_summary():
    assert "Nome: Compilate questo campo." in render({"email": "a@b.it", "when": "am"})


def test_a_wrong_control_says_so_and_points_to_help_and_mistake():
    html = render({"name": "Ada", "email": "ada.example", "when": "am"})
    control = re.search(r'<input[^>]*name="email"[^>]*>', html).group(0)
    assert 'aria-invalid="true"' in control
    described = re.search(r'aria-describedby="([^"]+)"', control).group(1).split()
    assert [f'id="{one}"' in html for one in described] == [True, True]


def test_mistakes_of_the_whole_form_stand_in_the_summary():
    html = render({"name": "Ada", "role": "nessuno", "email": "a@b.it", "when": "am"})
    assert "<li>Scegliete un ruolo</li>" in html


def test_what_was_typed_comes_back_escaped():
    html = render({"name": '"><script>x</script>', "when": "am"})
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_a_group_of_choices_is_a_fieldset_with_a_legend():
    assert re.search(r"<fieldset[^>]*>\s*<legend[^>]*>Quando</legend>", render())
