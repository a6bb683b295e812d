"""What a mail provider reports by webhook: read and checked by django-anymail, taken in at the same door as the rest."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from relations.mail import addresses
from relations.mail.returns.providers import PROVIDERS
from relations.mail.returns.reading import Arrived, Blamed, Sort
from relations.mail.returns.take import Door, delivery_of_message_id, receive
from relations.mail.returns.verdict import Verdict, judge, status_of
from relations.models import Delivery
from relations.text import one_line

# A report that names no message of ours is about the last one that went to its address, within so long.
_RECENT = timedelta(days=30)
_OUR_ID = re.compile(r"\b[0-9a-f]{24}\.\d{1,18}@[A-Za-z0-9.-]{3,190}")


def is_configured() -> bool:
    """Return whether the configured provider's reports can be told from anybody else's."""
    provider = PROVIDERS.get(settings.MAIL_PROVIDER)
    return provider is not None and bool(settings.MAIL_PROVIDER_SECRET or (provider.key_setting and settings.MAIL_PROVIDER_KEY))


@csrf_exempt
def webhook(request: HttpRequest, provider: str) -> HttpResponse:
    """Take a provider's report: 404 unless it is the configured one, 400 when its signature does not fit."""
    if provider != settings.MAIL_PROVIDER or not is_configured():
        raise Http404(provider)
    return _view(provider)(request)


def _view(name: str) -> Callable[[HttpRequest], HttpResponse]:
    provider = PROVIDERS[name]
    module, _dot, view = provider.view.partition(".")
    theirs = getattr(import_module(f"anymail.webhooks.{module}"), view)

    class View(theirs):  # type: ignore[misc, valid-type]
        warn_if_no_basic_auth = False

        def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            self.run_validators(request)
            at = timezone.now()
            for event in self.parse_events(request):
                report(event, provider=name, at=at)
            return HttpResponse()

    return View.as_view()


def report(event: Any, *, provider: str, at: datetime) -> None:
    """Take in one normalized event; what is only about opening and clicking is not looked at."""
    read = _READ.get(event.event_type)
    delivery = _delivery_of(event, at) if read else None
    if delivery is not None:
        receive(arrived=read(event, _key(event, provider)), door=Door.PROVIDER, at=at, delivery=delivery)


def _delivery_of(event: Any, at: datetime) -> Delivery | None:
    """Return the delivery an event is about: by our Message-ID wherever it stands in it, else by its recipient."""
    told = json.dumps(_plain(event.esp_event), default=str)[:100_000]
    for number in (str(event.message_id or "").strip("<>"), *_OUR_ID.findall(told)):
        if (found := delivery_of_message_id(number)) is not None:
            return found
    rows = Delivery.objects.filter(
        address_hash=addresses.hashed(event.recipient or ""), state="sent", settled_at__gte=at - _RECENT
    )
    return rows.select_related("mailing", "mailing__created_by", "person", "organization").order_by("-settled_at").first()


def _plain(data: Any) -> Any:
    return data.dict() if hasattr(data, "dict") else data


def _key(event: Any, provider: str) -> str:
    told = event.event_id or f"{event.message_id} {event.recipient} {event.timestamp}"
    return hashlib.sha256(f"{provider} {event.event_type} {told}".encode()).hexdigest()


def _words(event: Any) -> str:
    return one_line(f"{event.mta_response or ''} {event.description or ''}")[:2000]


def _bounced(event: Any, key: str) -> Arrived:
    """The provider's own word for the reason counts where the server's words say nothing."""
    words = _words(event)
    by_reason = {"invalid": Verdict.GONE, "blocked": Verdict.OURS, "spam": Verdict.OURS, "timed_out": Verdict.SOFT}
    status = status_of(words)
    verdict = judge(action="failed", status=status, words=words)
    if verdict is Verdict.SOFT and not status:
        verdict = by_reason.get(event.reject_reason, verdict)
    return _arrived(key, verdict, event, words, status)


def _arrived(key: str, verdict: Verdict, event: Any, words: str = "", status: str = "") -> Arrived:
    blamed = Blamed((event.recipient or "").lower(), verdict, status, words)
    return Arrived(Sort.BOUNCE, key, subject=one_line(event.description or "")[:250], blamed=(blamed,))


_READ: dict[str, Callable[[Any, str], Arrived]] = {
    "bounced": _bounced,
    "deferred": lambda event, key: _arrived(key, Verdict.DELAYED, event, _words(event)),
    "delivered": lambda event, key: _arrived(key, Verdict.DELIVERED, event),
    "complained": lambda event, key: Arrived(Sort.COMPLAINT, key),
    "unsubscribed": lambda event, key: Arrived(Sort.UNSUBSCRIBED, key),
    "autoresponded": lambda event, key: Arrived(Sort.AUTOMATIC, key),
}
