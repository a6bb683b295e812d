"""Receiving by SMTP on this machine: the in-app mailbox and the tests' own server. Nothing is sent from here."""

import asyncio
import contextlib
import email
import email.policy
import logging
import os
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import close_old_connections
from django.utils import timezone

from relations.models import CapturedMessage, Delivery

log = logging.getLogger(__name__)
_BIGGEST = 40 * 1024 * 1024


@dataclass(frozen=True)
class Received:
    """One message as it came over the wire."""

    mail_from: str
    rcpt_to: str
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The message, parsed."""
        return email.message_from_bytes(self.raw, policy=email.policy.default)  # type: ignore[return-value]


class Keeper:
    """Answers every message with 250 once `keep` has stored it, with 451 when it could not."""

    def __init__(self, keep: Callable[[Received], None]) -> None:
        self._keep = keep
        # One thread, so one database connection; the line waits its turn.
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mailbox")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Store the message for each recipient."""
        raw = envelope.original_content or b""
        try:
            for to in envelope.rcpt_tos:
                received = Received(envelope.mail_from or "", to, raw)
                await asyncio.get_running_loop().run_in_executor(self._pool, self._keep, received)
        except Exception:
            log.exception("the mailbox cannot keep a message")
            return "451 4.3.0 not now"
        return "250 2.0.0 kept"


def store(received: Received) -> None:
    """Keep a message where staff can open it."""
    message_id = str(received.message.get("Message-ID", ""))[:200].strip()
    key = message_id.strip("<>").partition(".")[0]
    CapturedMessage.objects.create(
        raw=received.raw, mail_from=received.mail_from[:254], rcpt_to=received.rcpt_to[:254], message_id=message_id,
        delivery=Delivery.objects.filter(key=key).first() if key else None, received_at=timezone.now(),
    )  # fmt: skip


def _store_here(received: Received) -> None:
    # This thread lives as long as the process: a database that was restarted must not end it.
    close_old_connections()
    store(received)


def protocol(handler: object, **options: object) -> SMTP:
    """Return one conversation for `handler`."""
    return SMTP(handler, hostname="mailbox", data_size_limit=_BIGGEST, enable_SMTPUTF8=True, timeout=300, **options)


async def serve(path: Path, *, stop: asyncio.Event) -> None:
    """Listen on the Unix socket `path` until `stop`."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    handler = Keeper(_store_here)
    server = await asyncio.get_running_loop().create_unix_server(lambda: protocol(handler), path=str(path))
    os.chmod(path, 0o600)
    async with server:
        await stop.wait()


@dataclass
class LocalServer:
    """An SMTP server inside this process on an ephemeral loopback port, for tests; `received` is what it took."""

    handler: object | None = None
    received: list[Received] = field(default_factory=list)
    port: int = 0

    def __enter__(self) -> "LocalServer":
        self._loop = asyncio.new_event_loop()
        sock = socket.create_server(("127.0.0.1", 0))
        self.port = sock.getsockname()[1]
        handler = self.handler or Keeper(self.received.append)
        self._server = self._loop.run_until_complete(self._loop.create_server(lambda: protocol(handler), sock=sock))
        self._thread = threading.Thread(target=self._loop.run_forever, name="local-smtp", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._cancel)
        self._thread.join(5)

    def _cancel(self) -> None:
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.call_soon(self._loop.stop)
