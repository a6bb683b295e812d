"""Starts the bench's own servers, measures, stops them: `python -m bench relations --contacts 100000`."""

import argparse
import importlib

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

NAMES = ["relations"]


def main() -> None:
    """Run the named measures on servers of their own; what they build is kept for the next run."""
    parser = argparse.ArgumentParser(prog="manage.py bench")
    parser.add_argument("names", nargs="*", choices=[*NAMES, "all"], default="all")
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--only", default="", help="words of the rows to measure, parted by commas")
    wanted = parser.parse_args()
    names = NAMES if wanted.names in ("all", ["all"]) else wanted.names
    django.setup()
    embedded = settings.EMBEDDED
    with embedded.lock():
        embedded.start_postgres()
        embedded.start_valkey()
        try:
            _make_database()
            call_command("migrate", verbosity=0)
            for name in names:
                importlib.import_module(f"bench.{name}").run(
                    contacts=wanted.contacts, only=[word for word in wanted.only.split(",") if word]
                )
        finally:
            connections.close_all()
            embedded.stop_valkey()
            embedded.stop_postgres()


def _make_database() -> None:
    """Make the database the first time; refuse any other than the bench's own."""
    if not settings.EMBEDDED.state.name.startswith("bench"):
        raise SystemExit("The bench works in a folder of its own, never in an office's.")
    connection.ensure_connection()


if __name__ == "__main__":
    main()
