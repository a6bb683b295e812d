"""What runs by itself in fundraising."""

from celery import shared_task
from django.utils import timezone

from fundraising.actions import thanks


@shared_task(name="fundraising.stewardship")
def stewardship() -> int:
    """Follow up the thanks that are late, once each."""
    return thanks.follow_up_overdue(at=timezone.now())
