"""`manage.py bench`: measures in a process and a folder of their own, so that no office's data are ever touched."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand


class Command(BaseCommand):
    help = "Measure the product beside the raw limit of the same work: bench [relations] [--contacts 100000], bench --help."
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        state = Path(os.environ.get("RELAZIONI_BENCH_STATE", settings.BASE_DIR / "var" / "bench"))
        environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL")}
        environment["RELAZIONI_STATE"] = str(state)
        sys.exit(subprocess.run([sys.executable, "-m", "bench", *argv[2:]], cwd=settings.BASE_DIR, env=environment, check=False).returncode)

    def handle(self, *args: Any, **options: Any) -> None:
        self.run_from_argv(["manage.py", "bench"])
