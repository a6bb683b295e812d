"""The one sender of a process, over how many lines, and how it is told to stop."""

import logging
import mmap
import threading

from celery.signals import worker_shutting_down
from django.conf import settings
from django.utils import timezone

from relations.mail import clockwork, kick, restored
from relations.mail.sender import Sender

log = logging.getLogger(__name__)
# Of a process's threads one sends, over several lines: digests and imports get their turn.
_slot = threading.Lock()
_asked_again = threading.Event()
# One byte that forked workers share with their parent, which alone hears of the shutdown.
_draining = mmap.mmap(-1, 1)


def lines() -> int:
    """Return how many connections to the mail server this process holds while it sends."""
    return settings.MAIL_LINES


def is_busy() -> bool:
    """Return whether this process is sending."""
    return _slot.locked()


def is_draining() -> bool:
    """Return whether this worker is shutting down."""
    return _draining[0] != 0


@worker_shutting_down.connect
def drain(**_kwargs: object) -> None:
    """Finish the message in hand, begin no other."""
    _draining[0] = 1


def run() -> bool:
    """Send what is due unless this process does already; return whether somebody should ask again."""
    if not _slot.acquire(blocking=False):
        _asked_again.set()
        return False
    _asked_again.clear()
    try:
        restored.look(at=timezone.now())
        report = Sender(lines=lines(), should_stop=is_draining, on_full=kick.others).run()
        clockwork.finish(at=timezone.now())
    finally:
        _slot.release()
    # A message written while the slot was ending would wait for the next sweep.
    return not is_draining() and (report.more or (report.reached_server and _asked_again.is_set()))
