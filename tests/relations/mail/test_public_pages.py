"""What recipients reach: nothing changes on GET, everything works without an account."""
from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from relations import vocab
from relations.mail import addresses, erasure, subscriptions
from relations.mail.addresses import LinkKey
from relations.mail.testing import deliver_due, link_in
from relations.models import Consent, Delivery, SubscriptionRequest, Suppression

pytestmark = pytest.mark.django_db
HOSTILE = ["\x00", "\u202eabc", "a" * 10_000, "<script>alert(1)</script>", "{{ x }}", "' OR 1=1 --", "=1+1", "a\r\nb"]


def opened(seconds_ago: int = 60) -> str:
    at = timezone.now() - timedelta(seconds=seconds_ago)
    return signing.dumps(int(at.timestamp()), salt="relations.mail.subscribe")


def form(**fields) -> dict:
    return {"email": "maria@posta.example", "name": "Maria", "purposes": ["newsletter"], "opened": opened(), **fields}


def subscribe(client: Client, **fields):
    return client.post(reverse("relations:subscribe"), form(**fields))


def token_for(email: str = "maria@posta.example", purpose: str = "newsletter", delivery: int = 0) -> str:
    return addresses.link_token(LinkKey(delivery, purpose, addresses.hashed(email), True))


def url(name: str, token: str) -> str:
    return reverse(f"relations:{name}", args=[token])


@pytest.fixture
def received(mailing) -> Delivery:
    return mailing("maria@posta.example").deliveries.get()


# --- asking in -------------------------------------------------------------------
def test_no_box_is_ticked_beforehand(client, office):
    assert b"checked" not in client.get(reverse("relations:subscribe")).content


def test_the_press_list_cannot_be_asked_for(client, office):
    assert subscribe(client, purposes=["press"]).status_code == 422
    assert SubscriptionRequest.objects.count() == 0


def test_asking_gives_no_consent_until_it_is_confirmed_by_mail(client, office):
    assert subscribe(client).status_code == 302
    assert Consent.objects.count() == 0
    [message] = deliver_due()
    link = link_in(message, "/iscrizione/conferma/")
    path = link.removeprefix("http://127.0.0.1:8000")
    assert client.get(path).status_code == 200
    assert Consent.objects.count() == 0
    assert client.post(path).status_code == 200
    assert list(Consent.objects.order_by("pk").values_list("email", "purpose", "event")) == [
        ("maria@posta.example", "newsletter", "requested"), ("maria@posta.example", "newsletter", "confirmed"),
    ]  # fmt: skip


def test_confirming_again_is_friendly_and_changes_nothing(client, office):
    subscribe(client)
    path = link_in(deliver_due()[0], "/iscrizione/conferma/").removeprefix("http://127.0.0.1:8000")
    client.post(path)
    assert client.post(path).status_code == 200
    assert Consent.objects.count() == 2


def test_a_confirmation_older_than_a_week_confirms_nothing(client, office):
    asked = subscriptions.ask(
        email="maria@posta.example", name="", purposes=["newsletter"], language="it", source="/iscrizione/",
        at=timezone.now() - timedelta(days=7, seconds=1),
    )  # fmt: skip
    path = link_in(deliver_due()[0], "/iscrizione/conferma/").removeprefix("http://127.0.0.1:8000")
    assert client.post(path).status_code == 404
    asked.refresh_from_db()
    assert (asked.confirmed_at, Consent.objects.count()) == (None, 0)


def test_an_unknown_token_gets_a_plain_page(client, office):
    assert client.get(url("subscription_confirm", "x")).status_code == 404


def test_the_answer_is_the_same_for_known_and_unknown_addresses(client, office, consent):
    consent("nota@posta.example")
    answers = [subscribe(client, email=email) for email in ("nota@posta.example", "ignota@posta.example")]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/iscrizione/grazie/")] * 2
    assert [message["To"] for message in deliver_due()] == ["nota@posta.example", "ignota@posta.example"]


