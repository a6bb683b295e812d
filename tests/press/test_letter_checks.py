"""Before a letter leaves: what stops it, what is only worth a thought, and the block to mend."""

import pytest

from press import letter
from press.actions import blocks, letter_images, newsletters
from press.models import LetterStyle, Newsletter, NewsletterBlock
from press.queries import letter_checks
from relations.actions import consents
from tests.press.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def good(officer) -> Newsletter:
    """A letter with nothing to say against, but that no test was sent."""
    newsletter = newsletters.draft(
        author=officer, at=AT, title="T", subject="Tre notizie di dicembre", preheader="Una festa e un corso",
        body="<p>La festa è in piazza.</p>",
    )  # fmt: skip
    blocks.add(newsletter=newsletter, kind="button", label="Il programma", url="https://a.example/", by=officer, at=AT)
    return newsletter


def wrong(newsletter: Newsletter) -> list[tuple[str, bool, int]]:
    """What is not well: (label, stops, block), the test sent to oneself aside."""
    found = [check for check in letter_checks.checks(newsletter, at=AT) if not check.is_ok]
    return [(check.label, check.stops, check.block) for check in found if "prova" not in check.label]


def test_nothing_is_held_against_a_good_letter(good):
    assert wrong(good) == []


@pytest.mark.parametrize(("kind", "fields", "expected"), [
    ("button", {"label": "Senza meta"}, ("Ogni collegamento è completo", True)),
    ("link", {"heading": "H", "url": "https://senzapunto", "label": "Di più"}, ("Ogni collegamento è completo", True)),
    ("text", {"body": '<p><a href="https://a.example/">clicca qui</a></p>'}, ("I collegamenti dicono dove portano", False)),
    ("text", {"body": '<p><a href="https://a.example/">https://a.example/</a></p>'}, ("I collegamenti dicono dove portano", False)),
    ("text", {"body": "<p>Ciao [nomme]</p>"}, ("Ogni parola tra parentesi quadre è conosciuta", True)),
    ("text", {"body": "<p>È tutto gratis</p>"}, ("Nessuna parola sgradita ai filtri", False)),
    ("title", {"heading": "Piccolo", "level": 3}, ("I titoli scendono un gradino alla volta", False)),
    ("title", {}, ("Nessun blocco è vuoto", False)),
    ("link", {"heading": "H", "url": "http://127.0.0.1:8000/non-c-e-davvero/", "label": "Di più"},
     ("I collegamenti alle nostre pagine portano a una pagina che c’è", True)),
])  # fmt: skip
def test_each_mistake_is_found_where_it_is(good, officer, kind, fields, expected):
    block = blocks.add(newsletter=good, kind=kind, by=officer, at=AT, **fields)
    found = wrong(good)
    assert [(label.partition(" (")[0], stops) for label, stops, _block in found] == [expected]
    assert found[0][2] in (block.pk, 0)


def test_a_picture_without_words_stops_the_letter_until_it_is_decorative(good, officer):
    from tests.press.test_letter import picture

    image = letter_images.keep(upload=_upload(picture()), by=officer, at=AT)
    block = blocks.add(newsletter=good, kind="image", image=image, by=officer, at=AT)
    assert wrong(good) == [("Ogni immagine è descritta", True, block.pk)]
    blocks.change(block=block, is_decorative=True, by=officer, at=AT)
    assert wrong(good) == []


def _upload(data: bytes):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("a.png", data)


def test_a_release_that_is_not_public_stops_the_letter(good, officer, draft):
    block = blocks.add(newsletter=good, kind="release", release=draft(title="Segreto"), by=officer, at=AT)
    assert wrong(good) == [("Ciò che viene dall’archivio è pubblico", True, block.pk)]
    assert "Segreto" not in letter.as_html(letter_checks.Look(good, AT).parts)


def test_colours_that_were_never_looked_at_stop_the_letter(good):
    LetterStyle.objects.create(name="Di prima", accent="#ffee00", is_default=True, changed_at=AT)
    assert ("I colori si leggono", True, 0) in wrong(good)


def test_a_letter_that_gmail_would_cut_says_so(good):
    NewsletterBlock.objects.bulk_create(
        NewsletterBlock(newsletter=good, kind="text", position=n, body=f"<p>{'parole ' * 400}</p>") for n in range(3, 50)
    )
    assert any("Gmail" in label for label, _stops, _block in wrong(good))


def test_readers_without_a_name_are_counted(good, officer):
    blocks.add(newsletter=good, kind="text", body="<p>Gentile [nome],</p>", by=officer, at=AT)
    assert wrong(good) == []
    consents.record(email="senza@posta.example", purpose="newsletter", event="confirmed", source="prova", at=AT)
    assert wrong(good) == [("Chi la riceve ha il nome con cui la lettera lo chiama", False, 0)]


def test_an_english_text_in_an_italian_letter_is_seen(good, officer):
    words = "The story of the office and of those who help with it, for you and from you, is in this letter."
    blocks.add(newsletter=good, kind="text", body=f"<p>{words}</p>", by=officer, at=AT)
    assert [label.partition(":")[0] for label, _stops, _block in wrong(good)] == ["È scritta nella lingua che dichiara"]
