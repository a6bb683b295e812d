"""What the journeys lean on: a worker, a mailbox, a strict browser, and no way out of this machine."""
from __future__ import annotations

import socket

import pytest

from tests.support.accessibility import violations
from tests.support.browser import PHONE
from tests.support.network import LeftTheMachine


def test_no_test_can_leave_this_machine() -> None:
    with socket.socket() as line, pytest.raises(LeftTheMachine):
        line.connect(("192.0.2.1", 80))


def test_one_worker_answers_beside_the_test(celery_worker_process: int) -> None:
    from config.celery import app

    assert [list(answer.values()) for answer in app.control.ping(timeout=2)] == [[{"ok": "pong"}]]


def test_the_mailbox_listens_beside_the_test(mailbox_process: int, settings) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(settings.EMBEDDED.smtp_sock))
        assert line.recv(3) == b"220"


def test_the_sign_in_page_is_accessible_and_silent_on_desk_and_phone(open_page) -> None:
    found = []
    for page in (open_page(), open_page(PHONE)):
        page.goto("/account/login/")
        found += violations(page)
    assert found == []


def test_a_page_that_calls_a_stranger_or_breaks_its_own_policy_is_noticed(
    open_page, complaints: list[str]
) -> None:
    page = open_page()
    page.goto("/account/login/")
    with page.expect_event("console"):
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=http://192.0.2.1/x.png>')")
    heard, complaints[:] = list(complaints), []
    assert sorted(words.partition(":")[0] for words in heard) == ["console error", "left the office"]
