"""Every page of the ground floor opens, whoever may open it, with one row and with none."""

import pytest
from django.urls import reverse

from relations.actions import interactions
from tests.relations.conftest import AT

STAFF_PAGES = [
    "today", "organizations", "organization_new", "people", "person_new", "agenda", "interaction_new", "followup_new",
    "search", "profile", "guide", "status",
]  # fmt: skip
HEAD_PAGES = ["overview", "approvals", "history"]


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_an_empty_office_opens_every_page(staff, name):
    assert staff.get(reverse(f"relations:{name}")).status_code == 200


@pytest.mark.parametrize("name", [*STAFF_PAGES, *HEAD_PAGES])
def test_the_head_opens_every_page(head, sign_in, name, organization, person, todo):
    organization(), person(), todo()
    assert sign_in(head).get(reverse(f"relations:{name}")).status_code == 200


@pytest.mark.parametrize("name", [*STAFF_PAGES, *HEAD_PAGES])
def test_strangers_are_led_to_the_sign_in_page(client, db, name):
    answer = client.get(reverse(f"relations:{name}"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_the_page_of_an_organisation_shows_people_story_and_things_to_do(staff, officer, organization, person, todo):
    company = organization(contacts=[("phone", "0384 000118"), ("pec", "mecc@pec.example")], municipality="Mortara")
    somebody = person(works_at=company, role="Titolare")
    todo("Mandare la bozza", organization=company)
    interactions.log(channel="call", text="Vuole due tirocinanti", by=officer, at=AT, organization=company, person=somebody)
    page = staff.get(company.get_absolute_url()).content.decode()
    for words in ("Meccanica Lomellina", "Paolo Ferraris", "Titolare", "Mandare la bozza", "Vuole due tirocinanti", "tel:+390384000118"):
        assert words in page


def test_the_page_of_a_person_shows_where_she_works(staff, organization, person):
    somebody = person(works_at=organization(), role="Titolare", contacts=[("mobile", "347 0000001")])
    page = staff.get(somebody.get_absolute_url()).content.decode()
    assert "Meccanica Lomellina" in page
    assert "tel:+393470000001" in page


@pytest.mark.parametrize("address", ["/organizzazioni/niente-99/", "/organizzazioni/x/", "/persone/niente-99999999999999999999/"])
def test_an_unknown_record_is_a_404_page(staff, address):
    assert staff.get(address).status_code == 404


def test_what_a_role_may_not_open_says_who_can(sign_in, viewer):
    answer = sign_in(viewer).get(reverse("relations:overview"))
    assert answer.status_code == 403
    assert "Capo ufficio" in answer.content.decode() or "Office head" in answer.content.decode()


def test_health_tells_that_the_office_works(client, db):
    answer = client.get(reverse("relations:health"))
    assert (answer.status_code, answer.json()["ok"]) == (200, True)
