"""Rebuilds the search table from the rows."""

from django.core.management.base import BaseCommand

from relations.actions import search


class Command(BaseCommand):
    help = "Rebuild what every record is found by."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{search.rebuild()} records indexed")
