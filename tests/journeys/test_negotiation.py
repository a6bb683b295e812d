"""Five rounds on a clause with three windows open at once: the office, the company, the non-profit. No private note leaks."""

import re

import pytest
from playwright.sync_api import expect

from partnerships.actions import clauses
from partnerships.models import ClauseVersion, PrivateNote
from tests.partnerships import accords

from .accord_steps import ADDRESSES, PHONE, mailed, office, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = [
    ("company", "Venti ragazzi seguiti per tre mesi."),
    ("nonprofit", "Venti ragazzi seguiti per nove mesi."),
    ("company", "Venticinque ragazzi seguiti per sei mesi."),
    ("office", "Venticinque ragazzi seguiti per nove mesi, da ottobre."),
    ("nonprofit", "Venticinque ragazzi seguiti per nove mesi, da ottobre a giugno."),
]
SECRETS = {"company": "Possiamo arrivare a trenta ragazzi.", "nonprofit": "Ci bastano quindici ragazzi."}


def propose(window, text: str) -> None:
    window.get_by_text(re.compile("ropon.* altre parole")).click()
    window.get_by_label("Il testo come dovrebbe essere").fill(text)
    window.get_by_role("button", name="Inviate").click()


@pytest.mark.journey
def test_five_rounds_with_diff_and_no_leak(transactional_db, open_page, axe, mailbox_process, celery_worker_process):
    row = office()
    windows = {"office": open_page(), "company": open_page(PHONE), "nonprofit": open_page(PHONE)}
    staff = windows["office"]
    sign_in(staff)
    staff.goto(row.get_absolute_url())
    staff.get_by_role("button", name="Apri la stanza di negoziazione").click()
    expect(staff.get_by_role("heading", name="Stanza di negoziazione")).to_be_visible()
    expect(staff.get_by_text("0 su 17", exact=True)).to_be_visible()
    staff.get_by_role("button", name="Invita le parti").click()
    expect(staff.get_by_text("in partenza per 2 parti")).to_be_visible()
    axe(staff)

    agreement = row.agreements.get()
    clause = agreement.clauses.get(topic="goals")
    rooms = {side: mailed(windows[side], address, r"https?://\S+/trattativa/") for side, address in ADDRESSES.items()}
    for side, secret in SECRETS.items():
        windows[side].goto(rooms[side])
        windows[side].get_by_label("Nuova nota").fill(secret)
        windows[side].get_by_role("button", name="Salva la nota").click()
        expect(windows[side].get_by_text(secret)).to_be_visible()
        axe(windows[side])
    places = {side: f"{address}clausole/{clause.pk}/" for side, address in rooms.items()}
    places["office"] = f"{row.get_absolute_url()}trattativa/clausole/{clause.pk}/"

    # Everybody has the page open from the beginning; who is late reads the newer version before writing.
    for window, place in ((windows[side], places[side]) for side in windows):
        window.goto(place)
    for number, (side, text) in enumerate(ROUNDS, start=2):
        window = windows[side]
        window.goto(places[side])
        propose(window, text)
        expect(window.get_by_role("heading", name=f"Il testo, versione {number}")).to_be_visible()
        expect(window.locator("#cambia")).to_have_text(f"Che cosa cambia la versione {number}")
    assert list(ClauseVersion.objects.filter(clause=clause).values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]

    # The diff of the last round: two words came in, nothing else.
    late = windows["company"]
    assert late.url.endswith(f"clausole/{clause.pk}/")
    late.get_by_text("Lo accettiamo").click()
    late.get_by_label("Due parole per gli altri").fill("Va bene così")
    late.get_by_role("button", name="Inviate").click()
    expect(late.get_by_role("alert").first).to_contain_text("un’altra versione")
    expect(late.get_by_label("Due parole per gli altri")).to_have_value("Va bene così")
    axe(late)
    expect(late.locator("section", has=late.locator("#cambia")).locator("ins")).to_have_count(1)
    expect(late.locator("section", has=late.locator("#cambia")).locator("ins")).to_contain_text("a giugno")
    late.get_by_role("button", name="Inviate").click()
    expect(late.get_by_text("Accettata da tutti")).to_be_visible()

    for side, other in (("company", "nonprofit"), ("nonprofit", "company")):
        for place in (rooms[side], places[side], rooms[side].removesuffix("trattativa/")):
            windows[side].goto(place)
            assert SECRETS[other] not in windows[side].content()
    for place in (row.get_absolute_url(), f"{row.get_absolute_url()}trattativa/", places["office"]):
        staff.goto(place)
        assert not any(secret in staff.content() for secret in SECRETS.values())
    assert PrivateNote.objects.count() == 2

    # What is left is accepted, and both confirm the same version.
    accords.accepted(agreement, agreement.created_at)
    for side in ADDRESSES:
        windows[side].goto(rooms[side])
        windows[side].get_by_role("button", name="Confermate questa versione").click()
        expect(windows[side].get_by_text("Avete confermato questa versione")).to_be_visible()
    staff.goto(f"{row.get_absolute_url()}trattativa/")
    expect(staff.get_by_text("17 su 17", exact=True)).to_be_visible()
    assert clauses.confirmed_by_all(agreement)
    assert row.deliverables.filter(key="same_version").exclude(done_at=None).exists()
