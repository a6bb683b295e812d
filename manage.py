#!/usr/bin/env python3
"""The one door: sets the project up when needed, then hands over to Django."""
import os
import sys

if sys.version_info < (3, 11):
    sys.exit("Ufficio Relazioni needs Python 3.11 or newer; this one is %d.%d." % sys.version_info[:2])

ROOT = os.path.dirname(os.path.abspath(__file__))


def main() -> None:
    # As plain modules: the package itself needs what the set-up has still to install.
    sys.path.insert(0, os.path.join(ROOT, "config"))
    import bootstrap

    bootstrap.ensure(sys.argv)
    sys.path.remove(os.path.join(ROOT, "config"))

    testing = sys.argv[1:2] == ["test"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test" if testing else "config.settings")
    if testing:  # the tests set Django up themselves
        from config.testing import run

        sys.exit(run(sys.argv[2:]))
    from config.embedded import EmbeddedError

    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except EmbeddedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
