"""A message that left, and the ways something about it comes back."""
from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from relations.actions import parties
from relations.mail import addresses
from relations.mail.compose import message_id
from relations.mail.returns.take import Door, take
from relations.models import Delivery, IncomingMessage, Person
from tests.relations.mail.returns import samples


@pytest.fixture
def sent(mailing) -> Callable[..., Delivery]:
    """One delivery of a newsletter, accepted by the server."""

    def make(email: str = "ada@altro.example", *, person: Person | None = None, days_ago: int = 0) -> Delivery:
        row = mailing(email).deliveries.get()
        when = timezone.now() - timedelta(days=days_ago)
        Delivery.objects.filter(pk=row.pk).update(state="sent", settled_at=when, person=person)
        return Delivery.objects.select_related("mailing").get(pk=row.pk)

    return make


@pytest.fixture
def ada(office, author) -> Person:
    return parties.add_person(
        first_name="Ada", last_name="Neri", by=None, at=timezone.now(), owner=author, contacts=[("email", "ada@altro.example")]
    )


@pytest.fixture
def comes() -> Callable[..., IncomingMessage | None]:
    """Hand over a sample about `row`, as it would come by the mailbox."""

    def hand(sample: str, row: Delivery, *, to: str = "", number: str = "", at=None, **changes: str) -> IncomingMessage | None:
        raw = samples.filled(
            sample, to=to or addresses.return_path(row.pk), message_id=number or message_id(row).strip("<>"), rcpt=row.email
        )
        for was, becomes in changes.items():
            raw = raw.replace(was.encode(), becomes.encode())
        return take(raw=raw, door=Door.MAILBOX, at=at or timezone.now())

    return hand
