"""Starts a real, empty office; the head's password comes on standard input."""

import sys

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from relations import validators
from relations.actions import office


class Command(BaseCommand):
    help = "Found an empty office: its name and its head's account (password on standard input)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--name", required=True)
        parser.add_argument("--head-name", required=True)
        parser.add_argument("--head-email", required=True)

    def handle(self, *args, **options) -> None:
        first, _space, last = options["head_name"].strip().rpartition(" ")
        try:
            office.found(
                name=options["name"],
                head_first_name=first,
                head_last_name=last,
                head_email=validators.email(options["head_email"]),
                password=sys.stdin.readline().rstrip("\n"),
                at=timezone.now(),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        except office.AlreadyFounded:
            raise CommandError("There is an office here already.") from None
