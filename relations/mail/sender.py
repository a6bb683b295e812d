"""A sender: one line to the server, groups of claims, one message after the other, until there is nothing due."""

import contextlib
import logging
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from relations.mail import addresses, bounces, outbox
from relations.mail.compose import Composer
from relations.mail.deliver import Connection, NotConnected, Outcome, Result, Transport
from relations.models import Delivery, Mailing

log = logging.getLogger(__name__)
T = TypeVar("T")
_DOWN = (OperationalError, InterfaceError)
# How long a sender waits for a database that went away, holding what it knows.
DATABASE_PATIENCE = 60.0
# A task ends after so long and asks for another: other work gets its turn.
BUDGET = 50.0
_KEPT_MAILINGS = 4


@dataclass
class Report:
    """What one run did."""

    accepted: int = 0
    others: int = 0
    more: bool = False
    reached_server: bool = True


class Sender:
    """Runs once; `should_stop` is asked before every message."""

    def __init__(
        self, transport: Transport | None = None, *, budget: float = BUDGET, should_stop: Callable[[], bool] = lambda: False
    ) -> None:
        self.owner = uuid.uuid4().hex
        self.line = Connection(transport or Transport.from_settings())
        self.report = Report()
        self._until = time.monotonic() + budget
        self._should_stop = should_stop
        self._accepted: int | None = None  # taken by the server, not yet written down
        self._composers: OrderedDict[int, Composer] = OrderedDict()

    def run(self) -> Report:
        """Send what is due. Whatever happens, what is known is written down and what was not begun is given back."""
        try:
            while not self._is_over():
                claim = self._database(lambda: outbox.claim(owner=self.owner, previous=self._accepted))
                self._accepted = None
                if not claim.taken:
                    break
                self._group(claim.rows)
        except NotConnected as error:
            self.report.reached_server = False
            log.warning("the mail server cannot be reached: %s", error)
        finally:
            self._flush()
            self.line.close()
        return self.report

    def _is_over(self) -> bool:
        if self._should_stop():
            return True
        self.report.more = time.monotonic() > self._until
        return self.report.more

    def _group(self, rows: list[Delivery]) -> None:
        rows = list(rows)
        try:
            while rows and not self._is_over():
                # Paused, stopped, or tripped by the breaker: look before the next one.
                if self._one(rows.pop(0)) in (Result.WITHDRAWN, Result.REFUSED):
                    rows = self._database(lambda: outbox.still_mine(rows, owner=self.owner))  # noqa: B023
        finally:
            left = [row.pk for row in rows]
            # Where even this fails the lease gives them back.
            with contextlib.suppress(*_DOWN):
                outbox.release(left, owner=self.owner)

    def _one(self, row: Delivery) -> Result:
        outcome = self._deliver(row)
        if outcome.result is Result.ACCEPTED:
            self._accepted = row.pk
            self.report.accepted += 1
            return outcome.result
        self.report.others += 1
        self._flush()
        if outcome.result is Result.WITHDRAWN:
            self._database(lambda: outbox.release([row.pk], owner=self.owner))
        else:
            found = self._database(lambda: outbox.settle(row, outcome, owner=self.owner))
            if found.state == "failed" and outcome.code:
                self._database(lambda: bounces.note_refusal(delivery=row, outcome=outcome, at=timezone.now()))
        return outcome.result

    def _deliver(self, row: Delivery) -> Outcome:
        try:
            message = self._composer(row.mailing_id).build(row, at=timezone.now())
            to = addresses.to_ascii(row.address or row.email)
        except _DOWN as error:
            return Outcome(Result.NOT_STARTED, text=type(error).__name__, stage="compose")
        except Exception as error:  # one message that cannot be built must not stop the others
            log.exception("delivery %s cannot be composed", row.pk)
            return Outcome(Result.REFUSED, text=f"{type(error).__name__}: {error}"[:300], stage="compose")
        try:
            return self.line.deliver(
                sender=addresses.return_path(row.pk), to=to, message=message, mark=lambda: self._mark(row)
            )
        except NotConnected:
            outbox.release([row.pk], owner=self.owner)
            raise
        except _DOWN as error:
            # The line was cut before the final dot: whatever the database remembers, nobody has the message.
            return Outcome(Result.NOT_STARTED, text=type(error).__name__, stage="data")

    def _mark(self, row: Delivery) -> bool:
        marked = outbox.mark(row, owner=self.owner, previous=self._accepted)
        self._accepted = None
        return marked

    def _composer(self, mailing_id: int) -> Composer:
        if mailing_id not in self._composers:
            self._composers[mailing_id] = Composer(Mailing.objects.get(pk=mailing_id))
            if len(self._composers) > _KEPT_MAILINGS:
                self._composers.popitem(last=False)
        return self._composers[mailing_id]

    def _flush(self) -> None:
        if self._accepted is not None:
            accepted = self._accepted
            self._database(lambda: outbox.settle_sent(accepted, owner=self.owner))
            self._accepted = None

    def _database(self, call: Callable[[], T]) -> T:
        """Call until the database answers: what the server has taken must not be forgotten."""
        until, wait = time.monotonic() + DATABASE_PATIENCE, 0.1
        while True:
            try:
                return call()
            except _DOWN:
                if connection.in_atomic_block or time.monotonic() > until:
                    raise
                connection.close()
                time.sleep(wait)
                wait = min(wait * 2, 3.0)
