"""Reading a mailbox over a real socket: each message once, one reader at a time, faults in plain words."""

import socket
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from relations.mail import addresses
from relations.mail.compose import message_id
from relations.mail.returns import mailbox
from relations.models import IncomingMessage, MailboxState
from relations.queries import status
from tests.relations.mail.returns import samples
from tests.support.imap import ImapServer


@pytest.fixture
def server():
    with ImapServer() as running:
        yield running


@pytest.fixture
def source(server, db) -> mailbox.Source:
    return mailbox.Source.from_url(server.url)


def bounce(row, number: int = 0) -> bytes:
    raw = samples.filled(
        samples.POSTFIX_UNKNOWN, to=addresses.return_path(row.pk), message_id=message_id(row).strip("<>"), rcpt=row.email
    )
    return raw.replace(b"20261124090005.1", b"n%d" % number)


def read(source, **options) -> int:
    return mailbox.read_new(source, at=timezone.now(), **options)


def test_new_messages_are_taken_marked_and_never_read_again(server, source, sent):
    server.add(bounce(sent()))
    server.add(b"From: a@b.example\r\n\r\nchi lo sa")
    assert (read(source), read(source)) == (2, 0)
    assert sorted(IncomingMessage.objects.values_list("kind", flat=True)) == ["gone", "unknown"]
    assert [kept.flags for kept in server.messages.values()] == [{"\\Seen"}, {"\\Seen"}]
    assert sum("FETCH" in said for said in server.said) == 2


def test_what_comes_later_is_read_later(server, source):
    server.add(b"From: a@b.example\r\nMessage-ID: <1@b.example>\r\n\r\nuno")
    assert read(source) == 1
    server.add(b"From: a@b.example\r\nMessage-ID: <2@b.example>\r\n\r\ndue")
    assert (read(source), IncomingMessage.objects.count()) == (1, 2)


def test_a_mailbox_made_anew_repeats_nothing(server, source, sent):
    server.add(bounce(sent()))
    read(source)
    server.uid_validity += 1
    assert (read(source), IncomingMessage.objects.count()) == (1, 1)


def test_a_line_cut_in_the_middle_loses_and_repeats_nothing(server, source, sent):
    row = sent()
    for number in range(3):
        server.add(bounce(row, number))
    server.hang_up_at = "UID FETCH 3"
    with pytest.raises(mailbox.Unreachable):
        read(source)
    assert (IncomingMessage.objects.count(), MailboxState.objects.get().last_uid) == (2, 2)
    server.hang_up_at = ""
    assert (read(source), IncomingMessage.objects.count()) == (1, 3)


def test_a_message_beyond_reading_does_not_hold_up_the_others(server, source, sent):
    server.add(b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\nContent-Type: message/rfc822\r\n\r\n" * 3000)
    server.add(bounce(sent()))
    assert read(source) == 2
    assert IncomingMessage.objects.filter(kind="gone").count() == 1


def test_two_readers_do_not_read_at_once(server, source):
    server.add(b"From: a@b.example\r\n\r\nuno")
    MailboxState.objects.create(pk=1, owner="another", lease_until=timezone.now() + timedelta(minutes=1))
    assert (read(source), server.said) == (0, [])


def test_a_reader_that_died_is_followed_by_another(server, source):
    server.add(b"From: a@b.example\r\n\r\nuno")
    MailboxState.objects.create(pk=1, owner="dead", lease_until=timezone.now() - timedelta(seconds=1))
    assert read(source) == 1
    assert MailboxState.objects.get().owner == ""


def test_a_reading_ends_and_goes_on_at_the_next_round(server, source):
    for number in range(5):
        server.add(b"From: a@b.example\r\nMessage-ID: <%d@b.example>\r\n\r\nx" % number)
    assert (read(source, most=3), read(source, most=3)) == (3, 2)


@pytest.mark.parametrize(("changes", "words"), [
    ({"password": "sbagliata"}, "La casella rifiuta il nome utente o la password."),
    ({"folder": "Altrove"}, "Nella casella non c’è la cartella Altrove."),
])  # fmt: skip
def test_a_fault_is_told_in_plain_words_until_it_is_over(server, source, settings, changes, words):
    settings.MAILBOX_URL = server.url
    with pytest.raises(mailbox.Unreachable):
        read(replace(source, **changes))
    since = MailboxState.objects.get().fault_at
    with pytest.raises(mailbox.Unreachable):
        read(replace(source, **changes))
    [check] = [check for check in status.checks(timezone.now()) if check.key == "mailbox"]
    assert (check.well, words in check.words, MailboxState.objects.get().fault_at) == (False, True, since)
    read(source)
    [check] = [check for check in status.checks(timezone.now()) if check.key == "mailbox"]
    assert (check.well, MailboxState.objects.get().fault) == (True, "")


def test_a_server_that_is_not_there_is_a_fault(db, settings):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    settings.MAILBOX_URL = f"imap://u:p@127.0.0.1:{port}/INBOX"
    assert mailbox.look() == 0
    assert "127.0.0.1" in MailboxState.objects.get().fault


def test_a_password_never_goes_over_an_unprotected_line(db, settings):
    settings.MAILBOX_URL = "imap://u:p@mail.example/INBOX"
    assert mailbox.look() == 0
    assert "imaps://" in MailboxState.objects.get().fault


def test_without_a_mailbox_nothing_is_looked_at(db, settings):
    settings.MAILBOX_URL = ""
    assert (mailbox.look(), MailboxState.objects.count()) == (0, 0)
    assert [check.key for check in status.checks(timezone.now()) if check.key == "mailbox"] == []


@pytest.mark.parametrize(("url", "found"), [
    ("imaps://u%40x:p%2Fq@mail.example/Ritorni", ("mail.example", 993, "tls", "u@x", "p/q", "Ritorni")),
    ("imap+tls://u:p@mail.example", ("mail.example", 143, "starttls", "u", "p", "INBOX")),
    ("imaps://u:p@mail.example:1993/", ("mail.example", 1993, "tls", "u", "p", "INBOX")),
])  # fmt: skip
def test_the_address_of_the_mailbox(url, found):
    source = mailbox.Source.from_url(url)
    assert (source.host, source.port, source.security, source.user, source.password, source.folder) == found


@pytest.mark.parametrize("url", ["", "http://x", "imaps://mail.example", "imaps://"])
def test_an_address_that_is_none(url):
    with pytest.raises(ImproperlyConfigured):
        mailbox.Source.from_url(url)
