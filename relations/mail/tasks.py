"""Celery's way in: tasks carry no facts; they may be lost, doubled or late."""

import logging

from celery import shared_task
from django.utils import timezone

from relations.mail import clockwork, kick, slots, watch
from relations.mail.returns import mailbox

log = logging.getLogger(__name__)


@shared_task(name="relations.mail_send", ignore_result=True)
def mail_send() -> None:
    """Run a sender."""
    if slots.run():
        kick.now()


@shared_task(name="relations.mail_sweep", ignore_result=True)
def mail_sweep() -> None:
    """Look after the queue every minute: leases, hours, ends, and a sender for what was not announced."""
    at = timezone.now()
    clockwork.leave_and_recover(at=at)
    clockwork.finish(at=at)
    if watch.oldest_due(at) is not None:
        for _slot in range(slots.SENDERS):
            kick.now()
    if watch.is_stuck(at):
        log.error("mail has been waiting for more than five minutes")


@shared_task(name="relations.mail_returns", ignore_result=True)
def mail_returns() -> None:
    """Read what came into the mailbox."""
    mailbox.look()
