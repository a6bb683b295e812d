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


def now() -> None:
    """Wake a sender, here; used where waiting does no harm."""
    from relations.mail.tasks import mail_send

    with contextlib.suppress(Exception):
        mail_send.apply_async(retry=False)
        return
    log.warning("the broker cannot be reached: the sweep will find the mail")


def _loop() -> None:
    while True:
        _wanted.wait()
        _wanted.clear()
        now()
