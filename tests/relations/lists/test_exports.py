"""A list as a file: whole, safe, readable, written down, and only for whoever asked."""

import csv
import io
import time
from datetime import timedelta

import pytest
import vobject
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from relations import labels, vcard
from relations.actions import addresses, exports
from relations.models import AuditEvent, ListExport, Municipality
from relations.web import background, exporting
from relations.web.export import safe_cell
from tests.relations.conftest import AT

HOSTILE = ["=1+1", "@SUM(A1)", "-cmd|' /C calc'!A0", "+HYPERLINK(1)", 'a;b"c', "due\nrighe", "però «così»", "<b>x</b>", "🙂", "\u202eabc"]


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def table(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body(response).decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("kept", ["-3", "+39 0382 000000", "-1.234,50", "12%", "Rossi", "", "0382-000"])
def test_numbers_and_phones_stay_as_they_are(kept):
    assert safe_cell(kept) == kept


@pytest.mark.parametrize("formula", ["=1+1", "@SUM(A1)", "-cmd|' /C calc'!A0", "+HYPERLINK(1)", "\t=1", "\r=1"])
def test_formulas_are_words(formula):
    assert safe_cell(formula) == f"'{formula}"


def test_csv_brings_back_every_row_and_every_letter(staff, organization):
    for number, name in enumerate(HOSTILE):
        organization(f"{number} {name}", notes=name)
    rows = table(staff.post(reverse("relations:organizations"), {"formato": "csv"}))
    assert sorted(row[0] for row in rows[1:]) == sorted(
        f"{number} {' '.join(name.replace(chr(0x202E), '').split())}" for number, name in enumerate(HOSTILE)
    )


def test_a_long_list_leaves_in_pieces_and_none_is_lost_or_twice(staff, organization, monkeypatch):
    monkeypatch.setattr("relations.web.listing.CHUNK", 7)
    for number in range(30):
        organization(f"Ditta {number % 3}")
    answer = staff.post(reverse("relations:organizations") + "?ordine=contatto", {"formato": "csv"})
    assert len(table(answer)) == 31


def test_only_the_rows_ticked_leave(staff, organization):
    first, _second = organization("Alfa"), organization("Beta")
    rows = table(staff.post(reverse("relations:organizations"), {"formato": "csv", "rows": [first.pk]}))
    assert [row[0] for row in rows[1:]] == ["Alfa"]


def test_rows_ticked_that_are_no_numbers_are_no_rows(staff, organization):
    organization("Alfa")
    assert table(staff.post(reverse("relations:organizations"), {"formato": "csv", "rows": ["x", "1;2"]}))[1:] == []


def test_an_export_is_written_down_with_its_conditions(staff, officer, organization):
    organization("Alfa"), organization("Beta", kind="school")
    body(staff.post(reverse("relations:organizations") + "?tipo=company", {"formato": "csv"}))
    export = ListExport.objects.get()
    assert (export.owner, export.rows, export.conditions, export.state) == (officer, 1, "Tipo: Azienda", "handed")
    assert AuditEvent.objects.get(verb="list.exported").changes["rows"] == [None, 1]


def test_looking_at_a_list_writes_nothing(staff, organization):
    organization()
    assert staff.get(reverse("relations:organizations"), {"formato": "csv"}).status_code == 200
    assert ListExport.objects.count() == 0


def test_a_spreadsheet_brings_back_every_row(staff, organization):
    organization("=1+1"), organization("Beta")
    book = CalamineWorkbook.from_filelike(io.BytesIO(body(staff.post(reverse("relations:organizations"), {"formato": "xlsx"}))))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["'=1+1", "Beta"]


# --- long files ------------------------------------------------------------------------
@pytest.fixture
def long_export(staff, organization, monkeypatch):
    monkeypatch.setattr(exporting, "ROWS_AT_ONCE", 1)
    organization("Alfa"), organization("Beta"), organization("Gamma", kind="school")
    answer = staff.post(reverse("relations:organizations") + "?tipo=company", {"formato": "xlsx"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("relations:exports"))
    return ListExport.objects.get()


def test_a_long_spreadsheet_is_built_apart_with_the_same_conditions(staff, long_export):
    assert long_export.state == "waiting"
    assert background.build(long_export.pk)
    long_export.refresh_from_db()
    book = CalamineWorkbook.from_filelike(io.BytesIO(body(staff.get(reverse("relations:export", args=[long_export.pk])))))
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()[1:]] == ["Alfa", "Beta"]
    assert "Scarica" in staff.get(reverse("relations:exports")).content.decode()


def test_a_file_is_built_once(long_export):
    assert [background.build(long_export.pk), background.build(long_export.pk)] == [True, False]


def test_a_file_is_for_whoever_asked_and_nobody_else(long_export, sign_in, head):
    background.build(long_export.pk)
    assert sign_in(head).get(reverse("relations:export", args=[long_export.pk])).status_code == 404


def test_after_a_day_the_file_is_gone_and_the_page_says_so(staff, long_export):
    background.build(long_export.pk)
    long_export.refresh_from_db()
    stored = long_export.file
    assert exports.expire(at=long_export.expires_at) == 1
    assert not stored.storage.exists(stored.name)
    answer = staff.get(reverse("relations:export", args=[long_export.pk]))
    assert (answer.status_code, "24 ore" in answer.content.decode()) == (410, True)


def test_who_lost_the_permission_gets_no_file(officer, long_export):
    officer.groups.clear()
    assert not background.build(long_export.pk)
    long_export.refresh_from_db()
    assert long_export.state == "failed"


def test_a_file_whose_worker_died_is_taken_up_again(long_export):
    ListExport.objects.update(state="building", ready_at=AT - timedelta(hours=2))
    assert exports.waiting(at=AT) == [long_export.pk]


# --- vCard -----------------------------------------------------------------------------
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120).filter(lambda text: text.strip() == text)


