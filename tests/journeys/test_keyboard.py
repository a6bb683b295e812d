"""Without a mouse: two records put together and taken apart, a file brought in and taken back, a dynamic group made."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from relations import roles
from relations.actions import office, parties
from relations.models import Merge, Person, Segment, User

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
EMAIL, PASSWORD = "chiara@prova.example", "volontariato-2026"
# More steps than any page has from its top to its end.
ENOUGH = 250


@pytest.fixture
def officer(transactional_db) -> User:
    roles.sync()
    office.found(name="CSV Prova", head_first_name="Marco", head_last_name="Prova", head_email="marco@prova.example", password=PASSWORD, at=AT)
    return office.add_colleague(email=EMAIL, first_name="Chiara", last_name="Prova", role="relations_officer", at=AT, password=PASSWORD)


def reach(wanted: Locator, *, back: bool = False) -> None:
    """Tab until `wanted` has the focus, and see that one sees it."""
    expect(wanted).to_be_visible()
    for _step in range(ENOUGH):
        if wanted.evaluate("element => element === document.activeElement"):
            break
        wanted.page.keyboard.press("Shift+Tab" if back else "Tab")
    expect(wanted).to_be_focused()
    # Not the default "none": whoever uses the keyboard sees where they are.
    ring = wanted.evaluate("e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' || s.boxShadow !== 'none' }")
    assert ring, wanted


def press(wanted: Locator, key: str = "Enter", *, back: bool = False) -> None:
    reach(wanted, back=back)
    wanted.page.keyboard.press(key)


@pytest.fixture
def page(officer: User, open_page) -> Page:
    """A colleague who has put the mouse away."""
    page = open_page()
    page.goto("/account/login/")
    for field, typed in (("login", EMAIL), ("password", PASSWORD)):
        reach(page.locator(f"input[name={field}]"))
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_url("/")
    return page


def test_two_records_become_one_and_two_again(page: Page, officer: User):
    for first, town in (("Paolo", "Pavia"), ("Paolo Maria", "Voghera")):
        parties.add_person(first_name=first, last_name="Ferraris", municipality=town, contacts=[("mobile", "347 0000001")], by=officer, at=AT)
    kept, gone = Person.objects.order_by("pk")
    page.goto(f"/doppioni/unisci/?a=person:{kept.pk}&b=person:{gone.pk}&scelta=1")
    # The fuller value is chosen already; the arrows choose the other one.
    reach(page.get_by_role("radio", name="Voghera"))
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="Pavia")).to_be_checked()
    press(page.get_by_role("button", name=re.compile("^Unisci")))
    expect(page.locator("#toasts")).to_contain_text("adesso fa parte di")
    kept.refresh_from_db()
    assert (kept.first_name, kept.municipality, Merge.objects.get().undone_at) == ("Paolo Maria", "Pavia", None)
    press(page.locator("#toasts").get_by_role("button", name="Annulla"))
    page.wait_for_load_state()
    expect(page.locator("h1")).to_be_visible()
    assert Merge.objects.get().undone_at is not None
    assert Person.objects.filter(archived_at=None).count() == 2


def test_a_file_comes_in_and_goes_out_again(page: Page, celery_worker_process, tmp_path: Path):
    path = tmp_path / "contatti.csv"
    path.write_text("Nome;Cognome;E-mail\nLucia;Cantù;lucia@prova.example\nUgo;Rizzi;ugo@prova.example\n")
    page.goto("/importazioni/nuova/")
    reach(page.locator("#id_file"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(path)
    press(page.get_by_role("button", name="Leggi il file"))
    reach(page.get_by_label("Nome", exact=True))
    source = page.locator("#id_source")
    if source.count():
        reach(source)
        page.keyboard.type("Banchetto in piazza")
    press(page.get_by_role("button", name="Controlla 2 righe"))
    expect(page.get_by_role("heading", name="Se importate adesso")).to_be_visible(timeout=60_000)
    press(page.get_by_role("button", name="Importa 2 righe"))
    undo = page.get_by_role("button", name="Annulla tutta l’importazione")
    expect(undo).to_be_visible(timeout=60_000)
    assert Person.objects.count() == 2
    press(undo)
    expect(page.get_by_text("Annullata da Chiara Prova")).to_be_visible(timeout=60_000)
    assert Person.objects.count() == 0


def test_a_group_is_made_condition_by_condition(page: Page, officer: User):
    for name, province in (("Ditta Uno", "PV"), ("Ditta Due", "MI")):
        parties.add_organization(kind="company", name=name, province=province, by=officer, at=AT)
    parties.add_organization(kind="nonprofit", name="Ponte ODV", province="PV", by=officer, at=AT)
    page.goto("/gruppi/nuovo/organization/")
    add = page.get_by_label("Condizione da aggiungere").last
    # The first condition of the list is chosen already; the letters of another one choose it.
    for words, letters in (("Tipo", ""), ("Provincia", "Provincia")):
        reach(add)
        page.keyboard.type(letters)
        press(page.get_by_role("button", name="Aggiungi la condizione").last)
        expect(page.get_by_role("group", name=words, exact=True).first).to_be_visible()
    for words, value in (("Tipo", "Azienda"), ("Provincia", "PV")):
        row = page.get_by_role("group", name=words, exact=True).first
        press(row.locator("summary"), back=True)
        press(row.get_by_label(value, exact=True), "Space")
    expect(page.locator("#glance .seg-count b")).to_have_text("1")
    reach(page.get_by_label("Nome", exact=False).last)
    page.keyboard.type("Ditte di Pavia")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ditte di Pavia")
    expect(page.locator("table, .rows").first).to_contain_text("Ditta Uno")
    assert Segment.objects.get().name == "Ditte di Pavia"
