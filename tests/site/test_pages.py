"""The shell's own pages: style guide, sign-in, errors."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague():
    return get_user_model().objects.create_user("chiara@example.org", "parola-lunga-1", first_name="Chiara", last_name="Montagna")


@pytest.fixture
def inside(colleague) -> Client:
    client = Client()
    client.force_login(colleague)
    return client


def test_the_style_guide_is_for_colleagues_only(client):
    answer = client.get(reverse("relations:components"))
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/componenti/")


def test_the_style_guide_shows_every_component(inside):
    answer = inside.get(reverse("relations:components"))
    assert answer.status_code == 200 and answer.content.decode().count('class="panel"') == 12


@pytest.mark.parametrize("theme", ["light", "dark", "system"])
def test_the_page_carries_the_colleague_s_theme(inside, colleague, theme):
    colleague.theme = theme
    colleague.save()
    html = inside.get(reverse("relations:components")).content.decode()
    assert f'data-theme="{theme}"' in html and f'data-bs-theme="{"dark" if theme == "dark" else "light"}"' in html


def test_shortcuts_can_be_switched_off(inside, colleague):
    colleague.shortcuts = False
    colleague.save()
    assert 'data-keys="off"' in inside.get(reverse("relations:components")).content.decode()


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
def test_the_way_in_is_open_and_in_italian(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 200 and '<html lang="it"' in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["mfa_index", "account_change_password", "account_logout", "account_reauthenticate"]
)
def test_a_colleague_reaches_the_pages_of_the_own_account(inside, name):
    assert inside.get(reverse(name), follow=True).status_code == 200


def test_a_wrong_password_is_told_in_our_words(client):
    answer = client.post(reverse("account_login"), {"login": "chiara@example.org", "password": "sbagliata"})
    assert "L’email e la password non corrispondono. Controllatele e riprovate." in answer.content.decode()


def test_the_language_switch_speaks_english(client):
    client.post(reverse("set_language"), {"language": "en", "next": "/account/login/"})
    assert '<html lang="en"' in client.get(reverse("account_login")).content.decode()


def test_an_unknown_address_says_what_to_do(client):
    answer = client.get("/questa-pagina-non-esiste/")
    assert answer.status_code == 404 and "Non troviamo questa pagina" in answer.content.decode()


def test_the_shell_costs_the_same_with_any_menu(inside, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        inside.get(reverse("relations:components"))
