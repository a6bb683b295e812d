"""An office to be shot at: its own PostgreSQL and Valkey, real Celery workers and clock, a mail server; and how to count."""
from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import redis
from django.conf import settings

from config import supervisor
from config.embedded import DATABASE, Embedded
from config.postgres import Postgres
from config.testing import template_name
from tests.support.mail_rules import broken
from tests.support.processes import ROOT, Running, until

CELERY = [sys.executable, "-m", "celery", "--quiet", "-A", "config"]
WORKER = [*CELERY, "worker", "-P", "threads", "-c", "4", "--without-gossip", "--without-mingle", "--without-heartbeat",
          "-l", "WARNING"]
# Until the last message has settled: two starts of everything, a lease and some patience for a busy machine.
PATIENCE = 240


@dataclass(frozen=True)
class Kept:
    """One message the mail server took responsibility for."""

    to: str
    id: str
    mail_from: str
    when: float
    raw: str = ""


class Log:
    """What the mail server wrote down so far, read on as it grows."""

    def __init__(self, path: Path) -> None:
        self.path, self._read = path, 0
        self.kept: list[Kept] = []
        self.asked: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.most_lines = 0
        path.write_text("")

    def read(self) -> Log:
        with open(self.path, "rb") as file:
            file.seek(self._read)
            new = file.read()
        whole = new[: new.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.splitlines():
            self._take(json.loads(line))
        return self

    def _take(self, event: dict[str, Any]) -> None:
        self.most_lines = max(self.most_lines, event["lines"])
        if event["kind"] == "kept":
            self.kept.append(Kept(*(event[key] for key in ("to", "id", "mail_from", "when")), event.get("raw", "")))
        elif event["kind"] == "asked":
            self.asked[event["to"]] += 1
        elif event["kind"] == "fault":
            self.faults[event["to"]] += 1


@dataclass(frozen=True)
class Tally:
    """A mailing at its end: the mail server's word against the database's."""

    messages: int
    missing: list[str]
    copies: list[str]
    uncertain: list[str]
    failed: list[str]
    # Written down as sent, and the mail server never had it.
    invented: list[str]
    # What the messages kept whole break of the rules of the wire.
    broken: list[str]


class Office:
    """Everything is started here and by pid; nothing outlives `close`."""

    def __init__(self, state: Path) -> None:
        self.embedded = Embedded(state)
        self.logs = state / "logs"
        self.record = state / "processes.json"
        self.workers: list[Running] = []
        self.beats: list[Running] = []
        self.sink: Running | None = None
        self.told: dict[str, Any] = {}
        self.log: Log
        self._hands: subprocess.Popen[str] | None = None
        self._started = 0

    # -- opening and closing ---------------------------------------------------

    def open(self) -> None:
        """Servers, an empty database with people in it, a mail server that takes everything."""
        self.embedded.prepare()
        supervisor.reap_leftovers(self.record)
        shutil.rmtree(self.logs, ignore_errors=True)
        self.logs.mkdir()
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = trial.getsockname()[1]
        self.log = Log(self.logs / "sink.jsonl")
        server = Postgres(self.embedded)
        server.start()
        self.programs = server.programs
        self.copy_template()
        self.new_database()
        self.wipe_valkey()
        self.open_sink()
        self.hands("found")

    def close(self) -> None:
        """End all that runs here."""
        if self._hands is not None:
            self._hands.stdin.close()
            self._hands.wait(20)
        for running in (*self.beats, *self.workers):
            running.terminate()
        for running in (*self.beats, *self.workers):
            running.end()
        if self.sink is not None:
            self.sink.kill()
        self.embedded.stop_valkey()
        self.embedded.stop_postgres()
        self.record.unlink(missing_ok=True)

    def environment(self, **also: str) -> dict[str, str]:
        left_out = ("PYTEST_", "EMAIL_URL")
        return {key: value for key, value in os.environ.items() if not key.startswith(left_out)} | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings", "RELAZIONI_TEST_STATE": str(self.embedded.state),
            "RELAZIONI_TEST_DATABASE": DATABASE, "RELAZIONI_SLOT": "0", "PUBLIC_URL": "http://127.0.0.1:8000",
            "FAULTS_EMAIL_URL": f"smtp://127.0.0.1:{self.port}", "PYTHONWARNINGS": "ignore", "PYTHONUNBUFFERED": "1",
            "FAULTS_TIMETABLE": str(self.logs / f"timetable-{self._started}"), "PYTHONPATH": str(ROOT), **also,
        }

    def run(self, argv: list[str], name: str, **also: str) -> Running:
        """Start a process of the office; written down, so that the next run ends what this one could not."""
        self._started += 1
        running = Running(argv, environment=self.environment(**also), log=self.logs / f"{name}-{self._started}.log")
        everybody = [*self.workers, *self.beats, running, *([self.sink] if self.sink else [])]
        born = [(one.pid, psutil.Process(one.pid).create_time()) for one in everybody if not one.has_ended]
        self.record.write_text(json.dumps(born))
        return running

    # -- the clock and the workers ---------------------------------------------

    def open_workers(self, number: int, **also: str) -> None:
        """Have so many workers running, and one clock."""
        self.workers = [worker for worker in self.workers if not worker.has_ended]
        while len(self.workers) < number:
            name = f"w{self._started}"
            self.workers.append(self.run([*WORKER, "-n", f"{name}@faults"], "worker", **also))
        for worker in self.workers[number:]:
            worker.terminate()
        for worker in self.workers[number:]:
            worker.end()
        del self.workers[number:]
        if not self.beats:
            self.open_beat(**also)

    def open_beat(self, **also: str) -> None:
        self.beats.append(self.run([*CELERY, "beat", "-l", "WARNING"], "beat", **also))

    def close_workers(self) -> None:
        """End workers and clocks politely: what a worker has in hand it finishes."""
        self.close_beats()
        self.end_workers()
        self.workers = []

    def close_beats(self) -> None:
        for beat in self.beats:
            beat.end()
        self.beats = []

    def kill_workers(self) -> None:
        """SIGKILL to all of them at once."""
        for worker in self.workers:
            worker.kill()

    def end_workers(self) -> None:
        """SIGTERM to all of them at once; each must be gone within what a supervisor grants."""
        for worker in self.workers:
            worker.terminate()
        for worker in self.workers:
            worker.wait(60)

    # -- the servers -----------------------------------------------------------

    def open_sink(self, **told: Any) -> None:
        """(Re)start the mail server with these rules; what it has kept stays."""
        if self.sink is not None:
            self.sink.kill()
        self.told = told
        argv = [sys.executable, str(ROOT / "tests/faults/sink.py"), str(self.port), str(self.log.path), json.dumps(told)]
        self.sink = self.run(argv, "sink")
        until(self._sink_answers, what="the mail server", of=[self.sink])

    def _sink_answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def kill_sink(self) -> None:
        self.sink.kill()

    def kill_postgres(self) -> None:
        """SIGKILL to the server and to everyone it started."""
        found = psutil.Process(int((self.embedded.home / "postgres-18" / "postmaster.pid").read_text().split()[0]))
        everyone = [found, *found.children(recursive=True)]
        _kill(everyone)

    def kill_valkey(self) -> None:
        _kill([psutil.Process(int((self.embedded.state / "valkey" / "valkey.pid").read_text()))])

    def wipe_valkey(self) -> None:
        """Start it with nothing in it: what was queued is gone."""
        self.embedded.stop_valkey()
        folder = self.embedded.state / "valkey"
        shutil.rmtree(folder / "appendonlydir", ignore_errors=True)
        (folder / "valkey.pid").unlink(missing_ok=True)
        self.embedded.start_valkey()

    def queued(self) -> int:
        """How many tasks wait in the queue."""
        with contextlib.closing(redis.Redis.from_url(f"unix://{self.embedded.valkey_sock}")) as line:
            return line.llen("celery")

    # -- the database ----------------------------------------------------------

    def copy_template(self) -> None:
        """Bring over the migrated database of the other tests, unless it is here already."""
        name = template_name()
        old = {found for (found,) in self.sql("select datname from pg_database where datname like 'template\\_%'", database="postgres")}
        if name in old:
            return
        for other in old:
            self.sql(f'drop database "{other}" with (force)', database="postgres")
        self.restore(self.dump(database=name, of=settings.EMBEDDED), database="template_draft")
        self.sql(f'alter database "template_draft" rename to "{name}"', database="postgres")

    def dump(self, *, database: str = DATABASE, of: Embedded | None = None) -> Path:
        """A backup, as an office makes it."""
        path = self.logs / f"{database}.dump"
        where = str((of or self.embedded).sockdir)
        subprocess.run([self.programs / "pg_dump", "-h", where, "-U", "relazioni", "-Fc", "-f", path, database], check=True)
        return path

    def restore(self, dump: Path, *, database: str = DATABASE) -> None:
        """A database made of a backup, in the place of the one that is there."""
        self.sql(f'drop database if exists "{database}" with (force)', database="postgres")
        self.sql(f'create database "{database}" template template0', database="postgres")
        where = str(self.embedded.sockdir)
        subprocess.run([self.programs / "pg_restore", "-h", where, "-U", "relazioni", "-d", database, "-e", dump], check=True)

    def new_database(self) -> None:
        """The office's database made anew from the migrated one."""
        self.sql(f'drop database if exists "{DATABASE}" with (force)', database="postgres")
        self.sql(f'create database "{DATABASE}" template "{template_name()}"', database="postgres")

    def sql(self, statement: str, *values: object, database: str = DATABASE) -> list[tuple]:
        """Run one statement; return its rows."""
        line = psycopg2.connect(host=str(self.embedded.sockdir), user="relazioni", dbname=database, connect_timeout=5)
        line.autocommit = True
        with contextlib.closing(line), line.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def state_of(self, mailing: int) -> str:
        return self.sql("select state from relations_mailing where id = %s", mailing)[0][0]

    def in_state(self, mailing: int, *states: str) -> list[str]:
        """Addresses of a mailing's deliveries in these states."""
        rows = self.sql("select email from relations_delivery where mailing_id = %s and state = any(%s) order by 1",
                        mailing, list(states))
        return [email for (email,) in rows]

    # -- the staff -------------------------------------------------------------

    def hands(self, verb: str, **arguments: object) -> Any:
        """Let the staff do something; see hands.py."""
        if self._hands is None:
            with open(self.logs / "hands.log", "w") as log:
                self._hands = subprocess.Popen(
                    [sys.executable, "-m", "tests.faults.hands"], cwd=ROOT, env=self.environment(), text=True,
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, start_new_session=True,
                )
        self._hands.stdin.write(json.dumps([verb, arguments]) + "\n")
        self._hands.stdin.flush()
        answer = self._hands.stdout.readline()
        assert answer, (self.logs / "hands.log").read_text()[-3000:]
        return json.loads(answer)

    def mailing(self, name: str, number: int) -> tuple[int, list[str]]:
        """A mailing that is leaving for `number` addresses of its own; return it and them."""
        emails = addresses(name, number)
        mailing = self.hands("approved", emails=emails)
        self.hands("start", mailing=mailing)
        return mailing, emails

    # -- waiting and counting --------------------------------------------------

    def until(self, condition: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
        until(condition, what=what, of=[*self.workers, *self.beats], patience=patience)

    def until_kept(self, number: int) -> None:
        """Wait until the mail server has taken so many more messages."""
        goal = len(self.log.read().kept) + number
        self.until(lambda: len(self.log.read().kept) >= goal, f"{number} more messages at the mail server")

    def until_kept_in_all(self, number: int, emails: Iterable[str]) -> None:
        """Wait until so many of `emails` have arrived."""
        wanted, arrived, read = set(emails), set(), 0

        def are_enough() -> bool:
            nonlocal read
            new = self.log.read().kept[read:]
            read += len(new)
            arrived.update(one.to for one in new if one.to in wanted)
            return len(arrived) >= number

        self.until(are_enough, f"{number} at the mail server")

    def until_sent(self, mailing: int) -> None:
        """Wait until nothing of a mailing is left to send. What was put off is made due: the test has no minutes."""

        def is_sent() -> bool:
            self.sql("update relations_delivery set due_at = now() where mailing_id = %s and state = 'deferred'"
                     " and due_at > now()", mailing)
            return self.state_of(mailing) == "sent"

        self.until(is_sent, f"mailing {mailing} to be sent")

    def tally(self, mailing: int, emails: list[str]) -> Tally:
        """Count at the mail server, by recipient and by Message-ID."""
        wanted = set(emails)
        kept = Counter(one.to.lower() for one in self.log.read().kept if one.to.lower() in wanted)
        ids = Counter(one.id for one in self.log.kept if one.to.lower() in wanted)
        uncertain, failed = self.in_state(mailing, "uncertain"), self.in_state(mailing, "failed")
        sent = self.in_state(mailing, "sent")
        assert len(ids) == len(kept), "one Message-ID a recipient"
        return Tally(
            messages=len(emails), missing=sorted(wanted - set(kept) - set(uncertain) - set(failed)),
            copies=sorted(to for to, number in kept.items() if number > 1), uncertain=uncertain, failed=failed,
            invented=sorted(set(sent) - set(kept)),
            broken=[
                rule for one in self.log.kept if one.raw and one.to in wanted
                for rule in broken(b64decode(one.raw), mail_from=one.mail_from, is_bulk=True, is_automatic=False)
            ],
        )  # fmt: skip


def addresses(name: str, number: int) -> list[str]:
    """The addresses of a mailing."""
    return [f"{name}{place:05}@posta.example" for place in range(number)]


def _kill(processes: list[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, 20)

