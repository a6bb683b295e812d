"""What staff do with what came in: look at it, and say so."""

from datetime import datetime

from django.db import transaction

from relations.actions import history
from relations.models import IncomingMessage, User


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
