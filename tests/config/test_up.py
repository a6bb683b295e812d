"""`manage.py up` as a person runs it: opens, refuses a second, closes clean, opens again after a hard kill."""
from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300
HEAD = {
    "RELAZIONI_OFFICE_NAME": "CSV di Prova", "RELAZIONI_HEAD_NAME": "Anna Prova",
    "RELAZIONI_HEAD_EMAIL": "anna@prova.example", "RELAZIONI_HEAD_PASSWORD": "girasole-e-tamburo-71",
}
LEFT_OUT = ("PYTEST", "DJANGO", "RELAZIONI", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "PUBLIC_URL", "SECRET_KEY",
            "DEBUG", "LOG_LEVEL")


class Office:
    """One `up` on a folder of its own."""

    def __init__(self, state: Path, port: int, **extra: str) -> None:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(LEFT_OUT)}
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "up", "--empty", "--port", str(port)], cwd="/",
            env={**kept, "LC_ALL": "C.UTF-8", "RELAZIONI_STATE": str(state), **extra}, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        self.said = ""

    def address(self) -> str:
        """This function will wait for the line with the address, as a person does."""
        for line in self.process.stdout:
            self.said += line
            if found := re.match(r"\s+(http://\S+)$", line):
                return found[1]
        pytest.fail(f"it ended with {self.process.wait()}:\n{self.said}")

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        self.said += self.process.stdout.read() if number != signal.SIGKILL else ""
        return self.process.wait(PATIENCE)


@pytest.fixture
def state() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="ur-up-") as folder:
        os.chmod(folder, 0o711)
        yield Path(folder) / "var"
        end_all(Path(folder) / "var")


def end_all(state: Path) -> None:
    """Whatever a failed test left on its own folder."""
    for process in of(state):
        process.kill()
    psutil.wait_procs(of(state), 10)


def of(state: Path) -> list[psutil.Process]:
    """Processes that work on this folder: by their words, or by the environment they were started with."""
    found = []
    for process in psutil.process_iter():
        try:
            words = " ".join(process.cmdline())
            if str(state) in words or process.environ().get("RELAZIONI_STATE") == str(state):
                found.append(process)
        except psutil.Error:
            continue
    return found


def status(url: str) -> int:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.status


def test_an_office_opens_refuses_a_second_closes_clean_and_opens_again_after_a_hard_kill(state: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        first = Office(state, port, **HEAD)
        url = first.address()
        assert f"Port {port} is taken" in first.said
    assert status(f"{url}account/login/") == 200

    second = Office(state, port)
    assert (second.process.wait(PATIENCE), second.process.stdout.read().splitlines()[-1]) == (
        1, f"It is already running, with the data in {state}.")

    assert (first.end(signal.SIGTERM), of(state)) == (0, []), first.said

    # No answers this time: the office is there already.
    killed = Office(state, port)
    killed.address()
    killed.end(signal.SIGKILL)
    again = Office(state, port)
    url = again.address()
    assert "Closed what an earlier run had left open" in again.said
    assert status(f"{url}account/login/") == 200
    assert (again.end(signal.SIGINT), of(state)) == (0, []), again.said


def test_without_a_terminal_the_missing_answer_is_named(state: Path) -> None:
    office = Office(state, 8000, **{**HEAD, "RELAZIONI_HEAD_EMAIL": ""})
    said, _nothing = office.process.communicate(timeout=PATIENCE)
    assert (office.process.returncode, said.splitlines()[-1], of(state)) == (
        1, "There is no terminal to ask on: give the answer in RELAZIONI_HEAD_EMAIL.", [])
