"""The archive by keyboard: a fact corrected where it stands, an address typed, a councillor who changes group."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from relations import roles
from relations.actions import office, parties
from relations.models import Address, Affiliation, Organization
from tests.support.browser import PHONE
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
EMAIL, PASSWORD = "chiara@prova.example", "volontariato-2026"


@pytest.fixture
def organization(transactional_db) -> Organization:
    roles.sync()
    office.found(name="CSV Prova", head_first_name="Marco", head_last_name="Prova", head_email="marco@prova.example", password=PASSWORD, at=AT)
    officer = office.add_colleague(email=EMAIL, first_name="Chiara", last_name="Prova", role="relations_officer", at=AT, password=PASSWORD)
    parties.add_organization(kind="political_group", name="Gruppo misto", by=officer, at=AT, tags=["tavolo sociale"])
    body = parties.add_organization(kind="political_group", name="Gruppo Civica", by=officer, at=AT, employees=40, tax_code="80001230183")
    parties.add_person(first_name="Teresa", last_name="Dossi", by=officer, at=AT, works_at=body, role="consigliera")
    return body


def test_the_archive_is_kept_by_keyboard(organization, open_page, axe):
    page = open_page()
    sign_in(page, EMAIL, PASSWORD)
    page.goto(organization.get_absolute_url())
    axe(page)

    # A fact: click it, change it, Enter; Esc gives back what was there.
    page.get_by_role("link", name="Cambia: Addetti").click()
    box = page.get_by_label("Addetti", exact=False).first
    expect(box).to_be_focused()
    axe(page)
    box.fill("84")
    box.press("Enter")
    expect(page.locator(".fact", has_text="Addetti").locator("dd > span").first).to_have_text("84")
    page.get_by_role("link", name="Cambia: Addetti").press("Enter")
    page.locator("[data-fact-form] input[name=employees]").fill("9999")
    page.keyboard.press("Escape")
    expect(page.locator("[data-fact-form]")).to_have_count(0)
    assert Organization.objects.get(pk=organization.pk).employees == 84

    # A tag: proposed as one types.
    page.get_by_text("Aggiungi un dato").click()
    page.get_by_role("link", name="Etichette", exact=True).and_(page.locator(".missing-list a")).click()
    page.locator("[data-fact-form] input[name=tags]").press_sequentially("tav")
    expect(page.get_by_role("option", name=re.compile("tavolo sociale"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".page-head .tag", has_text="tavolo sociale")).to_be_visible()

    # An address: the municipality by its first letters.
    page.get_by_role("link", name="Aggiungi un indirizzo").click()
    page.fill("#id_street", "Via Roma")
    page.fill("#id_postal_code", "27036")
    page.locator("#id_municipality").press_sequentially("mortar")
    expect(page.get_by_role("option", name=re.compile("Mortara"))).to_be_visible()
    axe(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_municipality")).to_have_value("Mortara (PV)")
    page.get_by_role("button", name="Aggiungi l’indirizzo").click()
    expect(page.locator("address")).to_have_text(re.compile("27036 Mortara"))
    assert Address.objects.get().municipality_id == "018102"

    # The councillor changes group: one form, and a way back.
    page.get_by_role("link", name=re.compile("Passa ad altra organizzazione")).click()
    page.locator("#id_to").press_sequentially("misto")
    expect(page.get_by_role("option", name=re.compile("Gruppo misto"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Passa all’altra organizzazione").click()
    expect(page.get_by_text("prima: consigliera, Gruppo Civica")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Annulla").click()
    expect(page.get_by_text("prima: consigliera, Gruppo Civica")).to_have_count(0)
    assert Affiliation.objects.get().ended_on is None


def test_facts_are_changed_on_a_phone_without_sideways_scroll(organization, open_page, axe):
    page = open_page(PHONE)
    sign_in(page, EMAIL, PASSWORD)
    for address in (organization.get_absolute_url(), "/territorio/", "/etichette/"):
        page.goto(address)
        axe(page)
    page.goto(organization.get_absolute_url())
    page.get_by_role("link", name="Cambia: Codice fiscale").click()
    axe(page)
    assert page.evaluate("document.querySelector('.fact-form').getBoundingClientRect().right <= innerWidth")
