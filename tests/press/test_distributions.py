"""Sending a release to journalists: only approved ones, only those who may be written to, the embargo on top."""

from datetime import timedelta

import pytest
from django.utils import timezone

from press.actions import distributions, media, releases
from press.models import Distribution, Journalist
from press.queries import media as queries
from relations.actions import parties
from relations.mail import mailings
from relations.mail.testing import deliver_due
from relations.models import Mailing
from tests.press.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def journalists(officer) -> list[Journalist]:
    """Four: one follows the topic, one does not, one asked not to be written to, one has no address."""
    organization = parties.add_organization(kind="media", name="La Voce di Prova", by=officer, at=AT)
    outlet = media.add_outlet(organization=organization, kind="daily", by=officer, at=AT)
    found = []
    for number, topics in enumerate((["together"], ["companies"], ["together"], ["together"])):
        person = parties.add_person(first_name=f"Nome{number}", last_name=f"Cognome{number}", by=officer, at=AT)
        if number < 3:
            parties.add_contact_point(party=person, kind="email", value=f"g{number}@voce.example", by=officer, at=AT)
        found.append(media.add_journalist(person=person, outlets=[outlet], topics=topics, by=officer, at=AT))
    media.opt_out(journalist=found[2], by=officer, at=AT)
    return found


def everybody(found: list[Journalist]) -> list[int]:
    return [one.pk for one in found]


def test_those_whose_topics_fit_come_first_and_the_others_say_why(published, journalists):
    found = queries.candidates(published(), at=timezone.now())
    assert [(one.journalist.pk, one.fits, one.blocked) for one in found] == [
        (journalists[0].pk, True, ""),
        (journalists[1].pk, False, ""),
        (journalists[2].pk, False, "opted_out"),
        (journalists[3].pk, False, "no_email"),
    ]


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_a_release_that_nobody_approved_goes_to_nobody(draft, journalists, officer, state):
    release = draft()
    if state == "in_review":
        releases.hand_in(release=release, by=officer, at=AT)
    with pytest.raises(releases.NotNow):
        distributions.send(release=release, journalists=everybody(journalists), note="", by=officer, at=timezone.now())
    assert deliver_due() == []


def test_a_scheduled_release_does_not_leave_before_its_hour(approved, journalists, officer):
    at = timezone.now()
    release = releases.let_out(release=approved(), by=officer, at=at, publish_at=at + timedelta(days=1))
    with pytest.raises(releases.NotNow):
        distributions.send(release=release, journalists=everybody(journalists), note="", by=officer, at=at)


def test_with_a_note_it_waits_for_other_eyes_then_arrives_once_to_those_chosen(published, journalists, officer, head):
    chosen = [*everybody(journalists), journalists[0].pk]
    distributions.send(
        release=published(), journalists=chosen, note="Gentile [nome], ecco.", by=officer, at=timezone.now()
    )
    assert deliver_due() == []
    mailings.approve(mailing=Mailing.objects.get(purpose="press"), by=head, at=timezone.now())
    assert (distributions.start_approved(at=timezone.now()), distributions.start_approved(at=timezone.now())) == (1, 0)
    messages = deliver_due()
    assert sorted(message["To"].addresses[0].addr_spec for message in messages) == [
        "g0@voce.example",
        "g1@voce.example",
    ]
    text = messages[0].get_body(("plain",)).get_content()
    assert ("Gentile Nome0, ecco." in text, "/sala-stampa/" in text) == (True, True)


def test_who_unsubscribed_from_the_press_mail_is_left_out_later(published, journalists, officer):
    media.opt_out(journalist=journalists[0], by=officer, at=timezone.now())
    with pytest.raises(releases.NotNow):
        distributions.send(release=published(), journalists=[journalists[0].pk], note="", by=officer, at=timezone.now())


def test_under_embargo_the_line_stands_first_and_no_public_address_is_given(approved, journalists, officer):
    at = timezone.now()
    release = releases.let_out(release=approved(), by=officer, at=at, embargo_until=at + timedelta(days=1))
    distribution = distributions.send(release=release, journalists=everybody(journalists), note="", by=officer, at=at)
    message = deliver_due()[0]
    text = message.get_body(("plain",)).get_content()
    assert distribution.under_embargo
    assert message["Subject"].startswith("EMBARGO – ")
    assert (release.embargo_line in text, "/sala-stampa/" in text) == (True, False)


def test_an_approver_who_may_not_approve_mail_leaves_it_waiting(approved, journalists, officer, head):
    release = releases.let_out(release=approved(), by=officer, at=AT)
    head.groups.clear()
    distribution = distributions.send(
        release=release, journalists=everybody(journalists), note="", by=officer, at=timezone.now()
    )
    assert (distribution.mailing.state, deliver_due()) == ("in_review", [])


def test_the_page_proposes_and_sends(published, journalists, officer, sign_in):
    release, client = published(), sign_in(officer)
    path = f"/comunicati/{release.pk}/giornalisti/"
    assert client.get(path).context["chosen"] == {journalists[0].pk}
    assert client.post(path, {"chosen": [], "note": "Parole mie"}).status_code == 422
    assert client.post(path, {"chosen": ["x", "99999999999999999999"]}).status_code == 422
    assert client.post(path, {"chosen": [journalists[1].pk], "note": "Gentile [nnome]"}).status_code == 302
    assert Distribution.objects.count() == 0
    assert client.post(path, {"chosen": [journalists[1].pk]}).status_code == 302
    assert Distribution.objects.count() == 1


def test_a_second_click_sends_nothing_more(published, journalists, officer):
    release, at = published(), timezone.now()
    send = {"release": release, "journalists": everybody(journalists), "note": "", "by": officer}
    first, second = distributions.send(**send, at=at), distributions.send(**send, at=at + timedelta(seconds=5))
    assert (second, Distribution.objects.count()) == (first, 1)
    distributions.send(**send, at=at + timedelta(minutes=5))
    assert Distribution.objects.count() == 2
