"""How many senders run in one process, and how they are told to stop."""

import logging
import mmap
import threading

from celery.signals import worker_shutting_down
from django.utils import timezone

from relations.mail import clockwork, restored
from relations.mail.sender import Sender

log = logging.getLogger(__name__)
# Of a process's threads at most two send: digests and imports get their turn.
SENDERS = 2
_slots = threading.BoundedSemaphore(SENDERS)
_asked_again = threading.Event()
# One byte that forked workers share with their parent, which alone hears of the shutdown.
_draining = mmap.mmap(-1, 1)


def is_draining() -> bool:
    """Return whether this worker is shutting down."""
    return _draining[0] != 0


@worker_shutting_down.connect
def drain(**_kwargs: object) -> None:
    """Finish the message in hand, begin no other."""
    _draining[0] = 1


def run() -> bool:
    """Send what is due if a slot is free; return whether somebody should ask again."""
    if not _slots.acquire(blocking=False):
        _asked_again.set()
        return False
    _asked_again.clear()
    try:
        restored.look(at=timezone.now())
        report = Sender(should_stop=is_draining).run()
        clockwork.finish(at=timezone.now())
    finally:
        _slots.release()
    # A message written while both slots were ending would wait for the next sweep.
    return not is_draining() and (report.more or (report.reached_server and _asked_again.is_set()))
