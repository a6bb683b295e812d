"""After a copied disk or a snapshot, which cannot be told from inside: pauses mailings, lists what may have left."""

from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from relations.mail import restored


class Command(BaseCommand):
    help = "Hold the mail after a restore: run it before the workers start. A restored dump is noticed by itself."

    def handle(self, *args: object, **options: object) -> None:
        with translation.override("it"):
            found = restored.hold(at=timezone.now())
        self.stdout.write(f"{found.mailings} mailings paused, {found.repeats} messages listed as uncertain.")