def test_an_address_gets_one_confirmation_a_day(client, office):
    for email in ("maria@posta.example", "Maria@POSTA.example", " maria@posta.example "):
        assert subscribe(client, email=email).status_code == 302
    assert len(deliver_due()) == 1


def test_a_program_that_fills_the_hidden_field_is_thanked_and_ignored(client, office):
    assert subscribe(client, website="http://spam.example").url == "/iscrizione/grazie/"
    assert SubscriptionRequest.objects.count() == 0


@pytest.mark.parametrize("mark", ["", "forged", None])
def test_a_form_sent_too_quickly_comes_back_with_what_was_written(client, office, mark):
    answer = subscribe(client, opened=opened(0) if mark is None else mark)
    assert answer.status_code == 422
    assert b'value="maria@posta.example"' in answer.content
    assert b'value="newsletter" checked' in answer.content


def test_one_place_may_ask_twenty_times_an_hour(client, office):
    codes = [subscribe(client, email=f"p{number}@posta.example").status_code for number in range(21)]
    assert codes == [302] * 20 + [429]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["email", "name", "purposes", "opened", "website"])
def test_hostile_text_never_breaks_the_form(client, office, field, text):
    assert subscribe(client, **{field: text}).status_code in (200, 302, 422)


@pytest.mark.parametrize("field", ["email", "name", "purposes", "opened"])
def test_half_a_character_never_breaks_the_form(client, office, field):
    body = urlencode(form(**{field: "x"}), doseq=True).replace(f"{field}=x", f"{field}=%ED%A0%80")
    kind = "application/x-www-form-urlencoded"
    assert client.post(reverse("relations:subscribe"), body, content_type=kind).status_code in (302, 422)


def test_a_wrong_address_says_how_to_write_one(client, office):
    answer = subscribe(client, email="maria")
    assert "nome@azienda.it" in answer.content.decode()


def test_unconfirmed_requests_are_forgotten_after_thirty_days(office):
    at = timezone.now()
    subscriptions.ask(email="a@posta.example", name="", purposes=["newsletter"], language="it", source="x", at=at)
    assert subscriptions.forget_unconfirmed(at=at + timedelta(days=29)) == 0
    assert subscriptions.forget_unconfirmed(at=at + timedelta(days=31)) == 1


# --- leaving ---------------------------------------------------------------------
def test_a_scanner_that_opens_the_link_unsubscribes_nobody(client, received):
    for _visit in range(3):
        assert client.get(url("unsubscribe", token_for(delivery=received.pk))).status_code == 200
    assert (Suppression.objects.count(), Consent.objects.filter(event="withdrawn").count()) == (0, 0)


