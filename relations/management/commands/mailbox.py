"""The in-app mailbox: takes by SMTP, on a Unix socket, what the office sends when no mail server is configured."""

import asyncio
import signal

from django.conf import settings
from django.core.management.base import BaseCommand

from relations.mail import receiver


class Command(BaseCommand):
    help = "Receive outgoing mail into the page Posta in uscita, until stopped."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await receiver.serve(settings.EMBEDDED.smtp_sock, stop=stop)
