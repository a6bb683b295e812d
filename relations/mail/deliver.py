"""The only module that talks SMTP: one line to the server, the dialogue by hand, no doubt where none is needed.

A line never waits: it says what it has to say and is asked again when the server has answered. So one thread runs many.
"""

import contextlib
import re
import smtplib
import socket
import ssl
import time
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# Seconds for each step; the last answer may take longer (virus scanners). outbox.LEASE is longer than both.
STEP_TIMEOUT = float(settings.MAIL_STEP_SECONDS)
FINAL_TIMEOUT = float(settings.MAIL_ANSWER_SECONDS)
_REPLY = re.compile(rb"(\d{3})([ -]?)(.*)")
_LONGEST_REPLY = 65_536
_CHUNK = 262_144
_AGAIN = (BlockingIOError, InterruptedError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
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


@cache
def _protection() -> ssl.SSLContext:
    """Reading the machine's certificates takes longer than many messages: once a process, and only where it is needed."""
    return ssl.create_default_context()


class _Opening(smtplib.SMTP):
    """How a line is opened: smtplib with Unix sockets and without waiting to fill a packet."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
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
            line = _protection().wrap_socket(line, server_hostname=host)
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
            self.starttls(context=_protection())
            self.ehlo_or_helo_if_needed()
        if transport.user:
            if transport.security == "plain" and transport.host not in _LOOPBACK:
                raise smtplib.SMTPException("EMAIL_URL: a password needs submission:// or smtps://")
            self.login(transport.user, transport.password)


class Step(StrEnum):
    """Where a line is in its dialogue."""

    CLOSED = "closed"
    IDLE = "idle"
    ENVELOPE = "envelope"  # MAIL, RCPT and DATA are being answered
    READY = "ready"  # the server said 354: the message may be marked, then its body sent
    BODY = "body"
    REPLY = "reply"  # the final dot is out


class Line:
    """One line to the server, opened when first needed and again after it broke.

    `begin` → `hear` until `step` is READY → `body` → `hear` until an Outcome comes. `cut` at any moment before the body.
    """

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.step = Step.CLOSED
        self.deadline = 0.0  # of time.monotonic(): by then the server must have answered
        self.sock: socket.socket | None = None
        self._has_pipelining = False
        self._out = b""
        self._in = b""
        self._words: list[bytes] = []  # of a reply of several lines
        self._unsaid: list[tuple[str, bytes]] = []  # commands that wait for the answer to the one before
        self._due: list[str] = []  # stages whose answers are still to come
        self._refusal: tuple[str, int, bytes] | None = None
        self._must_reset = False

    @property
    def is_open(self) -> bool:
        return self.sock is not None

    @property
    def wants_to_write(self) -> bool:
        return bool(self._out)

    def fileno(self) -> int:
        """The socket's number, for whoever waits on many lines."""
        return self.sock.fileno() if self.sock is not None else -1

    def open(self) -> None:
        """Make sure that there is a line; the only place that waits for the server. Raises NotConnected."""
        if self.sock is not None:
            return
        line = _Opening(self.transport)
        try:
            line.open()
            self._has_pipelining = line.has_extn("pipelining")
            line.sock.setblocking(False)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            line.close()
            raise NotConnected(str(error)[:300]) from None
        self.sock, self.step = line.sock, Step.IDLE
        self._out = self._in = b""
        self._words, self._unsaid, self._due = [], [], []
        self._refusal, self._must_reset = None, False

    def cut(self) -> None:
        """Cut the line: a message without its final dot is nobody's."""
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.close()
            self.sock = None
        self.step = Step.CLOSED

    def close(self) -> None:
        """Take leave politely."""
        if self.step is Step.IDLE:
            with contextlib.suppress(OSError):
                self.sock.settimeout(STEP_TIMEOUT)
                self.sock.sendall(b"QUIT\r\n")
                self.sock.recv(_CHUNK)
        self.cut()

    def begin(self, *, sender: str, to: str) -> Outcome | None:
        """Open a message: in one packet where the server offers PIPELINING. An Outcome only where the line broke."""
        said = [("mail", f"MAIL FROM:<{sender}>"), ("rcpt", f"RCPT TO:<{to}>"), ("data", "DATA")]
        commands = [("reset", b"RSET\r\n")] if self._must_reset else []
        commands += [(stage, f"{words}\r\n".encode("ascii")) for stage, words in said]
        self.step, self._refusal, self._must_reset = Step.ENVELOPE, None, False
        self._unsaid, self._due = commands, []
        return self._say_next()

    def _say_next(self) -> Outcome | None:
        together = len(self._unsaid) if self._has_pipelining else 1
        now, self._unsaid = self._unsaid[:together], self._unsaid[together:]
        self._due += [stage for stage, _words in now]
        self.deadline = time.monotonic() + STEP_TIMEOUT
        return self._send(b"".join(words for _stage, words in now))

    def body(self, message: bytes) -> Outcome | None:
        """Send the body and the final dot of a message that has been marked. An Outcome only where the line broke."""
        end = b".\r\n" if message.endswith(b"\r\n") else b"\r\n.\r\n"
        if self._has_hung_up():
            return self._broken(ConnectionResetError("closed before the body"))
        self.step, self.deadline = Step.BODY, time.monotonic() + STEP_TIMEOUT
        return self._send(_stuffed(message) + end)

    def flush(self) -> Outcome | None:
        """Go on writing where the server was slow to read."""
        return self._send(b"")

    def _send(self, data: bytes) -> Outcome | None:
        self._out += data
        try:
            while self._out:
                self._out = self._out[self.sock.send(self._out) :]
        except _AGAIN:
            return None
        except OSError as error:
            return self._broken(error)
        if self.step is Step.BODY:
            self.step, self.deadline = Step.REPLY, time.monotonic() + FINAL_TIMEOUT
        return None

    def hear(self) -> Outcome | None:
        """Take in what the server said; an Outcome when the message is through, whatever became of it."""
        try:
            self._receive()
        except OSError as error:
            return self._broken(error)
        while self.sock is not None and (reply := self._next_reply()) is not None:
            outcome = self._understand(*reply)
            if outcome is not None:
                return outcome
        return None

    def is_late(self, now: float) -> bool:
        """Whether the server should have answered by now (READY and IDLE wait for us)."""
        return self.step in (Step.ENVELOPE, Step.BODY, Step.REPLY) and now > self.deadline

    def give_up(self) -> Outcome:
        """Stop waiting for an answer that does not come."""
        return self._broken(TimeoutError("timed out"))

    def _receive(self) -> None:
        while True:
            try:
                data = self.sock.recv(_CHUNK)
            except _AGAIN:
                return
            if not data:
                raise ConnectionResetError("the server hung up")
            self._in += data
            if len(self._in) > _LONGEST_REPLY:
                raise ConnectionAbortedError("an answer without an end")
            if not isinstance(self.sock, ssl.SSLSocket):
                return  # whatever is left wakes us again; under TLS it may already be inside

    def _next_reply(self) -> tuple[int, bytes] | None:
        while (end := self._in.find(b"\n")) >= 0:
            line, self._in = self._in[:end].rstrip(b"\r"), self._in[end + 1 :]
            found = _REPLY.fullmatch(line)
            code, more, words = (int(found[1]), found[2], found[3]) if found else (0, b"", line)
            self._words.append(words)
            if more != b"-":
                text, self._words = b"\n".join(self._words), []
                return code, text
        return None

    def _understand(self, code: int, text: bytes) -> Outcome | None:
        if self.step is Step.REPLY:
            return self._answered(code, text)
        if not self._due:
            # 421 out of the blue, or nonsense: nothing of ours is at risk.
            return self._broken(ConnectionResetError(_decoded(text)), code)
        stage = self._due.pop(0)
        if code not in _GOOD[stage] and self._refusal is None:
            self._refusal = stage, code, text
            self._unsaid = []
        if self._refusal is None:
            if self._unsaid:
                return self._say_next()
            if not self._due:
                self.step = Step.READY
            return None
        if code == 421 or (stage == "data" and code == 354):
            return self._refused_and_cut()
        return None if self._due else self._refused()

    def _refused(self) -> Outcome:
        """Keep the line usable after a refusal of the envelope; 421 means that the server closes it."""
        stage, code, text = self._refusal
        if stage == "reset" or code == 421 or not 400 <= code < 600:
            return self._refused_and_cut()
        self.step, self._must_reset = Step.IDLE, True
        return Outcome(Result.REFUSED if code >= 500 else Result.REFUSED_FOR_NOW, code, _decoded(text), stage)

    def _refused_and_cut(self) -> Outcome:
        stage, code, text = self._refusal
        self.cut()
        result = Result.NOT_STARTED
        if stage != "reset" and code != 421 and 400 <= code < 600:
            result = Result.REFUSED if code >= 500 else Result.REFUSED_FOR_NOW
        return Outcome(result, code or None, _decoded(text), stage)

    def _answered(self, code: int, text: bytes) -> Outcome:
        """The answer to the final dot."""
        if 200 <= code < 300:
            self.step = Step.IDLE
            return Outcome(Result.ACCEPTED, code, _decoded(text), "reply")
        if code == 421 or not 400 <= code < 600:
            self.cut()
            # 421 refuses; whatever is no answer leaves a doubt.
            return Outcome(Result.NOT_STARTED if code == 421 else Result.UNKNOWN, code or None, _decoded(text), "reply")
        self.step = Step.IDLE
        return Outcome(Result.REFUSED if code >= 500 else Result.REFUSED_FOR_NOW, code, _decoded(text), "reply")

    def _broken(self, error: OSError, code: int = 0) -> Outcome:
        """The line broke: with the final dot out there is a doubt, before it nobody has the message."""
        stage = self.step
        # A body that went out in part has no dot; one stuck until the time was over may still be taken.
        is_doubt = stage is Step.REPLY or (stage is Step.BODY and isinstance(error, TimeoutError))
        self.cut()
        return Outcome(Result.UNKNOWN if is_doubt else Result.NOT_STARTED, code or None, _words(error), str(stage))

    def _has_hung_up(self) -> bool:
        if isinstance(self.sock, ssl.SSLSocket):
            return False
        try:
            return self.sock.recv(1, socket.MSG_PEEK) == b""
        except _AGAIN:
            return False
        except OSError:
            return True


_GOOD = {"reset": (250,), "mail": (250,), "rcpt": (250, 251), "data": (354,)}


def _stuffed(message: bytes) -> bytes:
    """Return `message` with the dots at the beginning of its lines doubled."""
    message = message.replace(b"\n.", b"\n..")
    return b"." + message if message.startswith(b".") else message


def _decoded(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def _words(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:300]
