"""Reads for the composer: the list, what a letter may begin from, who would get it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from press.models import Newsletter, PressRelease
from relations.mail import addresses, facts, policy
from relations.mail.kinds import REASONS
from relations.models import Consent, Person, Segment
from relations.queries import segments


def listed() -> QuerySet:
    """Return every newsletter with what its row shows."""
    return (
        Newsletter.objects.filter(is_model=False).select_related("author", "mailing")
        .defer("own_text", "frozen_parts", "mailing__html", "mailing__text")
    )  # fmt: skip


def models() -> list[Newsletter]:
    """Return the models a letter may begin from, by name."""
    return list(Newsletter.objects.filter(is_model=True).select_related("style").defer("own_text").order_by("title", "pk"))


def last_sent() -> Newsletter | None:
    """Return the issue that went out last."""
    return Newsletter.objects.filter(mailing__state="sent").select_related("style").order_by("-mailing__finished_at").first()


def matching(queryset: QuerySet, text: str) -> QuerySet:
    """Narrow by name or subject."""
    return queryset.filter(Q(title__icontains=text) | Q(subject__icontains=text))


def choosable_releases(at: datetime) -> QuerySet:
    """Return the releases a newsletter may carry: public ones only, so that no embargo leaks by mail."""
    return PressRelease.objects.public(at).order_by("-published_at")


# --- who gets it ----------------------------------------------------------
@dataclass
class Audience:
    """How many would get it today, and why the others would not."""

    listed: int = 0
    included: int = 0
    excluded: Counter = field(default_factory=Counter)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        return [(str(REASONS.get(key, key)), count) for key, count in self.excluded.most_common()]


def addresses_of(purpose: str, *, whole: bool = False, segment: Segment | None = None) -> QuerySet:
    """Return the last word of each address about `purpose`: whoever ever asked for it, in or out by now.

    With `segment`, only of those in the group: by the ledger's own reference, or by an address of theirs.
    """
    last = Consent.objects.filter(purpose=purpose, channel="email").order_by("email", "-at", "-pk").distinct("email")
    if whole or segment is not None:
        rows = Consent.objects.filter(pk__in=last.values("pk"))
        rows = rows.filter(segments.mailed(segment, timezone.now())) if segment else rows
        if whole:
            return rows.select_related("person", "organization").order_by("email")
        last = rows
    return last.values_list("email", "person_id", "organization_id", "event")


def audience(purpose: str, segment: Segment | None = None) -> Audience:
    """Ask the mail policy about every address, in a fixed number of statements."""
    rows = list(addresses_of(purpose, segment=segment))
    subjects = [
        facts.Subject(email, addresses.hashed(email), purpose, "consent", True, person)
        for email, person, _organization, _event in rows
    ]
    found = Audience(listed=len(rows))
    for answer in map(policy.may_write, facts.of(subjects)):
        if answer:
            found.included += 1
        else:
            found.excluded[answer.reason] += 1
    return found


def sample_person(purpose: str, *, pk: int | None = None) -> Person | None:
    """Return somebody who gets it, for the preview; `pk` chooses who."""
    subscribed = Consent.objects.filter(purpose=purpose, channel="email", person__isnull=False, person__erased_at=None)
    if pk is not None:
        chosen = subscribed.filter(person_id=pk).select_related("person").first()
        if chosen:
            return chosen.person
    first = subscribed.select_related("person").order_by("pk").first()
    return first.person if first else None


def sample_people(purpose: str) -> QuerySet:
    """Return a few people to preview with."""
    ids = Consent.objects.filter(purpose=purpose, channel="email", event="confirmed").values("person_id")
    return Person.objects.filter(pk__in=ids, erased_at=None).order_by("sort_name")[:30]
