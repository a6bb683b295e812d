"""`manage.py test`: pytest takes the place of Django's own runner (manage.py calls it before Django starts)."""
import sys
from typing import Any

from django.core.management import BaseCommand

from config.testing import run


class Command(BaseCommand):
    help = "Run every test. Arguments go to pytest."
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        sys.exit(run(argv[2:]))

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(run([]))
