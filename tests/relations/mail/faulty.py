"""A mail server that answers as a test tells it."""
from __future__ import annotations

import email
import email.policy
from collections.abc import Callable
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

from relations.mail.deliver import Transport

OK = "250 ok"


class Faulty:
    """`rcpt` and `data` get the recipient and return a reply, or "drop" to hang up without one."""

    def __init__(self) -> None:
        self.transport = Transport()
        self.kept: list[tuple[str, bytes]] = []
        self.connections = 0
        self.rcpt: Callable[[str], str] = lambda to: OK
        self.data: Callable[[str], str] = lambda to: OK
        # Called on the server's side between RCPT and DATA: what happens meanwhile in the office.
        self.rcpts: list[str] = []

    @property
    def to(self) -> list[str]:
        """The recipients of what was kept, in order."""
        return [to for to, _raw in self.kept]

    @property
    def messages(self) -> list[EmailMessage]:
        return [email.message_from_bytes(raw, policy=email.policy.default) for _to, raw in self.kept]  # type: ignore[misc]

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list) -> list:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list) -> str:
        self.rcpts.append(to)
        reply = self.rcpt(to)
        if reply == "drop":
            server.transport.close()
            return "421 gone"
        if reply == OK:
            envelope.rcpt_tos.append(to)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        to = envelope.rcpt_tos[0]
        reply = self.data(to)
        if reply in (OK, "keep and drop"):
            self.kept.append((to, envelope.original_content or b""))
        if reply.endswith("drop"):
            server.transport.abort()
            return "421 gone"
        return reply
