"""`manage.py match_rank`: rankings of companies and non-profits from JSON lines, without a database."""

import sys
from typing import Any

from django.core.management import BaseCommand

from partnerships.matching import wire


class Command(BaseCommand):
    help = "Read cases as JSON lines on standard input, write their rankings as JSON lines. Needs no database."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        source = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
        for line in wire.lines(source):
            sys.stdout.write(line + "\n")
