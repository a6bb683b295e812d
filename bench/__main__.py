"""Starts the bench's own servers, measures, stops them: `python -m bench relations --contacts 100000`.

A measure is a module of this folder with two functions: `arguments(parser)` adds the options it understands,
`run(options)` builds what it needs, measures and prints its table.
"""

import argparse
import importlib
import pkgutil
from types import ModuleType

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

import bench


def measures() -> dict[str, ModuleType]:
    """Return the measures of this folder by name, as they come in the alphabet."""
    names = sorted(found.name for found in pkgutil.iter_modules(bench.__path__) if found.name != "__main__")
    modules = {name: importlib.import_module(f"bench.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "arguments") and hasattr(module, "run")}


def read(known: dict[str, ModuleType], arguments: list[str] | None = None) -> argparse.Namespace:
    """Return what was asked for: `names` of measures, `only` some of their rows, and each measure's own options."""
    parser = argparse.ArgumentParser(prog="manage.py bench")
    parser.add_argument("names", nargs="*", metavar="name", help=f"{', '.join(known)}, or all (which is the default)")
    parser.add_argument("--only", default="", help="words of the rows to measure, parted by commas")
    for module in known.values():
        module.arguments(parser)
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in known and name != "all"]
    if unknown:
        parser.error(f"there is no measure called {', '.join(unknown)}: choose from {', '.join(known)}, all")
    options.names = list(known) if not options.names or "all" in options.names else options.names
    options.only = [word for word in options.only.split(",") if word]
    return options


def main() -> None:
    """Run the named measures on servers of their own; what they build is kept for the next run."""
    django.setup()
    known = measures()
    options = read(known)
    embedded = settings.EMBEDDED
    with embedded.lock():
        embedded.start_postgres()
        embedded.start_valkey()
        try:
            _make_database()
            call_command("migrate", verbosity=0)
            for name in options.names:
                known[name].run(options)
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
