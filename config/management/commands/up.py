"""`manage.py up`: from nothing to an open office; Ctrl-C closes it."""
import sys
from typing import Any

from django.core.management import BaseCommand, CommandParser
from django.utils import translation

from config.bootstrap import speaks_italian
from config.embedded import EmbeddedError
from config.opening import Interrupted, Opening


class Command(BaseCommand):
    help = "Start the whole office on this machine: database, queue, web, mail, timetable."
    # The database these checks would ask is not running yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=_port, default=8000, help="where the pages answer (default: 8000)")
        parser.add_argument("--empty", action="store_true", help="start a real office, without demo data")

    def handle(self, *args: Any, port: int, empty: bool, **options: Any) -> None:
        language = "it" if speaks_italian() else "en"
        sys.stdout.reconfigure(errors="replace", line_buffering=True)
        with translation.override(language):
            try:
                code = Opening(port=port, empty=empty).run()
            except EmbeddedError as error:
                sentence = translation.gettext(error.sentence)
                sys.exit(sentence % error.values if error.values else sentence)
            except Interrupted:
                code = 0
        sys.exit(code)


def _port(word: str) -> int:
    port = int(word)
    if not 1 <= port <= 65535:
        raise ValueError
    return port
