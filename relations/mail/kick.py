"""Telling the workers that there is mail. May get lost: the sweep finds every row within a minute."""

import contextlib
import logging
import os
import threading

from django.db import transaction

log = logging.getLogger(__name__)
_wanted = threading.Event()
_thread: tuple[int, threading.Thread] | None = None
_lock = threading.Lock()
# All processes drink from one queue: so many tries before the call for another one is dropped; the sweep calls again.
_HOPS = 12


def after_commit() -> None:
    """Wake a sender once the caller's transaction has committed. Never waits: a dead broker slows no page."""
    transaction.on_commit(soon)


def soon() -> None:
    """Wake a sender from a thread of its own; many calls at once become one."""
    global _thread
    with _lock:
        if _thread is None or _thread[0] != os.getpid() or not _thread[1].is_alive():
            thread = threading.Thread(target=_loop, name="mail-kick", daemon=True)
            thread.start()
            _thread = (os.getpid(), thread)
    _wanted.set()


def now(hops: int = 0) -> None:
    """Wake a sender, here; used where waiting does no harm. A process that sends already passes it on `hops` times."""
    from relations.mail.tasks import mail_send

    with contextlib.suppress(Exception):
        mail_send.apply_async(kwargs={"hops": hops}, retry=False)
        return
    log.warning("the broker cannot be reached: the sweep will find the mail")


def others() -> None:
    """There is more than one sender's work: wake another process, which wakes the next one."""
    now(hops=_HOPS)


def _loop() -> None:
    while True:
        _wanted.wait()
        _wanted.clear()
        now()
