"""Celery's way into the ground floor: thin, idempotent, no facts carried."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from relations.actions import digest, upkeep
from relations.mail import tasks as mail_tasks  # noqa: F401  # Celery looks for tasks here only
from relations.queries.status import BEAT_KEY


@shared_task(name="relations.morning_digest", ignore_result=True)
def morning_digest() -> None:
    """Post the morning mail."""
    digest.send_all(at=timezone.now())


@shared_task(name="relations.nightly_upkeep", ignore_result=True)
def nightly_upkeep() -> None:
    """Put things in order."""
    upkeep.nightly(at=timezone.now())


@shared_task(name="relations.heartbeat", ignore_result=True)
def heartbeat() -> None:
    """Show that the clock and a worker are alive."""
    cache.set(BEAT_KEY, timezone.now(), 24 * 3600)
