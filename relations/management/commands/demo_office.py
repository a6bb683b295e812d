"""Builds the demo office: a believable invented year, through the apps' own actions."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation

from relations import demo


class Command(BaseCommand):
    help = "Build the demo office in an empty database."

    def handle(self, *args, **options) -> None:
        with transaction.atomic(), translation.override("it"):
            built = demo.build(progress=lambda text: self.stdout.write(f"  {text}"))
        if not built:
            self.stdout.write("There is an office here already: nothing was built.")
