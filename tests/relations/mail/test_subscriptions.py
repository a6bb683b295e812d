"""Subscribing and leaving: scanners change nothing, nobody's mailbox is filled, leaving can be undone, staff see it all."""
from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from relations.actions import parties
from relations.mail import addresses, erasure, ledger, limits, subscriptions
from relations.mail.addresses import LinkKey
from relations.mail.testing import deliver_due
from relations.models import Consent, LeavingReason, SubscriptionRequest, Suppression

pytestmark = pytest.mark.django_db
TABLES = (
    "relations_consent", "relations_suppression", "relations_subscriptionrequest", "relations_leavingreason", "relations_delivery",
    "relations_mailing", "relations_auditevent", "relations_secretlink", "relations_person",
)  # fmt: skip


def everything() -> list:
    """Every row of what a link could touch."""
    found = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found.append(cursor.fetchall())
    return found


def links_of(message) -> list[str]:
    """Every address of ours in a message: its text, its HTML, its headers."""
    parts = [message.get_body((kind,)).get_content() for kind in ("plain", "html")]
    text = " ".join([*parts, str(message["List-Unsubscribe"] or "")])
    found = re.findall(r"http://127\.0\.0\.1:8000(/[^\s\"'<>)\]]*)", text)
    return sorted(set(found))


def key_of(message_or_email, purpose: str = "newsletter", delivery: int = 0) -> str:
    return addresses.link_token(LinkKey(delivery, purpose, addresses.hashed(message_or_email), True))


@pytest.fixture
def received(mailing):
    return mailing("maria@posta.example").deliveries.get()


@pytest.fixture
def token(received) -> str:
    return addresses.link_token(LinkKey(received.pk, "newsletter", received.address_hash, True))


# --- programs that follow links ------------------------------------------------------------
def test_looking_at_every_link_of_every_mail_changes_no_row(office, mailing):
    mailing("maria@posta.example")
    subscriptions.ask(
        email="nuova@posta.example", name="N", purposes=["newsletter"], language="it", source="/iscrizione/", at=timezone.now()
    )
    messages = deliver_due()
    links = [link for message in messages for link in links_of(message)]
    assert (len(messages), len(links) >= 4) == (2, True)
    before = everything()
    for link in links:
        for method in ("get", "head"):
            assert getattr(Client(), method)(link).status_code in (200, 302), link
    assert everything() == before


def test_a_program_that_posts_changes_nothing_but_one_click(office, mailing):
    mailing("maria@posta.example")
    subscriptions.ask(
        email="nuova@posta.example", name="N", purposes=["newsletter"], language="it", source="/iscrizione/", at=timezone.now()
    )
    scanner = Client(enforce_csrf_checks=True)
    links = {link for message in deliver_due() for link in links_of(message)}
    before = everything()
    codes = {link.split("/")[1]: scanner.post(link).status_code for link in links if "/disiscrizione/" not in link}
    assert (set(codes.values()) <= {403, 405}, everything() == before) == (True, True)


