"""The pages of the desk: who gets in, what they cost, what they do with bad input."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from press.actions import media, releases
from press.models import Coverage, Outlet, PressRelease
from relations.actions import parties
from relations.models import Attachment
from tests.press.conftest import AT

pytestmark = pytest.mark.django_db
HOSTILE = {
    "nul": "a\x00b", "surrogate": "a\ud800b", "rtl": "\u202eabc\u202c", "long": "x" * 10_000, "html": "<script>alert(1)</script>",
    "formula": "=HYPERLINK(\"http://a\")",
}  # fmt: skip


@pytest.fixture
def outlet(office, officer) -> Outlet:
    organization = parties.add_organization(kind="media", name="La Voce di Prova", by=officer, at=AT)
    return media.add_outlet(organization=organization, kind="daily", by=officer, at=AT, topics=["together"])


def fields(**more) -> dict:
    return {
        "kind": "release",
        "topic": "together",
        "language": "it",
        "title": "Titolo",
        "summary": "Sommario",
        "body": "<p>Testo</p>",
        **more,
    }


@pytest.mark.parametrize(
    "path", ["/comunicati/", "/newsletter/", "/rassegna/", "/rassegna/testate/", "/rassegna/giornalisti/"]
)
def test_lists_ask_visitors_to_sign_in_and_open_to_readers(path, client, reader, sign_in):
    assert client.get(path).status_code == 302
    assert sign_in(reader).get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/comunicati/nuovo/",
        "/newsletter/nuova/",
        "/rassegna/nuova/",
        "/rassegna/testate/nuova/",
        "/rassegna/giornalisti/nuovo/",
    ],
)
def test_readers_do_not_write(path, reader, officer, sign_in):
    assert sign_in(reader).get(path).status_code == 403
    assert sign_in(officer).get(path).status_code == 200


def test_the_press_officer_does_not_approve(draft, officer, sign_in):
    release = draft()
    releases.hand_in(release=release, by=officer, at=AT)
    response = sign_in(officer).post(f"/comunicati/{release.pk}/approvazione/", {"answer": "yes"})
    assert response.status_code == 403


def test_the_editor_does_not_publish(approved, editor, sign_in):
    release = approved()
    response = sign_in(editor).post(f"/comunicati/{release.pk}/uscita/", {"how": "now"})
    assert (response.status_code, PressRelease.objects.get().status) == (403, "approved")


def test_from_the_form_to_the_newsroom(officer, head, sign_in, client):
    elena, marco = sign_in(officer), sign_in(head)
    elena.post("/comunicati/nuovo/", fields(then="hand_in"))
    release = PressRelease.objects.get()
    assert release.status == "in_review"
    marco.post(f"/comunicati/{release.pk}/approvazione/", {"answer": "yes"})
    elena.post(f"/comunicati/{release.pk}/uscita/", {"how": "now"})
    release.refresh_from_db()
    page = client.get(release.public_path)
    assert (page.status_code, release.code) == (200, f"1/{timezone.localdate().year}")


def test_every_state_of_the_page_opens(draft, approved, published, officer, head, sign_in):
    waiting = draft(title="In attesa")
    releases.hand_in(release=waiting, by=officer, at=AT)
    under = releases.let_out(release=approved(title="Embargo"), by=officer, at=timezone.now(),
                             embargo_until=timezone.now() + timedelta(days=1))  # fmt: skip
    gone = published(title="Ritirato")
    releases.withdraw(release=gone, reason="Sbagliato", by=officer, at=AT)
    everything = [draft(title="Bozza"), waiting, approved(title="Approvato"), under, published(title="Uscito"), gone]
    for release in everything:
        for user in (officer, head):
            client = sign_in(user)
            for tail in ("", "anteprima/", "versioni/", "giornalisti/"):
                path = f"/comunicati/{release.pk}/{tail}"
                assert (path, client.get(path).status_code) == (path, 200)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    "field",
    [
        "title",
        "kicker",
        "summary",
        "body",
        "place",
        "contact_email",
        "embargo_until",
        "dated_on",
        "topic",
        "seen",
        "partnership",
    ],
)
def test_hostile_text_is_never_a_failure_and_never_lost(officer, sign_in, field, name):
    response = sign_in(officer).post(
        "/comunicati/nuovo/", fields(**{field: HOSTILE[name].encode("utf-8", "replace").decode()})
    )
    assert response.status_code in (302, 422)
    if response.status_code == 422:
        assert "Sommario" in response.content.decode() or field == "summary"
    else:
        assert "<script" not in PressRelease.objects.get().body


def test_an_hour_that_has_passed_is_refused_beside_the_field(approved, officer, sign_in):
    release = approved()
    response = sign_in(officer).post(
        f"/comunicati/{release.pk}/uscita/", {"how": "later", "moment": "2020-01-01T10:00"}
    )
    assert (response.status_code, list(response.context["let_out"].errors)) == (422, ["moment"])


def test_a_file_is_what_its_content_says(draft, officer, sign_in):
    release, client = draft(), sign_in(officer)
    script = SimpleUploadedFile("foto.jpg", b"<html><script>alert(1)</script>", "image/jpeg")
    assert (
        client.post(f"/comunicati/{release.pk}/allegati/", {"file-file": script, "file-alt_text": "x"}).status_code
        == 422
    )
    silent = SimpleUploadedFile("foto.png", b"\x89PNG\r\n\x1a\n" + b"0" * 20)
    assert client.post(f"/comunicati/{release.pk}/allegati/", {"file-file": silent}).status_code == 422
    assert Attachment.objects.count() == 0
    good = SimpleUploadedFile("foto.exe", b"\x89PNG\r\n\x1a\n" + b"0" * 20)
    client.post(f"/comunicati/{release.pk}/allegati/", {"file-file": good, "file-alt_text": "Tutor al lavoro"})
    assert [(one.name, one.mime) for one in Attachment.objects.all()] == [("foto.png", "image/png")]


def test_the_same_link_twice_is_refused_beside_the_field(outlet, officer, sign_in):
    piece = {
        "outlet": outlet.pk,
        "title": "Uscita",
        "came_out_on": "2026-11-20",
        "medium": "web",
        "tone": "positive",
        "url": "https://a.example/1",
    }
    client = sign_in(officer)
    assert client.post("/rassegna/nuova/", piece).status_code == 302
    assert client.post("/rassegna/nuova/", piece).status_code == 422
    assert Coverage.objects.count() == 1


def test_an_outlet_and_a_journalist_are_made_from_the_archive(officer, sign_in):
    client = sign_in(officer)
    organization = parties.add_organization(kind="media", name="Radio di Prova", by=officer, at=AT)
    person = parties.add_person(first_name="Livia", last_name="Comaschi", by=officer, at=AT)
    parties.add_contact_point(party=person, kind="email", value="livia@radio.example", by=officer, at=AT)
    parties.affiliate(person=person, organization=organization, role="cronista", by=officer, at=AT)
    client.post("/rassegna/testate/nuova/", {"organization": organization.pk, "kind": "radio", "topics": ["together"]})
    outlet = Outlet.objects.get()
    client.post(
        "/rassegna/giornalisti/nuovo/",
        {"person": person.pk, "outlets": [outlet.pk], "preferred_channel": "call", "register": "none"},
    )
    journalist = outlet.journalists.get()
    assert client.get(f"/rassegna/giornalisti/{journalist.pk}/").status_code == 200
    client.post(f"/rassegna/giornalisti/{journalist.pk}/consenso/", {"answer": "no"})
    journalist.refresh_from_db()
    assert journalist.opted_out_at is not None


def _cost(client, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_every_list_costs_the_same_with_one_row_and_thirty(outlet, published, officer, sign_in):
    client = sign_in(officer)
    paths = ["/comunicati/", "/rassegna/", "/rassegna/testate/", "/rassegna/giornalisti/", "/newsletter/"]

    def fill(start: int, stop: int) -> None:
        from press.actions import newsletters

        for number in range(start, stop):
            release = published(title=f"Comunicato {number}")
            organization = parties.add_organization(kind="media", name=f"Testata {number}", by=officer, at=AT)
            one = media.add_outlet(organization=organization, kind="online", by=officer, at=AT)
            person = parties.add_person(first_name="Nome", last_name=f"Cognome {number}", by=officer, at=AT)
            journalist = media.add_journalist(person=person, outlets=[one], by=officer, at=AT)
            media.add_coverage(
                outlet=one,
                journalist=journalist,
                release=release,
                title=f"Uscita {number}",
                by=officer,
                at=AT,
                came_out_on=AT.date(),
            )
            newsletters.draft(author=officer, at=AT, title=f"Newsletter {number}")

    fill(0, 1)
    for path in paths:
        client.get(path)
    one = {path: _cost(client, path) for path in paths}
    fill(1, 30)
    assert {path: _cost(client, path) for path in paths} == one


def test_the_lists_come_as_files(published, outlet, officer, sign_in):
    published(title='=HYPERLINK("http://a")')
    client = sign_in(officer)
    for path in ("/comunicati/", "/rassegna/", "/rassegna/testate/", "/rassegna/giornalisti/"):
        assert client.post(path, {"formato": "xlsx"}).status_code == 200
    text = b"".join(client.post("/comunicati/", {"formato": "csv"}).streaming_content).decode()
    assert "'=HYPERLINK" in text
