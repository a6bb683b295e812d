"""Reads for the composer: the list, what a letter may begin from, who would get it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from press.models import Newsletter, PressRelease
from relations.mail import audience as mail_audience
from relations.mail.audience import EVERYBODY, Choice, Weighed
from relations.mail.queries import LeftOut, left_out
from relations.models import Consent, Person
from relations.queries.counting import CAP
from relations.text import fold


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
@dataclass(frozen=True)
class Audience:
    """How many would get it today, and why the others would not, for the page."""

    listed: int
    included: int
    exclusions: list[LeftOut]
    without_address: int = 0


def audience(purpose: str, choice: Choice = EVERYBODY, *, at: datetime | None = None) -> Audience:
    """Ask the mail engine whom `choice` would reach."""
    at = at or timezone.now()
    found = mail_audience.numbers(purpose, choice, at=at)
    without = mail_audience.without_address(choice, at=at)
    return Audience(found.listed, found.included, left_out(found.excluded), without)


PEOPLE_SHOWN = 50


@dataclass(frozen=True)
class People:
    """A page of those a letter would reach, or leave out for one reason."""

    rows: list[Weighed]
    number: int
    next_from: int | None

    @property
    def is_capped(self) -> bool:
        return self.number > CAP


def people(
    purpose: str, choice: Choice, *, reason: str, words: str, at: datetime, start: int = 0, size: int = PEOPLE_SHOWN
) -> People:
    """Return whom a letter still being written would reach (`reason` empty) or leave out, by address or name; counted up
    to a thousand. The statements are the same for one and for thirty."""
    found: list[Weighed] = []
    number, wanted = 0, fold(words)
    for one in every_one(purpose, choice, reason=reason, at=at):
        if wanted and wanted not in fold(f"{one.email} {one.who}"):
            continue
        if start <= number < start + size:
            found.append(one)
        number += 1
        if number > CAP and number > start + size:
            break
    return People(found, number, start + size if number > start + size else None)


def every_one(purpose: str, choice: Choice, *, reason: str, at: datetime) -> Iterator[Weighed]:
    """Yield everybody a letter would reach, or leave out for `reason`."""
    everybody = mail_audience.everybody(purpose, choice, at=at)
    return (one for one in mail_audience.weigh(everybody, purpose) if one.reason == reason)


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
