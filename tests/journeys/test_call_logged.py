"""A call, logged from the organisation's page in three fields by keyboard alone; tomorrow it is on Oggi."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from relations import roles
from relations.actions import parties
from relations.models import FollowUp, Interaction, OfficeSettings, Organization, User
from tests.support.browser import DESKTOP, PHONE
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "una-parola-lunga"
TODAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TOMORROW = datetime(2026, 11, 25, 7, 15, tzinfo=UTC)
SAID = "Ci pensa: lo dice al consiglio domani mattina"


@pytest.fixture
def clock() -> Iterator[Any]:
    """The server's clock, which is in this process; it goes on by itself, so that nothing waits for ever."""
    with time_machine.travel(TODAY, tick=True) as traveller:
        yield traveller


@pytest.fixture
def company(transactional_db, clock) -> Organization:
    roles.sync()
    OfficeSettings.objects.create(pk=1, name="CSV Prova ETS", short_name="CSV Prova", province="PV")
    chiara = User.objects.create_user("chiara@csv.example", PASSWORD, first_name="Chiara", last_name="Prova")
    chiara.groups.add(Group.objects.get(name="relations_officer"))
    return parties.add_organization(
        kind="company", name="Meccanica Lomellina S.r.l.", by=chiara, at=TODAY, owner=chiara, contact_rhythm_days=60
    )


def tab_to(page, css: str, most: int = 60) -> None:
    """Press Tab until what `css` names has the focus: nothing here is reached by a mouse."""
    for _press in range(most):
        if page.evaluate("css => document.activeElement.matches(css)", css):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{css} is not reached by Tab")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_call_logged_in_three_fields_turns_up_tomorrow(company, clock, open_page, axe, viewport):
    page = open_page(viewport)
    sign_in(page, "chiara@csv.example", PASSWORD)
    page.goto(company.get_absolute_url())

    # R opens the dialog with the page's own organisation; what is left is what was said, and when to be heard again.
    page.keyboard.press("r")
    dialog = page.locator("#dialog")
    expect(dialog.get_by_role("combobox", name="Con chi")).to_have_value("Meccanica Lomellina S.r.l.")
    axe(page)
    tab_to(page, "#dialog textarea")
    page.keyboard.type(SAID)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")  # from "non serve", round to "domani"
    expect(dialog.get_by_role("radio", name="domani", exact=True)).to_be_checked()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Telefonata con Meccanica Lomellina S.r.l.: salvato")
    contact, todo = Interaction.objects.get(), FollowUp.objects.get()
    assert (contact.channel, contact.text, contact.organization, todo.due_on) == ("call", SAID, company, date(2026, 11, 25))
    expect(page.locator("#story")).to_contain_text(SAID)
    axe(page)

    # Today it is only announced.
    page.goto("/")
    expect(page.locator("#todos")).to_contain_text("Per oggi avete fatto tutto.")
    expect(page.locator("#todos .due.now")).to_have_count(0)

    # Tomorrow it is there, and ticking it asks what comes now.
    clock.move_to(TOMORROW, tick=True)
    page.goto("/")
    line = page.locator("#todos li.todo", has_text="Risentire Meccanica Lomellina S.r.l.")
    expect(line.locator(".due.now")).to_have_text("entro oggi")
    axe(page)
    tab_to(page, "#todos .tick")
    page.keyboard.press("Enter")
    toast = page.locator("#toasts .and-now")
    expect(toast).to_contain_text("E adesso?")
    axe(page)
    expect(toast.get_by_role("button", name="Risenti tra una settimana")).to_be_visible()
    toast.get_by_role("button", name="Risenti tra una settimana").press("Enter")
    expect(page.locator("#todos")).to_contain_text("Risentire Meccanica Lomellina S.r.l.")
    following = FollowUp.objects.get(status="open")
    assert following.due_on == date(2026, 12, 2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_a_network_the_words_stay_until_the_server_says_yes(company, open_page, complaints):
    page = open_page(PHONE)
    sign_in(page, "chiara@csv.example", PASSWORD)
    page.goto(company.get_absolute_url())
    page.get_by_role("link", name="Registra", exact=True).click()
    page.locator("#dialog textarea").fill(SAID)
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-failed]")).to_be_visible()
    expect(page.locator("#dialog textarea")).to_have_value(SAID)
    page.context.set_offline(False)

    # Even after the page was closed and opened again.
    page.goto(company.get_absolute_url())
    page.get_by_role("link", name="Registra", exact=True).click()
    expect(page.locator("#dialog textarea")).to_have_value(SAID)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("salvato")
    assert Interaction.objects.get().text == SAID
    page.get_by_role("link", name="Registra", exact=True).click()
    expect(page.locator("#dialog textarea")).to_have_value("")
    offline = [line for line in complaints if "ERR_INTERNET_DISCONNECTED" in line or "console error: htmx:" in line]
    assert offline != []
    assert complaints == offline
    complaints.clear()


def test_the_calendar_is_walked_by_keyboard(company, clock, open_page, axe):
    page = open_page(DESKTOP)
    sign_in(page, "chiara@csv.example", PASSWORD)
    page.goto("/agenda/?giorno=2026-11-24")
    axe(page)
    page.locator("[data-cal-day][aria-current=date]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#giorno-t")).to_have_text(re.compile(r"Mercoledì 2\sdicembre 2026"))
    page.wait_for_load_state("load")  # the words of a page come before its keys
    page.keyboard.press("PageDown")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gennaio 2027")
    for view in ("settimana", "giorni"):
        page.goto(f"/agenda/?vista={view}&giorno=2026-11-24")
        axe(page)