def test_one_click_works_without_cookies_or_csrf_and_as_often_as_it_comes(received):
    strict = Client(enforce_csrf_checks=True)
    for _click in range(3):
        answer = strict.post(url("unsubscribe", token_for(delivery=received.pk)), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert list(Suppression.objects.values_list("purpose", "reason", "note")) == [("newsletter", "unsubscribed", "one-click")]
    assert Consent.objects.filter(event="withdrawn").count() == 1
    received.refresh_from_db()
    assert (received.state, received.reason) == ("excluded", "unsubscribed")


def test_leaving_one_thing_leaves_the_others(client, received, consent):
    consent("maria@posta.example", purpose="events")
    client.post(url("unsubscribe", token_for(delivery=received.pk)))
    on = {choice.purpose for choice in subscriptions.choices("maria@posta.example", at=timezone.now()) if choice.is_on}
    assert on == {"events"}


def test_leaving_works_when_the_message_is_gone(client, received):
    token = token_for(delivery=received.pk)
    received.mailing.delete()
    assert client.post(url("unsubscribe", token)).status_code == 200
    assert Suppression.objects.get().address_hash == addresses.hashed("maria@posta.example")


def test_leaving_works_when_the_person_was_erased(client, received):
    token = token_for(delivery=received.pk)
    erasure.erase(email="maria@posta.example", at=timezone.now())
    assert client.post(url("unsubscribe", token)).status_code == 200
    assert set(Suppression.objects.values_list("reason", flat=True)) == {"erased", "unsubscribed"}


def test_coming_back_by_mail_lifts_the_block(client, received):
    client.post(url("unsubscribe", token_for(delivery=received.pk)))
    subscribe(client)
    path = next(link_in(m, "/conferma/") for m in deliver_due() if "/conferma/" in m.as_string())
    client.post(path.removeprefix("http://127.0.0.1:8000"))
    assert Suppression.objects.filter(lifted_at=None).count() == 0
    assert subscriptions.choices("maria@posta.example", at=timezone.now())[0].is_on is True


def test_a_service_message_has_nothing_to_unsubscribe_from(client, office):
    key = LinkKey(0, "receipt", addresses.hashed("a@posta.example"), False)
    assert client.post(url("unsubscribe", addresses.link_token(key))).status_code == 200
    assert Suppression.objects.count() == 0


@pytest.mark.parametrize("name", ["unsubscribe", "preferences", "why"])
@pytest.mark.parametrize("token", ["x", "1.c.newsletter.AAAA.BBBB", "è", "%00", "a" * 3000])
def test_a_forged_token_is_not_found(client, office, name, token):
    assert client.get(url(name, token)).status_code == 404


# --- choosing --------------------------------------------------------------------
def choose(client: Client, received: Delivery, **fields):
    return client.post(url("preferences", token_for(delivery=received.pk)), fields)


def test_looking_at_the_choices_changes_nothing(client, received):
    before = Consent.objects.count()
    assert client.get(url("preferences", token_for(delivery=received.pk))).status_code == 200
    assert Consent.objects.count() == before


def test_one_can_add_and_take_away(client, received):
    choose(client, received, purpose=["events"], pause="0")
    on = {choice.purpose for choice in subscriptions.choices("maria@posta.example", at=timezone.now()) if choice.is_on}
    assert on == {"events"}


def test_a_pause_holds_until_its_day(client, received):
    choose(client, received, purpose=["newsletter"], pause="3")
    last = Consent.objects.order_by("-pk").first()
    assert last.event == "paused"
    at = timezone.now()
    [choice] = [choice for choice in subscriptions.choices("maria@posta.example", at=at) if choice.is_on]
    assert 85 < (choice.paused_until - timezone.localdate(at)).days < 95
    assert deliver_due() == []


def test_a_pause_can_be_ended(client, received):
    choose(client, received, purpose=["newsletter"], pause="6")
    choose(client, received, purpose=["newsletter"], pause="0")
    assert Consent.objects.order_by("-pk").first().event == "renewed"


def test_everything_can_be_stopped_with_one_button(client, received, consent):
    consent("maria@posta.example", purpose="events")
    choose(client, received, none="1", purpose=["newsletter", "events"])
    assert [choice for choice in subscriptions.choices("maria@posta.example", at=timezone.now()) if choice.is_on] == []


@pytest.mark.parametrize("fields", [{"purpose": ["invented", "press"]}, {"pause": "999"}, {"pause": "\x00", "purpose": HOSTILE}])
def test_invented_choices_are_ignored(client, received, fields):
    assert choose(client, received, **fields).status_code == 302
    assert set(Consent.objects.values_list("purpose", flat=True)) <= set(vocab.PURPOSES.keys)


def test_the_address_is_shown_so_that_only_its_owner_knows_it(client, received):
    for name in ("preferences", "why"):
        body = client.get(url(name, token_for(delivery=received.pk))).content.decode()
        assert "maria@posta.example" not in body
        assert "m•••@posta.example" in body


def test_why_tells_when_one_said_yes(client, received):
    body = client.get(url("why", token_for(delivery=received.pk))).content.decode()
    assert "modulo" in body


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("name", ["preferences", "why", "unsubscribe"])
def test_the_pages_speak_both_languages(client, received, name, language):
    client.cookies["lingua"] = language
    assert client.get(url(name, token_for(delivery=received.pk))).status_code == 200
