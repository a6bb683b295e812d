"""Where answers go: to who wrote, and where mail can come back also to the office, by an address that names the message."""

from django.conf import settings

from relations.mail import addresses
from relations.models import Delivery, Mailing

# Answers to these carry links that open an account: they are nobody's story.
_PRIVATE = ("account",)


def can_come_back() -> bool:
    """Return whether returned mail and answers reach the office: by a mailbox, or handed over by the mail server."""
    return bool(settings.MAILBOX_URL or settings.MAIL_PIPE)


def reply_to(delivery: Delivery, mailing: Mailing, *, sender: str) -> list[str]:
    """Return the addresses of Reply-To: none where the one of From, `sender`, is enough."""
    if not can_come_back() or mailing.purpose in _PRIVATE:
        return [mailing.reply_to] if mailing.reply_to else []
    return [mailing.reply_to or sender, addresses.reply_address(delivery.pk)]
