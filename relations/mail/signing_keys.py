"""Making, using and retiring the keys mail is signed with. The private half never leaves the database unsealed."""

import base64
import hashlib
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from relations.actions import history
from relations.models import OfficeSettings, SigningKey, User

BITS = 2048
# Mail signed with the old key may still be on its way: its record stays published so long.
KEEP_PUBLISHED = timedelta(days=7)


class Sealed(Exception):
    """The private half cannot be opened: it was sealed with another secret key."""


def sender_domain() -> str:
    """Return the domain of From: the one a signature has to name."""
    return OfficeSettings.current().email.rpartition("@")[2].lower() or settings.MAIL_DOMAIN.lower()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"relations.mail.signing:{key}".encode()).digest())) for key in keys]
    )


def opened(key: SigningKey) -> rsa.RSAPrivateKey:
    """Return the private half; raises Sealed."""
    try:
        pem = _box().decrypt(key.sealed.encode())
    except InvalidToken:
        raise Sealed(key.selector) from None
    return serialization.load_pem_private_key(pem, password=None)  # type: ignore[return-value]


def can_be_opened(key: SigningKey) -> bool:
    """Return whether the office's secret key still opens it."""
    try:
        opened(key)
    except Sealed:
        return False
    return True


@transaction.atomic
def make(*, by: User | None, at: datetime) -> SigningKey:
    """Make a key for the domain the office writes from; it signs nothing before `use`."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    domain = sender_domain()
    key = SigningKey.objects.create(
        domain=domain, selector=_free_selector(domain, at), public_key=_public(private),
        sealed=_box().encrypt(pem).decode(), created_at=at, created_by=by,
    )
    history.record(verb="signingkey.created", by=by, at=at, obj=key)
    return key


def _public(private: rsa.RSAPrivateKey) -> str:
    """Return the public half as DNS holds it."""
    told = private.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(told).decode()


def _free_selector(domain: str, at: datetime) -> str:
    """Return "ur202611", or with a letter when the month has one already."""
    base = f"ur{timezone.localtime(at):%Y%m}"
    taken = set(SigningKey.objects.filter(domain=domain, selector__startswith=base).values_list("selector", flat=True))
    return next(name for name in (base, *(f"{base}{number}" for number in range(2, 1000))) if name not in taken)


@transaction.atomic
def use(*, key: SigningKey, by: User | None, at: datetime) -> SigningKey:
    """Sign with `key` from now on; the one before is retired. The record has to be published already."""
    key = SigningKey.objects.select_for_update().get(pk=key.pk)
    if key.state != SigningKey.State.MADE:
        return key
    for before in SigningKey.objects.select_for_update().filter(domain=key.domain, state=SigningKey.State.ACTIVE):
        _retire(before, by, at)
    key.state, key.activated_at = SigningKey.State.ACTIVE, at
    key.save(update_fields=["state", "activated_at"])
    history.record(verb="signingkey.started", by=by, at=at, obj=key)
    return key


@transaction.atomic
def stop(*, key: SigningKey, by: User | None, at: datetime) -> SigningKey:
    """Sign no more with `key`; its private half is destroyed."""
    key = SigningKey.objects.select_for_update().get(pk=key.pk)
    if key.state != SigningKey.State.RETIRED:
        _retire(key, by, at)
    return key


def _retire(key: SigningKey, by: User | None, at: datetime) -> None:
    key.state, key.retired_at, key.sealed = SigningKey.State.RETIRED, at, ""
    key.save(update_fields=["state", "retired_at", "sealed"])
    history.record(verb="signingkey.ended", by=by, at=at, obj=key)
