"""What happens between `manage.py up` and an open office, step by step, and how it closes."""
from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connections
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from config import founding
from config.embedded import Embedded, EmbeddedError
from config.supervisor import Program, Supervisor, reap_leftovers

HOST = "127.0.0.1"
PORTS_TRIED = 50


class Interrupted(BaseException):
    """Asked to stop before everything was up."""


class Opening:
    """One run of the office."""

    def __init__(self, *, port: int, empty: bool) -> None:
        self.port = port
        self.empty = empty
        self.embedded: Embedded = settings.EMBEDDED
        self.began = time.monotonic()

    def run(self) -> int:
        """This function will return the exit code once everything is closed again."""
        _on_signals(_interrupt)
        self.step(_("Ufficio Relazioni is opening"))
        with ExitStack() as closing:
            closing.enter_context(self.embedded.lock())
            closing.callback(lambda: self.step(_("Closed")))
            ended = reap_leftovers(self.record)
            if ended:
                self.step(_("Closed what an earlier run had left open (%(count)s processes)") % {"count": ended})
            self.choose_port()
            self.start_servers(closing)
            self.prepare_database()
            founding.ensure_office(empty=self.empty, step=self.step)
            logins = founding.demo_logins()
            connections.close_all()
            return self.supervise(logins)

    @property
    def record(self) -> Path:
        return self.embedded.state / "processes.json"

    def step(self, text: str) -> None:
        passed = number_format(time.monotonic() - self.began, 1)
        print(f"{passed:>7} s  {text}", flush=True)

    # -- the steps -------------------------------------------------------------

    def choose_port(self) -> None:
        wanted = self.port
        for port in range(wanted, min(wanted + PORTS_TRIED, 65536)):
            if _is_free(port):
                self.port = port
                break
        else:
            raise EmbeddedError("No free port from %(port)s on. Choose another with --port.", port=wanted)
        if self.port != wanted:
            self.step(_("Port %(wanted)s is taken by another program: using %(port)s")
                      % {"wanted": wanted, "port": self.port})
        if not os.environ.get("PUBLIC_URL"):
            # The links in mails must lead to where the pages really answer.
            settings.PUBLIC_URL = os.environ["PUBLIC_URL"] = f"http://{HOST}:{self.port}"

    def start_servers(self, closing: ExitStack) -> None:
        """Embedded ones, for what the environment does not already give."""
        if not os.environ.get("DATABASE_URL"):
            closing.callback(self.embedded.stop_postgres)
            self.embedded.start_postgres()
            self.step(_("The database answers"))
        if not os.environ.get("REDIS_URL"):
            closing.callback(self.embedded.stop_valkey)
            self.embedded.start_valkey()
            self.step(_("The queue answers"))
        if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
            closing.callback(lambda: self.step(_("Closing the database and the queue")))

    def prepare_database(self) -> None:
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except OperationalError as error:
            raise EmbeddedError("The database does not answer: %(reason)s", reason=str(error).strip()) from error
        call_command("sync_roles", verbosity=0)
        self.step(_("The database is up to date"))

    # -- running ---------------------------------------------------------------

    def supervise(self, logins: list[tuple[str, str, str]]) -> int:
        def fell(name: str) -> None:
            self.step(_("“%(name)s” stopped by itself: starting it again") % {"name": name})

        async def greet() -> None:
            await asyncio.to_thread(_wait_for_answer, self.port)
            self.greet(logins)

        supervisor = Supervisor(programs(self.port), record=self.record, environment=environment(), say=fell)
        code = supervisor.run(greet)
        _on_signals(signal.SIG_IGN)  # an impatient Ctrl-C must not cut the servers' own closing short
        if code:
            self.step(_("Something does not stay up; the lines above say what. Closing."))
        return code

    def greet(self, logins: list[tuple[str, str, str]]) -> None:
        self.step(_("The office is open"))
        print(f"\n    {settings.PUBLIC_URL if _is_here(self.port) else f'http://{HOST}:{self.port}'}/\n")
        if logins:
            print("    " + _("Demo office, everything in it is invented. To sign in:"))
            widths = [max(len(row[column]) for row in logins) for column in range(2)]
            for role, email, password in logins:
                print(f"      {role:<{widths[0]}}   {email:<{widths[1]}}   {password}")
            print()
        print("    " + _("Ctrl-C closes it. The data stay in %(folder)s") % {"folder": self.embedded.state}, flush=True)


def programs(port: int) -> list[Program]:
    """In the order they stop: first no new requests, then the work in hand, last the mailbox it is delivered to."""
    python = sys.executable
    web = [python, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port), "--workers", "1",
           "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "config.wsgi:application"]
    worker = [python, "-m", "celery", "--quiet", "-A", "config", "worker", "-P", "threads", "-c", "4", "-B",
              "--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "WARNING"]
    found = [Program("web", web), Program("worker", worker, grace=30)]
    if not settings.EMAIL_URL:
        found.append(Program("mailbox", [python, str(settings.BASE_DIR / "manage.py"), "mailbox"]))
    return found


def environment() -> dict[str, str]:
    """Quiet children: the first screen is for people."""
    quiet = {"LOG_LEVEL": "WARNING", "PYTHONWARNINGS": "ignore"}
    return {**quiet, **os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(settings.BASE_DIR)}


def _on_signals(handler: Callable[[int, object], None] | signal.Handlers) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, handler)


def _interrupt(number: int, frame: object) -> None:
    _on_signals(signal.SIG_IGN)
    raise Interrupted


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError:
            return False
        return True


def _is_here(port: int) -> bool:
    return settings.PUBLIC_URL in (f"http://{HOST}:{port}", f"http://localhost:{port}")


def _wait_for_answer(port: int) -> None:
    """Any answer will do: an error page is an answer too, and the person will see it."""
    while True:
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}/account/login/", timeout=30).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
            continue
        return
