"""manage.py load_places: the table of municipalities, the one that ships with us or a newer file of the same form."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from relations import places
from relations.actions import places as actions


class Command(BaseCommand):
    """Load the table; running it again changes nothing."""

    help = "Load regions, provinces and municipalities; what the table no longer has is closed on its day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=places.TABLE, help="places-YYYY-MM-DD.tsv")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = actions.load(table=places.read(options["file"]))
        except (places.BadTable, OSError, UnicodeDecodeError) as wrong:
            raise CommandError(str(wrong)) from None
        self.stdout.write(f"{done.day}: {done.municipalities} municipalities, {done.closed} closed")
