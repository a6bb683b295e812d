"""Addresses: the form that is compared, the hash that is kept, the return path, and the keys of the public links."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from relations.text import one_line

_valid = EmailValidator()


def normalize(address: str) -> str:
    """Return `address` as it is compared: trimmed, lower case. Two forms of one mailbox get one copy."""
    return one_line(address).lower()


def is_valid(address: str) -> bool:
    """Return whether `address` can be written to by SMTP."""
    try:
        _valid(address)
        to_ascii(address)
    except (ValidationError, UnicodeError):
        return False
    return len(address) <= 254


def to_ascii(address: str) -> str:
    """Return `address` with its domain in IDNA; UnicodeError when its name part is not ASCII."""
    name, _at, domain = address.rpartition("@")
    name.encode("ascii")
    return f"{name}@{domain.encode('idna').decode()}" if not domain.isascii() else f"{name}@{domain}"


def hashed(address: str) -> str:
    """Return what the block list keeps of an address. No secret in it: blocks must outlive a change of key."""
    return hashlib.sha256(f"relations.mail:{normalize(address)}".encode("utf-8", "replace")).hexdigest()


def _mac(text: str, key: str, purpose: str) -> str:
    secret = hashlib.sha256(f"{purpose}:{key}".encode()).digest()
    return base64.urlsafe_b64encode(hmac.new(secret, text.encode(), hashlib.sha256).digest()[:16]).decode().rstrip("=")


def _is_signed(text: str, mac: str, purpose: str) -> bool:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(hmac.compare_digest(_mac(text, key, purpose).encode(), mac.encode("utf-8", "replace")) for key in keys)


# The names of the addresses we make, and what their tokens are signed for.
_NAMES = {"rimbalzi": "verp", "risposte": "reply"}


def _with_token(name: str, delivery_id: int, key: str = "") -> str:
    # Mail servers may change the case of a name: hexadecimal survives that.
    secret = f"{_NAMES[name]}:{key or settings.SECRET_KEY}".encode()
    mac = hmac.new(secret, str(delivery_id).encode(), hashlib.sha256).hexdigest()[:16]
    return f"{name}+{delivery_id}-{mac}@{settings.MAIL_DOMAIN}"


def _number_in(name: str, address: str) -> int | None:
    address = address.lower()
    number, _dash, _mac = address.partition("@")[0].removeprefix(f"{name}+").partition("-")
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        return None
    made = (_with_token(name, int(number), key).lower() for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    fits = any(hmac.compare_digest(one.encode(), address.encode("utf-8", "replace")) for one in made)
    return int(number) if fits else None


def return_path(delivery_id: int) -> str:
    """Return the envelope sender of one delivery: a refusal that comes back names it, and cannot be forged."""
    return _with_token("rimbalzi", delivery_id)


def delivery_of_return_path(address: str) -> int | None:
    """Return the delivery a bounce came back for, or None when the token does not fit."""
    return _number_in("rimbalzi", address)


def reply_address(delivery_id: int) -> str:
    """Return the address answers to one delivery come back to."""
    return _with_token("risposte", delivery_id)


def delivery_of_reply_to(address: str) -> int | None:
    """Return the delivery an answer is about, or None when the token does not fit."""
    return _number_in("risposte", address)


@dataclass(frozen=True)
class LinkKey:
    """What a link in a mail says without looking anything up: it works when the rows are gone."""

    delivery_id: int
    purpose: str
    address_hash: str
    is_campaign: bool


def link_token(key: LinkKey) -> str:
    """Return the token of the pages a recipient reaches; the same every time, never stored, without an end."""
    packed = base64.urlsafe_b64encode(bytes.fromhex(key.address_hash)).decode().rstrip("=")
    text = f"{key.delivery_id}.{'c' if key.is_campaign else 's'}.{key.purpose}.{packed}"
    return f"{text}.{_mac(text, settings.SECRET_KEY, 'link')}"


def read_link_token(token: str) -> LinkKey | None:
    """Return what `token` says, or None when it was not made here."""
    text, _dot, mac = token.rpartition(".")
    parts = text.split(".")
    if len(parts) != 4 or not _is_signed(text, mac, "link"):
        return None
    number, kind, purpose, packed = parts
    return LinkKey(int(number), purpose, base64.urlsafe_b64decode(packed + "=").hex(), kind == "c")
