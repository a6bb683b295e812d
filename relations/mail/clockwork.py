"""What time does to mailings: they leave when their hour comes, and end when nothing of theirs is left."""

from datetime import datetime

from django.db import connection

from relations.actions import history
from relations.mail import outbox
from relations.models import Mailing

_LEAVE = """
UPDATE relations_mailing SET state = 'sending', going_since = clock_timestamp()
 WHERE state IN ('scheduled', 'leaving') AND starts_at <= clock_timestamp() AND approved_at IS NOT NULL
RETURNING id
"""
_FINISH = """
UPDATE relations_mailing m SET state = 'sent', finished_at = clock_timestamp()
 WHERE m.state = 'sending' AND NOT EXISTS (
   SELECT 1 FROM relations_delivery d
    WHERE d.mailing_id = m.id AND d.state IN ('queued', 'claimed', 'sending', 'deferred'))
RETURNING id
"""


def _ids(sql: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def leave_and_recover(*, at: datetime) -> int:
    """Let leave what is due, and take back what dead senders held; return how many mailings left."""
    outbox.recover()
    left = Mailing.objects.filter(pk__in=_ids(_LEAVE))
    for mailing in left:
        history.record(verb="mailing.left", by=None, at=at, obj=mailing)
    return len(left)


def finish(*, at: datetime) -> int:
    """Close the mailings of which nothing is left to send; return how many."""
    ended = Mailing.objects.filter(pk__in=_ids(_FINISH))
    for mailing in ended.filter(kind=Mailing.Kind.CAMPAIGN):
        history.record(verb="mailing.sent", by=None, at=at, obj=mailing)
    return len(ended)
