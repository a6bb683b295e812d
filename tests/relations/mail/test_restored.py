"""A database that moved is noticed; what may have left since is listed, and nothing to many leaves by itself."""
from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from relations.mail import mailings, outbox, restored
from relations.models import Mailing

pytestmark = pytest.mark.django_db
ELSEWHERE = "COMMENT ON TABLE relations_delivery IS '7.1.5.3'"


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_new_database_is_noted_and_nothing_is_held(mailing):
    mailing("a@posta.example")
    assert restored.look(at=timezone.now()) is None
    assert restored.look(at=timezone.now()) is None
    assert outbox.claim(owner="me").taken == 1


def test_looking_costs_one_statement(db, django_assert_num_queries):
    restored.look(at=timezone.now())
    with django_assert_num_queries(1):
        restored.look(at=timezone.now())


def test_a_database_that_moved_is_held_once(mailing):
    made = mailing("a@posta.example", "b@posta.example")
    made.deliveries.filter(email="a@posta.example").update(state="sent")
    run(ELSEWHERE)
    assert restored.look(at=timezone.now()) == restored.Stopped(mailings=1, repeats=1)
    assert restored.look(at=timezone.now()) is None
    made.refresh_from_db()
    assert (made.state, outbox.claim(owner="me").taken) == ("paused", 0)
    assert list(made.deliveries.order_by("email").values_list("state", flat=True)) == ["sent", "uncertain"]


def test_what_was_to_leave_later_waits_for_staff_and_is_no_doubt(mailing, author):
    made = mailing("a@posta.example", state="approved")
    mailings.schedule(mailing=made, when=timezone.now() + timedelta(days=1), by=author, at=timezone.now())
    assert restored.hold(at=timezone.now()) == restored.Stopped(mailings=1, repeats=0)
    assert made.deliveries.get().state == "queued"
    assert mailings.resume(mailing=made, by=author, at=timezone.now()).state == "scheduled"


def test_what_was_paused_may_have_been_resumed_since(mailing, author):
    made = mailing("a@posta.example")
    mailings.pause(mailing=made, by=author, at=timezone.now())
    assert restored.hold(at=timezone.now()) == restored.Stopped(mailings=0, repeats=1)
    assert Mailing.objects.get(pk=made.pk).pause_reason.startswith("È stata ripristinata una copia di sicurezza")


def test_after_a_copied_disk_a_command_holds_the_mail(mailing):
    mailing("a@posta.example")
    said = StringIO()
    call_command("after_restore", stdout=said)
    assert said.getvalue() == "1 mailings paused, 1 messages listed as uncertain.\n"
