"""One reading of whatever comes in: what it is, and whom it blames."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.mail.returns.reading import Sort, read
from relations.mail.returns.verdict import Verdict, judge
from tests.relations.mail.returns import samples

RCPT = "ada@altro.example"
MESSAGE_ID = "0123456789abcdef01234567.42@csvticino.example"


def seen(sample: str):
    return read(samples.filled(sample, to="rimbalzi+42-abc@csvticino.example", message_id=MESSAGE_ID, rcpt=RCPT))


@pytest.mark.parametrize(("name", "verdict", "status"), [
    ("POSTFIX_UNKNOWN", Verdict.GONE, "5.1.1"),
    ("POSTFIX_DELAYED", Verdict.DELAYED, "4.4.1"),
    ("FULL_CALLED_PERMANENT", Verdict.SOFT, "5.2.2"),
    ("OVER_QUOTA_AS_5_1_1", Verdict.SOFT, "5.1.1"),
    ("GAVE_UP_4XX", Verdict.SOFT, "4.4.1"),
    ("EXCHANGE", Verdict.GONE, "5.1.10"),
    ("QMAIL", Verdict.GONE, "5.1.1"),
    ("EXIM", Verdict.SOFT, ""),
    ("GMAIL", Verdict.GONE, "5.1.1"),
    ("ARUBA", Verdict.SOFT, ""),
    ("LIBERO", Verdict.GONE, "5.0.0"),
    ("SPAM_REFUSED", Verdict.OURS, "5.7.1"),
])  # fmt: skip
def test_a_returned_message_says_what_its_server_meant(name, verdict, status):
    found = seen(getattr(samples, name))
    assert (found.sort, found.verdict, [(item.address, item.status) for item in found.blamed]) == (
        Sort.BOUNCE, verdict, [(RCPT, status)],
    )  # fmt: skip


@pytest.mark.parametrize("name", ["POSTFIX_UNKNOWN", "EXCHANGE", "QMAIL", "EXIM", "GMAIL", "ARUBA", "ARF"])
def test_a_returned_message_names_ours(name):
    assert MESSAGE_ID in seen(getattr(samples, name)).refers_to


def test_of_several_behind_one_address_the_mildest_counts():
    found = seen(samples.TWO_RECIPIENTS)
    assert [item.verdict for item in found.blamed] == [Verdict.GONE, Verdict.DELIVERED]
    assert found.verdict is Verdict.DELIVERED


@pytest.mark.parametrize(("name", "sort"), [
    ("ARF", Sort.COMPLAINT), ("VACATION", Sort.AUTOMATIC), ("OUTLOOK_AUTO", Sort.AUTOMATIC), ("REPLY", Sort.PERSONAL),
])  # fmt: skip
def test_what_is_no_bounce(name, sort):
    assert seen(getattr(samples, name)).sort is sort


def test_a_reply_is_read_whole():
    found = seen(samples.REPLY)
    assert (found.sender, found.sender_name, found.subject) == (RCPT, "Giulia Contì", "Re: Novembre")
    assert [(item.name, item.size) for item in found.attachments] == [("adesione.pdf", 9)]


@pytest.mark.parametrize(("status", "words", "verdict"), [
    ("5.1.1", "", Verdict.GONE),
    ("5.1.2", "Host or domain name not found", Verdict.GONE),
    ("5.1.8", "sender domain must exist", Verdict.OURS),
    ("5.2.1", "The email account that you tried to reach is disabled", Verdict.GONE),
    ("5.2.1", "receiving mail too quickly", Verdict.SOFT),
    ("5.3.4", "message too big", Verdict.OURS),
    ("5.4.6", "routing loop", Verdict.OURS),
    ("5.7.26", "This mail is unauthenticated: DMARC policy", Verdict.OURS),
    ("5.0.0", "user unknown", Verdict.GONE),
    ("5.0.0", "", Verdict.SOFT),
    ("", "la casella e' piena", Verdict.SOFT),
    ("", "who knows", Verdict.SOFT),
    ("5.1.1", "rejected by policy: no such user here", Verdict.GONE),
    ("2.1.5", "", Verdict.DELIVERED),
])  # fmt: skip
def test_codes_and_words(status, words, verdict):
    assert judge(action="failed", status=status, words=words) is verdict


BROKEN = [
    b"", b"\r\n", b"\x00\xff\xfe", b"From: \r\n\r\n", b"Content-Type: multipart/report; boundary=\r\n\r\n--\r\n",
    b"Content-Type: text/plain; charset=nothing\r\n\r\n\xe8", b"Subject: =?utf-8?b?////?=\r\n\r\nx",
    b"From: a@b.example\r\nTo: " + b"<" * 5000 + b"\r\n\r\nx", b"Content-Type: text/html\r\n\r\n" + b"<div>" * 9000,
    b"From: a@b.example\r\nSubject: a\r\n b\r\n\tc\r\n\r\n" + b">" * 20000 + b"\n" + b"> x\n" * 5000,
    b"Content-Type: message/rfc822\r\n\r\n" * 40 + b"x",
]  # fmt: skip


@pytest.mark.parametrize("raw", BROKEN, ids=range(len(BROKEN)))
def test_whatever_is_wrong_with_it_something_is_read(raw):
    assert read(raw).sort in Sort


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(noise):
    broken = samples.filled(samples.POSTFIX_UNKNOWN)
    place = len(noise) * 7 % len(broken)
    assert read(broken[:place] + noise + broken[place:]).key
