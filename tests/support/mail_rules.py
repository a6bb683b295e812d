"""What every message must be on the wire: RFC 5322, 2045, 2369, 2919, 3834, 8058, and our own return path."""
from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage

import icalendar
import pytest

MESSAGE_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+>")
LIST_ID = re.compile(r"<[a-z0-9-]+(\.[a-z0-9-]+)+>")
RETURN_PATH = re.compile(r"rimbalzi\+(\d+)-[0-9a-z]+@[a-z0-9.-]+")
NEEDED = ("Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "Content-Type")
OF_LISTS = ("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post")
# Set where several of a kind are in order: signatures of more than one domain, traces of hosts passed.
MAY_REPEAT = ("dkim-signature", "received")


def broken(raw: bytes, *, mail_from: str, is_bulk: bool | None = None, is_automatic: bool | None = None) -> list[str]:
    """Return each rule that a message breaks. `is_bulk` and `is_automatic` None: whatever it says of itself, but whole."""
    message: EmailMessage = email.message_from_bytes(raw, policy=email.policy.default)  # type: ignore[assignment]
    bulk = message["List-Id"] is not None if is_bulk is None else is_bulk
    rules = [*_of_the_wire(raw), *_of_the_head(message), *_of_lists(message, bulk), *_of_the_body(message)]
    if not _comes_back(message, mail_from):
        rules.append(f"return path {mail_from!r} does not name the delivery of {message['Message-ID']}")
    automatic = message["Auto-Submitted"]
    if automatic not in (None, "auto-generated", "auto-replied"):
        rules.append(f"Auto-Submitted: {automatic}")
    if is_automatic is not None and is_automatic is not (automatic is not None):
        rules.append(f"Auto-Submitted is {automatic}")
    return rules


def _of_the_wire(raw: bytes) -> Iterator[str]:
    """RFC 5322, 2.1 and 2.3: CRLF alone ends lines, none has more than 998 characters, no bare 8-bit."""
    if b"\n" in raw.replace(b"\r\n", b"") or b"\r" in raw.replace(b"\r\n", b""):
        yield "a bare CR or LF"
    if max(map(len, raw.split(b"\r\n"))) > 998:
        yield "a line of more than 998 characters"
    if not raw.isascii():
        yield "8-bit characters that are not encoded"
    if b"\0" in raw:
        yield "a NUL"


def _of_the_head(message: EmailMessage) -> Iterator[str]:
    """RFC 5322, 3.6: what must be there is there once, and can be read."""
    names = [name.lower() for name in message.keys()]
    yield from (f"{name} is missing" for name in NEEDED if name.lower() not in names)
    yield from (f"{name} stands twice" for name in {*names} if names.count(name) > 1 and name not in MAY_REPEAT)
    yield from (f"{name}: {value.defects}" for name, value in message.items() if getattr(value, "defects", ()))
    yield from (f"{name} with a control character" for name, value in message.items() if re.search(r"[\x00-\x1f\x7f]", str(value)))
    if "bcc" in names:
        yield "Bcc"
    if message["From"] is not None and [bool(one.domain) for one in message["From"].addresses] != [True]:
        yield f"From: {message['From']}"
    if message["Reply-To"] is not None and not all(one.domain for one in message["Reply-To"].addresses):
        yield f"Reply-To: {message['Reply-To']}"
    if message["Date"] is not None and (message["Date"].datetime is None or message["Date"].datetime.tzinfo is None):
        yield f"Date: {message['Date']}"
    if not MESSAGE_ID.fullmatch(str(message["Message-ID"])):
        yield f"Message-ID: {message['Message-ID']}"
    if not str(message["Subject"] or "").strip():
        yield "no subject"


def _of_lists(message: EmailMessage, is_bulk: bool) -> Iterator[str]:
    """RFC 2369, 2919, 8058: all three on mail to many, none on mail to one."""
    if not is_bulk:
        yield from (f"{name} on mail to one" for name in OF_LISTS if message[name] is not None)
        return
    if not LIST_ID.fullmatch(str(message["List-Id"])):
        yield f"List-Id: {message['List-Id']}"
    if message["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click":
        yield f"List-Unsubscribe-Post: {message['List-Unsubscribe-Post']}"
    # On this machine the office has no https; everywhere else one click goes over nothing else.
    if not re.search(r"<(https://|http://(127\.0\.0\.1|localhost)[:/])[^<>\s]+>", str(message["List-Unsubscribe"])):
        yield f"List-Unsubscribe: {message['List-Unsubscribe']}"


def _of_the_body(message: EmailMessage) -> Iterator[str]:
    """RFC 2045, 2046: a text and a page that say the same charset they are in; calendars that can be read."""
    texts = next((part for part in message.walk() if part.get_content_type() == "multipart/alternative"), None)
    kinds = [part.get_content_type() for part in texts.iter_parts()] if texts is not None else []
    if kinds != ["text/plain", "text/html"]:
        yield f"the texts are {kinds}"
        return
    for part in texts.iter_parts():
        try:
            said = part.get_payload(decode=True).decode(part.get_content_charset("") or "no charset")
        except (LookupError, UnicodeDecodeError) as error:
            yield f"{part.get_content_type()}: {error}"
            continue
        if not said.strip() or "\ufffd" in said:
            yield f"{part.get_content_type()} is empty or garbled"
    yield from (f"{part.get_content_type()}: {part.defects}" for part in message.walk() if part.defects)
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            yield from _of_a_calendar(part)


def _of_a_calendar(part: EmailMessage) -> Iterator[str]:
    try:
        found = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    except ValueError as error:
        yield f"a calendar that cannot be read: {error}"
        return
    if not found.walk("VEVENT"):
        yield "a calendar without an event"
    if (method := part.get_param("method")) and str(method).upper() != str(found.get("METHOD", "")).upper():
        yield f"a calendar of method {found.get('METHOD')} called {method}"


def _comes_back(message: EmailMessage, mail_from: str) -> bool:
    """Whether a refusal would name the delivery: the envelope's token and the Message-ID carry the same number."""
    found = RETURN_PATH.fullmatch(mail_from)
    return bool(found) and f".{found[1]}@" in str(message["Message-ID"])


@pytest.fixture(autouse=True)
def _every_message_obeys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever mail a test of any app lets leave, to the server inside this process, is held to these rules."""
    from relations.mail.receiver import LocalServer

    left = LocalServer.__exit__
    found: list[str] = []

    def leave(server: LocalServer, *error: object) -> None:
        left(server, *error)
        for one in server.received:
            found.extend(f"to {one.rcpt_to}: {rule}" for rule in broken(one.raw, mail_from=one.mail_from))

    monkeypatch.setattr(LocalServer, "__exit__", leave)
    yield
    assert found == []
