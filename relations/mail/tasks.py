"""Celery's way in: tasks carry no facts; they may be lost, doubled or late."""

import logging

from celery import shared_task
from django.utils import timezone

from relations.mail import clockwork, kick, pace, restored, slots, watch
from relations.mail.returns import mailbox

log = logging.getLogger(__name__)


@shared_task(name="relations.mail_send", ignore_result=True)
def mail_send(hops: int = 0) -> None:
    """Run a sender; where this process has one already, let another process have the call."""
    if hops and slots.is_busy():
        kick.now(hops - 1)
    elif slots.run():
        kick.now()


@shared_task(name="relations.mail_sweep", ignore_result=True)
def mail_sweep() -> None:
    """Look after the queue every minute: leases, hours, ends, and a sender for what was not announced."""
    at = timezone.now()
    restored.look(at=at)
    clockwork.leave_and_recover(at=at)
    clockwork.finish(at=at)
    pace.tidy()
    if watch.oldest_due(at) is not None:
        kick.others()
    if watch.is_stuck(at):
        log.error("mail has been waiting for more than five minutes")


@shared_task(name="relations.mail_returns", ignore_result=True)
def mail_returns() -> None:
    """Read what came into the mailbox."""
    mailbox.look()
