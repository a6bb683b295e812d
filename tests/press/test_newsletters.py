"""Newsletters: written, approved by somebody else with the numbers shown, sent once to those who asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from press.actions import blocks, newsletters, releases, sending
from press.models import Newsletter
from press.queries import newsletters as queries
from relations.actions import consents, parties
from relations.actions.approvals import ApprovalRefused
from relations.mail import content
from relations.mail import queries as mail_queries
from relations.mail.testing import deliver_due
from relations.models import Delivery, Suppression
from tests.press.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers(office):
    """Ten who confirmed, one who left, one who never confirmed; one of them is in the archive."""
    person = parties.add_person(first_name="Giovanna", last_name="Ricci", by=None, at=AT)
    for number in range(10):
        consents.record(
            email=f"lettore{number}@posta.example",
            purpose="newsletter",
            event="confirmed",
            source="prova",
            at=AT,
            person=person if number == 0 else None,
            evidence={"name": f"Nome{number}"},
        )
    consents.record(email="via@posta.example", purpose="newsletter", event="confirmed", source="prova", at=AT)
    consents.record(
        email="via@posta.example", purpose="newsletter", event="withdrawn", source="prova", at=AT + timedelta(hours=1)
    )
    consents.record(email="forse@posta.example", purpose="newsletter", event="requested", source="prova", at=AT)
    return person


@pytest.fixture
def letter(officer, published) -> Newsletter:
    newsletter = newsletters.draft(
        author=officer,
        at=AT,
        title="Newsletter di prova",
        subject="Ciao [nome]",
        preheader="Tre notizie",
        body="<p>Gentile [nome],</p><p>ecco le notizie.</p>",
    )
    blocks.add(newsletter=newsletter, kind="release", release=published(), by=officer, at=AT)
    blocks.add(
        newsletter=newsletter, kind="link", heading="Una pagina", url="https://a.example/", by=officer, at=AT
    )
    newsletter.refresh_from_db()
    return newsletter


@pytest.fixture
def ready(letter, readers, officer, head) -> Newsletter:
    """Handed in and approved."""
    sending.hand_in(newsletter=letter, by=officer, at=timezone.now())
    sending.decide(newsletter=letter, granted=True, by=head, at=timezone.now())
    return letter


def test_the_numbers_are_those_who_get_it_and_why_the_others_do_not(readers):
    found = queries.audience("newsletter")
    assert (found.listed, found.included, {one.key: one.number for one in found.exclusions}) == (
        12, 10, {"withdrawn": 1, "no_consent": 1},
    )  # fmt: skip


def test_whoever_approves_sees_the_same_numbers(letter, readers, officer):
    sending.hand_in(newsletter=letter, by=officer, at=timezone.now())
    progress = mail_queries.progress(letter.mailing)
    assert (progress.total, sum(one.number for one in mail_queries.exclusions(letter.mailing))) == (10, 2)


def test_the_author_does_not_approve(letter, readers, officer, head):
    sending.hand_in(newsletter=letter, by=head, at=timezone.now())
    with pytest.raises(ApprovalRefused):
        sending.decide(newsletter=letter, granted=True, by=officer, at=timezone.now())
    with pytest.raises(ApprovalRefused):
        sending.decide(newsletter=letter, granted=True, by=head, at=timezone.now())


def test_handed_in_it_is_frozen(ready, officer):
    with pytest.raises(newsletters.Frozen):
        newsletters.revise(newsletter=ready, by=officer, at=timezone.now(), subject="Altro")
    with pytest.raises(newsletters.Frozen):
        blocks.take_out(block=ready.blocks.first(), by=officer, at=timezone.now())


def test_sent_back_it_can_be_mended_and_handed_in_again(letter, readers, officer, head):
    sending.hand_in(newsletter=letter, by=officer, at=timezone.now())
    sending.decide(newsletter=letter, granted=False, by=head, at=timezone.now(), reason="Manca la data")
    assert letter.state == "draft"
    assert newsletters.revise(newsletter=letter, by=officer, at=timezone.now(), subject="Con la data")
    sending.hand_in(newsletter=letter, by=officer, at=timezone.now())
    assert (letter.mailing.state, letter.mailing.subject) == ("in_review", "Con la data")


def test_unknown_words_stop_it_with_the_nearest_known(letter, readers, officer):
    blocks.change(block=letter.blocks.first(), by=officer, at=timezone.now(), body="<p>Gentile [nomme]</p>")
    with pytest.raises(sending.NotNow):
        sending.hand_in(newsletter=letter, by=officer, at=timezone.now())


def test_an_embargoed_release_never_leaves_in_a_newsletter(letter, readers, officer, approved):
    hidden = releases.let_out(release=approved(title="Nascosto"), by=officer, at=timezone.now(),
                              embargo_until=timezone.now() + timedelta(days=1))  # fmt: skip
    blocks.add(newsletter=letter, kind="release", release=hidden, by=officer, at=timezone.now())
    with pytest.raises(sending.NotNow):
        sending.hand_in(newsletter=letter, by=officer, at=timezone.now())


def test_it_does_not_leave_before_the_approval(letter, readers, officer):
    sending.hand_in(newsletter=letter, by=officer, at=timezone.now())
    with pytest.raises(sending.ENGINE_REFUSALS):
        sending.leave(newsletter=letter, starts_at=None, by=officer, at=timezone.now())


def test_each_reader_gets_one_copy_with_their_own_name(ready, officer):
    sending.leave(newsletter=ready, starts_at=None, by=officer, at=timezone.now(), undo_seconds=0)
    sending.leave(newsletter=ready, starts_at=None, by=officer, at=timezone.now(), undo_seconds=0)
    messages = deliver_due()
    assert sorted(message["To"].addresses[0].addr_spec for message in messages) == [
        f"lettore{n}@posta.example" for n in range(10)
    ]
    mine = next(message for message in messages if "lettore3@" in message["To"])
    assert mine["Subject"] == "Ciao Nome3"
    assert "Gentile Nome3," in mine.get_body(("plain",)).get_content()
    assert mine["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    ready.refresh_from_db()
    assert (ready.state, Delivery.objects.filter(mailing=ready.mailing, state="sent").count()) == ("sent", 10)


def test_who_leaves_between_approval_and_departure_does_not_get_it(ready, officer):
    sending.leave(newsletter=ready, starts_at=None, by=officer, at=timezone.now(), undo_seconds=0)
    consents.record(
        email="lettore4@posta.example", purpose="newsletter", event="withdrawn", source="prova", at=timezone.now()
    )
    assert len(deliver_due()) == 9
    assert Suppression.objects.count() == 0


def test_on_pause_nothing_leaves_and_after_it_each_gets_one(ready, officer):
    sending.leave(newsletter=ready, starts_at=None, by=officer, at=timezone.now(), undo_seconds=0)
    sending.pause(newsletter=ready, by=officer, at=timezone.now())
    assert deliver_due() == []
    sending.resume(newsletter=ready, by=officer, at=timezone.now())
    assert len(deliver_due()) == 10


def test_stopped_it_never_leaves(ready, officer):
    sending.leave(newsletter=ready, starts_at=None, by=officer, at=timezone.now(), undo_seconds=0)
    sending.stop(newsletter=ready, by=officer, at=timezone.now())
    assert deliver_due() == []


def test_a_test_goes_to_who_asks_and_to_nobody_else(letter, readers, officer):
    sending.send_test(newsletter=letter, by=officer, at=timezone.now())
    messages = deliver_due()
    assert [(message["To"].addresses[0].addr_spec, message["Subject"]) for message in messages] == [
        (officer.email, "[PROVA] Ciao Elena")
    ]
    assert "Gentile Elena," in messages[0].get_body(("html",)).get_content()


def test_the_archive_shows_only_what_was_sent_and_nobodys_name(ready, officer, client):
    assert client.get("/sala-stampa/newsletter/").content.count(b"Ciao [nome]") == 0
    sending.leave(newsletter=ready, starts_at=None, by=officer, at=timezone.now(), undo_seconds=0)
    deliver_due()
    ready.refresh_from_db()
    path = f"/sala-stampa/newsletter/{ready.pk}-{ready.slug}/"
    page = client.get(path).content.decode()
    assert "gentile lettore" in page and not any(word in page for word in ("[nome]", "[link", "Nome1"))
    frame = client.get(f"{path}testo/")
    assert "sandbox" in frame["Content-Security-Policy"]
    assert "[nome]" not in frame.content.decode()
    assert not any(f"[{word}]" in frame.content.decode() for word in content.LINK_WORDS)
    assert dict(frame.cookies) == {}


def test_every_step_opens_for_everybody_who_may_see_it(letter, readers, officer, head, reader, sign_in):
    for user in (officer, head, reader):
        client = sign_in(user)
        for tail in (
            "",
            "?come=testo",
            "?come=computer&persona=1",
            "anteprima/",
            "destinatari/",
            "controlli/",
            "invio/",
        ):
            path = f"/newsletter/{letter.pk}/{tail}"
            assert (path, client.get(path).status_code) == (path, 200)


def test_the_composer_from_form_to_departure(readers, officer, head, sign_in):
    elena, marco = sign_in(officer), sign_in(head)
    elena.post("/newsletter/nuova/", {"title": "Dicembre", "purpose": "newsletter"})
    letter = Newsletter.objects.get()
    fields = {"title": "Dicembre", "purpose": "newsletter", "language": "it", "subject": "Auguri", "preheader": "Tre righe"}
    elena.post(f"/newsletter/{letter.pk}/", fields)
    assert elena.post(f"/newsletter/{letter.pk}/controlli/").status_code == 302
    assert marco.get(f"/newsletter/{letter.pk}/invio/").context["progress"].total == 10
    marco.post(f"/newsletter/{letter.pk}/approvazione/", {"answer": "yes"})
    elena.post(f"/newsletter/{letter.pk}/invio/comando/", {"what": "leave", "how": "now"})
    assert deliver_due() == []
    elena.post(f"/newsletter/{letter.pk}/invio/comando/", {"what": "skip_wait"})
    assert len(deliver_due()) == 10
    part = elena.get(f"/newsletter/{letter.pk}/invio/", headers={"HX-Request": "true"})
    assert (part.templates[0].name, part.context["progress"].sent) == ("press/newsletters/_progress.html", 10)


@pytest.mark.parametrize(
    "value", ["a\x00b", "\u202ex", "x" * 70_000, "<script>alert(1)</script>", "[nome", "{{ settings }}", "{% load x %}"]
)
@pytest.mark.parametrize("field", ["title", "subject", "preheader", "language", "style", "purpose", "seen"])
def test_hostile_text_is_never_a_failure(letter, readers, officer, sign_in, field, value):
    fields = {"title": "T", "purpose": "newsletter", "subject": "O", "preheader": "A", "language": "it", field: value}
    client = sign_in(officer)
    assert client.post(f"/newsletter/{letter.pk}/", fields).status_code in (302, 422)
    assert client.get(f"/newsletter/{letter.pk}/anteprima/").status_code == 200
