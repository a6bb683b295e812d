"""The in-app mailbox, as a process of its own, and the sender that posts into it."""
from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta

import psutil
import pytest
from django.utils import timezone

from relations.mail import outbox, slots
from relations.mail.deliver import Transport
from relations.mail.post import post_service
from relations.mail.sender import Sender
from relations.models import CapturedMessage, Delivery


@pytest.mark.django_db(transaction=True)
def test_what_leaves_arrives_in_the_mailbox_once(mailbox_process, office):
    row = post_service(
        purpose="account", to="maria@posta.example", template="relations/mail/password_reset",
        context={"url": "https://x.example/"}, at=timezone.now(),
    )  # fmt: skip
    assert Sender().run().accepted == 1
    kept = CapturedMessage.objects.get()
    assert (kept.delivery, kept.rcpt_to) == (row, "maria@posta.example")
    assert bytes(kept.raw).startswith(b"MIME-Version: 1.0\r\n")


@pytest.mark.django_db(transaction=True)
def test_a_worker_delivers_a_mailing_by_itself(celery_worker_process, mailbox_process, mailing):
    made = mailing(*[f"p{number}@posta.example" for number in range(25)])
    until = time.monotonic() + 60
    while made.deliveries.exclude(state="sent").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert CapturedMessage.objects.count() == 25
    assert CapturedMessage.objects.values("rcpt_to").distinct().count() == 25


def test_without_a_mail_server_mail_goes_to_the_mailbox(settings):
    assert Transport.from_settings().path == str(settings.EMBEDDED.smtp_sock)


@pytest.mark.parametrize(("url", "expected"), [
    ("smtp://mail.example", ("mail.example", 25, "plain", "", "")),
    ("smtp://mail.example:2525/?tls=1", ("mail.example", 2525, "starttls", "", "")),
    ("submission://ufficio%40csv.example:p%40ss@mail.example", ("mail.example", 587, "starttls", "ufficio@csv.example", "p@ss")),
    ("smtps://u:p@mail.example", ("mail.example", 465, "tls", "u", "p")),
])  # fmt: skip
def test_email_url_says_where_mail_goes(settings, url, expected):
    settings.EMAIL_URL = url
    found = Transport.from_settings()
    assert (found.host, found.port, found.security, found.user, found.password) == expected


def _until(done: Callable[[], bool], seconds: int = 60) -> None:
    until = time.monotonic() + seconds
    while not done() and time.monotonic() < until:
        time.sleep(0.02)


def _copies() -> int:
    """How many messages more than one for each address."""
    return CapturedMessage.objects.count() - CapturedMessage.objects.values("rcpt_to").distinct().count()


def _rest() -> None:
    """Whatever the dead sender held is taken back as if its lease had run out, and sent."""
    Delivery.objects.filter(state__in=["claimed", "sending"]).update(lease_until=timezone.now() - timedelta(seconds=1))
    outbox.recover()
    Sender(budget=60).run()


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_nothing_and_sends_nothing_twice(celery_worker_process, mailbox_process, mailing):
    made = mailing(*[f"p{number}@posta.example" for number in range(300)])
    _until(lambda: CapturedMessage.objects.count() > 60)
    os.kill(celery_worker_process, signal.SIGKILL)
    _until(lambda: not psutil.pid_exists(celery_worker_process) or _is_zombie(celery_worker_process))
    _rest()
    uncertain = made.deliveries.filter(state="uncertain").count()
    assert made.deliveries.filter(state="sent").count() + uncertain == 300
    assert (_copies(), uncertain <= slots.lines()) == (0, True)


@pytest.mark.django_db(transaction=True)
def test_a_worker_told_to_stop_leaves_no_doubt(celery_worker_process, mailbox_process, mailing):
    made = mailing(*[f"p{number}@posta.example" for number in range(300)])
    _until(lambda: CapturedMessage.objects.count() > 60)
    os.kill(celery_worker_process, signal.SIGTERM)
    _until(lambda: _is_zombie(celery_worker_process))
    assert made.deliveries.filter(state__in=["claimed", "sending", "uncertain"]).count() == 0
    assert 0 < made.deliveries.filter(state="queued").count() < 300
    _rest()
    assert (CapturedMessage.objects.count(), _copies()) == (300, 0)


def _is_zombie(pid: int) -> bool:
    return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
