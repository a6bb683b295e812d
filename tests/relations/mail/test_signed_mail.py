"""What leaves is signed, whole, as the server receives it; and answers to it find the way back."""

from email.utils import getaddresses

import dkim
import pytest
from django.utils import timezone

from relations.mail import addresses, signing, signing_keys
from relations.mail.deliver import Transport
from relations.mail.receiver import LocalServer
from relations.mail.sender import Sender


@pytest.fixture
def key(office):
    return signing_keys.use(key=signing_keys.make(by=None, at=timezone.now()), by=None, at=timezone.now())


def received(mailing) -> bytes:
    mailing("ada@altro.example", html="<p>Buongiorno [nome],\n\n.\n..due punti \t e  spazi</p>", subject="Novità di novembre: perché è così lunga che va spezzata")
    with LocalServer() as server:
        Sender(Transport(host="127.0.0.1", port=server.port)).run()
    [message] = server.received
    return message.raw


def test_a_newsletter_arrives_signed_with_both_headers_of_unsubscribing(key, mailing):
    raw = received(mailing)
    record = signing.verifies_with(key).encode()
    assert dkim.verify(raw, dnsfunc=lambda name, timeout=5: record)
    covered = raw.partition(b"h=")[2].partition(b";")[0].replace(b"\r\n ", b"").split(b":")
    assert {b"from", b"list-unsubscribe", b"list-unsubscribe-post", b"list-id", b"subject", b"to"} <= set(covered)
    assert covered.count(b"from") == 2


def test_without_a_key_nothing_is_signed(office, mailing):
    assert b"DKIM-Signature" not in received(mailing)


def test_an_answer_goes_to_both_where_mail_can_come_back(office, mailing, settings):
    from email import message_from_bytes

    settings.MAIL_PIPE = True
    message = message_from_bytes(received(mailing))
    to = [address for _name, address in getaddresses([message["Reply-To"].replace("\r\n", "")])]
    assert to[0] == "ufficio@csvticino.example"
    assert addresses.delivery_of_reply_to(to[1]) is not None
