"""Celery's way in: tasks carry no facts, may be lost, doubled or late."""

import contextlib
import logging
import threading

from celery import shared_task
from django.utils import timezone

from relations.actions import imports

log = logging.getLogger(__name__)


@shared_task(name="relations.import_work", ignore_result=True)
def import_work(pk: int) -> None:
    """Do what the import's state asks for."""
    imports.work(import_id=pk, at=timezone.now())


@shared_task(name="relations.imports_sweep", ignore_result=True)
def imports_sweep() -> None:
    """Take up again what a dead worker or a lost announcement left behind."""
    for pk in imports.waiting():
        imports.work(import_id=pk, at=timezone.now())


@shared_task(name="relations.imports_tidy", ignore_result=True)
def imports_tidy() -> None:
    """Delete the files whose time is over."""
    imports.tidy(at=timezone.now())


def announce(pk: int) -> None:
    """Wake a worker. Never waits: a dead broker slows no page, the sweep finds the work."""
    threading.Thread(target=_announce, args=(pk,), name="import-kick", daemon=True).start()


def _announce(pk: int) -> None:
    with contextlib.suppress(Exception):
        import_work.apply_async(args=(pk,), retry=False)
        return
    log.warning("the broker cannot be reached: the sweep will find the import")
