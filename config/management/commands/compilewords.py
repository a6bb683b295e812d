"""`manage.py compilewords`: compile the catalogues that changed."""
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from config.words import compile_stale


class Command(BaseCommand):
    help = "Compile the interface's words (locale/*/*/LC_MESSAGES/*.po) where they changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_stale(settings.BASE_DIR / "locale"):
            self.stdout.write(str(path.relative_to(settings.BASE_DIR)))
