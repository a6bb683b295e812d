"""A fair's spreadsheet of 180 contacts: brought in, its doubles merged, then the whole import taken back."""

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from relations import roles
from relations.actions import duplicates, office, parties
from relations.models import Affiliation, ContactPoint, Import, Merge, Organization, Person, SearchEntry, User
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
EMAIL, PASSWORD = "chiara@prova.example", "volontariato-2026"
HEADINGS = ("Nome", "Cognome", "Ente", "E-mail", "Cellulare", "Comune", "Prov", "Consenso newsletter")
FIRST = ("Nicolò", "Zoë", "Lucia", "Teresa", "Osvaldo", "Beppe", "Andrea", "Irene", "Ottavia", "Ugo")
LAST = ("D’Amico", "Ferrù", "Cantù", "Öztürk", "Perego", "Sacchi", "Moretti", "Gallo", "Rovati", "Scotti", "Dell’Orto", "Marchesi",
        "Bonfanti", "Tagliabue", "Colnaghi", "Brambilla", "Rizzi", "Lodigiani")  # fmt: skip
BODIES = ("Officine Ticino S.r.l.", "Associazione La Riva ODV", "Libreria del Borgo", "Banda civica di Prova")
# 180 people, nobody's full name twice.
PEOPLE = [(first, last) for last in LAST for first in FIRST]
BAD = {40: ("E-mail", "senza-chiocciola.example"), 80: ("Prov", "Atlantide"), 120: ("Cellulare", "3,33E+09"), 160: ("Nome", "")}
BY_MAIL, BY_NAME = range(18), range(18, 21)


def mail(place: int) -> str:
    return f"visitatore{place}@fiera.example"


def cells(place: int) -> dict[str, str]:
    first, last = PEOPLE[place]
    row = dict(zip(HEADINGS, (first, last, BODIES[place % 4], mail(place), f"333 {place:03} 4567", "Pavia", "PV", "sì" if place % 2 else "no"), strict=True))
    if place in BAD:
        heading, wrong = BAD[place]
        row[heading] = wrong
        if heading == "Nome":
            row |= {"Cognome": "", "Ente": ""}
    if place in BY_NAME:
        row["Cellulare"] = ""
    return row


@pytest.fixture
def spreadsheet(tmp_path) -> Path:
    """What the fair's organisers send: saved by Excel on an Italian Windows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADINGS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(cells(place) for place in range(len(PEOPLE)))
    path = tmp_path / "fiera del volontariato.csv"
    path.write_bytes(text.getvalue().encode("cp1252"))
    return path


@pytest.fixture
def officer(transactional_db) -> User:
    """An office that knows 21 of the visitors: eighteen by their e-mail, three only by name."""
    roles.sync()
    office.found(name="CSV Prova", head_first_name="Marco", head_last_name="Prova", head_email="marco@prova.example", password=PASSWORD, at=AT)
    chiara = office.add_colleague(email=EMAIL, first_name="Chiara", last_name="Prova", role="relations_officer", at=AT, password=PASSWORD)
    for place in (*BY_MAIL, *BY_NAME):
        first, last = PEOPLE[place]
        contacts = [("email", mail(place))] if place in BY_MAIL else []
        parties.add_person(first_name=first, last_name=last, contacts=contacts, by=chiara, at=AT)
    return chiara


def archive() -> dict[str, list[dict]]:
    """All that an import may touch, row by row."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Person, Organization, ContactPoint, Affiliation)
    } | {"found": list(SearchEntry.objects.order_by("kind", "object_id").values("kind", "object_id", "title", "keywords", "body"))}


