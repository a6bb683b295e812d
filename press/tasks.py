"""What the press office does by itself, every minute; each is idempotent."""

from celery import shared_task
from django.utils import timezone

from press.actions import releases


@shared_task(name="press.clock")
def clock() -> None:
    """Publish the releases whose hour has come. Newsletters and their hours are the mail engine's."""
    releases.publish_due(at=timezone.now())
