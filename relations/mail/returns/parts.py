"""Parts, headers, numbers and words of a message that came in, whatever is wrong with it."""

import email
import email.errors
import email.header
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import getaddresses, parseaddr

import inscriptis

from relations.text import clean, one_line

# Nobody writes more than this by hand; what is longer is read up to here.
MOST_TEXT = 100_000
_MOST_PARTS = 200
_TO = ("Delivered-To", "X-Original-To", "X-Envelope-To", "Envelope-To", "X-Delivered-To", "To", "Cc", "X-Failed-To")
_MESSAGE_ID = re.compile(r"<([^<>\s]{3,250}@[^<>\s]{1,250})>")
# Where a mail program begins to quote.
_QUOTED = ("<blockquote", "gmail_quote", "moz-cite-prefix", "divrplyfwdmsg", "appendonsend")


@dataclass(frozen=True)
class Attached:
    """A file that came with a message: named, never kept."""

    name: str
    size: int


def header(message: Message, name: str) -> str:
    """Return a header decoded, on one line; empty when it is missing or beyond reading."""
    value = message.get(name)
    if value is None:
        return ""
    try:
        pieces = email.header.decode_header(value)
        words = "".join(decoded(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces)
    except (ValueError, LookupError, email.errors.MessageError):
        words = str(value)
    return one_line(words)


def decoded(data: bytes, charset: str | None) -> str:
    """Return text for bytes in whatever they are really in."""
    for name in (charset, "utf-8", "cp1252"):
        try:
            return data.decode(name or "utf-8")
        except (LookupError, UnicodeError):
            continue
    return data.decode("latin-1")


def _walk(message: Message) -> Iterator[Message]:
    """Walk the parts, of a message of a thousand parts only the first."""
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            return
        yield part


def part_of(message: Message, kind: str) -> Message | None:
    """Return the first part of a kind."""
    return next((part for part in _walk(message) if part.get_content_type() == kind), None)


def payload(part: Message) -> str:
    """Return a part's text; a part that Python parsed into messages (delivery-status) is put together again."""
    if part.is_multipart():
        return "\n\n".join(
            "\n".join([*(f"{name}: {value}" for name, value in inner.items()), "", *_plain(inner)]) for inner in part.get_payload()
        )
    return "".join(_plain(part))


def _plain(part: Message) -> list[str]:
    data = part.get_payload(decode=True)
    return [decoded(data[: MOST_TEXT * 2], part.get_content_charset())] if isinstance(data, bytes) else []


def blocks(part: Message) -> list[dict[str, list[str]]]:
    """Return the groups of fields of a delivery-status part, names in lower case, folded lines joined."""
    text = re.sub(r"\r?\n[ \t]+", " ", payload(part))
    return [fields for block in re.split(r"\r?\n\s*\r?\n", text) if (fields := _fields_of(block))]


def fields(part: Message) -> dict[str, list[str]]:
    """Return all fields of such a part, whatever group they stand in."""
    found: dict[str, list[str]] = {}
    for block in blocks(part):
        for name, values in block.items():
            found.setdefault(name, []).extend(values)
    return found


def _fields_of(block: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in block.splitlines():
        name, colon, value = line.partition(":")
        if colon and re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", name.strip()):
            found.setdefault(name.strip().lower(), []).append(clean(value).strip())
    return found


def typed(values: list[str] | None) -> str:
    """Return the address of a field such as "rfc822; anna@example.org"."""
    return parseaddr(after_type(values[0]))[1].strip("<>").lower()[:254] if values else ""


def after_type(value: str) -> str:
    """Return a typed field's value without its type."""
    kind, semicolon, rest = value.partition(";")
    return rest.strip() if semicolon and re.fullmatch(r"\s*[\w.-]{1,20}\s*", kind) else value.strip()


def original(message: Message) -> Message | None:
    """Return the copy of our message, or of its headers, that came back inside."""
    for part in _walk(message):
        if part is message:
            continue
        kind = part.get_content_type()
        if kind in ("text/rfc822-headers", "message/rfc822-headers"):
            return email.message_from_string(payload(part))
        if kind == "message/rfc822" and part.is_multipart():
            return part.get_payload(0)
    # In a bounce of plain text our headers stand beneath the reason.
    found = re.search(r"(?im)^(?:return-path|received|dkim-signature|message-id|mime-version|from): ", text_of(message))
    return email.message_from_string(text_of(message)[found.start() :]) if found else None


def ids_of(original: Message | None) -> tuple[str, ...]:
    """Return the Message-ID of a copy."""
    return ids(header(original, "Message-ID")) if original is not None else ()


def return_paths(original: Message | None) -> tuple[str, ...]:
    """Return the envelope sender a copy still carries."""
    return (parseaddr(header(original, "Return-Path"))[1].lower(),) if original is not None else ()


def recipients(message: Message) -> tuple[str, ...]:
    """Return every address a message may have been delivered to."""
    values = [one_line(str(value)) for name in _TO for value in message.get_all(name, [])]
    return tuple(dict.fromkeys(address.lower() for _name, address in getaddresses(values) if "@" in address))[:50]


def first_id(value: str) -> str:
    """Return the first Message-ID in `value`."""
    return next(iter(ids(value)), "")


def ids(*values: str) -> tuple[str, ...]:
    """Return the Message-IDs in `values`, without their brackets."""
    return tuple(dict.fromkeys(number for value in values for number in _MESSAGE_ID.findall(value[:20_000])))[:50]


def text_of(message: Message) -> str:
    """Return the message's words: its plain text, else its HTML without the marks."""
    html = ""
    for part in _walk(message):
        kind = part.get_content_type()
        if part.is_multipart() or part.get_filename() or kind not in ("text/plain", "text/html"):
            continue
        words = clean("".join(_plain(part)).replace("\r\n", "\n"))[:MOST_TEXT]
        if kind == "text/plain" and words.strip():
            return words
        html = html or words
    return _without_marks(html)


def _without_marks(page: str) -> str:
    low = page.lower()
    ends = [place for mark in _QUOTED if (place := low.find(mark)) > 0]
    above = page[: low.rfind("<", 0, min(ends) + 1)] if ends else page
    words = inscriptis.get_text(above).strip() if above.strip() else ""
    return words or (inscriptis.get_text(page).strip() if page.strip() else "")


def attachments(message: Message) -> Iterator[Attached]:
    """Name the files that came along."""
    for part in _walk(message):
        name = part.get_filename()
        if name and not part.is_multipart():
            data = part.get_payload(decode=True)
            yield Attached(_name(part, name), len(data) if isinstance(data, bytes) else 0)


def _name(part: Message, name: str) -> str:
    try:
        words = "".join(decoded(p, c) if isinstance(p, bytes) else p for p, c in email.header.decode_header(name))
    except (ValueError, LookupError, email.errors.MessageError):
        words = name
    return one_line(words)[:150]