@given(TEXTS, TEXTS, TEXTS)
def test_a_card_says_the_same_when_read_back(first, last, role):
    text = vcard.write([vcard.Card(uid="urn:x:1", full_name=f"{first} {last}", first_name=first, last_name=last, role=role)])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    read = vobject.readOne(text)
    assert (read.fn.value, read.n.value.family, read.n.value.given, read.title.value) == (f"{first} {last}", last, first, role)


def test_people_leave_as_cards_with_their_ways_to_be_reached(staff, person, organization):
    person(
        "Niccolò", "D’Àgata; figlio", works_at=organization("Ditta, Uno"), role="Titolare", tags=["rete, nord"],
        contacts=[("mobile", "347 0000001"), ("email", "nic@uno.example")],
    )  # fmt: skip
    text = body(staff.post(reverse("relations:people"), {"formato": "vcf"})).decode()
    card = vobject.readOne(text)
    assert (card.version.value, card.fn.value, card.n.value.family) == ("4.0", "Niccolò D’Àgata; figlio", "D’Àgata; figlio")
    assert (card.email.value, card.tel.value, card.org.value) == ("nic@uno.example", "+393470000001", ["Ditta, Uno"])
    assert card.categories.value == ["rete, nord"]


def test_organisations_leave_as_cards_of_organisations(staff, organization):
    organization("Alfa"), organization("Beta")
    cards = list(vobject.readComponents(body(staff.post(reverse("relations:organizations"), {"formato": "vcf"})).decode()))
    assert [(card.kind.value, card.fn.value) for card in cards] == [("org", "Alfa"), ("org", "Beta")]


# --- labels ------------------------------------------------------------------------------
@pytest.mark.parametrize("key", list(labels.SHEETS))
def test_every_label_of_a_sheet_stands_on_the_paper(key):
    sheet = labels.SHEETS[key]
    page = labels.pages(sheet, [["x"]] * sheet.per_page)[0]
    assert max(one["x"] + sheet.width for one in page) <= 210.01
    assert max(one["y"] + sheet.height for one in page) <= 297.01
    assert len({(one["x"], one["y"]) for one in page}) == sheet.per_page


def test_a_sheet_already_begun_goes_on_from_the_first_free_label():
    pages = labels.pages(labels.SHEETS["3x8"], [["a"]] * 3, start=23)
    assert [len(page) for page in pages] == [2, 1]


@pytest.fixture
def posted(organization, officer):
    town = Municipality.objects.current().get(name="Mortara")
    with_address, without = organization("Alfa #set text(red) S.r.l."), organization("Beta")
    addresses.add_address(
        party=with_address, kind="seat", street="Via Roma", number="1", postal_code="27036", municipality=town,
        by=officer, at=AT,
    )  # fmt: skip
    return with_address, without


def test_labels_leave_out_who_has_no_address_and_say_who(staff, posted):
    page = staff.get(reverse("relations:labels", args=["organization"])).content.decode()
    assert ("Crea il PDF con 1 etichetta" in page, "Beta" in page) == (True, True)


def test_labels_are_a_pdf_with_the_addresses(staff, posted):
    answer = staff.post(reverse("relations:labels", args=["organization"]), {"sheet": "2x7", "start": "3", "sender": "on"})
    reader = PdfReader(io.BytesIO(answer.content))
    text = reader.pages[0].extract_text()
    assert (answer["Content-Type"], len(reader.pages)) == ("application/pdf", 1)
    assert ("Alfa #set text(red) S.r.l." in text, "27036 Mortara (PV)" in text, "CSV Prova" in text) == (True, True, True)


def test_a_start_beyond_the_sheet_is_told(staff, posted):
    answer = staff.post(reverse("relations:labels", args=["organization"]), {"sheet": "2x4", "start": "9"})
    assert (answer.status_code, "da 1 a 8" in answer.content.decode()) == (422, True)


def test_the_menu_of_a_list_leads_to_the_labels_of_the_rows_ticked(staff, posted):
    answer = staff.post(reverse("relations:organizations") + "?tipo=company", {"formato": "etichette", "rows": [posted[0].pk]})
    assert answer["Location"] == f"/etichette-postali/organization/?tipo=company&righe={posted[0].pk}"
    assert len(staff.get(answer["Location"]).context["without"]) == 0


def test_the_first_bytes_of_a_long_file_leave_at_once(staff, organization):
    organization()
    started = time.monotonic()
    first = next(iter(staff.post(reverse("relations:organizations"), {"formato": "csv"}).streaming_content))
    assert first.decode("utf-8-sig").startswith("Nome;")
    assert time.monotonic() - started < 5
