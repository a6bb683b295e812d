"""Real processes beside a test: a Celery worker and the in-app mailbox, on this test's own database."""
from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90


class Running:
    """A process started by a test, the leader of a group of its own; ends only by this object."""

    def __init__(self, argv: list[str], *, environment: dict[str, str], log: Path) -> None:
        self.argv, self.log = argv, log
        with open(log, "a") as output:
            self._process = subprocess.Popen(argv, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output,
                                             stderr=subprocess.STDOUT, start_new_session=True)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def said(self) -> str:
        """The end of what it wrote."""
        return f"{' '.join(self.argv[1:5])}:\n{self.log.read_text(errors='replace')[-3000:]}"

    def kill(self) -> None:
        """SIGKILL to the whole group: nobody says goodbye."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait(20)

    def terminate(self) -> None:
        """SIGTERM; `wait` says when it is over."""
        self._process.terminate()

    def wait(self, seconds: float = 20) -> int:
        return self._process.wait(seconds)

    def end(self) -> None:
        """SIGTERM, and SIGKILL to whoever does not hear it."""
        self.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait()
        self.kill()


@contextmanager
def process(argv: list[str], *, environment: dict[str, str], ready: Callable[[], bool], log: Path) -> Iterator[int]:
    """This function will wait until `ready`, and end the whole group afterwards."""
    running = Running(argv, environment=environment, log=log)
    try:
        until(ready, what="to be ready", of=[running])
        yield running.pid
    finally:
        running.end()


def until(condition: Callable[[], object], *, what: str, of: Iterable[Running] = (), patience: float = PATIENCE) -> None:
    """This function will return as soon as `condition` holds; what `of` said goes into the failure."""
    deadline = time.monotonic() + patience
    while not condition():
        ended = [running for running in of if running.has_ended]
        if ended or time.monotonic() > deadline:
            said = "\n".join(running.said() for running in ended or of)
            pytest.fail(f"waited {patience:.0f} s for {what}; {len(ended)} ended.\n{said}")
        time.sleep(0.05)


@pytest.fixture
def office_url(live_server, settings) -> str:
    """Where the pages answer in this test; links in mails lead here too."""
    settings.PUBLIC_URL = live_server.url
    return live_server.url


@pytest.fixture
def process_environment(office_url: str, settings) -> dict[str, str]:
    """The test's own database, queue and address, for a process started beside it."""
    from django.db import connection

    left_out = {"PYTEST_XDIST_WORKER", "PYTEST_CURRENT_TEST"}
    return {key: value for key, value in os.environ.items() if key not in left_out} | {
        "DJANGO_SETTINGS_MODULE": "config.settings_test",
        "RELAZIONI_TEST_STATE": str(settings.EMBEDDED.state),
        "RELAZIONI_TEST_DATABASE": connection.settings_dict["NAME"],
        "RELAZIONI_SLOT": str(settings.EMBEDDED.slot),
        "PUBLIC_URL": office_url,
        "PYTHONWARNINGS": "ignore",
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture
def start_worker(transactional_db, process_environment, tmp_path) -> Iterator[Callable[..., Running]]:
    """`start_worker()` gives a real worker on this test's database, as `up` runs it; also after another was killed."""
    from config.celery import app

    app.control.purge()
    started: list[Running] = []

    def start(**also: str) -> Running:
        name = f"worker-{len(started)}"
        argv = [sys.executable, "-m", "celery", "--quiet", "-A", "config", "worker", "-P", "threads", "-c", "2",
                "--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "WARNING", "-n", f"{name}@test"]
        running = Running(argv, environment=process_environment | also, log=tmp_path / f"{name}.log")
        started.append(running)
        until(lambda: app.control.ping(destination=[f"{name}@test"], timeout=0.5), what="the worker", of=[running])
        return running

    yield start
    for running in started:
        running.end()


@pytest.fixture
def celery_worker_process(start_worker) -> int:
    """A real worker on this test's database; its pid."""
    return start_worker().pid


@pytest.fixture
def mailbox_process(transactional_db, process_environment, settings, tmp_path) -> Iterator[int]:
    """The in-app mailbox, listening; yields its pid."""
    path = settings.EMBEDDED.smtp_sock

    def ready() -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(5)
                line.connect(str(path))
                return line.recv(3) == b"220"
        except OSError:
            return False

    argv = [sys.executable, str(ROOT / "manage.py"), "mailbox"]
    with process(argv, environment=process_environment, ready=ready, log=tmp_path / "mailbox.log") as pid:
        yield pid
