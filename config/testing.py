"""How `manage.py test` calls pytest. The servers are started by conftest.py, whoever calls pytest."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Two processes: what a small machine has. Groups: tests that start whole offices stay together.
SIDE_BY_SIDE = ["-n", "2", "--dist", "loadgroup"]


def command(arguments: list[str]) -> list[str]:
    """This function will leave the number of processes alone when the caller chose one."""
    chosen = any(word.startswith(("-n", "--numprocesses", "--dist", "--pdb")) for word in arguments)
    chosen = chosen or "no:xdist" in " ".join(arguments)
    return [sys.executable, "-m", "pytest", *([] if chosen else SIDE_BY_SIDE), *arguments]


def run(arguments: list[str]) -> int:
    return subprocess.run(command(arguments), cwd=ROOT, check=False).returncode