def test_one_click_needs_neither_page_nor_cookie_and_comes_twice(office, token):
    program = Client(enforce_csrf_checks=True)
    for _time in range(2):
        assert program.post(reverse("relations:unsubscribe", args=[token]), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert list(Consent.objects.order_by("pk").values_list("event", flat=True)) == ["confirmed", "withdrawn"]
    assert Suppression.objects.count() == 1


def test_one_click_works_when_the_person_was_erased(office, received, token):
    erasure.erase(email="maria@posta.example", at=timezone.now(), by=None)
    answer = Client(enforce_csrf_checks=True).post(reverse("relations:unsubscribe", args=[token]), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Suppression.objects.filter(reason="unsubscribed", address_hash=received.address_hash).count() == 1


# --- going back, saying why ------------------------------------------------------------------
def test_leaving_can_be_undone_from_the_same_page(client, office, token):
    client.post(reverse("relations:unsubscribe", args=[token]))
    for _time in range(2):
        page = client.post(reverse("relations:unsubscribe_back", args=[token]))
        assert "Siete di nuovo con noi" in page.content.decode()
    assert list(Consent.objects.order_by("pk").values_list("event", flat=True)) == ["confirmed", "withdrawn", "granted"]
    assert Suppression.objects.filter(lifted_at=None).count() == 0


def test_going_back_needs_our_own_page(office, token):
    scanner = Client(enforce_csrf_checks=True)
    scanner.post(reverse("relations:unsubscribe", args=[token]))
    assert scanner.post(reverse("relations:unsubscribe_back", args=[token])).status_code == 403
    assert scanner.get(reverse("relations:unsubscribe_back", args=[token])).status_code == 405
    assert subscriptions.last_event("maria@posta.example", "newsletter") == "withdrawn"


def test_an_erased_address_cannot_come_back_by_its_link(client, office, token):
    erasure.erase(email="maria@posta.example", at=timezone.now(), by=None)
    page = client.post(reverse("relations:unsubscribe_back", args=[token]))
    assert "Non conserviamo più questo indirizzo" in page.content.decode()
    assert Suppression.objects.filter(reason="erased", lifted_at=None).count() == 1


def test_a_block_by_the_office_outlives_coming_back(client, office, token):
    subscriptions.block(email="maria@posta.example", at=timezone.now(), by=None)
    client.post(reverse("relations:unsubscribe_back", args=[token]))
    assert Suppression.objects.filter(reason="manual", lifted_at=None).count() == 1


def test_why_is_kept_once_and_without_who(client, office, token, received):
    path = reverse("relations:unsubscribe_why", args=[token])
    client.post(path, {"motivo": "too_many"})
    client.post(path, {"motivo": "elsewhere"})
    row = LeavingReason.objects.get()
    assert (row.reason, row.purpose, row.mailing) == ("elsewhere", "newsletter", received.mailing)
    assert "maria" not in str(list(LeavingReason.objects.values()))


@pytest.mark.parametrize("answer", ["", "x", "\x00", "a" * 9999])
def test_a_reason_out_of_the_list_is_asked_again(client, office, token, answer):
    page = client.post(reverse("relations:unsubscribe_why", args=[token]), {"motivo": answer})
    assert (page.status_code, "Segnate una delle righe." in page.content.decode(), LeavingReason.objects.count()) == (200, True, 0)


# --- list bombing -----------------------------------------------------------------------------
def ask(email: str, at=None, **fields):
    return subscriptions.ask(
        email=email, name="", purposes=["newsletter"], language="it", source="/iscrizione/", at=at or timezone.now(), **fields
    )


def test_one_company_s_mailboxes_are_not_filled(office):
    kept = [ask(f"p{number}@ditta.example") is not None for number in range(25)]
    assert kept == [True] * limits.SUBSCRIPTIONS_A_DOMAIN + [False] * 5


def test_a_large_provider_may_send_more(office):
    assert [ask(f"p{number}@gmail.com") is not None for number in range(25)] == [True] * 25


def test_in_all_so_many_an_hour(office, monkeypatch):
    monkeypatch.setattr(limits, "SUBSCRIPTIONS_IN_ALL", 3)
    assert [ask(f"p@ditta{number}.example") is not None for number in range(5)] == [True] * 3 + [False] * 2


def test_while_too_many_wait_no_new_one_is_taken(office, monkeypatch):
    monkeypatch.setattr(limits, "MOST_PENDING", 2)
    assert [ask(f"p@ditta{number}.example") is not None for number in range(5)] == [True] * 3 + [False] * 2


def test_whoever_is_held_back_is_answered_like_everybody(client, office, monkeypatch):
    monkeypatch.setattr(limits, "SUBSCRIPTIONS_IN_ALL", 1)
    opened = signing.dumps(int((timezone.now() - timedelta(minutes=1)).timestamp()), salt="relations.mail.subscribe")
    answers = [
        client.post(reverse("relations:subscribe"), {"email": f"p@d{n}.example", "purposes": ["newsletter"], "opened": opened})
        for n in range(3)
    ]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/iscrizione/grazie/")] * 3
    assert len(deliver_due()) == 1


def test_a_burst_is_told_to_staff_and_ends_by_itself(client, office, head, monkeypatch):
    monkeypatch.setattr(limits, "BURST", 3)
    at = timezone.now()
    for number in range(2):
        ask(f"p@ditta{number}.example", at=at)
    assert limits.burst(at=at) == 0
    ask("p@ditta9.example", at=at)
    assert (limits.burst(at=at), limits.burst(at=at + timedelta(hours=3))) == (3, 0)
    client.force_login(head)
    assert "3 iscrizioni chieste nelle ultime due ore" in client.get("/iscrizioni/").content.decode()


# --- staff ----------------------------------------------------------------------------------------
@pytest.fixture
def desk(client, office, head):
    client.force_login(head)
    return client


STAND = {"email": "Lia@Posta.example", "name": "Lia", "purposes": ["newsletter", "events"], "source": "Festa, 3 ottobre", "how": "paper",
         "language": "it"}  # fmt: skip


def test_who_asks_at_a_stand_confirms_from_the_mailbox(desk, head):
    assert desk.post("/iscrizioni/nuova/", STAND).status_code == 302
    asked = SubscriptionRequest.objects.get()
    assert (asked.email, asked.by, asked.evidence["how"], Consent.objects.count()) == ("lia@posta.example", head, "paper", 0)
    [message] = deliver_due()
    path = next(link for link in links_of(message) if "/iscrizione/conferma/" in link)
    Client().post(path)
    row = Consent.objects.filter(event="confirmed", purpose="events").get()
    assert (row.source, row.by, row.evidence["how"]) == ("Festa, 3 ottobre", head, "paper")


def test_a_second_confirmation_on_the_same_day_is_said_plainly(desk):
    desk.post("/iscrizioni/nuova/", STAND)
    page = desk.post("/iscrizioni/nuova/", STAND, follow=True)
    assert "ha già avuto una conferma in giornata" in page.content.decode()
    assert len(deliver_due()) == 1


@pytest.mark.parametrize("field", ["email", "purposes", "source", "how"])
def test_what_is_missing_is_said_beside_its_field(desk, field):
    answer = desk.post("/iscrizioni/nuova/", {**STAND, field: ""})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize("value", ["\x00", "\u202eabc", "a" * 10_000, "<script>alert(1)</script>", "=1+1", "a\r\nb"])
@pytest.mark.parametrize("field", ["email", "name", "source", "how", "language", "purposes"])
def test_hostile_text_at_the_stand_is_never_a_failure(desk, field, value):
    assert desk.post("/iscrizioni/nuova/", {**STAND, field: value}).status_code in (302, 422)


def test_the_list_shows_the_last_word_of_each(desk, consent):
    consent("a@posta.example", "b@posta.example", "c@posta.example")
    consent("b@posta.example", event="withdrawn")
    consent("c@posta.example", event="paused", evidence={"until": (timezone.localdate() + timedelta(days=9)).isoformat()})
    consent("d@posta.example", event="requested")

    def states(query: str = "") -> dict[str, str]:
        return {row.email[0]: row.term.key for row in desk.get(f"/iscrizioni/{query}").context["listing"].rows}

    assert states() == {"a": "on", "b": "off", "c": "paused", "d": "waiting"}
    for key, letter in {"on": "a", "off": "b", "paused": "c", "waiting": "d"}.items():
        assert states(f"?stato={key}") == {letter: key}
    assert states("?q=b@") == {"b": "off"}
    assert states("?scopo=events") == {}
    assert "a@posta.example;" in desk.post("/iscrizioni/?stato=on", {"formato": "csv"}).getvalue().decode()


def test_a_pause_that_is_over_counts_as_a_yes(consent):
    consent("a@posta.example", event="paused", evidence={"until": timezone.localdate().isoformat()})
    rows = ledger.last_words()
    assert [ledger.in_state(rows, key, at=timezone.now()).count() for key in ("on", "paused")] == [1, 0]


@pytest.mark.parametrize("path", ["/iscrizioni/", "/iscrizioni/da-confermare/"])
def test_the_lists_cost_the_same_for_one_and_thirty(desk, consent, path):
    costs = []
    for number in (1, 29):
        for place in range(number):
            consent(f"p{number}-{place}@posta.example")
            ask(f"p{number}-{place}@d{place}.example")
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(path).status_code == 200
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_a_person_s_page_says_what_they_receive(desk, consent):
    one = parties.add_person(first_name="Ada", last_name="Prova", by=None, at=timezone.now())
    parties.add_contact_point(party=one, kind="email", value="ada@posta.example", by=None, at=timezone.now())
    consent("ada@posta.example")
    found = ledger.of_party(one, at=timezone.now())
    assert [(row.purpose, term.key) for row, term in found.words] == [("newsletter", "on")]
    assert "Che cosa riceve" in desk.get(one.get_absolute_url()).content.decode()
