"""Gives each role the permissions the apps registered; runs after every migrate."""

from django.core.management.base import BaseCommand

from relations import roles


class Command(BaseCommand):
    help = "Make the roles' groups hold exactly what the apps registered."

    def handle(self, *args, **options) -> None:
        found = roles.sync()
        if options["verbosity"] > 1:
            self.stdout.write(", ".join(f"{key} {count}" for key, count in found.items()))
