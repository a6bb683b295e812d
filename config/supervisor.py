"""Keeps a few long-lived processes running; ends them in order when a signal comes."""
from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

# A process that falls this often within the window is broken, not unlucky.
FALLS_ALLOWED, FALLS_WINDOW = 3, 60.0
# Celery says this to whoever stops it, at any log level.
CELERY_FAREWELL = "worker: Warm shutdown"


@dataclass
class Program:
    """One command to keep alive; `grace` is how long it may take to finish what it is doing."""

    name: str
    argv: list[str]
    grace: float = 10
    process: asyncio.subprocess.Process | None = field(default=None, repr=False)
    reader: asyncio.Task[None] | None = field(default=None, repr=False)
    falls: list[float] = field(default_factory=list, repr=False)


class Supervisor:
    """Programs in the order they start, which is also the order they stop."""

    def __init__(self, programs: list[Program], *, record: Path, environment: dict[str, str],
                 say: Callable[[str], None]) -> None:
        self.programs = programs
        self.record = record
        self.environment = environment
        self.say = say
        self.signals = 0
        self.failed = False

    def run(self, when_started: Callable[[], Awaitable[None]]) -> int:
        """This function will return the exit code: 0 when asked to stop, 1 when something would not stay up."""
        return asyncio.run(self._run(when_started))

    async def _run(self, when_started: Callable[[], Awaitable[None]]) -> int:
        self.stopping = asyncio.Event()
        # Explicit handlers: started with "&" from a script, SIGINT arrives ignored.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self._on_signal)
        keepers = []
        for program in self.programs:
            await self._start(program)
            keepers.append(asyncio.create_task(self._keep(program)))
        greeting = asyncio.create_task(when_started())
        await self.stopping.wait()
        for task in (greeting, *keepers):
            task.cancel()
        for program in self.programs:
            await self._stop(program)
        self.record.unlink(missing_ok=True)
        return 1 if self.failed else 0

    def _on_signal(self) -> None:
        self.signals += 1
        self.stopping.set()
        if self.signals > 1:  # asked twice: now
            for program in self.programs:
                _signal_group(program, signal.SIGKILL)

    async def _start(self, program: Program) -> None:
        # A session of its own: the terminal's Ctrl-C reaches only this process, which orders the end.
        program.process = await asyncio.create_subprocess_exec(
            *program.argv, env=self.environment, start_new_session=True, limit=1 << 20,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )
        program.reader = asyncio.create_task(_pass_on(program))
        self._write_record()

    def _write_record(self) -> None:
        """Who is running, for the next start should this process be killed hard."""
        living = []
        for program in self.programs:
            if program.process and program.process.returncode is None:
                try:
                    living.append([program.process.pid, psutil.Process(program.process.pid).create_time()])
                except psutil.NoSuchProcess:
                    continue
        self.record.write_text(json.dumps(living))

    async def _keep(self, program: Program) -> None:
        while True:
            await program.process.wait()
            now = time.monotonic()
            program.falls = [fall for fall in program.falls if now - fall < FALLS_WINDOW] + [now]
            if len(program.falls) > FALLS_ALLOWED:
                self.failed = True
                self.stopping.set()
                return
            self.say(program.name)
            await asyncio.sleep(1)
            await self._start(program)

    async def _stop(self, program: Program) -> None:
        process = program.process
        if process.returncode is None:
            _terminate(process)
            try:
                await asyncio.wait_for(process.wait(), program.grace)
            except TimeoutError:
                pass
        _signal_group(program, signal.SIGKILL)  # whatever it left behind
        await process.wait()
        await asyncio.wait([program.reader], timeout=2)


def _terminate(process: asyncio.subprocess.Process) -> None:
    try:
        process.terminate()
    except ProcessLookupError:
        pass


def _signal_group(program: Program, number: int) -> None:
    try:
        os.killpg(program.process.pid, number)
    except (ProcessLookupError, PermissionError, AttributeError):
        pass


async def _pass_on(program: Program) -> None:
    async for line in program.process.stdout:
        text = line.decode(errors="replace").rstrip()
        if text and CELERY_FAREWELL not in text:
            print(f"  {program.name} | {text}", flush=True)


def reap_leftovers(record: Path) -> int:
    """End what a supervisor that was killed hard left running; pids are compared with their birth."""
    try:
        known = [(int(pid), float(born)) for pid, born in json.loads(record.read_text())]
    except (OSError, ValueError, TypeError):
        return 0
    found = [process for pid, born in known for process in _group(pid, born)]
    for process in found:
        with_patience(process.terminate)
    _, stubborn = psutil.wait_procs(found, timeout=10)
    for process in stubborn:
        with_patience(process.kill)
    psutil.wait_procs(stubborn, timeout=5)
    record.unlink(missing_ok=True)
    return len(found)


def with_patience(act: Callable[[], None]) -> None:
    try:
        act()
    except psutil.NoSuchProcess:
        pass


def _group(leader: int, born: float) -> list[psutil.Process]:
    """The leader and its descendants, also when the leader is gone: its number stays theirs as group."""
    try:
        if abs(psutil.Process(leader).create_time() - born) > 1:
            return []  # the number was given to somebody else
    except psutil.NoSuchProcess:
        pass
    found = []
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == leader and process.create_time() >= born - 1:
                found.append(process)
        except (ProcessLookupError, PermissionError, psutil.Error):
            continue
    return found
