"""What the office signs, dkimpy verifies; what is changed on the way, it does not."""

import time

import dkim
import pytest
from django.db import connection
from django.utils import timezone

from relations.mail import signing, signing_keys
from relations.models import SigningKey

MESSAGE = (
    b"MIME-Version: 1.0\r\nFrom: CSV Ticino <ufficio@csvticino.example>\r\nReply-To: anna@csvticino.example\r\n"
    b"List-Id: <newsletter.csvticino.example>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    b"Date: Tue, 24 Nov 2026 10:00:00 +0100\r\nMessage-ID: <1@csvticino.example>\r\nTo: Ada <ada@altro.example>\r\n"
    b"Subject: =?utf-8?q?Novit=C3=A0?=\r\n  =?utf-8?q?_di_novembre?=\r\n"
    b"List-Unsubscribe: <https://csvticino.example/disiscrizione/abc/>\r\n"
    b'Content-Type: multipart/alternative; boundary="=_a"\r\n\r\n'
    b"--=_a\r\n\r\nBuongiorno  Ada, \t\r\n..punti\r\n\r\n--=_a--\r\n\r\n\r\n"
)


@pytest.fixture
def key(office) -> SigningKey:
    made = signing_keys.make(by=None, at=timezone.now())
    return signing_keys.use(key=made, by=None, at=timezone.now())


def verified(message: bytes, key: SigningKey) -> bool:
    record = signing.verifies_with(key).encode()
    name = f"{key.selector}._domainkey.{key.domain}.".encode()
    return dkim.verify(message, dnsfunc=lambda asked, timeout=5: record if asked == name else None)


def test_nothing_is_signed_without_a_key_in_use(office):
    assert signing.signer() is None
    signing_keys.make(by=None, at=timezone.now())
    assert signing.signer() is None


def test_a_signed_message_verifies(key):
    assert verified(signing.signer()(MESSAGE) + MESSAGE, key)


@pytest.mark.parametrize(("was", "becomes"), [
    (b"ufficio@csvticino", b"ufficio@altrove"), (b"Novit=C3=A0", b"Regali"), (b"Buongiorno", b"Addio"),
    (b"/abc/>", b"/xyz/>"), (b"One-Click", b"Two-Click"), (b"From: CSV", b"From: x@y.example\r\nFrom: CSV"),
    (b"<newsletter.csv", b"<altro.csv"), (b"Reply-To: anna", b"Reply-To: zeno"),
], ids=lambda value: value.decode()[:14])  # fmt: skip
def test_a_message_changed_on_the_way_does_not(key, was, becomes):
    signed = signing.signer()(MESSAGE) + MESSAGE
    assert not verified(signed.replace(was, becomes, 1), key)


def test_white_space_may_change_on_the_way(key):
    signed = signing.signer()(MESSAGE) + MESSAGE
    assert verified(signed.replace(b"Buongiorno  Ada, \t", b"Buongiorno Ada,").replace(b"To: Ada", b"To:   Ada"), key)


@pytest.mark.parametrize("body", [b"", b"\r\n", b"x", b"x\r\n \r\n", b"a\t b\r\n" * 3000])
def test_any_body_verifies(key, body):
    message = b"From: a@csvticino.example\r\nSubject: x\r\n\r\n" + body
    assert verified(signing.signer()(message) + message, key)


def test_header_lines_are_short(key):
    assert max(len(line) for line in signing.signer()(MESSAGE).split(b"\r\n")) <= 78


def test_a_new_key_takes_over_and_the_old_one_is_destroyed(key):
    at = timezone.now()
    new = signing_keys.use(key=signing_keys.make(by=None, at=at), by=None, at=at)
    key.refresh_from_db()
    assert (key.state, key.sealed, new.selector != key.selector) == ("retired", "", True)
    assert verified(signing.signer()(MESSAGE) + MESSAGE, new)


def test_the_private_half_is_sealed_in_the_database(key):
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(k)::text FROM relations_signingkey k")
        assert "PRIVATE KEY" not in cursor.fetchone()[0]


def test_another_secret_key_signs_nothing_instead_of_something_wrong(key, settings):
    settings.SECRET_KEY = "another one"
    assert signing.signer() is None
    settings.SECRET_KEY_FALLBACKS = ["for the tests only"]
    assert signing.signer() is not None


def test_signing_is_much_quicker_than_dkimpy_s_own(key):
    body = MESSAGE + b"testo di prova " * 2000
    pem = signing_keys._box().decrypt(key.sealed.encode())
    sign = signing.signer()
    begun = time.perf_counter()
    for _number in range(10):
        sign(body)
    ours = time.perf_counter() - begun
    begun = time.perf_counter()
    dkim.sign(body, b"ur", b"csvticino.example", pem, canonicalize=(b"relaxed", b"relaxed"))
    theirs = (time.perf_counter() - begun) * 10
    print(f"\nours {10 / ours:.0f}/s, dkimpy {10 / theirs:.0f}/s, {theirs / ours:.1f} times")
    assert theirs > 2 * ours
