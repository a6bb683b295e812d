"""The only module that talks SMTP: one connection, the dialogue by hand, no doubt where none is needed."""

import contextlib
import re
import select
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# Seconds for each step; the last answer may take longer (virus scanners). outbox.LEASE is longer than both.
STEP_TIMEOUT = float(settings.MAIL_STEP_SECONDS)
FINAL_TIMEOUT = float(settings.MAIL_ANSWER_SECONDS)
_DOTS = re.compile(rb"(?m)^\.")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class NotConnected(Exception):
    """The server cannot be reached or does not let us in; no message was touched."""


class Result(StrEnum):
    """What became of one message."""

    ACCEPTED = "accepted"
    REFUSED_FOR_NOW = "refused_for_now"
    REFUSED = "refused"
    NOT_STARTED = "not_started"  # the line broke before the final dot: nobody has it
    WITHDRAWN = "withdrawn"  # `mark` said no after 354: nobody has it
    UNKNOWN = "unknown"  # the final dot went out and no answer came


@dataclass(frozen=True)
class Outcome:
    """The result with the server's own words."""

    result: Result
    code: int | None = None
    text: str = ""
    stage: str = ""

    @property
    def status(self) -> str:
        """The enhanced status code ("5.1.1"), or empty."""
        found = _STATUS.search(self.text)
        return found.group(1) if found else ""


@dataclass(frozen=True)
class Transport:
    """Where mail is handed over: a Unix socket, or a host with its port, protection and login."""

    host: str = ""
    port: int = 25
    path: str = ""
    security: str = "plain"  # plain | starttls | tls
    user: str = ""
    password: str = ""

    @classmethod
    def from_settings(cls) -> "Transport":
        """Return what EMAIL_URL says, or the office's own mailbox."""
        return cls.from_url(settings.EMAIL_URL) if settings.EMAIL_URL else cls(path=str(settings.EMBEDDED.smtp_sock))

    @classmethod
    def from_url(cls, url: str) -> "Transport":
        """Read smtp://, submission:// (STARTTLS, 587), smtps:// (TLS, 465); user and password percent-encoded."""
        schemes = {
            "smtp": ("plain", 25), "submission": ("starttls", 587), "smtp+tls": ("starttls", 587),
            "smtps": ("tls", 465), "smtp+ssl": ("tls", 465),
        }  # fmt: skip
        parts = urlsplit(url)
        if parts.scheme not in schemes or not parts.hostname:
            raise ImproperlyConfigured("EMAIL_URL: smtp://host:25, submission://user:password@host or smtps://user:password@host")
        security, port = schemes[parts.scheme]
        if parse_qs(parts.query).get("tls", [""])[0] in ("1", "true", "True"):
            security = "starttls"
        return cls(
            host=parts.hostname, port=parts.port or port, security=security,
            user=unquote(parts.username or ""), password=unquote(parts.password or ""),
        )


