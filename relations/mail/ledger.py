"""Reads of who is subscribed to what: the last word of each address, for staff and for a record's page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations import vocab
from relations.mail import addresses, policy
from relations.models import (
    Consent,
    ContactPoint,
    Delivery,
    MailingList,
    Organization,
    Person,
    SubscriptionRequest,
    Suppression,
)
from relations.queries import mailing_lists, together
from relations.queries.search import ids as search_ids
from relations.vocab import Term, Terms

STATES = Terms(
    Term("on", _("Confirmed"), "verde", "circle-check"),
    Term("paused", _("On pause"), "ocra", "circle-pause"),
    Term("off", _("Unsubscribed"), "rosso", "circle-x"),
    Term("waiting", _("To be confirmed"), "ocra", "hourglass"),
)


def last_words() -> QuerySet[Consent]:
    """Return the last event of each address and purpose, by e-mail."""
    later = Consent.objects.filter(purpose=OuterRef("purpose"), channel="email", email=OuterRef("email")).filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    )
    rows = Consent.objects.filter(channel="email").filter(~Exists(later))
    return rows.select_related("person", "organization", "text", "by")


def is_paused(today: str) -> Q:
    """The condition on a last word that is a pause not yet over."""
    return Q(event="paused") & ~Q(evidence__until__lte=today)


def in_state(rows: QuerySet[Consent], key: str, *, at: datetime) -> QuerySet[Consent]:
    """Narrow last words to one of STATES."""
    pause = is_paused(timezone.localdate(at).isoformat())
    conditions = {
        "on": (Q(event__in=policy.YES_EVENTS) | Q(event="paused")) & ~pause, "paused": pause,
        "off": Q(event__in=[*policy.NO_EVENTS, "expired"]), "waiting": Q(event="requested"),
    }  # fmt: skip
    return rows.filter(conditions[key])


def state_of(row: Consent, today: date) -> Term:
    """Return which of STATES a last word is."""
    if row.event == "paused":
        return STATES["paused" if str(row.evidence.get("until", "9999")) > today.isoformat() else "on"]
    if row.event in policy.YES_EVENTS:
        return STATES["on"]
    return STATES["waiting" if row.event == "requested" else "off"]


def search(rows: QuerySet[Consent], text: str) -> QuerySet[Consent]:
    """Narrow to an address that begins so, or a name that has these words."""
    named = Q(person__in=search_ids(text, "person")) | Q(organization__in=search_ids(text, "organization"))
    return rows.filter(Q(email__startswith=text.strip().lower()) | named)


def pending() -> QuerySet[SubscriptionRequest]:
    """Return the requests nobody has confirmed."""
    return SubscriptionRequest.objects.filter(confirmed_at=None).select_related("by")


# --- of one person or body -------------------------------------------------------------------
@dataclass(frozen=True)
class Received:
    """What a record's page says about mail: what they asked for, the lists they are on, the last messages."""

    words: list[tuple[Consent, Term]]
    lists: list[MailingList]
    last: list[Delivery]
    blocks: list[Suppression]

    def __bool__(self) -> bool:
        return bool(self.words or self.lists or self.last or self.blocks)


@together.reader
def of_party(party: Person | Organization, *, at: datetime) -> together.Reader:
    """Read it (a Received) in two statements."""
    on = {party._meta.model_name: party}
    points = ContactPoint.objects.filter(kind__in=("email", "pec"), ended_at=None, **on)
    emails = yield points.values_list("normalized", flat=True)
    words = last_words().filter(Q(email__in=emails) | Q(**on)).order_by("purpose", "email")
    today = timezone.localdate(at)
    last = Delivery.objects.filter(**on, is_bulk=True, state="sent").select_related("mailing").defer("mailing__html", "mailing__text")
    blocks = Suppression.objects.filter(address_hash__in=[addresses.hashed(email) for email in emails], lifted_at=None)
    found = yield {
        "words": words[:40], "lists": mailing_lists.of_party(party), "last": last.order_by("-created_at")[:5],
        **({"blocks": blocks.exclude(reason="unsubscribed").order_by("pk")[:5]} if emails else {}),
    }  # fmt: skip
    return Received(
        [(row, state_of(row, today)) for row in found["words"]], found["lists"], found["last"], found.get("blocks", [])
    )


def purposes(row: SubscriptionRequest) -> str:
    """Return what was asked for, in words."""
    return ", ".join(str(vocab.PURPOSES[key].label) for key in row.purposes if key in vocab.PURPOSES)
