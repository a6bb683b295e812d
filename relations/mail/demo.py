"""The demo's post: what its year wrote counts as sent on its day, and never goes near a mail server."""

from datetime import datetime, timedelta

from relations.actions import history
from relations.demo import Demo
from relations.mail import addresses
from relations.mail.compose import Composer, message_id
from relations.models import CapturedMessage, Delivery, DomainCeiling, Mailing

_RECENT = timedelta(hours=1)
# Some of every letter's addresses are refused: place in the list → what the server says.
REFUSALS = {
    41: (550, "5.1.1", "User unknown"), 77: (552, "5.2.2", "Mailbox full"), 120: (550, "5.7.1", "Message looks like spam"),
    143: (550, "5.1.1", "User unknown"),
}


def build(demo: Demo) -> None:
    """Settle what was due before the last hour; what the demo writes for now leaves by itself."""
    DomainCeiling.objects.get_or_create(domain="libero.it", defaults={"per_minute": 600, "note": "Il gestore chiede pause."})
    due = Mailing.objects.filter(state=Mailing.State.SENDING, starts_at__lt=demo.now - _RECENT)
    for mailing in due.order_by("pk").iterator(chunk_size=100):
        _settle(mailing, mailing.starts_at)


def _settle(mailing: Mailing, at: datetime) -> None:
    composer = Composer(mailing)
    rows = list(mailing.deliveries.filter(state=Delivery.State.QUEUED).order_by("pk"))
    for number, row in enumerate(rows):
        row.settled_at, row.tries = at + timedelta(seconds=number / 5), 1
        code, status, words = REFUSALS.get(number, (250, "", "")) if mailing.is_campaign else (250, "", "")
        row.state = Delivery.State.FAILED if words else Delivery.State.SENT
        row.reply_code, row.reply_status, row.reply_text = code, status, words
    CapturedMessage.objects.bulk_create(
        CapturedMessage(
            raw=composer.build(row, at=row.settled_at), mail_from=addresses.return_path(row.pk), rcpt_to=row.email,
            message_id=message_id(row), delivery=row, received_at=row.settled_at,
        )
        for row in rows if row.state == Delivery.State.SENT
    )  # fmt: skip
    columns = ["state", "tries", "reply_code", "reply_status", "reply_text", "settled_at"]
    Delivery.objects.bulk_update(rows, columns, batch_size=500)
    mailing.state, mailing.finished_at = Mailing.State.SENT, rows[-1].settled_at if rows else at
    mailing.save(update_fields=["state", "finished_at"])
    if mailing.is_campaign:
        history.record(verb="mailing.sent", by=None, at=mailing.finished_at, obj=mailing)
