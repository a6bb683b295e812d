"""Whether mail is moving: for the health page, the banner and the log."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from relations.mail import pace
from relations.models import Delivery

PATIENCE = timedelta(minutes=5)


_CAMPAIGNS = """
SELECT min(greatest(m.going_since, d.due_at))
  FROM relations_mailing m CROSS JOIN LATERAL (
    SELECT due_at FROM relations_delivery
     WHERE is_bulk AND mailing_id = m.id AND state IN ('queued', 'deferred') AND due_at <= %(at)s
       AND split_part(email, '@', 2) <> ALL (%(closed)s)
     ORDER BY due_at, id LIMIT 1) d
 WHERE m.id = ANY (%(mailings)s)
"""


def oldest_due(at: datetime) -> datetime | None:
    """Return since when something has been waiting that should be leaving, or None.

    What is paused, outside its hours or below a ceiling is not waiting; and a long mailing is not late while it moves.
    """
    service = Delivery.objects.filter(is_bulk=False, state__in=["queued", "deferred"], due_at__lte=at)
    found = [service.order_by("due_at").values_list("due_at", flat=True).first(), _oldest_campaign(at)]
    return min((moment for moment in found if moment is not None), default=None)


def _oldest_campaign(at: datetime) -> datetime | None:
    ceilings = pace.look()
    going = list(ceilings.allowances(1))
    if not going:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_CAMPAIGNS, {"at": at, "mailings": going, "closed": ceilings.closed_domains})
        oldest = cursor.fetchone()[0]
    if oldest is None:
        return None
    moving = Delivery.objects.filter(state__in=["sent", "failed"], is_bulk=True, settled_at__isnull=False)
    last = moving.order_by("-settled_at").values_list("settled_at", flat=True).first()
    return max(moment for moment in (oldest, last, ceilings.hours.opening(at)) if moment is not None)


def is_stuck(at: datetime) -> bool:
    """Return whether mail has been waiting for more than five minutes."""
    oldest = oldest_due(at)
    return oldest is not None and at - oldest > PATIENCE


@dataclass(frozen=True)
class State:
    """Whether all is well, in a sentence for people."""

    well: bool
    words: str


def check(*, at: datetime) -> State:
    """Return how mail is doing, for the page of the office's state."""
    oldest = oldest_due(at)
    if oldest is None:
        return State(True, _("Nothing is waiting to leave."))
    minutes = int((at - oldest).total_seconds() // 60)
    if at - oldest <= PATIENCE:
        return State(True, _("Mail is leaving."))
    return State(
        False,
        _("Mail has been waiting for %(minutes)s minutes. Nothing is lost: it leaves by itself when the mail server "
          "and the workers answer again.") % {"minutes": minutes},
    )
