"""A form sent twice makes one row: two clicks, a reload, the way back."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from relations.actions import sent_forms, upkeep
from relations.models import FollowUp, Initiative, Interaction, Organization, Person, SentForm
from tests.support.forms import forms_of

# page, what is typed there, what it makes.
NEW = {
    "organisation": ("/organizzazioni/nuova/", {"name": "Rossi Srl", "kind": "company"}, Organization),
    "person": ("/persone/nuova/", {"first_name": "Anna", "last_name": "Rossi"}, Person),
    "thing to do": ("/agenda/da-fare/nuovo/", {"title": "Scrivere ad Anna", "due_on": "domani"}, FollowUp),
    "initiative": ("/iniziative/nuova/", {"title": "Casa aperta", "aim": "Un luogo aperto"}, Initiative),
}


def filled(client: Client, address: str, typed: dict[str, str]) -> dict:
    """The page's form as a browser would send it."""
    page = client.get(address).content.decode()
    form = next(form for form in forms_of(page) if typed.keys() <= form.kinds.keys())
    return form.values | typed


@pytest.mark.parametrize(("address", "typed", "model"), NEW.values(), ids=NEW)
def test_the_second_sending_gets_the_first_one_s_answer(staff, address, typed, model):
    data = filled(staff, address, typed)
    before = model.objects.count()
    first, second = staff.post(address, data), staff.post(address, data)
    assert (first.status_code, second.status_code, second["Location"]) == (302, 302, first["Location"])
    assert model.objects.count() == before + 1


def test_a_contact_logged_twice_from_the_dialog_is_one(staff, organization):
    about = f"organization:{organization().pk}"
    part = {"HX-Request": "true"}
    page = staff.get(f"/agenda/registra/?about={about}", headers=part).content.decode()
    data = next(form for form in forms_of(page) if "text" in form.kinds).values | {"text": "Ci pensa"}
    answers = [staff.post("/agenda/registra/", data, headers=part) for _turn in range(2)]
    assert [(answer.status_code, answer["HX-Redirect"]) for answer in answers] == [(204, answers[0]["HX-Redirect"])] * 2
    assert Interaction.objects.count() == 1


def test_the_same_words_in_a_new_page_are_a_new_thing(staff):
    address, typed, model = NEW["thing to do"]
    for _turn in range(2):
        staff.post(address, filled(staff, address, typed))
    assert model.objects.count() == 2


def test_a_form_with_a_mistake_may_be_sent_again(staff):
    data = filled(staff, "/persone/nuova/", {"last_name": ""})
    answers = [staff.post("/persone/nuova/", data).status_code for _turn in range(2)]
    assert (answers, SentForm.objects.count()) == ([422, 422], 0)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one(officer, sign_in):
    client = sign_in(officer)
    data = filled(client, "/organizzazioni/nuova/", {"name": "Rossi Srl", "kind": "company"})

    def click(_turn: int) -> str:
        try:
            return sign_in(officer).post("/organizzazioni/nuova/", data)["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        where = set(hands.map(click, range(4)))
    assert (len(where), Organization.objects.count()) == (1, 1)
    assert re.fullmatch(r"/organizzazioni/rossi-srl-\d+/", where.pop())


def test_nothing_typed_is_kept_and_forms_are_forgotten_after_two_days(staff):
    staff.post("/persone/nuova/", filled(staff, "/persone/nuova/", {"last_name": "Segretissima"}))
    row = SentForm.objects.get()
    assert "segretissima" not in row.key.lower() and len(row.key) == 64
    assert sent_forms.forget(before=timezone.now() - upkeep.FORMS_KEPT) == 0
    assert upkeep.nightly(at=timezone.now() + timedelta(days=3))["forms_forgotten"] == 1
