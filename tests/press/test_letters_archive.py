"""The public archive: only what went out, as it went out, nobody's name in it; by year, as feeds, with what other sites read."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from press.actions import blocks, letter_images, newsletters, sending
from press.models import Newsletter, NewsletterBlock
from relations.actions import consents
from relations.mail.testing import deliver_due
from relations.models import Mailing
from tests.press.conftest import AT
from tests.press.test_letter_checks import _upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(officer, head, published) -> Newsletter:
    """A letter that went out, with a picture, a release, a link to unsubscribe and a reader's name."""
    from tests.press.test_letter import picture

    consents.record(email="lettore@posta.example", purpose="newsletter", event="confirmed", source="prova", at=AT, evidence={"name": "Zenobia"})
    newsletter = newsletters.draft(
        author=officer, at=AT, title="Interno", subject="Per [nome], tre notizie", preheader="Una festa",
        body='<p>Gentile [nome],</p><p><a href="[link_disiscrizione]">Uscite</a></p>',
    )  # fmt: skip
    image = letter_images.keep(upload=_upload(picture()), by=officer, at=AT)
    blocks.add(newsletter=newsletter, kind="image", image=image, alt_text="Le risaie", by=officer, at=AT)
    blocks.add(newsletter=newsletter, kind="release", release=published(title="Cento ore"), by=officer, at=AT)
    sending.hand_in(newsletter=newsletter, by=officer, at=timezone.now())
    sending.decide(newsletter=newsletter, granted=True, by=head, at=timezone.now())
    sending.leave(newsletter=newsletter, starts_at=None, by=officer, at=timezone.now(), undo_seconds=0)
    return newsletter


def out(newsletter: Newsletter) -> Newsletter:
    deliver_due()
    newsletter.refresh_from_db()
    return newsletter


def test_before_it_is_sent_nobody_finds_it(sent, client):
    assert client.get(f"/sala-stampa/newsletter/{sent.pk}-{sent.slug}/").status_code == 404
    for path in ("/sala-stampa/newsletter/", "/sala-stampa/newsletter/rss/", "/sala-stampa/newsletter/atom/", "/sitemap.xml"):
        assert "tre-notizie" not in client.get(path).content.decode()


def test_sent_it_reads_as_a_page_addressed_to_nobody(sent, client):
    letter = out(sent)
    page = client.get(letter.public_path).content.decode()
    assert "Per lettrice, gentile lettore, tre notizie" in page and "Le risaie" in page and "Cento ore" in page
    assert not any(word in page for word in ("Zenobia", "lettore@posta", "[link", "[nome", "<iframe"))
    assert 'property="og:image"' in page and f'href="{letter.public_path}"' not in page.replace("canonical", "")


def test_what_changes_afterwards_in_the_archive_changes_nothing_there(sent, client):
    letter = out(sent)
    NewsletterBlock.objects.filter(newsletter=letter).update(heading="Altro", body="<p>Altro</p>")
    assert "Altro" not in client.get(letter.public_path).content.decode()
    assert "Altro" not in Mailing.objects.get(pk=letter.mailing_id).html


def test_kept_out_of_the_archive_it_is_nobodys(sent, client):
    letter = out(sent)
    Newsletter.objects.filter(pk=letter.pk).update(in_archive=False)
    assert client.get(letter.public_path).status_code == 404


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_the_feeds_hold_it(sent, client, kind):
    out(sent)
    answer = client.get(f"/sala-stampa/newsletter/{kind}/")
    text = ElementTree.tostring(ElementTree.fromstring(answer.content), encoding="unicode")
    assert "gentile lettore, tre notizie" in text and "Zenobia" not in text and "[nome]" not in text


def test_it_is_found_by_year(sent, client):
    letter = out(sent)
    year = letter.sent_at.year
    assert client.get(f"/sala-stampa/newsletter/?anno={year}").context["page"].paginator.count == 1
    for given in ("1999", "x", "9" * 30, "²"):
        assert client.get(f"/sala-stampa/newsletter/?anno={given}").status_code == 200


def test_one_from_before_letters_had_blocks_is_shown_as_it_was(sent, client):
    letter = out(sent)
    Newsletter.objects.filter(pk=letter.pk).update(frozen_parts=None)
    assert "<iframe" in client.get(letter.public_path).content.decode()
    assert "Zenobia" not in client.get(f"{letter.public_path}testo/").content.decode()


def test_the_archive_costs_the_same_with_one_letter_and_twelve(sent, officer):
    letter, client = out(sent), Client()

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get("/sala-stampa/newsletter/")
        return len(found)

    client.get("/sala-stampa/newsletter/")
    one = cost()
    for number in range(11):
        mailing = Mailing.objects.get(pk=letter.mailing_id)
        mailing.pk, mailing.key = None, None if not hasattr(mailing, "key") else f"k{number}"
        mailing._state.adding = True
        mailing.save()
        Newsletter.objects.create(
            author=officer, title=f"N {number}", subject=f"N {number}", mailing=mailing, created_at=AT, updated_at=AT
        )
    assert cost() == one
