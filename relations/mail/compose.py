"""From a delivery to the bytes on the wire: headers by the RFCs, two texts, attachments."""

import base64
import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, quote
from functools import cached_property
from urllib.parse import quote as percent
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from relations.mail import addresses, content, replies, signing
from relations.mail.skeleton import Skeleton
from relations.models import Delivery, Mailing, OfficeSettings
from relations.text import one_line
from relations.web.urls import absolute

_ROME = ZoneInfo("Europe/Rome")
# A header that fits on one line; the bytes of an encoded word whose line stays below 76 after any header's name.
_SHORT, _CHUNK = 74, 36
_PLAIN_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&'*+-/=?^_`{|}~")


def header(name: str, value: str) -> bytes:
    """Return one header line, folded, non-ASCII encoded; a line break in `value` becomes a space."""
    value = one_line(value)
    if not value.isascii():
        value = encoded_words(value)
    elif len(name) + len(value) > _SHORT:
        value = Header(value, "us-ascii", maxlinelen=76, header_name=name).encode(linesep="\r\n")
    return f"{name}: {value}\r\n".encode("ascii")


def encoded_words(text: str) -> str:
    """Return `text` as words of RFC 2047 on as many lines as it takes; the library's own way costs ten times as much."""
    chunks, chunk = [], b""
    for character in text:
        raw = character.encode("utf-8")
        if len(chunk) + len(raw) > _CHUNK:
            chunks.append(chunk)
            chunk = b""
        chunk += raw
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(part).decode()}?=" for part in (*chunks, chunk))


def mailbox(name: str, address: str) -> str:
    """Return a mailbox as a header holds it: the name quoted or encoded where it must be."""
    name, address = one_line(name), addresses.to_ascii(address)
    if not name:
        return address
    if not name.isascii():
        return f"{encoded_words(name)}\r\n <{address}>"
    shown = name if set(name) <= _PLAIN_NAME else f'"{quote(name)}"'
    return f"{shown} <{address}>"


def message_id(delivery: Delivery) -> str:
    """Return the Message-ID of a delivery: the same at every try."""
    return f"<{delivery.key}.{delivery.pk}@{settings.MAIL_DOMAIN}>"


_TOKEN = "0token0"


@dataclass(frozen=True)
class Links:
    """The addresses of a recipient's own pages."""

    unsubscribe: str
    preferences: str
    why: str

    @classmethod
    def of(cls, delivery: Delivery, mailing: Mailing, pages: tuple[str, ...] = ()) -> "Links":
        """Return the links of `delivery`; `pages` are `Links.pages()`, asked once by whoever needs many."""
        token = addresses.link_token(
            addresses.LinkKey(delivery.pk, mailing.purpose, delivery.address_hash, mailing.is_campaign)
        )
        return cls(*(page.replace(_TOKEN, token) for page in pages or cls.pages()))

    @staticmethod
    def pages() -> tuple[str, ...]:
        """Return the addresses of the pages with a mark where the token goes."""
        return tuple(absolute(reverse(f"relations:{name}", args=[_TOKEN])) for name in ("unsubscribe", "preferences", "why"))

    @property
    def words(self) -> dict[str, str]:
        return dict(zip(content.LINK_WORDS, (self.unsubscribe, self.preferences, self.why), strict=True))


