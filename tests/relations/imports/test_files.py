"""Files as they come, and files that mean harm: what is understood, or why it is refused; nothing is half-written."""

import io
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations.actions import imports as actions
from relations.imports import child, limits, reading, sandbox, sheets
from relations.imports.problems import Refused
from relations.models import AuditEvent, Import, ImportRow, Person
from relations.vocab.imports import REFUSALS

SIMPLE = "Nome;Cognome;E-mail\nNicolò;Cantù;nicolo@posta.example\nZoë;D’Amico;zoe@posta.example\n"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Cantù;Nicolò;;;\r\nFN:Nicolò Cantù\r\nEMAIL:nicolo@posta.example\r\nEND:VCARD\r\n"
MANIFEST = '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'  # fmt: skip
SHEET = '<?xml version="1.0"?>{head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'


def zipped(**parts: str) -> bytes:
    """A zip of `parts`: name → text."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return buffer.getvalue()


def written_sheet(*lines: list) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Contatti")
        for number, cells in enumerate(lines):
            sheet.write_row(number, 0, cells)
    return buffer.getvalue()


def xlsx(rows: str, head: str = "") -> bytes:
    """A workbook as a spreadsheet writes it, its one sheet put in its place."""
    with zipfile.ZipFile(io.BytesIO(written_sheet(["Nome"]))) as whole:
        parts = {name: whole.read(name).decode() for name in whole.namelist()}
    return zipped(**parts | {"xl/worksheets/sheet1.xml": SHEET.format(head=head, rows=rows)})


def open_document(rows: str, **more: str) -> bytes:
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="Foglio1">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    return zipped(**{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content, "META-INF/manifest.xml": MANIFEST} | more)


def ods_row(*cells: str) -> str:
    inside = "".join(f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells)
    return f"<table:table-row>{inside}</table:table-row>"


def look(path: Path, contents: bytes) -> dict:
    path.write_bytes(contents)
    return sandbox.look(path)


# --- as they come --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("contents", "encoding", "separator"),
    [
        (SIMPLE.encode(), "utf-8", ";"),
        (SIMPLE.encode("utf-8-sig"), "utf-8", ";"),
        (SIMPLE.encode("cp1252"), "cp1252", ";"),
        (SIMPLE.encode("utf-16"), "utf-16", ";"),
        (SIMPLE.encode("utf-16-le"), "utf-16-le", ";"),
        (SIMPLE.encode("utf-16-be"), "utf-16-be", ";"),
        (SIMPLE.replace("’", "'").encode("mac_roman"), "mac_roman", ";"),
        (SIMPLE.replace(";", ",").encode(), "utf-8", ","),
        (SIMPLE.replace(";", "\t").encode(), "utf-8", "\t"),
        (SIMPLE.replace(";", "|").encode(), "utf-8", "|"),
        (("sep=,\r\n" + SIMPLE.replace(";", ",")).encode("cp1252"), "cp1252", ","),
        (SIMPLE.replace("\n", "\r\n").encode("cp1252"), "cp1252", ";"),
        (SIMPLE.replace("\n", "\r").encode(), "utf-8", ";"),
    ],
)
def test_letters_and_separator_are_found_out(tmp_path, contents, encoding, separator):
    found = look(tmp_path / "contatti.csv", contents)
    assert (found["reading"]["encoding"], found["reading"]["separator"], found["rows"]) == (encoding, separator, 2)
    assert found["headings"] == ["Nome", "Cognome", "E-mail"]
    assert found["columns"] == ["person.first_name", "person.last_name", "person.email"]
    assert [cells[0] for _row, cells in found["sample"]] == ["Nicolò", "Zoë"]


@pytest.mark.parametrize(
    ("name", "contents", "kind"),
    [
        ("a.xlsx", written_sheet(["Nome", "Cognome", "E-mail"], ["Nicolò", "Cantù", "nicolo@posta.example"]), "xlsx"),
        ("a.ods", open_document(ods_row("Nome", "Cognome", "E-mail") + ods_row("Nicolò", "Cantù", "nicolo@posta.example")), "ods"),
        ("a.vcf", CARD.encode(), "vcf"),
        # The name says one thing, the contents another: the contents are believed.
        ("a.csv", written_sheet(["Nome", "Cognome", "E-mail"], ["Nicolò", "Cantù", "nicolo@posta.example"]), "xlsx"),
        ("a.xlsx", CARD.encode(), "vcf"),
    ],
)
def test_each_kind_of_file_gives_the_same_person(bring_in_file, name, contents, kind):
    import_ = bring_in_file(name, contents)
    assert (import_.state, import_.reading["format"]) == ("done", kind)
    assert [str(person) for person in Person.objects.all()] == ["Nicolò Cantù"]
    assert [point.value for point in Person.objects.get().contact_points.all()] == ["nicolo@posta.example"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('Nome;Cognome;Note\nAnna;Rossi;"due\nrighe; e un ""detto"""\n', [["Anna", "Rossi", 'due\nrighe; e un "detto"']]),
        ("Nome;Cognome;Note\nAnna;Rossi\nUgo;Bo;x;y;z\n", [["Anna", "Rossi", ""], ["Ugo", "Bo", "x"]]),
        ("Fiera di Prova\n\nNome;Cognome;Note\nAnna;Rossi;\n", [["Anna", "Rossi", ""]]),
    ],
)
def test_quoted_lines_ragged_rows_and_titles_are_read(tmp_path, text, rows):
    found = look(tmp_path / "a.csv", text.encode())
    assert [cells[:3] for _number, cells in found["sample"]] == rows


