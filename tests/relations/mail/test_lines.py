"""Several lines in one sender, against a server that offers PIPELINING: each message once, each doubt counted."""
from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.sink import Rule, Sink
from relations.mail import mailings, outbox
from relations.mail.deliver import Line, Result, Step, Transport
from relations.mail.sender import Sender
from relations.models import Delivery, Mailing

pytestmark = pytest.mark.django_db
EMAILS = [f"p{number:02}@posta.example" for number in range(40)]


def send(sink: Sink, lines: int = 4, **options: object) -> Sender:
    sender = Sender(Transport(host="127.0.0.1", port=sink.port), lines=lines, **options)
    sender.run()
    return sender


def states(made: Mailing) -> dict[str, int]:
    return dict(Counter(made.deliveries.values_list("state", flat=True)))


def due(made: Mailing) -> None:
    made.deliveries.filter(state="deferred").update(due_at=timezone.now())


@pytest.mark.parametrize("pipelining", [True, False])
def test_everybody_gets_one_copy(mailing, pipelining):
    made = mailing(*EMAILS)
    with Sink(pipelining=pipelining) as sink:
        send(sink)
        assert sorted(to for _message_id, to in sink.accepted) == EMAILS
    assert states(made) == {"sent": 40}


def test_lines_share_their_commits(mailing):
    mailing(*EMAILS)
    with Sink(pipelining=True) as sink, CaptureQueriesContext(connection) as captured:
        send(sink, lines=8)
    marks = [query for query in captured if "'sending'" in query["sql"] and "WITH settled" in query["sql"]]
    assert len(marks) < len(EMAILS)


@pytest.mark.parametrize("at", ["rcpt", "data", "final"])
@pytest.mark.parametrize("pipelining", [True, False])
def test_a_refusal_anywhere_fails_one_and_the_line_goes_on(mailing, at, pipelining):
    made = mailing(*EMAILS)
    with Sink(pipelining=pipelining, rules=[Rule(at, "550 5.7.1 no", match="^p0")]) as sink:
        send(sink)
        assert (sink.count, sink.copies) == (30, {})
    assert states(made) == {"sent": 30, "failed": 10}


def test_without_an_answer_exactly_those_are_uncertain(mailing):
    made = mailing(*EMAILS)
    with Sink(pipelining=True, rules=[Rule("final", every=10, keep=True, close=True)]) as sink:
        send(sink)
        assert (sink.count, sink.copies) == (40, {})
    assert states(made) == {"sent": 36, "uncertain": 4}


@pytest.mark.parametrize("rule", [
    Rule("rcpt", "451 4.2.0 greylisted", first=1), Rule("data", "452 4.2.0 later", first=1), Rule("mail", "421 4.3.2 busy", every=7, close=True),
    Rule("rcpt", "421 4.2.0 too many", every=9, close=True), Rule("data", close=True, every=9),
])  # fmt: skip
def test_what_was_refused_for_now_arrives_once_in_the_end(mailing, rule):
    made = mailing(*EMAILS)
    with Sink(pipelining=True, rules=[rule]) as sink:
        for _round in range(12):
            send(sink, lines=3)
            due(made)
        assert (sink.count, sink.copies) == (40, {})
    assert states(made) == {"sent": 40}


def test_a_server_that_allows_fewer_lines_gets_fewer(mailing):
    made = mailing(*EMAILS)
    with Sink(pipelining=True, rules=[Rule("connect", "421 4.7.0 too many connections", every=3, close=True)]) as sink:
        sender = send(sink, lines=4)
        assert sink.count == 40
    assert len(sender.lines) == 3
    assert states(made) == {"sent": 40}


def test_a_pause_stops_every_line_at_its_mark(mailing, author):
    made = mailing(*EMAILS)

    with Sink(pipelining=True) as sink:
        def pause() -> bool:
            if sink.count >= 8:
                mailings.pause(mailing=made, by=author, at=timezone.now())
            return False

        send(sink, should_stop=pause)
        assert 8 <= sink.count <= 12
    assert set(states(made)) == {"sent", "queued"}
    assert made.deliveries.filter(state="sent").count() == sink.count


def test_stopping_waits_for_what_is_on_the_wire(mailing):
    made = mailing(*EMAILS)
    with Sink(pipelining=True, rules=[Rule("final", delay=0.05)]) as sink:
        send(sink, should_stop=lambda: sink.count >= 4)
        assert made.deliveries.filter(state="sent").count() == sink.count
    assert set(states(made)) == {"sent", "queued"}


def test_groups_grow_while_they_go_quickly(mailing, monkeypatch):
    sizes = []
    claim = outbox.claim
    monkeypatch.setattr(outbox, "claim", lambda **asked: sizes.append(asked["group"]) or claim(**asked))
    mailing(*[f"q{number:03}@posta.example" for number in range(150)])
    with Sink(pipelining=True) as sink:
        send(sink, lines=8)
    assert sizes[0] == outbox.GROUP
    assert max(sizes) <= outbox.MOST


def test_a_recipient_refused_in_a_packet_ends_the_message_even_if_data_is_let_through():
    """RFC 2920: the answer to DATA may be 354 though no recipient was taken; then the line is cut."""
    line = Line(Transport())
    line.step, line._due = Step.ENVELOPE, ["mail", "rcpt", "data"]
    line.cut = lambda: setattr(line, "step", Step.CLOSED)
    answers = [line._understand(code, text) for code, text in ((250, b"ok"), (550, b"5.1.1 no"), (354, b"go on"))]
    assert answers[:2] == [None, None]
    assert (answers[2].result, answers[2].code, answers[2].stage, line.step) == (Result.REFUSED, 550, "rcpt", Step.CLOSED)


def test_what_another_machine_holds_is_not_taken(mailing):
    made = mailing(*EMAILS)
    mine = {row.pk for row in outbox.claim(owner="here", group=20).rows}
    theirs = {row.pk for row in outbox.claim(owner="there", group=100).rows}
    assert (len(mine), len(theirs), mine & theirs) == (20, 20, set())
    assert outbox.mark(list(mine), owner="there") == set()
    assert Delivery.objects.filter(mailing=made, state="sending").count() == 0
