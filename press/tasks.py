"""What the press office does by itself, every minute; each is idempotent."""

from celery import shared_task
from django.utils import timezone

from press.actions import distributions, releases


@shared_task(name="press.clock")
def clock() -> None:
    """Publish the releases whose hour has come, send to journalists what a colleague has approved.

    Newsletters and their hours are the mail engine's.
    """
    at = timezone.now()
    releases.publish_due(at=at)
    distributions.start_approved(at=at)
