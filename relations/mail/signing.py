"""Signing outgoing mail (DKIM, RFC 6376): relaxed/relaxed, rsa-sha256, for offices whose mail no relay signs.

The canonical form of the headers is dkimpy's, the arithmetic is the `cryptography` package's: dkimpy's own, in Python,
is many times slower. What is signed is checked in the tests by dkimpy's verifier.
"""

import base64
import hashlib
import logging
import re
from collections.abc import Callable
from datetime import datetime

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.utils import timezone
from dkim.canonicalization import Relaxed

from relations.mail import signing_keys
from relations.models import SigningKey

log = logging.getLogger(__name__)
# What a signature covers, where the message has it.
COVERED = (
    b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"list-id", b"list-unsubscribe",
    b"list-unsubscribe-post", b"mime-version", b"content-type",
)  # fmt: skip
_FIELD = re.compile(rb"(?m)^([\x21-\x39\x3b-\x7e]+):([^\r\n]*(?:\r\n[ \t][^\r\n]*)*)")
_WIDE = re.compile(rb"[ \t]{2,}|\t")


def signer() -> Callable[[bytes], bytes] | None:
    """Return what gives a whole message its DKIM-Signature header, line end included, to be put in front of it.

    None while the office signs nothing: no key in use, or one that can no longer be opened.
    """
    key = SigningKey.objects.filter(state=SigningKey.State.ACTIVE, domain=signing_keys.sender_domain()).first()
    if key is None:
        return None
    try:
        private = signing_keys.opened(key)
    except signing_keys.Sealed:
        log.error("the signing key cannot be opened: the secret key has changed")
        return None
    return Signer(private, domain=key.domain, selector=key.selector)


class Signer:
    """One key, ready; called with a message it returns its header."""

    def __init__(
        self, private: rsa.RSAPrivateKey, *, domain: str, selector: str, clock: Callable[[], datetime] = timezone.now
    ) -> None:
        self._private, self._clock = private, clock
        self._begin = f"v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n d={domain}; s={selector};".encode()

    def __call__(self, message: bytes) -> bytes:
        head, _blank, body = message.partition(b"\r\n\r\n")
        fields = _covered(head)
        digest = base64.b64encode(hashlib.sha256(_relaxed(body)).digest())
        value = b"".join([
            b" ", self._begin, b"\r\n t=%d;\r\n h=" % int(self._clock().timestamp()), _named(fields),
            b";\r\n bh=", digest, b";\r\n b=",
        ])  # fmt: skip
        signed = b"".join(b"%s:%s" % field for field in Relaxed.canonicalize_headers([*fields, (b"dkim-signature", value)]))
        made = self._private.sign(signed.removesuffix(b"\r\n"), padding.PKCS1v15(), hashes.SHA256())
        return b"DKIM-Signature:" + value + _folded(base64.b64encode(made)) + b"\r\n"


def _covered(head: bytes) -> list[tuple[bytes, bytes]]:
    """Return the fields to be signed, of several with one name the last first (RFC 6376, 5.4.2)."""
    found: dict[bytes, list[bytes]] = {}
    for match in _FIELD.finditer(head):
        found.setdefault(match.group(1).lower(), []).append(match.group(2) + b"\r\n")
    return [(name, value) for name in COVERED for value in reversed(found.get(name, []))]


def _relaxed(body: bytes) -> bytes:
    """Return the relaxed form of a body (RFC 6376, 3.4.4). Only white space that changes is touched: text is mostly
    single spaces, and dkimpy's replaces each of them by itself."""
    body = _WIDE.sub(b" ", body).replace(b" \r\n", b"\r\n").rstrip(b" ")
    body = body.rstrip(b"\r\n")
    return body + b"\r\n" if body else b""


def _folded(value: bytes) -> bytes:
    """Break a long value over lines, anywhere: white space means nothing in it."""
    return b"\r\n ".join(value[place : place + 72] for place in range(0, len(value), 72))


def _named(fields: list[tuple[bytes, bytes]]) -> bytes:
    """Return the list of names. From stands in it once more than in the message: a second one added on the way breaks
    the signature."""
    lines = [b""]
    for name in (*(name for name, _value in fields), b"from"):
        if len(lines[-1]) + len(name) > 60:
            lines.append(b"")
        lines[-1] += name + b":"
    return b"\r\n ".join(lines).removesuffix(b":")


def verifies_with(key: SigningKey) -> str:
    """Return the text record the key is published with."""
    return f"v=DKIM1; k=rsa; p={key.public_key}"
