"""The fast sink: what it takes it counts, and it misbehaves only by its rules."""
from __future__ import annotations

import smtplib

import pytest

from bench.sink import Rule, Sink

BODY = "Message-ID: <{}@x.example>\r\nSubject: prova\r\n\r\n.punto\r\nciao\r\n"


def send(line: smtplib.SMTP, number: int, to: str = "") -> None:
    line.sendmail("da@x.example", [to or f"p{number}@posta.example"], BODY.format(number))


def test_it_counts_what_it_takes():
    with Sink(keep_messages=True) as sink, smtplib.SMTP("127.0.0.1", sink.port, timeout=10) as line:
        for number in range(3):
            send(line, number)
        assert sink.accepted == [(f"<{number}@x.example>", f"p{number}@posta.example") for number in range(3)]
        assert (sink.count, sink.copies, len(sink.times)) == (3, {}, 3)
        assert sink.messages[2] == BODY.format(2).encode()


def test_a_second_copy_is_seen():
    with Sink() as sink, smtplib.SMTP("127.0.0.1", sink.port, timeout=10) as line:
        send(line, 1)
        send(line, 1)
        assert sink.copies == {("<1@x.example>", "p1@posta.example"): 2}


@pytest.mark.parametrize("pipelining", [True, False])
def test_pipelining_is_offered_on_request(pipelining):
    with Sink(pipelining=pipelining) as sink, smtplib.SMTP("127.0.0.1", sink.port, timeout=10) as line:
        line.ehlo()
        assert line.has_extn("pipelining") is pipelining


def test_commands_in_one_packet_are_answered_in_one():
    with Sink(pipelining=True) as sink, smtplib.SMTP("127.0.0.1", sink.port, timeout=10) as line:
        line.ehlo()
        line.sock.sendall(b"MAIL FROM:<a@x.example>\r\nRCPT TO:<b@x.example>\r\nDATA\r\n")
        assert [line.getreply()[0] for _step in range(3)] == [250, 250, 354]
        line.close()


def test_what_it_took_survives_a_kill_and_a_new_start():
    with Sink() as sink:
        for number in range(2):
            with smtplib.SMTP("127.0.0.1", sink.port, timeout=10) as line:
                send(line, number)
            port = sink.port
            sink.kill()
            sink.start()
            assert sink.port == port
        assert sink.count == 2


def test_some_recipients_are_refused():
    with Sink(rules=[Rule("rcpt", "550 5.1.1 no such user", match="^p1@")]) as sink, smtplib.SMTP("127.0.0.1", sink.port, timeout=10) as line:
        send(line, 0)
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            send(line, 1)
        assert sink.count == 1


def test_greylisting_refuses_each_recipient_once():
    with Sink(rules=[Rule("rcpt", "451 4.7.1 later", first=1)]) as sink, smtplib.SMTP("127.0.0.1", sink.port, timeout=10) as line:
        for number in (1, 2):
            with pytest.raises(smtplib.SMTPRecipientsRefused):
                send(line, number)
        send(line, 1)
        send(line, 2)
        assert sink.count == 2


def test_a_message_may_be_taken_without_a_word():
    with Sink(rules=[Rule("final", every=2, keep=True, close=True)]) as sink, smtplib.SMTP("127.0.0.1", sink.port, timeout=10) as line:
        send(line, 0)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            send(line, 1)
        assert sink.count == 2


def test_a_slow_answer_is_still_a_good_one():
    with Sink(rules=[Rule("final", delay=0.05)]) as sink, smtplib.SMTP("127.0.0.1", sink.port, timeout=10) as line:
        send(line, 0)
        assert sink.count == 1
