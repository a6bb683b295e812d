"""The in-app mailbox, as a process of its own, and the sender that posts into it."""
from __future__ import annotations

import time

import pytest
from django.utils import timezone

from relations.mail.deliver import Transport
from relations.mail.post import post_service
from relations.mail.sender import Sender
from relations.models import CapturedMessage


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
