"""The shell in a real browser: strict policy, accessibility, keyboard, phone, 320 pixels."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from playwright.sync_api import expect

from tests.support.browser import DESKTOP, PHONE

PASSWORD = "una-parola-lunga-7"
NARROW = {"width": 320, "height": 700}
FOCUSED = "document.activeElement.id || document.activeElement.className"


@pytest.fixture
def signed_in(open_page):
    user = get_user_model().objects.create_user("chiara@example.org", PASSWORD, first_name="Chiara", last_name="Montagna")
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="relations"))

    def sign_in(viewport, path="/componenti/", **options):
        page = open_page(viewport, **options)
        page.goto(f"/account/login/?next={path}")
        page.fill("input[name=login]", "chiara@example.org")
        page.fill("input[name=password]", PASSWORD)
        page.click("form[action='/account/login/'] button[type=submit]")
        page.wait_for_url(f"**{path}")
        return page

    return sign_in


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_is_accessible(signed_in, axe, viewport, scheme):
    axe(signed_in(viewport, color_scheme=scheme))


@pytest.mark.parametrize("path", ["/account/login/", "/account/password/reset/", "/questa-pagina-non-esiste/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_way_in_is_accessible(open_page, axe, path, scheme):
    page = open_page(PHONE, color_scheme=scheme)
    page.goto(path)
    axe(page)


def test_at_320_pixels_nothing_scrolls_sideways(signed_in):
    page = signed_in(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_the_first_stop_of_the_keyboard_skips_to_the_content(signed_in):
    page = signed_in(DESKTOP, "/account/2fa/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "skip"


def test_the_slash_goes_to_search_and_esc_leaves_it(signed_in):
    page = signed_in(DESKTOP, "/account/2fa/")
    page.keyboard.press("/")
    assert page.evaluate(FOCUSED).startswith("q")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_registra_opens_takes_the_focus_keeps_the_text_and_gives_the_focus_back(signed_in):
    page = signed_in(DESKTOP, "/account/2fa/")
    page.keyboard.press("r")
    page.wait_for_selector("#dialog[open] textarea")
    assert page.evaluate("document.getElementById('dialog').contains(document.activeElement)")
    page.fill("#dialog textarea", "Chiedono una bozza")
    page.keyboard.press("Escape")
    # Not wait_for_function: it polls by eval, which the page's policy refuses.
    expect(page.locator("[data-log]:focus")).to_have_count(1)
    page.keyboard.press("r")
    page.wait_for_selector("#dialog[open] textarea")
    expect(page.locator("#dialog textarea")).to_have_value("Chiedono una bozza")


def test_the_question_mark_lists_the_shortcuts(signed_in):
    page = signed_in(DESKTOP, "/account/2fa/")
    page.keyboard.press("?")
    assert page.is_visible("#keys-sheet[open]")


def test_single_keys_stay_quiet_inside_a_field_and_when_switched_off(signed_in):
    page = signed_in(DESKTOP)
    page.fill("#id_name", "")
    page.type("#id_name", "r/?")
    assert page.input_value("#id_name") == "r/?" and not page.is_visible("dialog[open]")
    get_user_model().objects.update(shortcuts=False)
    page.goto("/account/2fa/")
    page.keyboard.press("?")
    assert not page.is_visible("dialog[open]")


def test_the_theme_follows_the_system_without_a_flash(open_page):
    page = open_page(DESKTOP, color_scheme="dark")
    page.goto("/account/login/")
    assert page.get_attribute("html", "data-bs-theme") == "dark"


def test_the_phone_menu_opens_and_esc_gives_the_focus_back(signed_in):
    page = signed_in(PHONE, "/account/2fa/")
    page.click("[data-menu]")
    assert page.is_visible("#side.open")
    page.keyboard.press("Escape")
    assert not page.is_visible("#side.open") and page.evaluate("document.activeElement.hasAttribute('data-menu')")


def test_signing_out_works_without_scripts(signed_in):
    page = signed_in(DESKTOP, "/account/2fa/", java_script_enabled=False)
    page.click("details.pop summary")
    page.click("details.pop form[action='/account/logout/'] button")
    page.wait_for_url("**/account/login/")
