"""What a mail provider reports: signed, and drawn into the same consequences as the rest."""

import hashlib
import hmac
import json
import time

import pytest
from django.urls import reverse

from relations.mail.compose import message_id
from relations.mail.returns.providers import PROVIDERS, anymail_settings
from relations.models import Consent, IncomingMessage, Suppression

KEY = "chiave-di-prova"


@pytest.fixture
def mailgun(settings):
    settings.MAIL_PROVIDER, settings.MAIL_PROVIDER_KEY, settings.MAIL_PROVIDER_SECRET = "mailgun", KEY, ""
    settings.ANYMAIL = anymail_settings(provider="mailgun", key=KEY, secret="")


def report(client, row, *, key: str = KEY, event: str = "failed", number: str = "e1", **data):
    stamp, token = str(int(time.time())), "t" * 50
    signature = hmac.new(key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    body = {
        "signature": {"timestamp": stamp, "token": token, "signature": signature},
        "event-data": {
            "event": event, "id": number, "timestamp": float(stamp), "recipient": row.email,
            "message": {"headers": {"message-id": message_id(row).strip("<>")}}, **data,
        },
    }  # fmt: skip
    return client.post(reverse("relations:mail_provider", args=["mailgun"]), json.dumps(body), content_type="application/json")


def bounced(code: int, words: str, severity: str = "permanent") -> dict:
    return {"severity": severity, "reason": "generic", "delivery-status": {"code": code, "message": words, "description": words}}


def test_a_dead_mailbox_is_blocked(client, mailgun, sent):
    assert report(client, sent(), **bounced(550, "5.1.1 user unknown")).status_code == 200
    assert (IncomingMessage.objects.get().kind, Suppression.objects.get().reason) == ("gone", "bounced")


def test_a_full_mailbox_is_not(client, mailgun, sent):
    report(client, sent(), **bounced(552, "5.2.2 mailbox full"))
    assert (IncomingMessage.objects.get().kind, Suppression.objects.count()) == ("soft", 0)


def test_the_same_report_twice_is_one(client, mailgun, sent):
    row = sent()
    for _time in range(2):
        report(client, row, **bounced(550, "5.1.1 user unknown"))
    assert IncomingMessage.objects.count() == 1


def test_a_complaint_withdraws_consent(client, mailgun, sent):
    report(client, sent(), event="complained")
    assert (Suppression.objects.get().reason, Consent.objects.filter(event="withdrawn").count()) == ("complaint", 1)


def test_an_unsubscription_counts(client, mailgun, sent):
    report(client, sent(), event="unsubscribed")
    assert (IncomingMessage.objects.get().kind, Suppression.objects.get().reason) == ("unsubscribed", "unsubscribed")


def test_what_arrived_leaves_no_row_unless_something_had_come_back(client, mailgun, sent):
    row = sent()
    report(client, row, event="delivered", number="d1")
    assert IncomingMessage.objects.count() == 0
    report(client, row, number="e2", **bounced(552, "5.2.2 mailbox full"))
    report(client, row, event="delivered", number="d2")
    assert sorted(IncomingMessage.objects.values_list("kind", flat=True)) == ["delivered", "soft"]


def test_who_opened_or_clicked_is_not_looked_at(client, mailgun, sent):
    report(client, sent(), event="opened")
    assert IncomingMessage.objects.count() == 0


def test_a_signature_that_does_not_fit_changes_nothing(client, mailgun, sent):
    assert report(client, sent(), key="altra", **bounced(550, "5.1.1 user unknown")).status_code == 400
    assert (IncomingMessage.objects.count(), Suppression.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_provider_that_is_not_configured_is_not_there(client, db, name):
    assert client.post(reverse("relations:mail_provider", args=[name]), "{}", content_type="application/json").status_code == 404


def test_a_provider_without_a_key_is_not_there(client, db, settings):
    settings.MAIL_PROVIDER = "brevo"
    assert client.post(reverse("relations:mail_provider", args=["brevo"]), "{}", content_type="application/json").status_code == 404


def test_a_user_and_a_password_protect_those_that_do_not_sign(client, sent, settings):
    settings.MAIL_PROVIDER, settings.MAIL_PROVIDER_SECRET = "postmark", "u:p"
    settings.ANYMAIL = anymail_settings(provider="postmark", key="", secret="u:p")
    row = sent()
    body = json.dumps({"RecordType": "Bounce", "Type": "HardBounce", "ID": 1, "Email": row.email, "Details": "550 5.1.1 user unknown",
                       "BouncedAt": "2026-11-24T10:00:00Z", "MessageID": "p1"})
    address = reverse("relations:mail_provider", args=["postmark"])
    assert client.post(address, body, content_type="application/json").status_code == 400
    answer = client.post(address, body, content_type="application/json", headers={"authorization": "Basic dTpw"})
    assert (answer.status_code, IncomingMessage.objects.get().delivery) == (200, row)
