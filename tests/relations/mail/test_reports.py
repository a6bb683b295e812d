"""What became of a mailing: refusals in words, by provider, over time; a year by purpose and public; nobody followed."""
from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from relations.mail import addresses, panel_items, refusals, reports, subscriptions, tally
from relations.mail.addresses import LinkKey
from relations.mail.kinds import OF_A_SEQUENCE
from relations.mail.testing import deliver_due
from relations.models import Mailing, MailTally

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, office, head):
    client.force_login(head)
    return client


@pytest.fixture
def sent(mailing):
    """Twelve of two providers: one of them refuses most."""
    made = mailing(*[f"p{n}@buona.example" for n in range(4)], *[f"p{n}@cattiva.example" for n in range(8)])
    deliver_due()
    bad = made.deliveries.filter(email__endswith="@cattiva.example").order_by("email")
    for row in bad[:6]:
        made.deliveries.filter(pk=row.pk).update(state="failed", reply_code=550, reply_status="5.7.1", reply_text="no")
    made.deliveries.filter(pk=bad[6].pk).update(state="failed", reply_code=552, reply_status="5.2.2")
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("status", "code", "key"),
    [
        ("5.1.1", 550, "no_mailbox"), ("5.1.2", 550, "no_domain"), ("5.1.10", 556, "no_domain"), ("5.2.1", 550, "disabled"),
        ("4.2.2", 452, "full"), ("5.2.2", 552, "full"), ("5.3.4", 552, "too_big"), ("5.7.1", 554, "unwanted"),
        ("5.7.26", 550, "unverified"), ("4.7.1", 451, "later"), ("5.4.1", 550, "unreachable"), ("", 552, "full"),
        ("", 554, "unwanted"), ("", 451, "later"), ("", 550, "other"), ("", None, "other"), ("nonsense", 550, "other"),
    ],
)  # fmt: skip
def test_a_status_is_a_reason_in_words(status, code, key):
    assert refusals.family(status, code).key == key


def test_refusals_are_grouped_by_reason_the_most_first(sent):
    found = reports.of(sent, at=timezone.now())
    assert [(family.key, number) for family, number in found.refused] == [("unwanted", 6), ("full", 1)]


def test_a_provider_that_blocks_us_is_seen(sent):
    found = {one.name: (one.sent, one.refused, one.looks_blocked) for one in reports.domains(sent)}
    assert found == {"cattiva.example": (1, 7, True), "buona.example": (4, 0, False)}


def test_over_time_the_pieces_make_the_whole(sent):
    found = reports.of(sent, at=timezone.now())
    assert (sum(n for _t, n, _r in found.times), sum(n for _t, _s, n in found.times)) == (5, 7)
    assert (found.progress.sent, found.progress.failed) == (5, 7)


def test_who_leaves_after_a_message_counts_by_purpose(sent):
    for number, purpose in ((0, "newsletter"), (1, "newsletter"), (2, "events")):
        row = sent.deliveries.get(email=f"p{number}@buona.example")
        subscriptions.unsubscribe(
            key=LinkKey(row.pk, purpose, addresses.hashed(row.email), True), at=timezone.now(), source="prova"
        )
    assert [number for _label, number in reports.unsubscribed(sent)] == [2, 1]
    assert reports.of(sent, at=timezone.now()).left == 3


def test_what_came_back_later_is_told_from_what_was_refused(sent):
    row = sent.deliveries.filter(state="sent").first()
    block = subscriptions.block(email=row.email, at=timezone.now(), by=None, reason="bounced")
    type(block).objects.filter(pk=block.pk).update(delivery=row)
    found = reports.of(sent, at=timezone.now())
    assert (found.bounced, found.progress.failed, found.complaints) == (1, 7, 0)


def test_a_report_stands_beside_the_ones_before(mailing, desk):
    first, second = mailing("a@posta.example"), mailing("b@posta.example")
    deliver_due()
    found = reports.beside(second)
    assert [(one.mailing, one.sent, one.is_this) for one in found] == [(second, 1, True), (first, 1, False)]


def test_the_pages_open_empty_full_and_as_files(desk, sent, mailing):
    empty = mailing("z@posta.example", state="in_review")
    for path in (f"/invii/{sent.pk}/esito/", f"/invii/{empty.pk}/esito/", "/invii/", "/invii/?scopo=events", "/invii/?q=Nov"):
        assert desk.get(path).status_code == 200
    assert "Novembre;Newsletter;" in desk.post("/invii/", {"formato": "csv"}).getvalue().decode()


def test_no_page_speaks_of_opens(desk, sent):
    main = desk.get(f"/invii/{sent.pk}/esito/").content.decode().partition("<main")[2]
    assert main.count("apertura") == main.count("Non c’è tasso di apertura") == 1
    assert "Aperte" not in main


def test_no_message_carries_a_picture_that_follows_people(mailing):
    mailing("a@posta.example")
    [message] = deliver_due()
    html = message.get_body(("html",)).get_content()
    assert "<img" not in html or all('width="1"' not in piece for piece in html.split("<img")[1:])


def test_what_sequences_send_by_the_day_does_not_bury_the_rest(sent, desk):
    Mailing.objects.filter(pk=sent.pk).update(once=f"{OF_A_SEQUENCE}1:2026-11-30")
    assert sent.title not in desk.get("/invii/").content.decode()
    assert sent.title in desk.get("/invii/?da=sequenze").content.decode()


@pytest.mark.parametrize("path", ["/invii/", "report"])
def test_a_report_costs_the_same_for_one_and_thirty(desk, mailing, path):
    costs = []
    for number in (1, 30):
        made = mailing(*[f"p{number}-{place}@posta.example" for place in range(number)])
        deliver_due()
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(f"/invii/{made.pk}/esito/" if path == "report" else path).status_code == 200
        costs.append(len(captured))
    # The first mailing has no other to stand beside; the statements are the same.
    assert costs[0] == costs[1]


# --- a year ----------------------------------------------------------------------------
def test_a_year_counts_the_same_before_and_after_it_is_kept(sent):
    at = timezone.now() + timedelta(days=1)
    before = tally.year(timezone.localdate().year, at=at)
    assert before == {("newsletter", "citizens"): 5}
    assert tally.bring_up(at=at) == 1
    assert (MailTally.objects.count(), tally.year(timezone.localdate().year, at=at)) == (1, before)
    assert tally.bring_up(at=at) == 1
    assert tally.year(timezone.localdate().year, at=at) == before


def test_what_leaves_after_the_last_kept_day_is_counted_too(sent, mailing):
    at = timezone.now()
    sent.deliveries.update(settled_at=at - timedelta(days=3))
    tally.bring_up(at=at)
    mailing("oggi@posta.example")
    deliver_due()
    assert sum(tally.year(timezone.localdate().year, at=at).values()) + sum(
        tally.year(timezone.localdate().year - 1, at=at).values()
    ) == 6  # fmt: skip


def test_the_head_sees_the_year_on_the_quadro(desk, sent):
    assert "Messaggi a molti" in desk.get(reverse("relations:overview")).content.decode()
    box = panel_items.year_of_mail(timezone.localdate().year, timezone.now())
    assert (box["total"], box["sums"]) == (5, [5])


def test_nothing_of_ours_asks_who_opened():
    root = Path(reports.__file__).parents[2]
    words = [path for path in (root / "templates").rglob("*.mjml") if "pixel" in path.read_text() or 'width="1"' in path.read_text()]
    assert words == []