class Composer:
    """One mailing, ready to be addressed: what is the same for all is encoded once."""

    def __init__(self, mailing: Mailing) -> None:
        self.mailing = mailing
        self.links_only = not mailing.is_campaign
        pattern = content.LINKS if self.links_only else content.KNOWN
        self._text = Skeleton(mailing.text, pattern)
        self._html = Skeleton(mailing.html, pattern)

    @cached_property
    def _office(self) -> OfficeSettings:
        return OfficeSettings.current()

    @cached_property
    def _pages(self) -> tuple[str, ...]:
        return Links.pages()

    @cached_property
    def sender(self) -> tuple[str, str]:
        """Name and address of From."""
        name = self.mailing.sender_name or self._office.sender_name or self._office.name
        return name, self._office.email or f"ufficio@{settings.MAIL_DOMAIN}"

    @cached_property
    def _fixed(self) -> bytes:
        """The header lines that do not change with the recipient."""
        mailing, lines = self.mailing, [b"MIME-Version: 1.0\r\n"]
        lines.append(f"From: {mailbox(*self.sender)}\r\n".encode("ascii"))
        if mailing.is_campaign:
            lines.append(f"List-Id: <{mailing.purpose.replace('_', '-')}.{settings.MAIL_DOMAIN}>\r\n".encode("ascii"))
            lines.append(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")
        if mailing.is_automatic:
            lines.append(b"Auto-Submitted: auto-generated\r\n")
        return b"".join(lines)

    @cached_property
    def _sign(self) -> Callable[[bytes], bytes] | None:
        """What takes the whole message and returns the lines to put in front of it (DKIM); None where a relay signs."""
        return signing.signer()

    @cached_property
    def _attachments(self) -> list[bytes]:
        return [_attachment(item.name, item.mime, bytes(item.content)) for item in self.mailing.attachments.order_by("pk")]

    def build(self, delivery: Delivery, *, at: datetime) -> bytes:
        """Return the whole message of `delivery`, dated `at`."""
        links = Links.of(delivery, self.mailing, self._pages)
        values: Mapping[str, str] = {**delivery.words, **links.words}
        head = [
            self._fixed,
            f"Date: {format_datetime(at.astimezone(_ROME))}\r\n".encode("ascii"),
            f"Message-ID: {message_id(delivery)}\r\n".encode("ascii"),
            f"To: {mailbox(delivery.words.get('nome_completo', ''), delivery.address)}\r\n".encode("ascii"),
            header("Subject", content.fill(self.mailing.subject, values, in_html=False, links_only=self.links_only)),
        ]
        if self.mailing.is_campaign:
            head.append(f"List-Unsubscribe: <{links.unsubscribe}>\r\n".encode("ascii"))
        if answers := replies.reply_to(delivery, self.mailing, sender=self.sender[1]):
            head.append(b"Reply-To: " + ",\r\n ".join(map(addresses.to_ascii, answers)).encode("ascii") + b"\r\n")
        escaped = {key: html.escape(value) for key, value in values.items()}
        texts = self._alternative(delivery.key, self._text.fill(values), self._html.fill(escaped))
        message = b"".join(head) + self._with_attachments(delivery.key, texts)
        # The one place where a signature over the whole message goes in front of it: nothing is changed after this.
        return self._sign(message) + message if self._sign else message

    @staticmethod
    def _alternative(key: str, text: bytes, page: bytes) -> bytes:
        # "=_" cannot stand in quoted-printable text, so the boundary needs no looking for.
        line = f"--=_{key}a\r\n".encode()
        kind = b"Content-Type: text/%s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        return b"".join([
            f'Content-Type: multipart/alternative; boundary="=_{key}a"\r\n\r\n'.encode(),
            line, kind % b"plain", text, b"\r\n", line, kind % b"html", page, b"\r\n", line[:-2], b"--\r\n",
        ])  # fmt: skip

    def _with_attachments(self, key: str, texts: bytes) -> bytes:
        if not self._attachments:
            return texts
        line = f"--=_{key}m\r\n".encode()
        parts = b"".join(line + part for part in (texts, *self._attachments))
        return f'Content-Type: multipart/mixed; boundary="=_{key}m"\r\n\r\n'.encode() + parts + line[:-2] + b"--\r\n"


def _attachment(name: str, mime: str, data: bytes) -> bytes:
    label = one_line(name).replace('"', "'").replace("\\", "_")
    filename = f'filename="{label}"' if label.isascii() else f"filename*=utf-8''{percent(label, safe='')}"
    return b"".join([
        f"Content-Type: {one_line(mime) or 'application/octet-stream'}\r\n".encode("ascii", "replace"),
        b"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n",
        f" {filename}\r\n\r\n".encode("ascii"), base64.encodebytes(data).replace(b"\n", b"\r\n"),
    ])  # fmt: skip
