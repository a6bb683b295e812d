"""Writing events into the consent ledger."""

from collections.abc import Iterable
from datetime import datetime

from relations.models import Consent, ConsentText, Organization, Person, User


def record(
    *,
    email: str,
    purpose: str,
    event: str,
    source: str,
    at: datetime,
    channel: str = "email",
    lawful_basis: str = "consent",
    person: Person | None = None,
    organization: Organization | None = None,
    text: ConsentText | None = None,
    evidence: dict | None = None,
    by: User | None = None,
) -> Consent:
    """Add one event to the ledger for `email` (compared in lower case); earlier rows stay as they are."""
    return Consent.objects.create(
        email=email.strip().lower(), purpose=purpose, channel=channel, event=event, lawful_basis=lawful_basis,
        person=person, organization=organization, text=text, source=source, evidence=evidence or {}, by=by, at=at,
    )


def current_texts(*, purposes: Iterable[str], language: str, at: datetime) -> dict[str, ConsentText]:
    """Return the text in force at `at` for each of `purposes`, in `language`."""
    texts = ConsentText.objects.filter(
        purpose__in=list(purposes), language=language, valid_from__lte=at.date()
    ).order_by("version")
    return {text.purpose: text for text in texts}
