"""manage.py mail_in: one message on standard input, handed over by the mail server (an alias of postfix or exim)."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from relations.mail.returns.take import Door, take

# sysexits.h: the mail server keeps the message and tries again.
EX_TEMPFAIL = 75
_MOST_BYTES = 3_000_000


class Command(BaseCommand):
    """Take a message in; the mail server keeps it and tries again while the database is away."""

    help = "Read one returned message or one answer on standard input; exit 75 while it cannot be kept."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("recipient", nargs="?", default="", help="the envelope recipient (postfix: ${recipient})")

    def handle(self, *args: Any, **options: Any) -> None:
        raw = sys.stdin.buffer.read(_MOST_BYTES)
        # The rest is read and dropped: a mail server does not like a pipe that closes early.
        while sys.stdin.buffer.read(1 << 20):
            pass
        try:
            take(raw=raw, door=Door.PIPE, at=timezone.now(), handed_to=options["recipient"])
        except Exception as error:  # whatever it is, the mail server must keep the message
            self.stderr.write(f"not now: {type(error).__name__}")
            sys.exit(EX_TEMPFAIL)
