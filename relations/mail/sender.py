"""A sender: a few lines to the server and one thread, groups of claims, until there is nothing due.

One round of the loop: hear what the server said on every line, give the idle lines their next message, mark in one commit
all messages whose line has its 354 (the same commit writes down what was accepted meanwhile), send their bodies, and while
the server works on them claim the next group. So a commit is shared by as many messages as there are lines, and each line
has at most one message that a sudden end leaves in doubt.
"""

import contextlib
import logging
import select
import time
import uuid
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from relations.mail import addresses, bounces, outbox, pace
from relations.mail.compose import Composer
from relations.mail.deliver import Line, NotConnected, Outcome, Result, Step, Transport
from relations.models import Delivery, Mailing

log = logging.getLogger(__name__)
T = TypeVar("T")
_DOWN = (OperationalError, InterfaceError)
# How long a sender waits for a database that went away, holding what it knows.
DATABASE_PATIENCE = 60.0
# A task ends after so long and asks for another: other work gets its turn.
BUDGET = 50.0
# What was accepted is written down with the next mark, or after so many seconds.
_SETTLE_WITHIN = 0.2
# The longest that a message waits for others to share its commit.
_LONGEST_GATHERING = 0.05
# The longest wait for lines or ceilings before looking again whether to stop, and at service mail.
_LOOK = 0.5
# A group that lasts less than this is doubled, one that lasts longer than twice as much is halved.
_GROUP_SECONDS = 1.0
_KEPT_MAILINGS = 4


@dataclass
class Report:
    """What one run did."""

    accepted: int = 0
    others: int = 0
    more: bool = False
    reached_server: bool = True


@dataclass
class Cargo:
    """A message on a line."""

    row: Delivery
    message: bytes


