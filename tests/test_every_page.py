"""Every page that links lead to, opened in a real browser: nothing axe objects to, nothing wider than the screen."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from partnerships import template_seeds
from partnerships.models import PartnershipTemplate
from relations import demo
from relations.models import User
from tests.support.accessibility import violations
from tests.support.browser import DESKTOP, PHONE
from tests.support.pages import found_by_links

# The reader's language, the screen, the theme. Two looks show every word, every screen and every colour at least once;
# PAGES=whole opens each page in all eight.
LOOKS = [("it", DESKTOP, "light"), ("en", PHONE, "dark")]
WHOLE = [
    (language, screen, theme) for language in ("it", "en") for screen in (DESKTOP, PHONE) for theme in ("light", "dark")
]
FLOORS = ("relations", "partnerships", "fundraising", "press")
# Where somebody without an account comes in.
PUBLIC = ("/benvenuti/", "/cerca-un-partner/", "/volontariato/", "/appuntamenti/", "/scriveteci/", "/iscrizione/")
# Paper, drawn for the printer: it has the width of a sheet.
WIDE = {"press:release_preview"}


def _name(look: tuple[str, dict, str]) -> str:
    language, screen, theme = look
    return f"{language}-{screen['width']}-{theme}"


@pytest.fixture
def head(transactional_db) -> User:
    """The office head of the demo office. What the migrations planted is planted again: tests like this one empty all tables."""
    template_seeds.plant(PartnershipTemplate, timezone.now())
    demo.build(progress=lambda line: None, now=timezone.now())
    return User.objects.get(email=demo.LOGINS[0][1])


def wrong_with(page: Any, address: str, name: str) -> list[str]:
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        return [f"answers {answer and answer.status}"]
    found = violations(page)
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if too_wide > 0 and name not in WIDE:
        found.append(f"{too_wide} px wider than the screen")
    return found


@pytest.mark.parametrize("look", WHOLE if os.environ.get("PAGES") == "whole" else LOOKS, ids=_name)
def test_no_page_has_a_fault(head: User, look: tuple[str, dict, str], open_page: Callable[..., Any]):
    language, screen, theme = look
    User.objects.filter(pk=head.pk).update(language=language, theme=theme)
    client = Client()
    client.force_login(head)
    inside, outside = found_by_links(client, FLOORS, "/"), found_by_links(Client(), FLOORS, *PUBLIC)
    assert len(inside) > 150 and len(outside) > 10, (len(inside), len(outside))
    staff, visitor = (open_page(screen, color_scheme=theme) for _ in range(2))
    host = {"domain": "127.0.0.1", "path": "/"}
    staff.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, **host}])
    visitor.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, **host}])
    wrong = {
        address: found
        for page, addresses in ((staff, inside), (visitor, outside))
        for name, address in addresses.items()
        if (found := wrong_with(page, address, name))
    }
    assert wrong == {}
