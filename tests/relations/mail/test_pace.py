"""Ceilings and hours: what leaves, what waits, and how fast a change holds."""
from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from relations.mail import mailings, outbox, pace, queries, watch
from relations.mail.pace import Meter
from relations.mail.post import post_service
from relations.mail.sender import Sender
from relations.models import AuditEvent, DomainCeiling, Mailing, MailSettings, PaceMark

pytestmark = pytest.mark.django_db
MANY = [f"p{number:02}@posta.example" for number in range(30)]


def service(to: str = "maria@posta.example"):
    return post_service(
        purpose="account", to=to, template="relations/mail/password_reset", context={"url": "https://x.example/"},
        at=timezone.now(),
    )  # fmt: skip


def taken(owner: str = "me", group: int = 100) -> list[str]:
    return [row.email for row in outbox.claim(owner=owner, group=group).rows]


def earlier(seconds: float) -> None:
    """As if what has been spent had been spent so long ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE relations_pacemark SET paid_until = paid_until - %(s)s * interval '1 second',"
            " held_until = held_until - %(s)s * interval '1 second'", {"s": seconds},
        )  # fmt: skip


def settings(**fields: object) -> None:
    MailSettings.objects.update_or_create(pk=1, defaults=fields)


@pytest.mark.parametrize(("per_minute", "minute", "allowance"), [(60, 0, 1), (600, 0, 10), (6, 0, 1), (1, 0, 1), (None, 0, pace._ENDLESS)])
def test_a_fresh_meter_lets_a_second_s_worth_through(per_minute, minute, allowance):
    assert Meter(per_minute).allowance(1_000_000.0) == allowance


def test_a_meter_never_lets_more_than_its_pace_through():
    now, paid, sent = 1_000_000.0, None, 0
    for _tick in range(600):  # a minute of looks, ten a second
        meter = Meter(90, paid)
        if number := meter.allowance(now):
            sent, paid = sent + number, meter.after(number, now)
        now += 0.1
    assert 85 <= sent <= 91


def test_a_mailing_keeps_its_own_pace(mailing, head):
    made = mailing(*MANY)
    mailings.set_pace(mailing=made, per_minute=120, by=head, at=timezone.now())
    assert [len(taken()), len(taken())] == [2, 0]
    claim = outbox.claim(owner="me")
    assert 0 < claim.wait <= 0.5
    earlier(0.6)
    assert len(taken()) == 1


def test_the_pace_of_one_mailing_does_not_hold_another(mailing, head):
    slow, _other = mailing(*MANY[:5]), mailing(*MANY[5:10])
    mailings.set_pace(mailing=slow, per_minute=60, by=head, at=timezone.now())
    assert taken() == [MANY[0], *MANY[5:10]]


def test_the_office_s_ceiling_counts_all_and_holds_no_service_mail(mailing):
    mailing(*MANY)
    settings(mail_per_minute=60)
    for number in range(3):
        service(f"s{number}@posta.example")
    first = taken()
    assert (len(first), [email[0] for email in first]) == (4, ["s", "s", "s", "p"])
    assert taken() == []
    earlier(1.1)
    assert taken() == []  # three pieces of service mail were spent too
    earlier(3)
    assert len(taken()) == 1


def test_one_domain_s_ceiling_lets_the_others_go(mailing):
    DomainCeiling.objects.create(domain="libero.example", per_minute=60)
    mailing(*[f"l{number}@libero.example" for number in range(10)], *MANY[:10])
    assert Counter(email.partition("@")[2] for email in taken()) == {"libero.example": 1, "posta.example": 10}
    assert taken() == []
    earlier(1.1)
    assert Counter(email.partition("@")[2] for email in taken()) == {"libero.example": 1}


def test_a_ceiling_for_every_domain(mailing):
    settings(domain_per_minute=120)
    mailing(*[f"p{number}@d{number % 3}.example" for number in range(12)])
    assert Counter(email.partition("@")[2] for email in taken()) == {"d0.example": 2, "d1.example": 2, "d2.example": 2}


def test_a_domain_that_says_not_now_is_left_alone_and_only_that_one(mailing, faulty):
    made = mailing(*[f"l{number}@libero.example" for number in range(20)], *MANY[:20])
    faulty.rcpt = lambda to: "451 4.7.0 too fast" if to.endswith("libero.example") else "250 ok"
    Sender(faulty.transport).run()
    assert sum(to.endswith("posta.example") for to in faulty.to) == 20
    asked = sum(to.endswith("libero.example") for to in faulty.rcpts)
    assert pace.STRIKES <= asked <= 20
    assert PaceMark.objects.get(scope="domain", key="libero.example").held_until > timezone.now()
    made.deliveries.filter(state="deferred").update(due_at=timezone.now(), tries=0)
    assert taken() == []
    earlier(3600)
    made.deliveries.filter(state="claimed").update(state="queued", owner="", lease_until=None)
    assert len(taken()) == 1  # one goes ahead and tries
    assert taken() == []


def test_an_accepted_message_clears_a_domain(mailing, faulty):
    mailing("a@libero.example", "b@libero.example")
    PaceMark.objects.create(scope="domain", key="libero.example", strikes=7, held_until=timezone.now() - timedelta(seconds=1))
    Sender(faulty.transport).run()
    assert sorted(faulty.to) == ["a@libero.example", "b@libero.example"]
    assert PaceMark.objects.get(key="libero.example").strikes == 0


def test_a_full_mailbox_says_nothing_about_its_domain(mailing, faulty):
    mailing(*MANY[:10])
    faulty.rcpt = lambda to: "452 4.2.2 mailbox full"
    Sender(faulty.transport).run()
    assert (len(faulty.rcpts), PaceMark.objects.filter(strikes__gt=0).count()) == (10, 0)


def test_outside_the_hours_only_service_mail_leaves(mailing):
    made = mailing(*MANY)
    Mailing.objects.update(going_since=timezone.now() - timedelta(hours=1))
    made.deliveries.update(due_at=timezone.now() - timedelta(hours=1))
    now = timezone.localtime()
    settings(mail_days=[(now.weekday() + 3) % 7])
    service()
    assert taken() == ["maria@posta.example"]
    assert watch.is_stuck(timezone.now()) is False
    settings(mail_days=[])
    assert len(taken()) == 30


def test_a_change_of_pace_takes_back_what_was_in_hand(mailing, head, faulty):
    made = mailing(*MANY)

    def change() -> bool:
        if len(faulty.kept) == 3:
            mailings.set_pace(mailing=made, per_minute=1, by=head, at=timezone.now())
        return False

    report = Sender(faulty.transport, budget=0.5, should_stop=change).run()
    assert 3 <= len(faulty.kept) <= 4
    assert report.accepted == len(faulty.kept)
    assert made.deliveries.filter(state="claimed").count() == 0
    assert AuditEvent.objects.filter(verb="mailing.pace_set").count() == 1


@pytest.mark.parametrize("per_minute", [0, -5])
def test_a_pace_below_one_is_refused(mailing, head, per_minute):
    with pytest.raises(ValueError, match=str(per_minute)):
        mailings.set_pace(mailing=mailing("a@posta.example"), per_minute=per_minute, by=head, at=timezone.now())


def test_a_new_mailing_begins_with_the_office_s_pace(mailing):
    settings(mailing_per_minute=30)
    assert mailing("a@posta.example").per_minute == 30


@pytest.mark.django_db(transaction=True)
def test_senders_on_two_machines_share_one_ceiling_and_no_row(mailing, head):
    made = mailing(*MANY)
    mailings.set_pace(mailing=made, per_minute=600, by=head, at=timezone.now())

    def take(number: int) -> list[str]:
        try:
            return taken(f"machine{number}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        found = [email for part in pool.map(take, range(4)) for email in part]
    assert len(found) == len(set(found))
    assert 10 <= len(found) < 30


def test_the_pace_is_changed_on_the_page(client, head, mailing):
    client.force_login(head)
    made = mailing("a@posta.example")
    url = reverse("relations:mailing_pace", args=[made.pk])
    assert client.post(url, {"per_minute": "40"}).status_code == 302
    made.refresh_from_db()
    assert (made.per_minute, 'value="40"' in client.get(reverse("relations:mailing", args=[made.pk])).content.decode()) == (40, True)
    assert client.post(url, {"per_minute": ""}, headers={"HX-Request": "true"}).status_code == 200
    made.refresh_from_db()
    assert made.per_minute is None


@pytest.mark.parametrize("typed", ["0", "-3", "dieci", "1000000", "\x00"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_wrong_pace_gets_an_answer_beside_its_field(client, head, mailing, typed, headers):
    client.force_login(head)
    made = mailing("a@posta.example")
    answer = client.post(reverse("relations:mailing_pace", args=[made.pk]), {"per_minute": typed}, headers=headers)
    assert (answer.status_code, b"pace-error" in answer.content) == (422, True)
    made.refresh_from_db()
    assert made.per_minute is None


def test_progress_of_a_paced_mailing_is_moving(mailing, head):
    made = mailing(*MANY)
    mailings.set_pace(mailing=made, per_minute=1, by=head, at=timezone.now())
    taken()
    Mailing.objects.update(going_since=timezone.now() - timedelta(hours=1))
    made.deliveries.update(due_at=timezone.now() - timedelta(hours=1))
    assert watch.is_stuck(timezone.now()) is False
    assert queries.progress(made).is_moving