def test_the_same_heading_twice_gets_a_number(tmp_path):
    found = look(tmp_path / "a.csv", b"Nome;Cognome;E-mail;E-mail\nAnna;Rossi;a@posta.example;b@posta.example\n")
    assert found["headings"] == ["Nome", "Cognome", "E-mail", "E-mail (2)"]
    assert found["columns"] == ["person.first_name", "person.last_name", "person.email", "person.email_2"]


# --- files that mean harm ------------------------------------------------------------
def bomb() -> bytes:
    """A few hundred kilobytes that would become more than is allowed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file, file.open("xl/workbook.xml", "w", force_zip64=True) as part:
        for _turn in range(limits.UNPACKED_BYTES // limits.MB + 1):
            part.write(b"\x00" * limits.MB)
    return buffer.getvalue()


def lying_bomb() -> bytes:
    """A zip whose directory says it is small: the size of the sheet is written over in both places."""
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * (30 * limits.MB)}</t></is></c></row>'
    data = bytearray(xlsx(rows))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = -1
        while (place := data.find(signature, place + 1)) >= 0:
            data[place + offset : place + offset + 4] = struct.pack("<I", 100)
    return bytes(data)


ENTITIES = "<!DOCTYPE x [" + '<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {letter} "{f"&{before};" * 10}">' for before, letter in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HARM = {
    "empty": ("a.csv", b"", "empty"),
    "only-spaces": ("a.csv", b" \r\n\r\n  ", "empty"),
    "only-nul": ("a.csv", b"\x00" * 5000, "other_kind"),
    "program": ("a.csv", b"\x7fELF" + bytes(range(32)) * 200, "other_kind"),
    "pdf": ("a.csv", b"%PDF-1.7\n", "other_kind"),
    "picture": ("a.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "other_kind"),
    "web-page": ("a.xls", b"<html><table><tr><td>Nome</td></tr></table></html>", "html"),
    "xml": ("a.csv", f'<?xml version="1.0"?>{OUTSIDE}<x>&a;</x>'.encode(), "xml"),
    "zip-of-nothing": ("a.xlsx", zipped(x="y"), "other_zip"),
    "half-a-zip": ("a.xlsx", written_sheet(["Nome"], ["Anna"])[:300], "broken_sheet"),
    "bomb": ("a.xlsx", bomb, "unpacked"),
    "many-parts": ("a.xlsx", lambda: zipped(**{f"p{n}": "" for n in range(limits.ZIP_PARTS + 1)}), "unpacked"),
    "not-a-workbook": ("a.xlsx", zipped(**{"xl/workbook.xml": "questo non è XML <"}), "broken_sheet"),
    "locked": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "locked-ods": ("a.ods", open_document("", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "password"),
    "far-row": ("a.xlsx", xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="300000"><c r="A300000"><v>1</v></c></row>'), "far_cells"),
    "far-column": ("a.xlsx", xlsx('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'), "far_cells"),
    "far-corner": ("a.xlsx", xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "too_much"),
    "long-cell": ("a.csv", b"Nome;Cognome\nAnna;" + b"x" * (limits.CELL_LETTERS + 1), "cell"),
    "many-columns": ("a.csv", b"a;" * limits.COLUMNS + b"b\n" + b"1;" * limits.COLUMNS + b"2\n", "columns"),
    "many-rows": ("a.csv", lambda: b"Nome;Cognome\n" + b"Anna;Rossi\n" * (limits.ROWS + 2), "rows"),
}


@pytest.mark.parametrize(("name", "contents", "code"), HARM.values(), ids=HARM)
def test_a_file_that_cannot_be_is_refused_in_words_and_leaves_nothing(officer, staff, name, contents, code):
    contents = contents() if callable(contents) else contents
    before = AuditEvent.objects.count()
    answer = staff.post("/importazioni/nuova/", {"file": SimpleUploadedFile(name, contents)})
    with translation.override("it"):
        told = str(REFUSALS[code]).partition("%(")[0]
    if contents:
        assert (answer.status_code, told in answer.context["form"].errors["file"][0]) == (422, True)
    else:
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert (Import.objects.count(), ImportRow.objects.count(), AuditEvent.objects.count()) == (0, 0, before)
    folder = Path(Import._meta.get_field("file").storage.path(""))
    assert [path for path in folder.rglob("*") if path.is_file() and path.name.endswith(name)] == []


@pytest.mark.parametrize("head", [ENTITIES, OUTSIDE], ids=["billion-laughs", "outside"])
def test_entities_of_a_sheet_are_never_opened(tmp_path, head):
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Nome</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>&i;&a;</t></is></c></row>'
    try:
        found = look(tmp_path / "a.xlsx", xlsx(rows, head))
    except Refused as refused:
        assert refused.code in REFUSALS
    else:
        assert "root:" not in str(found)
        assert len(str(found)) < 5_000


def test_a_sheet_that_lies_about_its_size_is_stopped_by_the_limits(tmp_path):
    with pytest.raises(Refused) as refused:
        look(tmp_path / "a.xlsx", lying_bomb())
    assert refused.value.code in REFUSALS


@pytest.mark.parametrize(
    ("cards", "which"), [(CARD + "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VEVENT\r\nEND:VCARD\r\n", 2), (CARD + "BEGIN:VCARD\r\nN:Mai;Chiusa\r\n", "?")]
)
def test_a_broken_card_is_named(tmp_path, cards, which):
    with pytest.raises(Refused) as refused:
        look(tmp_path / "rubrica.vcf", cards.encode())
    assert (refused.value.code, refused.value.details) == ("broken_card", {"card": which})


def test_formulas_and_markup_come_in_as_words_and_go_out_as_words(bring_in_file, staff):
    rows = 'Nome;Cognome;E-mail\n=cmd|A1;<script>alert(1)</script>;a@posta.example\n"a\u202eb";{{ 7 }};senza-chiocciola\n'
    import_ = bring_in_file("a.csv", rows.encode())
    answer = staff.get(f"/importazioni/{import_.pk}/")
    assert answer.status_code == 200
    assert "<script>alert(1)" not in answer.content.decode()
    assert "\u202e" not in "".join(f"{person.first_name}{person.last_name}" for person in Person.objects.all())
    errors = staff.get(f"/importazioni/{import_.pk}/errori/").content.decode("utf-8-sig")
    assert all(not cell.startswith(("=", "+", "@")) for line in errors.splitlines() for cell in line.split(";"))


@given(contents=st.binary(max_size=2_000) | st.text(max_size=600).map(lambda text: text.encode("utf-8", "replace")))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_understood_or_refused(tmp_path, contents):
    path = tmp_path / "qualsiasi"
    path.write_bytes(contents)
    try:
        found = child.look(path, {})
    except Refused as refused:
        assert refused.code in REFUSALS
    else:
        assert found["reading"]["format"] in ("csv", "xlsx", "xls", "ods", "vcf")
        assert len(found["headings"]) == len(found["columns"])


@given(place=st.integers(0, 5_000), byte=st.integers(0, 255), cut=st.integers(0, 200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_sheet_is_read_or_refused(tmp_path, place, byte, cut):
    whole = bytearray(written_sheet(["Nome", "Cognome"], ["Anna", "Rossi"]))
    whole[place % len(whole)] = byte
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(whole[: len(whole) - cut]))
    try:
        how = reading.understand(path)
        assert len(list(reading.rows(path, how))) >= 0
    except Refused as refused:
        assert refused.code in REFUSALS


def test_the_reading_process_knows_no_secret():
    assert not {"DATABASE_URL", "SECRET_KEY", "REDIS_URL", "PGPASSWORD"} & set(sandbox._ENVIRONMENT)


def test_a_file_too_big_is_told_before_it_is_read(staff, monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    answer = staff.post("/importazioni/nuova/", {"file": SimpleUploadedFile("a.csv", SIMPLE.encode())})
    assert (answer.status_code, Import.objects.count()) == (422, 0)


def test_a_sheet_of_numbers_keeps_what_people_read(tmp_path):
    assert [sheets.cell_text(value) for value in (27100.0, 3.5, True, None, "=1+1")] == ["27100", "3.5", "sì", "", "=1+1"]


@pytest.mark.django_db
def test_a_form_without_a_file_says_so(staff):
    answer = staff.post("/importazioni/nuova/", {"csrfmiddlewaretoken": "x"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert actions.waiting() == []


def test_the_reading_process_starts_without_what_it_does_not_need():
    """Loading Django's models takes longer than reading a thousand rows."""
    ask = (
        "import sys, relations.imports.child, relations.imports.reading, relations.imports.rows, relations.imports.mapping;"
        "print(sorted(set(sys.modules) & {'django.db', 'django.db.models', 'django.forms', 'django.template', 'schwifty'}))"
    )
    said = subprocess.run([sys.executable, "-c", ask], cwd=sandbox.ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
