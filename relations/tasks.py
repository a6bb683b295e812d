"""Celery's way into the ground floor: thin, idempotent, no facts carried."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from relations.actions import (
    closeness,
    community_clock,
    digest,
    duplicates,
    exports,
    meeting_clock,
    sequences,
    silence,
    upkeep,
)
from relations.imports import tasks as import_tasks  # noqa: F401  # Celery looks for tasks here only
from relations.mail import tasks as mail_tasks  # noqa: F401  # Celery looks for tasks here only
from relations.queries.status import BEAT_KEY
from relations.web import background


@shared_task(name="relations.morning_digest", ignore_result=True)
def morning_digest() -> None:
    """Post the morning mail."""
    digest.send_all(at=timezone.now())


@shared_task(name="relations.nightly_upkeep", ignore_result=True)
def nightly_upkeep() -> None:
    """Put things in order."""
    upkeep.nightly(at=timezone.now())


@shared_task(name="relations.nightly_diary", ignore_result=True)
def nightly_diary() -> None:
    """Measure how close everybody is; tell of silences."""
    closeness.refresh_all(at=timezone.now())
    silence.notice(at=timezone.now())


@shared_task(name="relations.scan_duplicates", ignore_result=True)
def scan_duplicates() -> None:
    """Look for records of the same party."""
    duplicates.scan(at=timezone.now())


@shared_task(name="relations.follow_meetings", ignore_result=True)
def follow_meetings() -> None:
    """Agendas, minutes, confirmations and promises that are due today."""
    meeting_clock.follow(at=timezone.now())


@shared_task(name="relations.heartbeat", ignore_result=True)
def heartbeat() -> None:
    """Show that the clock and a worker are alive."""
    cache.set(BEAT_KEY, timezone.now(), 24 * 3600)


@shared_task(name="relations.build_export", ignore_result=True)
def build_export(pk: int) -> None:
    """Build one long file."""
    background.build(pk)


@shared_task(name="relations.exports_sweep", ignore_result=True)
def exports_sweep() -> None:
    """Build the files whose announcement got lost; delete those whose day is over."""
    exports.expire(at=timezone.now())
    for pk in exports.waiting(at=timezone.now()):
        background.build(pk)


@shared_task(name="relations.community_clock", ignore_result=True)
def community_clock_tick() -> None:
    """Reminders of the day before, and the question to bodies who came."""
    community_clock.tick(at=timezone.now())


@shared_task(name="relations.sequences_sweep", ignore_result=True)
def sequences_sweep() -> None:
    """Carry out what is due in the sequences that are on."""
    sequences.run_all(at=timezone.now())
