"""Celery's way in."""

from celery import shared_task
from django.utils import timezone

from partnerships.actions import dates, programme_clock


@shared_task(name="partnerships.follow_dates", ignore_result=True)
def follow_dates() -> None:
    """Reminders, mails and lapses that are due today; run as often as you like."""
    dates.follow(at=timezone.now())
    programme_clock.follow(at=timezone.now())
