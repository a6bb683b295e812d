"""Whether mail is moving: for the health page, the banner and the log."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from relations.models import Delivery

PATIENCE = timedelta(minutes=5)


def oldest_due(at: datetime) -> datetime | None:
    """Return since when the oldest waiting message has been due, or None; what is paused is not waiting."""
    waiting = Delivery.objects.filter(state__in=["queued", "deferred"], due_at__lte=at)
    going = Q(is_bulk=False) | Q(is_bulk=True, mailing__state="sending")
    return waiting.filter(going).order_by("due_at").values_list("due_at", flat=True).first()


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
