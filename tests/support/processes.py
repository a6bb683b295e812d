"""Real processes beside a test: a Celery worker and the in-app mailbox, on this test's own database."""
from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90


@contextmanager
def process(argv: list[str], *, environment: dict[str, str], ready: Callable[[], bool], log: Path) -> Iterator[int]:
    """This function will wait until `ready`, and end the whole group afterwards."""
    with open(log, "w") as output:
        started = subprocess.Popen(argv, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=subprocess.STDOUT, start_new_session=True)
        try:
            deadline = time.monotonic() + PATIENCE
            while not ready():
                if started.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"{' '.join(argv[1:4])} did not get ready:\n{log.read_text()[-3000:]}")
                time.sleep(0.1)
            yield started.pid
        finally:
            _end(started)


def _end(started: subprocess.Popen[bytes]) -> None:
    started.terminate()
    try:
        started.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait(5)


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
def celery_worker_process(transactional_db, process_environment, tmp_path) -> Iterator[int]:
    """A real worker on this test's database; yields its pid."""
    from config.celery import app

    app.control.purge()

    def ready() -> bool:
        return bool(app.control.ping(timeout=0.5))

    argv = [sys.executable, "-m", "celery", "--quiet", "-A", "config", "worker", "-P", "threads", "-c", "2",
            "--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "WARNING"]
    with process(argv, environment=process_environment, ready=ready, log=tmp_path / "worker.log") as pid:
        yield pid


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
