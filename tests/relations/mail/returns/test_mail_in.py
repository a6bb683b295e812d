"""The pipe behind a mail server: takes one message, and asks for patience while it cannot keep it."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from relations.mail import addresses
from relations.models import IncomingMessage
from tests.relations.mail.returns import samples

ROOT = Path(__file__).resolve().parents[4]


def hand(monkeypatch, raw: bytes, *args: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    call_command("mail_in", *args)


def test_a_message_is_taken(sent, monkeypatch):
    row = sent()
    hand(monkeypatch, samples.filled(samples.POSTFIX_UNKNOWN, to=addresses.return_path(row.pk), rcpt=row.email))
    assert IncomingMessage.objects.get().kind == "gone"


def test_the_envelope_s_recipient_is_enough(sent, monkeypatch):
    row = sent()
    hand(monkeypatch, samples.filled(samples.QMAIL, to="x@y.example", rcpt=row.email), addresses.return_path(row.pk))
    assert IncomingMessage.objects.get().match == "token"


def test_while_the_database_is_away_the_mail_server_keeps_it():
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing", "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "manage.py", "mail_in"], input=b"From: a@b.example\r\n\r\nx", cwd=ROOT, env=environment,
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, b"Traceback" in done.stderr) == (75, False)


def test_a_message_of_any_size_is_read_to_its_end(db, monkeypatch):
    hand(monkeypatch, b"From: a@b.example\r\nSubject: grande\r\n\r\n" + b"x" * 4_000_000)
    assert IncomingMessage.objects.get().subject == "grande"


@pytest.mark.parametrize("raw", [b"", b"\x00"])
def test_nothing_at_all_is_no_fault(db, monkeypatch, raw):
    hand(monkeypatch, raw)
    assert IncomingMessage.objects.get().kind == "unknown"
