"""How `manage.py test` calls pytest, and the migrated database that every test database is copied from."""
from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from config.embedded import Embedded

ROOT = Path(__file__).resolve().parent.parent
# Two processes: what a small machine has.
SIDE_BY_SIDE = ["-n", "2", "--dist", "loadscope"]
# These start whole offices, on folders and doors that there is one of: one process has all of them.
TOGETHER = ("tests/faults/", "tests/config/test_up.py")
# `manage.py test faults`: the suite that kills processes, at its whole size; among all the tests it runs at a small one.
FAULTS, FAULTS_ARGUMENTS = "faults", ["tests/faults", "-n", "0"]


def command(arguments: list[str]) -> list[str]:
    """This function will leave the number of processes alone when the caller chose one."""
    chosen = any(word.startswith(("-n", "--numprocesses", "--dist", "--pdb")) for word in arguments)
    chosen = chosen or "no:xdist" in " ".join(arguments)
    return [sys.executable, "-m", "pytest", *([] if chosen else SIDE_BY_SIDE), *arguments]


def understood(arguments: list[str]) -> tuple[list[str], dict[str, str]]:
    """This function will turn what was typed into pytest's arguments and what is added to the environment."""
    if arguments[:1] == [FAULTS]:
        return [*FAULTS_ARGUMENTS, *arguments[1:]], {"FAULTS": "whole"}
    return arguments, {}


def scope(nodeid: str) -> str:
    """This function will return what goes to one process: a test by itself, or all those that are kept together."""
    return next((together for together in TOGETHER if nodeid.startswith(together)), nodeid)


def run(arguments: list[str]) -> int:
    """This function will run the tests with their own settings, whatever the caller's are; it returns pytest's code."""
    arguments, also = understood(arguments)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test", **also}
    return subprocess.run(command(arguments), cwd=ROOT, env=environment, check=False).returncode


# -- the template --------------------------------------------------------------


def template_name() -> str:
    """Named after what makes it: any changed migration or package gives another name, so another database."""
    made_of = hashlib.sha256((ROOT / "requirements-dev.txt").read_bytes())
    for migration in sorted(ROOT.glob("*/migrations/*.py")):
        made_of.update(migration.name.encode() + migration.read_bytes())
    return f"template_{made_of.hexdigest()[:12]}"


def ensure_template(embedded: Embedded) -> None:
    """Migrate once and keep the result: this function will do nothing while the migrations stay the same."""
    import psycopg2

    wanted, draft = template_name(), "template_draft"
    connection = psycopg2.connect(host=str(embedded.sockdir), user="relazioni", dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("select datname from pg_database where datname like 'template\\_%'")
        old = {name for (name,) in cursor.fetchall()}
        if wanted not in old:
            for name in old:
                cursor.execute(f'drop database "{name}" with (force)')
            cursor.execute(f'create database "{draft}"')
            _migrate(embedded, draft)
            # Under its final name only when whole: an interrupted run leaves no half template.
            cursor.execute(f'alter database "{draft}" rename to "{wanted}"')
    connection.close()


def _migrate(embedded: Embedded, database: str) -> None:
    from config.embedded import EmbeddedError

    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test", "RELAZIONI_TEST_STATE": str(embedded.state),
        "RELAZIONI_TEST_DATABASE": database, "PYTHONWARNINGS": "ignore",
    }
    done = subprocess.run([sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0", "--noinput"],
                          cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise EmbeddedError("The migrations fail:\n%(said)s\n", said=done.stderr[-3000:])
