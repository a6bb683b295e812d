"""For tests of every app: run the real sender against a real SMTP server inside this process."""

from email.message import EmailMessage

from relations.mail import clockwork
from relations.mail.deliver import Transport
from relations.mail.receiver import LocalServer
from relations.mail.sender import Sender
from relations.models import Delivery


def deliver_due(transport: Transport | None = None) -> list[EmailMessage]:
    """Send everything that is due, in this thread; return the messages as the server received them, in order.

    With `transport` they go there instead, and the list is empty.
    """
    from django.utils import timezone

    clockwork.leave_and_recover(at=timezone.now())
    if transport is not None:
        Sender(transport).run()
        clockwork.finish(at=timezone.now())
        return []
    with LocalServer() as server:
        Sender(Transport(host="127.0.0.1", port=server.port)).run()
    clockwork.finish(at=timezone.now())
    return [received.message for received in server.received]


def waiting(*, to: str = "") -> list[Delivery]:
    """Return the deliveries that wait to be sent, oldest first; only those to `to` if given."""
    rows = Delivery.objects.filter(state__in=["queued", "deferred"]).select_related("mailing").order_by("pk")
    return list(rows.filter(email=to.lower()) if to else rows)


def link_in(message: EmailMessage, part: str) -> str:
    """Return the first address in the plain text of `message` that contains `part`."""
    text = message.get_body(("plain",)).get_content()
    return next(word.strip("()<>") for word in text.split() if part in word and "://" in word)
