#!/usr/bin/env python3
"""The one door: sets the project up when needed, then hands over to Django."""
import importlib.util
import os
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - this is the line that says so
    sys.exit("Ufficio Relazioni needs Python 3.11 or newer; this one is {}.{}.".format(*sys.version_info))

ROOT = Path(__file__).resolve().parent


def ensure_set_up() -> None:
    # From its file: the package around it imports what the set-up has still to install.
    spec = importlib.util.spec_from_file_location("relazioni_set_up", ROOT / "config" / "bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ensure(sys.argv)


def main() -> None:
    ensure_set_up()
    from config.words import compile_stale

    compile_stale(ROOT / "locale")
    if sys.argv[1:2] == ["test"]:  # the tests set Django up themselves
        from config.testing import run

        sys.exit(run(sys.argv[2:]))
    from config.embedded import EmbeddedError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except EmbeddedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
