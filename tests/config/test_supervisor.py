"""Processes kept alive, ended in order, and found again after a hard kill."""
from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil

from config.supervisor import Program, Supervisor, reap_leftovers

SLEEPER = [sys.executable, "-c", "import time; print('here', flush=True); time.sleep(600)"]


def supervisor(record: Path, *programs: Program) -> Supervisor:
    return Supervisor(list(programs), record=record, environment=dict(os.environ), say=lambda name: None)


def test_a_signal_ends_every_process_and_the_code_is_zero(tmp_path: Path) -> None:
    record, seen = tmp_path / "processes.json", []

    async def stop_when_up() -> None:
        seen.extend(pid for pid, _born in json.loads(record.read_text()))
        os.kill(os.getpid(), signal.SIGTERM)

    code = supervisor(record, Program("one", SLEEPER), Program("two", SLEEPER)).run(stop_when_up)
    assert (code, len(seen), [pid for pid in seen if psutil.pid_exists(pid)], record.exists()) == (0, 2, [], False)


def test_a_process_that_will_not_stay_up_ends_the_office_with_one(tmp_path: Path) -> None:
    async def nothing() -> None:
        await asyncio.sleep(0)

    falling = Program("falling", [sys.executable, "-c", "raise SystemExit(3)"])
    watched = supervisor(tmp_path / "processes.json", falling)
    assert (watched.run(nothing), len(falling.falls)) == (1, 4)


def test_what_a_killed_supervisor_left_is_ended_with_its_children(tmp_path: Path) -> None:
    record = tmp_path / "processes.json"
    parent = subprocess.Popen([sys.executable, "-c", (
        "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        "print('here', flush=True); time.sleep(600)")], start_new_session=True, stdout=subprocess.PIPE)
    parent.stdout.readline()
    record.write_text(json.dumps([[parent.pid, psutil.Process(parent.pid).create_time()]]))
    ended = reap_leftovers(record)
    parent.wait(10)
    assert (ended, psutil.pid_exists(parent.pid), record.exists()) == (2, False, False)


def test_a_stranger_that_got_an_old_number_is_left_alone(tmp_path: Path) -> None:
    record = tmp_path / "processes.json"
    stranger = subprocess.Popen(SLEEPER, start_new_session=True, stdout=subprocess.DEVNULL)
    record.write_text(json.dumps([[stranger.pid, psutil.Process(stranger.pid).create_time() - 3600]]))
    try:
        assert (reap_leftovers(record), stranger.poll()) == (0, None)
    finally:
        stranger.kill()
        stranger.wait()
