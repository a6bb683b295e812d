"""The demo's returned mail: a dead mailbox, a full one, an answer, a holiday; each through the door of what comes in."""

from datetime import datetime, timedelta
from email.utils import format_datetime

from relations.demo import Demo
from relations.mail import addresses
from relations.mail.compose import message_id
from relations.mail.returns.take import Door, take
from relations.models import Delivery

_GONE = """\
From: Mail Delivery System <MAILER-DAEMON@mx.{domain}>
To: {to}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: <demo-gone-{pk}@mx.{domain}>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx.{domain}.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.{domain}

Final-Recipient: rfc822; {email}
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 {status} {words}

--B--
"""
_ANSWER = """\
From: {name} <{email}>
To: {to}
Subject: Re: {subject}
Date: {date}
In-Reply-To: {message_id}
Message-ID: <demo-answer-{pk}@{domain}>
Content-Type: text/plain; charset=utf-8

{text}

Il giorno {day} alle ore 10:00 l'ufficio ha scritto:

> Buongiorno,
"""
_HOLIDAY = _ANSWER.replace("Content-Type", "Auto-Submitted: auto-replied\nContent-Type").replace("Re: {subject}", "Risposta automatica: {subject}")


def build(demo: Demo) -> None:
    """Let four messages of the demo's mailings come back, each to another person."""
    sent = Delivery.objects.filter(state="sent", is_bulk=True, person__isnull=False).select_related("mailing", "person")
    rows = list(sent.order_by("email", "-settled_at").distinct("email").order_by("email")[:40])
    chosen = [row for row in rows if row.person.owner_id is not None] or rows
    texts = (
        (_GONE, {"status": "5.1.1", "words": "user unknown"}, timedelta(minutes=2)),
        (_GONE, {"status": "5.2.2", "words": "mailbox is full"}, timedelta(hours=3)),
        (_ANSWER, {"text": "Buongiorno,\n\ngrazie dell'invito: veniamo volentieri, saremo in quattro.\n\nA presto"}, timedelta(hours=5)),
        (_HOLIDAY, {"text": "Sono fuori ufficio fino a lunedì: rispondo al mio ritorno."}, timedelta(minutes=1)),
    )
    for row, (text, words, after) in zip(chosen, texts, strict=False):
        _come_back(row, text, words, min((row.settled_at or demo.now) + after, demo.now))


def _come_back(row: Delivery, text: str, words: dict[str, str], at: datetime) -> None:
    raw = text.format(
        to=addresses.reply_address(row.pk) if "In-Reply-To" in text else addresses.return_path(row.pk), email=row.email,
        domain=row.email.rpartition("@")[2], pk=row.pk, name=row.person.name, subject=row.mailing.subject,
        message_id=message_id(row), date=format_datetime(at), day=f"{at:%d/%m/%Y}", **words,
    )  # fmt: skip
    take(raw=raw.encode(), door=Door.MAILBOX, at=at)