class _Line(smtplib.SMTP):
    """smtplib with Unix sockets and without waiting to fill a packet."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._context = ssl.create_default_context()
        super().__init__(local_hostname=settings.MAIL_DOMAIN, timeout=STEP_TIMEOUT)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        if self._transport.path:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(timeout)
            line.connect(self._transport.path)
            return line
        line = socket.create_connection((host, port), timeout)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._transport.security == "tls":
            line = self._context.wrap_socket(line, server_hostname=host)
        return line

    def open(self) -> None:
        """Connect, greet, protect, sign in."""
        transport = self._transport
        self._host = transport.host
        code, text = self.connect(transport.host or "mailbox", transport.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, text)
        self.ehlo_or_helo_if_needed()
        if transport.security == "starttls":
            self.starttls(context=self._context)
            self.ehlo_or_helo_if_needed()
        if transport.user:
            if transport.security == "plain" and transport.host not in _LOOPBACK:
                raise smtplib.SMTPException("EMAIL_URL: a password needs submission:// or smtps://")
            self.login(transport.user, transport.password)


class Connection:
    """One line to the server, opened when first needed and again after it broke."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self._line: _Line | None = None

    def open(self) -> None:
        """Make sure that there is a line; raises NotConnected."""
        if self._line is not None:
            return
        line = _Line(self.transport)
        try:
            line.open()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            line.close()
            raise NotConnected(str(error)[:300]) from None
        self._line = line

    def drop(self) -> None:
        """Cut the line: a message without its final dot is nobody's."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def close(self) -> None:
        """Take leave politely."""
        if self._line is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._line.quit()
        self.drop()

    def deliver(self, *, sender: str, to: str, message: bytes, mark: Callable[[], bool]) -> Outcome:
        """Hand `message` over for `to`. `mark` is called after the server's 354 and before the body: when it says
        no, the line is cut and nobody has the message. Raises NotConnected when there is no line to begin on."""
        self.open()
        try:
            refused = self._envelope(sender, to)
        except (smtplib.SMTPException, OSError) as error:
            self.drop()
            return Outcome(Result.NOT_STARTED, text=_words(error), stage="envelope")
        if refused is not None:
            return refused
        try:
            marked = mark()
        except BaseException:
            self.drop()
            raise
        if not marked:
            self.drop()
            return Outcome(Result.WITHDRAWN, stage="data")
        return self._body(message)

    def _envelope(self, sender: str, to: str) -> Outcome | None:
        line = self._line
        steps = (
            ("mail", lambda: line.mail(sender), (250,)),
            ("rcpt", lambda: line.rcpt(to), (250, 251)),
            ("data", lambda: line.docmd("DATA"), (354,)),
        )
        for stage, say, good in steps:
            code, text = say()
            if code not in good:
                return self._refused(stage, code, text)
        return None

    def _body(self, message: bytes) -> Outcome:
        line = self._line
        try:
            line.sock.sendall(_DOTS.sub(b"..", message) + (b"" if message.endswith(b"\r\n") else b"\r\n"))
            if _is_closed(line.sock):
                raise ConnectionResetError("closed before the final dot")
            line.sock.sendall(b".\r\n")
        except OSError as error:
            self.drop()
            # Without the final dot no server may take the message; only a stuck send leaves a doubt.
            result = Result.UNKNOWN if isinstance(error, TimeoutError) else Result.NOT_STARTED
            return Outcome(result, text=_words(error), stage="body")
        try:
            line.sock.settimeout(FINAL_TIMEOUT)
            code, text = line.getreply()
            line.sock.settimeout(STEP_TIMEOUT)
        except (smtplib.SMTPException, OSError) as error:
            self.drop()
            return Outcome(Result.UNKNOWN, text=_words(error), stage="reply")
        if 200 <= code < 300:
            return Outcome(Result.ACCEPTED, code, _decoded(text), "reply")
        if not 400 <= code < 600:
            self.drop()
            return Outcome(Result.UNKNOWN, max(code, 0) or None, _decoded(text), "reply")
        return self._refused("reply", code, text)

    def _refused(self, stage: str, code: int, text: bytes) -> Outcome:
        """Keep the line usable after a refusal; 421 means that the server closes it."""
        words = _decoded(text)
        if code == 421 or not 400 <= code < 600:
            self.drop()
            return Outcome(Result.NOT_STARTED, max(code, 0) or None, words, stage)
        if stage != "reply":
            try:
                self._line.rset()
            except (smtplib.SMTPException, OSError):
                self.drop()
        return Outcome(Result.REFUSED if code >= 500 else Result.REFUSED_FOR_NOW, code, words, stage)


def _is_closed(sock: socket.socket) -> bool:
    """Whether the other side has already hung up."""
    if isinstance(sock, ssl.SSLSocket):
        return False
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(0)) and sock.recv(1, socket.MSG_PEEK) == b""


def _decoded(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def _words(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:300]