def test_the_fair_s_file_is_brought_in_merged_and_taken_back(officer, spreadsheet, open_page, axe, celery_worker_process, tmp_path):
    before = archive()
    page = open_page()
    sign_in(page, EMAIL, PASSWORD)

    # The file is read as Windows wrote it, its columns are recognised, nothing has come in.
    page.goto("/importazioni/nuova/")
    axe(page)
    page.set_input_files("#id_file", spreadsheet)
    page.get_by_role("button", name="Leggi il file").click()
    expect(page.get_by_label("Codifica")).to_have_value("cp1252")
    expect(page.get_by_label("Separatore")).to_have_value(";")
    expect(page.locator(".import-sample")).to_contain_text("Nicolò")
    for heading, field in (("Nome", "person.first_name"), ("Prov", "organization.province"), ("Consenso newsletter", "consent.newsletter")):
        expect(page.get_by_label(heading, exact=True)).to_have_value(field)
    axe(page)
    page.fill("#id_source", "Fiera del volontariato, 22 novembre 2026")
    page.fill("#id_consent_source", "Moduli firmati allo stand")
    page.get_by_role("button", name="Controlla 180 righe").click()

    # The dry run: 21 known already, 4 to put right, each with its reason in Italian.
    expect(page.get_by_role("heading", name="Se importate adesso")).to_be_visible(timeout=60_000)
    expect(page.locator("#doppioni .cnt")).to_have_text("21")
    expect(page.locator("#problemi .cnt")).to_have_text("4")
    expect(page.locator("#problemi tbody tr")).to_have_count(4)
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Scarica le righe da correggere").click()
    wrong = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_bytes().decode("cp1252")), delimiter=";"))
    assert [row["E-mail"] for row in wrong] == [cells(place)["E-mail"] for place in BAD]
    assert all(row["Che cosa correggere"] for row in wrong)
    assert archive() == before

    # Whoever has only the name in common comes in as well; the others are completed.
    page.get_by_label("Solo il nome è uguale o simile").select_option("add")
    expect(page.locator("[data-new-people]")).to_have_text("158")
    page.get_by_role("button", name="Importa 176 righe").click()
    expect(page.get_by_role("button", name="Annulla tutta l’importazione")).to_be_visible(timeout=60_000)
    import_ = Import.objects.get()
    assert {key: import_.counts[key] for key in ("rows", "added", "updated", "error", "people", "bodies")} == {
        "rows": 180, "added": 158, "updated": 18, "error": 4, "people": 158, "bodies": 4,
    }  # fmt: skip
    assert (Person.objects.count(), Organization.objects.count()) == (21 + 158, 4)
    axe(page)

    # The three namesakes are found by the night and put together, the record of before being the one kept.
    duplicates.scan(at=AT)
    page.goto("/doppioni/")
    axe(page)
    pairs = page.get_by_role("link", name=re.compile("^Confronta le due schede"))
    expect(pairs).to_have_count(3)
    pairs.first.click()
    axe(page)
    page.get_by_role("button", name=re.compile("^Unisci")).click()
    expect(page.locator("#toasts")).to_contain_text("adesso fa parte di")
    merge = Merge.objects.get()
    pair = {merge.kept_id, merge.gone_id}
    assert len(pair & {row["id"] for row in before["Person"]}) == 1

    # The whole import is taken back: what was merged meanwhile stays and is named, the rest is as it was.
    page.goto(f"/importazioni/{import_.pk}/")
    page.get_by_role("button", name="Annulla tutta l’importazione").click()
    expect(page.get_by_text("Annullata da Chiara Prova")).to_be_visible(timeout=60_000)
    axe(page)
    name = str(Person.objects.get(pk=merge.kept_id))
    expect(page.locator("[data-spared]")).to_contain_text(f"{name}: poi modificata")
    left = archive()
    assert [row for row in left["Person"] if row["id"] not in pair] == [row for row in before["Person"] if row["id"] not in pair]
    assert [row for row in left["ContactPoint"] if row["person_id"] not in pair] == [
        row for row in before["ContactPoint"] if row["person_id"] not in pair
    ]  # fmt: skip
    works_at = Affiliation.objects.get()
    assert (works_at.person_id, list(Organization.objects.all())) == (merge.kept_id, [works_at.organization])
    # The merge itself can still be taken apart.
    page.goto(f"/doppioni/unioni/{merge.pk}/")
    page.get_by_role("button", name=re.compile("^Annulla l’unione")).click()
    expect(page.locator("#toasts")).to_contain_text("Unione annullata")
    assert set(Person.objects.filter(archived_at=None, pk__in=pair).values_list("pk", flat=True)) == pair
