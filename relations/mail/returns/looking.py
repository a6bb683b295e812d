"""What staff do with what came in: look at it, and say so; and how long what says nothing is kept."""

from datetime import datetime, timedelta

from django.db import transaction

from relations.actions import history
from relations.models import IncomingMessage, User

# What says nothing about anybody: automatic answers, delays, tests, what could not be placed.
KEPT = timedelta(days=180)
_PASSING = ("automatic", "delayed", "delivered", "test", "unknown")


@transaction.atomic
def seen(*, message: IncomingMessage, by: User, at: datetime) -> None:
    """Note that `by` has looked at it; doing it twice changes nothing."""
    if IncomingMessage.objects.filter(pk=message.pk, seen_at=None).update(seen_at=at, seen_by=by):
        history.record(verb="incoming.done", by=by, at=at, obj=message)


@transaction.atomic
def unseen(*, message: IncomingMessage, by: User, at: datetime) -> None:
    """Undo `seen`."""
    if IncomingMessage.objects.filter(pk=message.pk, seen_at__isnull=False).update(seen_at=None, seen_by=None):
        history.record(verb="incoming.reopened", by=by, at=at, obj=message)


def forget(*, before: datetime) -> int:
    """Delete what says nothing and came in before that; return how many."""
    return IncomingMessage.objects.filter(kind__in=_PASSING, received_at__lt=before).delete()[0]
