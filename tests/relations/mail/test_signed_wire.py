"""What leaves signed can be verified by whoever receives it, and nobody on the way can change how to unsubscribe."""
from __future__ import annotations

import re

import dkim
import pytest
from django.utils import timezone

from relations.mail import signing, signing_keys
from relations.mail.deliver import Transport
from relations.mail.post import post_service
from relations.mail.receiver import LocalServer, Received
from relations.mail.sender import Sender
from relations.models import SigningKey
from tests.support.mail_rules import broken

pytestmark = pytest.mark.django_db
UNSUBSCRIBE = {"list-unsubscribe", "list-unsubscribe-post"}


@pytest.fixture
def key(office) -> SigningKey:
    made = signing_keys.make(by=None, at=timezone.now())
    return signing_keys.use(key=made, by=None, at=timezone.now())


def sent() -> list[Received]:
    with LocalServer() as server:
        Sender(Transport(host="127.0.0.1", port=server.port)).run()
    return server.received


def verifies(raw: bytes, key: SigningKey) -> bool:
    """Whether the receiver's library, asking the DNS for the key as published, believes the signature."""
    record, name = signing.verifies_with(key).encode(), f"{key.selector}._domainkey.{key.domain}.".encode()
    return dkim.verify(raw, dnsfunc=lambda asked, timeout=5: record if asked == name else None)


def covered(raw: bytes) -> set[str]:
    """The header fields that the signature names."""
    head = re.sub(rb"\r\n[ \t]+", b" ", raw.partition(b"\r\n\r\n")[0])
    [signature] = re.findall(rb"(?im)^DKIM-Signature:(.*)$", head)
    names = re.search(rb"\bh=([^;]+)", signature)[1]
    return {name.strip().decode().lower() for name in names.split(b":")}


def test_every_message_of_a_mailing_verifies_and_covers_how_to_unsubscribe(key, mailing):
    mailing("a@posta.example", "b@posta.example", "c@posta.example", subject="Perché sì, [nome]")
    messages = sent()
    assert len(messages) == 3
    for message in messages:
        assert verifies(message.raw, key)
        assert UNSUBSCRIBE | {"from", "to", "subject", "date", "message-id", "list-id"} <= covered(message.raw)
        assert broken(message.raw, mail_from=message.mail_from, is_bulk=True, is_automatic=False) == []


def test_another_way_to_unsubscribe_breaks_the_signature(key, mailing):
    mailing("a@posta.example")
    [message] = sent()
    link = re.search(rb"(?m)^List-Unsubscribe: <([^>]+)>", message.raw)[1]
    assert not verifies(message.raw.replace(b"<" + link + b">", b"<https://altrove.example/>", 1), key)
    assert not verifies(message.raw.replace(b"One-Click", b"Two-Click", 1), key)


def test_service_mail_verifies_too(key):
    post_service(purpose="account", to="maria@posta.example", template="relations/mail/password_reset", at=timezone.now(),
                 context={"url": "https://x.example/"}, attachments=[("è.pdf", b"%PDF\x00\xff" * 500, "application/pdf")])  # fmt: skip
    [message] = sent()
    assert verifies(message.raw, key)
    assert broken(message.raw, mail_from=message.mail_from, is_bulk=False, is_automatic=True) == []
