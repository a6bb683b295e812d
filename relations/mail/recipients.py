"""Giving a mailing its recipients: one copy per address, the others counted with the reason."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from relations.actions import history
from relations.mail import addresses, budget, content, facts, policy
from relations.mail.audience import Recipient
from relations.models import Delivery, Mailing, User
from relations.text import one_line

_BATCH = 2000


class NotNow(Exception):
    """The mailing is in a state in which this cannot be done; the message says so, for the page."""


@dataclass
class Counts:
    """What an audience came to. `waiting`: those of `to_send` who would wait until `waits_until` at most."""

    to_send: int = 0
    waiting: int = 0
    waits_until: datetime | None = None
    duplicates: int = 0
    excluded: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """How many addresses there were, each counted once."""
        return self.to_send + sum(self.excluded.values())


@transaction.atomic
def set_audience(*, mailing: Mailing, recipients: Iterable[Recipient], at: datetime, by: User | None = None) -> Counts:
    """Replace the recipients of a draft; who may not be written to is kept with the reason, and not sent to."""
    locked = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if not locked.is_editable:
        raise NotNow(_("This is no longer possible: the mailing is “%(state)s”.") % {"state": locked.get_state_display()})
    locked.deliveries.all().delete()
    counts, seen = Counts(), set()
    for batch in _batches(_once_each(recipients, seen, counts)):
        rows = _rows(locked, batch, at)
        Delivery.objects.bulk_create(rows, batch_size=_BATCH)
        counts.to_send += sum(row.state == Delivery.State.QUEUED for row in rows)
        counts.excluded.update(row.reason for row in rows if row.reason)
        _note_waits(locked, rows, counts, at)
    locked.duplicates = mailing.duplicates = counts.duplicates
    locked.save(update_fields=["duplicates"])
    history.record(verb="mailing.audience_set", by=by, at=at, obj=locked, changes={"recipients": [None, counts.to_send]})
    return counts


def _note_waits(mailing: Mailing, rows: list[Delivery], counts: Counts, at: datetime) -> None:
    """Count whose week is full as things stand; the question is asked again when the mailing leaves."""
    wanted = [budget.Wanted(row.address_hash, row.person_id, mailing.purpose) for row in rows if not row.reason]
    found = budget.forecast(wanted, now=at)
    counts.waiting += found.waiting
    counts.waits_until = max(filter(None, [counts.waits_until, found.until]), default=None)


def _once_each(recipients: Iterable[Recipient], seen: set[str], counts: Counts) -> Iterator[tuple[str, Recipient]]:
    for recipient in recipients:
        email = addresses.normalize(recipient.email)[:254]
        if email in seen:
            counts.duplicates += 1
            continue
        seen.add(email)
        yield email, recipient


def _batches(pairs: Iterator[tuple[str, Recipient]]) -> Iterator[list[tuple[str, Recipient]]]:
    while batch := list(islice(pairs, _BATCH)):
        yield batch


def _rows(mailing: Mailing, batch: list[tuple[str, Recipient]], at: datetime) -> list[Delivery]:
    subjects = [
        facts.Subject(
            email, addresses.hashed(email), mailing.purpose, mailing.basis, True, recipient.person.pk if recipient.person else None
        )
        for email, recipient in batch
    ]  # fmt: skip
    rows = []
    for (email, recipient), subject, fact in zip(batch, subjects, facts.of(subjects), strict=True):
        answer = policy.may_write(fact) if addresses.is_valid(recipient.email.strip()) else policy.Answer(policy.INVALID)
        rows.append(Delivery(
            mailing=mailing, is_bulk=True, address=one_line(recipient.email)[:254], email=email,
            address_hash=subject.address_hash, person=recipient.person, organization=recipient.organization,
            words=content.words_of(
                person=recipient.person, organization=recipient.organization, given=recipient.values
            ),
            state=Delivery.State.QUEUED if answer else Delivery.State.EXCLUDED, reason=answer.reason,
            due_at=at, created_at=at,
        ))  # fmt: skip
    return rows
