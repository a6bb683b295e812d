"""The newsroom: what visitors see, and what they never see before the minute."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from press.actions import releases
from press.models import PressRelease

pytestmark = pytest.mark.django_db
SECRET = "Segretissimo"
PICTURE = b"\xff\xd8\xff\xe0" + b"0" * 64


def walk(release: PressRelease, *, number: int = 1) -> list[str]:
    """Every public address that could show the release."""
    year = timezone.localdate().year
    return [
        "/sala-stampa/", "/sala-stampa/?q=ornitorinco", "/sala-stampa/?tema=together", f"/sala-stampa/?anno={year}",
        "/sala-stampa/rss/", "/sala-stampa/atom/", "/sala-stampa/newsletter/", "/sitemap.xml",
        f"/sala-stampa/{year}/{number}-{release.slug}/", f"/sala-stampa/{year}/{number}-{release.slug}/testo/",
        *(f"/sala-stampa/file/{file.pk}/" for file in release.attachments.all()),
    ]  # fmt: skip


def shown(client: Client, release: PressRelease) -> list[str]:
    """Return the addresses whose answer holds the release, or its picture."""
    found = []
    for path in walk(release):
        response = client.get(path)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        if SECRET.encode() in content or b"segretissimo" in content.replace(path.encode(), b"") or PICTURE == content:
            found.append(path)
    return found


@pytest.fixture
def embargoed(approved):
    return approved(
        title=f"{SECRET} il titolo", summary=f"{SECRET} il sommario", body=f"<p>{SECRET} il testo ornitorinco</p>",
        picture=("segretissimo.jpg", PICTURE, f"{SECRET} la foto"),
    )


def test_under_embargo_nothing_of_it_is_public_anywhere_and_after_everything_is(embargoed, officer, client):
    until = timezone.now() + timedelta(hours=1)
    releases.let_out(release=embargoed, by=officer, at=timezone.now(), embargo_until=until)
    assert shown(client, embargoed) == []
    # Even a row forced public by hand stays closed until the minute.
    PressRelease.objects.filter(pk=embargoed.pk).update(
        status="published", number=1, year=timezone.localdate().year, published_at=timezone.now()
    )
    assert shown(client, embargoed) == []
    PressRelease.objects.filter(pk=embargoed.pk).update(embargo_until=timezone.now() - timedelta(seconds=1))
    still_closed = set(walk(embargoed)) - set(shown(client, embargoed))
    assert still_closed == {"/sala-stampa/newsletter/"}


@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "scheduled"])
def test_before_publication_nothing_is_public(embargoed, officer, client, state):
    PressRelease.objects.filter(pk=embargoed.pk).update(status=state, publish_at=timezone.now() + timedelta(hours=1))
    assert shown(client, embargoed) == []


def test_a_withdrawn_release_says_only_that(published, officer, client):
    release = published(title=f"{SECRET} il titolo")
    path = release.public_path
    releases.withdraw(release=release, reason="Dato sbagliato", by=officer, at=timezone.now())
    response = client.get(path)
    assert response.status_code == 410
    assert SECRET not in response.content.decode().replace(path, "")
    assert shown(client, release) == []


def test_a_visitor_gets_no_cookie(published, client):
    release = published()
    for path in walk(release):
        response = client.get(path)
        assert (path, response.status_code, dict(response.cookies)) == (path, response.status_code, {})


def test_the_feeds_are_well_formed_and_hold_the_release(published, client):
    release = published(title="Acqua & sale: <3 volontari")
    rss = ElementTree.fromstring(client.get(reverse("press:newsroom_rss")).content)
    assert [item.findtext("title") for item in rss.iter("item")] == [release.title]
    atom = ElementTree.fromstring(client.get(reverse("press:newsroom_atom")).content)
    assert [
        entry.findtext("{http://www.w3.org/2005/Atom}title")
        for entry in atom.iter("{http://www.w3.org/2005/Atom}entry")
    ] == [release.title]


def test_the_sitemap_is_well_formed_and_names_the_release(published, client):
    release = published()
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    places = [place.text for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert [place for place in places if "/1-" in place] == [f"http://127.0.0.1:8000{release.public_path}"]


def test_the_json_ld_parses_and_cannot_leave_its_element(published, client):
    release = published(title="</script><script>alert(1)</script> titolo")
    page = client.get(release.public_path).content.decode()
    text = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.S).group(1)
    assert json.loads(text)["headline"] == release.title
    assert "alert(1)</script>" not in page


def test_a_changed_title_keeps_the_old_address_working(published, client):
    release = published()
    response = client.get(f"/sala-stampa/{release.year}/{release.number}-vecchio-titolo/")
    assert (response.status_code, response["Location"]) == (301, release.public_path)


@pytest.mark.parametrize(
    "path",
    [
        "/sala-stampa/?q=%00%ED%A0%80",
        "/sala-stampa/?q=" + "a" * 10_000,
        "/sala-stampa/?anno=99999999999",
        "/sala-stampa/?pagina=x",
        "/sala-stampa/?tema=%3Cscript%3E",
        "/sala-stampa/?anno=١٢٣٤",
    ],
)
def test_hostile_questions_are_answered(published, client, path):
    published()
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/sala-stampa/99999999999999999999/1-a/",
        "/sala-stampa/2026/99999999999999999999-a/",
        "/sala-stampa/file/99999999999999999999/",
        "/sala-stampa/newsletter/99999999999999999999-a/",
    ],
)
def test_addresses_of_nothing_are_not_found(office, client, path):
    assert client.get(path).status_code == 404


def test_search_finds_without_accents(published, client):
    published(title="Perché no")
    assert b"Perch\xc3\xa9 no" in client.get("/sala-stampa/?q=perche").content


def test_the_list_costs_the_same_with_one_and_thirty(published, client, django_assert_num_queries):
    published()

    def cost() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            client.get("/sala-stampa/?tema=together")
        return len(found)

    client.get("/sala-stampa/")
    one = cost()
    for number in range(11):
        published(title=f"Comunicato {number}")
    assert cost() == one


def test_the_public_picture_is_served_as_what_it_is_and_never_as_a_page(published, officer, client):
    picture = published(picture=("a.html", PICTURE, "Tutor")).attachments.get()
    response = client.get(f"/sala-stampa/file/{picture.pk}/")
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
