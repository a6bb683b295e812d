"""The composer in a real browser: by keyboard alone, saving itself, in the dark, on a phone."""

import os
import re

import pytest
from playwright.sync_api import expect

from press import demo_pictures
from press.actions import blocks, letter_images, newsletters
from press.models import Newsletter
from relations import roles
from relations.actions import consents, parties
from relations.models import OfficeSettings
from tests.press.conftest import AT, colleague
from tests.support.browser import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def letter(transactional_db) -> Newsletter:
    """One of most kinds, and a reader to preview it with."""
    roles.sync()
    OfficeSettings.objects.create(pk=1, name="CSV Prova ETS", short_name="CSV Prova", email="ufficio@prova.example")
    officer = colleague("press_officer", "Elena")
    giovanna = parties.add_person(first_name="Giovanna", last_name="Ricci", by=None, at=AT)
    consents.record(email="g@posta.example", purpose="newsletter", event="confirmed", source="prova", at=AT, person=giovanna)
    found = newsletters.draft(
        author=officer, at=AT, title="Dicembre", subject="Tre notizie di dicembre", body="<p>Gentile [nome],</p><p>ecco le notizie.</p>"
    )
    picture = letter_images.keep(upload=demo_pictures.landscape(), by=officer, at=AT)
    blocks.add(newsletter=found, kind="image", image=picture, alt_text="Le risaie", by=officer, at=AT)
    blocks.add(newsletter=found, kind="title", heading="Con noi", by=officer, at=AT)
    blocks.add(newsletter=found, kind="button", label="Scriveteci", url="https://a.example/", by=officer, at=AT)
    return found


@pytest.fixture
def compose(open_page, letter):
    def go(viewport=DESKTOP, **options):
        page = open_page(viewport, **options)
        page.goto(f"/account/login/?next=/newsletter/{letter.pk}/")
        page.fill("input[name=login]", "elena@prova.example")
        page.fill("input[name=password]", "una-parola-lunga")
        page.click("form[action='/account/login/'] button[type=submit]")
        page.wait_for_url(f"**/newsletter/{letter.pk}/")
        return page

    return go


def order(letter: Newsletter) -> list[str]:
    return [block.kind for block in letter.blocks.standing()]


def shown(page) -> list[str]:
    return page.locator("[data-block]").evaluate_all("rows => rows.map(row => row.dataset.block)")


def picture_of(page, name: str) -> None:
    """Keep a picture of the page where somebody wants to look at them."""
    if os.environ.get("PICTURES"):
        page.screenshot(path=f"{os.environ['PICTURES']}/{name}.png", full_page=True)


def test_a_letter_is_put_together_by_keyboard_alone(letter, compose, axe):
    page = compose()
    pks = shown(page)
    image, title = pks[1], pks[2]
    # Alt and the arrow move a block; the focus stays with it and its place is read aloud.
    page.locator(f"#apri-{title}").press("Alt+ArrowUp")
    expect(page.locator("#live")).to_have_text("Con noi è al posto 2 di 4.")
    assert page.evaluate("document.activeElement.id") == f"su-{title}"
    assert (order(letter), shown(page)) == (["text", "title", "image", "button"], [pks[0], title, image, pks[3]])
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#live")).to_have_text("Con noi è al posto 3 di 4.")
    # A block from the palette opens, saves itself and closes.
    page.get_by_role("button", name="Titolo", exact=True).press("Enter")
    added = page.locator("[data-block]").nth(4)
    expect(added.locator("form.block-form")).to_be_visible()
    added.get_by_role("textbox", name="Titolo").press_sequentially("Gli appuntamenti")
    expect(added.get_by_text(re.compile("salvata alle"))).to_be_visible()
    expect(page.locator("#anteprima iframe").content_frame.locator("body")).to_contain_text("Gli appuntamenti")
    added.get_by_role("button", name="Fatto").press("Enter")
    expect(added.locator("form.block-form")).to_have_count(0)
    # Taken out, and back with Annulla.
    page.get_by_role("button", name="Togli: Con noi").press("Enter")
    expect(page.locator(f"#blocco-{title}")).to_have_count(0)
    assert order(letter) == ["text", "image", "button", "title"]
    page.get_by_role("button", name="Annulla", exact=True).press("Enter")
    expect(page.locator(f"#blocco-{title}")).to_be_visible()
    assert order(letter) == ["text", "image", "title", "button", "title"]
    expect(page.locator("[data-dressed]")).to_be_visible()
    # Buttons half under the bar that stays on top would count as too small.
    page.evaluate("scrollTo(0, 0)")
    axe(page)


def test_words_go_where_one_writes_and_are_saved(letter, compose):
    page = compose()
    page.locator("#id_subject").press("End")
    page.locator("#parole > summary").click()
    page.get_by_role("button", name="[nome]", exact=True).click()
    expect(page.locator("#id_subject")).to_have_value("Tre notizie di dicembre[nome]")
    expect(page.locator("#salvato")).to_contain_text("salvata alle")
    letter.refresh_from_db()
    assert letter.subject == "Tre notizie di dicembre[nome]"
    editor = page.locator(".ProseMirror[role=textbox]")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" A presto [nomme]")
    expect(page.get_by_text(re.compile(r"Non ancora salvato\. .*\[nomme\]"))).to_be_visible()
    for _key in range(3):
        page.keyboard.press("Backspace")
    page.keyboard.type("e]")
    expect(page.locator("#anteprima iframe").content_frame.locator("body")).to_contain_text("A presto")


def test_a_block_is_dragged(letter, compose):
    page = compose()
    pks = shown(page)
    page.locator(f"#blocco-{pks[3]} [data-grip]").drag_to(page.locator(f"#blocco-{pks[1]}"))
    expect(page.locator("#live")).to_have_text("Scriveteci è al posto 2 di 4.")
    assert order(letter) == ["text", "button", "image", "title"]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_composer_is_accessible(letter, compose, axe, viewport, scheme):
    page = compose(viewport, color_scheme=scheme)
    frame = page.locator("#anteprima iframe")
    expect(frame.content_frame.locator("body")).to_contain_text("Gentile Giovanna")
    assert frame.content_frame.locator("img").first.evaluate("image => image.naturalWidth") > 0
    expect(page.locator("[data-dressed]")).to_be_visible()
    picture_of(page, f"composer-{viewport['width']}-{scheme}")
    axe(page)
    page.locator("#come-scuro").click()
    expect(page.locator("#come-scuro")).to_have_attribute("aria-current", "true")
    card = frame.content_frame.locator(".ink div").first
    expect(card).to_have_css("color", "rgb(236, 233, 223)")
    picture_of(page, f"dark-{viewport['width']}-{scheme}")
    page.locator("#come-testo").click()
    expect(page.locator(".mail-text")).to_contain_text("Gentile Giovanna")
    page.goto(f"/newsletter/{letter.pk}/?blocco={shown(page)[1]}")
    picture_of(page, f"picture-{viewport['width']}-{scheme}")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


@pytest.mark.parametrize("path", ["/newsletter/stili/", "/newsletter/stili/nuovo/", "/newsletter/nuova/", "/sala-stampa/newsletter/"])
def test_the_pages_around_it_are_accessible(letter, compose, axe, path):
    page = compose(PHONE)
    page.goto(path)
    picture_of(page, f"page-{path.strip('/').replace('/', '-')}")
    axe(page)
