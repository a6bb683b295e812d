"""Who a mailing goes to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from relations.mail.policy import YES_EVENTS
from relations.models import Consent, Organization, Person


@dataclass(frozen=True)
class Recipient:
    """One address with whom it belongs to; `values` gives merge words that the person's row does not."""

    email: str
    person: Person | None = None
    organization: Organization | None = None
    values: Mapping[str, str] = field(default_factory=dict)


def consenting(purpose: str, *, at: datetime):
    """Return the last ledger event of each address that says yes to `purpose` by e-mail."""
    last = Consent.objects.filter(purpose=purpose, channel="email").order_by("email", "-at", "-id").distinct("email")
    today = timezone.localdate(at).isoformat()
    yes = Q(event__in=YES_EVENTS) | Q(event="paused", evidence__until__lte=today)
    return Consent.objects.filter(pk__in=last.values("pk")).filter(yes)


def subscribers(purpose: str, *, at: datetime | None = None) -> Iterator[Recipient]:
    """Yield those whose last consent for `purpose` is a yes, in one SQL query."""
    rows = consenting(purpose, at=at or timezone.now()).select_related("person", "organization").order_by("email")
    for row in rows.iterator(chunk_size=2000):
        name = str(row.evidence.get("name", "")) if row.person is None else ""
        yield Recipient(row.email, row.person, row.organization, {"nome": name, "nome_completo": name} if name else {})


def count(purpose: str, *, at: datetime) -> int:
    """Return how many `subscribers` there are."""
    return consenting(purpose, at=at).count()