class Sender:
    """Runs once, over `lines` connections; `should_stop` is asked before every message, `on_full` is called when there is
    more to send than one group."""

    def __init__(
        self, transport: Transport | None = None, *, lines: int = 1, budget: float = BUDGET,
        should_stop: Callable[[], bool] = lambda: False, on_full: Callable[[], None] = lambda: None,
    ) -> None:
        self.owner = uuid.uuid4().hex
        transport = transport or Transport.from_settings()
        self.lines = [Line(transport) for _line in range(max(lines, 1))]
        self.report = Report()
        self._until = time.monotonic() + budget
        self._should_stop, self._on_full = should_stop, on_full
        self._stock: deque[Delivery] = deque()
        self._cargo: dict[Line, Cargo] = {}
        self._accepted: list[int] = []  # taken by the server, not yet written down
        self._accepted_since = 0.0
        self._ready_since, self._mark_seconds = 0.0, 0.0
        self._group, self._claimed_at = outbox.GROUP, 0.0
        self._is_dry = False  # the last claim found nothing
        self._is_announced = False
        self._wait: float | None = None
        self._struck: frozenset[str] = frozenset()
        self._composers: OrderedDict[int, Composer] = OrderedDict()

    def run(self) -> Report:
        """Send what is due. Whatever happens, what is known is written down and what was not begun is given back."""
        try:
            while self._round():
                pass
        except NotConnected as error:
            self.report.reached_server = False
            log.warning("the mail server cannot be reached: %s", error)
        finally:
            self._end()
        return self.report

    def _round(self) -> bool:
        """One turn of the loop; False when there is nothing left to do."""
        if self._is_over():
            return False
        self._load()
        self._mark_and_send()
        if len(self._stock) < len(self.lines):
            self._claim()
        if self._cargo:
            self._hear()
        elif not (self._stock or self._rest()):
            return False
        if self._accepted and time.monotonic() - self._accepted_since > _SETTLE_WITHIN:
            self._flush()
        return True

    def _is_over(self) -> bool:
        if self._should_stop():
            return True
        self.report.more = time.monotonic() > self._until
        return self.report.more

    # -- what to send --------------------------------------------------------------------------------------------

    def _claim(self) -> None:
        """Take the next group: bigger when the last one went quickly, smaller when the server is slow."""
        now = time.monotonic()
        if self._is_dry and now - self._claimed_at < min(_LOOK, self._wait or _LOOK):
            return
        if self._claimed_at and not self._is_dry:
            lasted = now - self._claimed_at
            if lasted < _GROUP_SECONDS:
                self._group = min(self._group * 2, outbox.MOST)
            elif lasted > 2 * _GROUP_SECONDS:
                self._group = max(self._group // 2, outbox.GROUP)
        accepted = self._accepted
        claim = self._database(lambda: outbox.claim(owner=self.owner, accepted=accepted, group=self._group))
        self._accepted = []
        self._stock.extend(claim.rows)
        self._claimed_at, self._is_dry, self._wait, self._struck = now, not claim.taken, claim.wait, claim.struck
        if claim.taken == self._group and not self._is_announced:
            self._is_announced = True
            self._on_full()

    def _rest(self) -> bool:
        """Nothing in hand: wait for a ceiling that opens soon; False when there is nothing to wait for."""
        if not self._is_dry:
            return True
        left = self._until - time.monotonic()
        if self._wait is None:
            return False
        if self._wait > left:
            self.report.more = self._wait < BUDGET
            return False
        self._flush()
        time.sleep(min(self._wait, _LOOK))
        return True

    def _load(self) -> None:
        """Give every idle line a message and say its envelope."""
        for line in list(self.lines):
            while self._stock and line not in self._cargo and not self._should_stop():
                if not self._open(line):
                    break
                row = self._stock.popleft()
                if (message := self._compose(row)) is not None:
                    self._cargo[line] = Cargo(row, message)
                    to = addresses.to_ascii(row.address or row.email)
                    self._finish(line, line.begin(sender=addresses.return_path(row.pk), to=to))

    def _open(self, line: Line) -> bool:
        """Return whether `line` is there to be used: a server may allow fewer than we have, then the others go on alone."""
        try:
            line.open()
        except NotConnected:
            if not any(other.is_open for other in self.lines):
                raise
            self.lines.remove(line)
            return False
        return True

    def _compose(self, row: Delivery) -> bytes | None:
        """Return the message of `row`, or None when it cannot be built, which is settled here."""
        try:
            addresses.to_ascii(row.address or row.email)
            return self._composer(row.mailing_id).build(row, at=timezone.now())
        except _DOWN as error:
            outcome = Outcome(Result.NOT_STARTED, text=type(error).__name__, stage="compose")
        except Exception as error:  # one message that cannot be built must not stop the others
            log.exception("delivery %s cannot be composed", row.pk)
            outcome = Outcome(Result.REFUSED, text=f"{type(error).__name__}: {error}"[:300], stage="compose")
        self._through(row, outcome)
        return None

    def _composer(self, mailing_id: int) -> Composer:
        if mailing_id not in self._composers:
            self._composers[mailing_id] = Composer(Mailing.objects.get(pk=mailing_id))
            if len(self._composers) > _KEPT_MAILINGS:
                self._composers.popitem(last=False)
        return self._composers[mailing_id]

    # -- the dialogue ------------------------------------------------------------------------------------------------

    def _mark_and_send(self) -> None:
        """Mark what has its 354, all in one commit, then send the bodies of those that may still leave."""
        ready = [(line, cargo) for line, cargo in self._cargo.items() if line.step is Step.READY]
        if not ready or self._may_wait(len(ready)):
            return
        self._ready_since, began = 0.0, time.monotonic()
        try:
            marked = outbox.mark([cargo.row.pk for _line, cargo in ready], owner=self.owner, accepted=self._accepted)
        except BaseException as error:
            # Cut before the body: whatever the database remembers, nobody has these messages.
            for line, _cargo in ready:
                line.cut()
            if not isinstance(error, _DOWN):
                raise
            for line, _cargo in ready:
                self._finish(line, Outcome(Result.NOT_STARTED, text=type(error).__name__, stage="data"))
            return
        self._accepted, self._mark_seconds = [], min(time.monotonic() - began, _LONGEST_GATHERING)
        for line, cargo in ready:
            if cargo.row.pk in marked:
                self._finish(line, line.body(cargo.message))
            else:
                line.cut()
                self._finish(line, Outcome(Result.WITHDRAWN, stage="data"))

    def _may_wait(self, ready: int) -> bool:
        """Whether to let the other lines catch up first: for as long as the commit they would share takes, no longer."""
        if ready == len(self._cargo):
            return False
        now = time.monotonic()
        self._ready_since = self._ready_since or now
        return now - self._ready_since < self._mark_seconds

    def _hear(self) -> None:
        """Wait until some line can go on, then take in what the server said."""
        poll = select.poll()
        at_work = {}
        for line in self._cargo:
            poll.register(line.fileno(), select.POLLIN | (select.POLLOUT if line.wants_to_write else 0))
            at_work[line.fileno()] = line
        wait = _SETTLE_WITHIN if self._accepted else _LOOK
        if any(line.step is Step.READY for line in self._cargo):
            wait = max(0.0, self._ready_since + self._mark_seconds - time.monotonic()) if self._ready_since else 0.0
        for number, event in poll.poll(wait * 1000):
            line = at_work[number]
            outcome = line.flush() if event & select.POLLOUT else None
            if outcome is None and event & ~select.POLLOUT:
                outcome = line.hear()
            self._finish(line, outcome)
        now = time.monotonic()
        for line in [line for line in self._cargo if line.is_late(now)]:
            self._finish(line, line.give_up())

    def _finish(self, line: Line, outcome: Outcome | None) -> None:
        """Take the message off its line once the outcome is known."""
        if outcome is not None:
            self._through(self._cargo.pop(line).row, outcome)

    def _through(self, row: Delivery, outcome: Outcome) -> None:
        if outcome.result is Result.ACCEPTED:
            self._accepted_since = self._accepted_since if self._accepted else time.monotonic()
            self._accepted.append(row.pk)
            self.report.accepted += 1
            if (domain := pace.domain_of(row.email)) in self._struck:
                self._struck -= {domain}
                self._database(lambda: pace.clear([domain]))
                self._is_dry = False  # the others for it may go on
            return
        self.report.others += 1
        self._flush()
        if outcome.result is Result.WITHDRAWN:
            self._database(lambda: outbox.release([row.pk], owner=self.owner))
        else:
            self._settle(row, outcome)
        if outcome.result in (Result.WITHDRAWN, Result.REFUSED):
            # Paused, stopped, slowed down, or tripped by the breaker: look before the next one.
            rows = list(self._stock)
            self._stock = deque(self._database(lambda: outbox.still_mine(rows, owner=self.owner)) if rows else ())

    def _settle(self, row: Delivery, outcome: Outcome) -> None:
        found = self._database(lambda: outbox.settle(row, outcome, owner=self.owner))
        if found.state == "failed" and outcome.code:
            self._database(lambda: bounces.note_refusal(delivery=row, outcome=outcome, at=timezone.now()))
        elif bounces.is_about_domain(outcome):
            self._database(lambda: pace.strike(pace.domain_of(row.email)))

    # -- the end -----------------------------------------------------------------------------------------------------

    def _end(self) -> None:
        """Wait for the answers to what is on the wire, cut what has not its mark, give back the rest."""
        with contextlib.suppress(*_DOWN):
            while self._cargo:
                for line, cargo in list(self._cargo.items()):
                    if line.step not in (Step.BODY, Step.REPLY):
                        line.cut()
                        del self._cargo[line]
                        self._stock.append(cargo.row)
                if self._cargo:
                    self._hear()
        for line in self.lines:
            line.close()
        try:
            self._flush()
        finally:
            # Where even this fails the lease gives them back.
            with contextlib.suppress(*_DOWN):
                outbox.release([row.pk for row in self._stock], owner=self.owner)

    def _flush(self) -> None:
        if self._accepted:
            accepted = self._accepted
            self._database(lambda: outbox.settle_sent(accepted, owner=self.owner))
            self._accepted = []

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
