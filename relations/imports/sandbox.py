"""Starting the reading process, listening to it, and ending it when it takes too long."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from relations.imports import limits
from relations.imports.problems import Refused

ROOT = Path(__file__).resolve().parents[2]
# What the process may know of its surroundings: no address of the database, no secret key.
_ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "ignore"}
_SAID = 64 * 1024 * 1024


def look(path: Path, reading: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return what the file is (see child.look); Refused when it cannot be read."""
    job = {"what": "look", "path": str(path), "reading": reading or {}}
    with _running(job, limits.LOOK_SECONDS) as (_stdout, ending):
        return ending()["looked"]


@contextlib.contextmanager
def rows(path: Path, *, reading: dict[str, Any], plan: dict[str, Any], import_id: int) -> Iterator[tuple[IO[bytes], Callable[[], int]]]:
    """Give the rows as COPY text to read from, and a function that says how many they were (or raises Refused)."""
    job = {"what": "read", "path": str(path), "reading": reading, "plan": plan, "import": import_id}
    with _running(job, limits.READ_SECONDS) as (stdout, ending):
        yield stdout, lambda: ending()["rows"]


@contextlib.contextmanager
def _running(job: dict[str, Any], seconds: int) -> Iterator[tuple[IO[bytes], Callable[[], dict[str, Any]]]]:
    job |= {"seconds": seconds, "memory": limits.MEMORY_BYTES, "files": limits.OPEN_FILES}
    process = subprocess.Popen(
        [sys.executable, "-m", "relations.imports.child"], cwd=ROOT, env=_ENVIRONMENT, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    said: list[bytes] = []
    ear = threading.Thread(target=lambda: said.append(process.stderr.read(_SAID)), daemon=True)
    late = threading.Event()
    clock = threading.Timer(seconds * 1.5, _end, (process, late))
    ear.start()
    clock.start()

    def ending() -> dict[str, Any]:
        process.stdout.read()
        code = process.wait()
        ear.join()
        return _judge(code, b"".join(said), late.is_set())

    try:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(json.dumps(job).encode())
            process.stdin.close()
        yield process.stdout, ending
    finally:
        clock.cancel()
        if process.poll() is None:
            _end(process)
        process.wait()
        ear.join(5)
        for pipe in (process.stdout, process.stderr):
            pipe.close()


def _end(process: subprocess.Popen[bytes], late: threading.Event | None = None) -> None:
    if late is not None:
        late.set()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _judge(code: int, said: bytes, late: bool) -> dict[str, Any]:
    """Return what the process said last; one that was ended or ended itself says why by how it died."""
    last = said.strip().rpartition(b"\n")[2]
    with contextlib.suppress(ValueError):
        answer = json.loads(last)
        if isinstance(answer, dict):
            if "refused" in answer:
                raise Refused(answer["refused"], **answer["details"])
            return answer
    if late or code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Refused("too_long")
    # Out of memory, a library that gave up: the file asks for more than any list of contacts does.
    raise Refused("too_much")
