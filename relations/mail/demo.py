"""The demo's post: what its year wrote counts as sent on its day, and never goes near a mail server."""

from datetime import datetime, timedelta

from relations.actions import history
from relations.demo import Demo
from relations.mail import addresses
from relations.mail.compose import Composer, message_id
from relations.models import CapturedMessage, Delivery, DomainCeiling, Mailing

_RECENT = timedelta(hours=1)


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
        row.state, row.tries, row.reply_code = Delivery.State.SENT, 1, 250
        row.settled_at = at + timedelta(seconds=number / 5)
    CapturedMessage.objects.bulk_create(
        CapturedMessage(
            raw=composer.build(row, at=row.settled_at), mail_from=addresses.return_path(row.pk), rcpt_to=row.email,
            message_id=message_id(row), delivery=row, received_at=row.settled_at,
        )
        for row in rows
    )  # fmt: skip
    Delivery.objects.bulk_update(rows, ["state", "tries", "reply_code", "settled_at"], batch_size=500)
    mailing.state, mailing.finished_at = Mailing.State.SENT, rows[-1].settled_at if rows else at
    mailing.save(update_fields=["state", "finished_at"])
    if mailing.is_campaign:
        history.record(verb="mailing.sent", by=None, at=mailing.finished_at, obj=mailing)
