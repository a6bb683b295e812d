"""Whether this database came out of a backup: then nothing to many leaves by itself, and what may have left is listed."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from relations.mail import mailings
from relations.models import Delivery, Mailing

log = logging.getLogger(__name__)
# Numbers the server gives when a cluster, a timeline, a database and a table are made, against those written down on
# the table itself: a backup brings the note back, and finds other numbers. A copied disk has the same ones and needs
# `manage.py after_restore`.
_LOOK = """
SELECT concat_ws('.', (SELECT system_identifier FROM pg_control_system()),
                 (SELECT timeline_id FROM pg_control_checkpoint()),
                 (SELECT oid FROM pg_database WHERE datname = current_database()), 'relations_delivery'::regclass::oid),
       coalesce(obj_description('relations_delivery'::regclass, 'pg_class'), '')
"""
_NOTE = "COMMENT ON TABLE relations_delivery IS %s"
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('relations.mail.restored'))"
_UNSETTLED = ("queued", "claimed", "sending", "deferred")


@dataclass(frozen=True)
class Stopped:
    """What was held after a restore: mailings, and messages to many that may have left since the backup."""

    mailings: int
    repeats: int


def look(*, at: datetime) -> Stopped | None:
    """Compare where the database is with where it was; hold everything when it moved. None where all is as it was."""
    here, known = _places()
    if here == known:
        return None
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_LOCK)
        here, known = _places()
        stopped = hold(at=at) if known and known != here else None
        cursor.execute(_NOTE, [here])
    return stopped


def _places() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(_LOOK)
        return cursor.fetchone()


@transaction.atomic
def hold(*, at: datetime) -> Stopped:
    """Pause what was leaving or about to when the backup was taken. What had begun by now and was not settled may have
    left since: it becomes uncertain, and staff choose. Service mail leaves, with its own Message-ID."""
    reason = _("A backup was restored: what is listed as uncertain may have arrived already. Choose what to do with it, then resume.")
    begun = Mailing.objects.filter(kind="campaign", state__in=["sending", "leaving", "scheduled", "paused"], starts_at__lte=at)
    repeats = Delivery.objects.filter(mailing__in=begun, state__in=_UNSETTLED).update(
        state=Delivery.State.UNCERTAIN, settled_at=at, owner="", lease_until=None
    )
    paused = mailings.pause_everything(reason=reason, at=at)
    begun.filter(state="paused").update(pause_reason=reason[:200])
    log.warning("a backup was restored: %s mailings paused, %s messages may have left since", paused, repeats)
    return Stopped(paused, repeats)
