"""Service mail: written with the business change, once, and only to who may get it."""
from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone

from relations.mail import erasure, kick
from relations.mail.post import post_service
from relations.models import Delivery, Mailing

pytestmark = pytest.mark.django_db


def post(to: str = "maria@posta.example", **fields) -> Delivery:
    return post_service(**{
        "purpose": "account", "to": to, "template": "relations/mail/password_reset", "context": {"url": "https://x.example/"},
        "at": timezone.now(), **fields,
    })  # fmt: skip


def test_the_row_lives_and_dies_with_the_callers_transaction(office):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post()
        raise ZeroDivisionError
    assert (Mailing.objects.count(), Delivery.objects.count()) == (0, 0)


def test_once_writes_one_message(office):
    first, second = post(once="receipt:12"), post(once="receipt:12")
    assert (first, Mailing.objects.count()) == (second, 1)


def test_an_invalid_address_is_left_out_with_its_reason(office):
    row = post("maria")
    assert (row.state, row.reason) == ("excluded", "invalid")


def test_an_erased_address_is_left_out_with_its_reason(office):
    erasure.erase(email="maria@posta.example", at=timezone.now())
    assert (post().state, post().reason) == ("excluded", "erased")


def test_erasing_stops_what_waits_and_forgets_the_address(office):
    row = post()
    assert erasure.erase(email="Maria@posta.example", at=timezone.now()) == 1
    row.refresh_from_db()
    assert (row.state, row.email.endswith("@erased.invalid"), row.words) == ("excluded", True, {})


@pytest.mark.parametrize("to", ["a\x00b@x.it", "\ud800@x.it", "a" * 10_000, "<b>@x.it", "=1+1", "a@x.it\r\nBcc: b@y.it"])
def test_hostile_addresses_are_left_out_and_break_nothing(office, to):
    assert post(to).state == "excluded"


def test_the_sender_is_woken_after_commit_only(office, django_capture_on_commit_callbacks, monkeypatch):
    woken = []
    monkeypatch.setattr(kick, "soon", lambda: woken.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        post()
        assert woken == []
    assert woken == [1]


def test_a_dead_broker_does_not_stop_or_slow_the_caller(monkeypatch):
    from relations.mail.tasks import mail_send

    def refuse(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(mail_send, "apply_async", refuse)
    kick.now()
