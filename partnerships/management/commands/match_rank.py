"""`manage.py match_rank`: rankings of companies and non-profits from JSON lines, without a database."""

import sys
from typing import Any

from django.core.management import BaseCommand
from django.utils import translation

from partnerships.matching import wire


def _speak(language: str) -> wire.Translate:
    """A translator into the language of a case; English is the message id itself."""
    def translate(text: str) -> str:
        with translation.override(language if language in wire.LANGUAGES else "it"):
            return translation.gettext(text) if text else ""

    return translate


class Command(BaseCommand):
    help = "Read cases as JSON lines on standard input, write their rankings as JSON lines. Needs no database."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        source = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
        for line in wire.lines(source, _speak):
            sys.stdout.write(line + "\n")
