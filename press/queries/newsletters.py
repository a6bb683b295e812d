"""Reads for the composer: the list, the letter as it will be, who would get it, what is still missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from press import letter, prose
from press.models import Newsletter, NewsletterBlock, PressRelease
from relations.mail import audience as mail_audience
from relations.mail import content
from relations.mail.audience import EVERYBODY, Choice, Weighed
from relations.mail.queries import LeftOut, left_out
from relations.models import Consent, Person
from relations.queries.counting import CAP
from relations.text import fold
from relations.web.urls import absolute


def listed() -> QuerySet:
    """Return every newsletter with what its row shows."""
    return Newsletter.objects.select_related("author", "mailing").defer("body", "mailing__html", "mailing__text")


def matching(queryset: QuerySet, text: str) -> QuerySet:
    """Narrow by name or subject."""
    return queryset.filter(Q(title__icontains=text) | Q(subject__icontains=text))


def blocks(newsletter: Newsletter) -> list[NewsletterBlock]:
    """Return the blocks in their order, their releases loaded."""
    return list(newsletter.blocks.select_related("release").order_by("position", "pk"))


def choosable_releases(at: datetime) -> QuerySet:
    """Return the releases a newsletter may carry: public ones only, so that no embargo leaks by mail."""
    return PressRelease.objects.public(at).order_by("-published_at")


def body_html(newsletter: Newsletter, found: list[NewsletterBlock] | None = None) -> str:
    """Return the letter's own part: text and blocks, cleaned."""
    found = blocks(newsletter) if found is None else found
    return prose_safe(letter.body(newsletter.body, [_piece(block) for block in found]))


def prose_safe(html: str) -> str:
    """Return `html` as the mail engine would keep it."""
    return content.sanitise(html)


def _piece(block: NewsletterBlock) -> letter.Piece:
    release = block.release
    if release is not None:
        return letter.Piece(
            heading=block.heading or release.title, text=block.text or release.summary, over=release.kicker,
            url=absolute(release.public_path) if release.public_path else "", label=block.label or _("Read it all"),
        )
    return letter.Piece(
        heading=block.heading, text=block.text, url=block.url, label=block.label or _("Find out more"),
        over=str(block.term.label) if block.kind == "event" else "",
    )


def checks(newsletter: Newsletter, *, at: datetime) -> list[letter.Check]:
    """Return what was looked at before sending."""
    found = blocks(newsletter)
    body = body_html(newsletter, found)
    texts = (newsletter.subject, newsletter.preheader, body)
    unknown = content.unknown_words(*texts)
    targets = prose.hosts(body)
    public = set(choosable_releases(at).values_list("pk", flat=True)) if any(block.release_id for block in found) else set()
    hidden = [block for block in found if block.release_id and block.release_id not in public]
    words = _("Every word in brackets is known")
    return [
        letter.Check(_("There is a subject"), bool(newsletter.subject)),
        letter.Check(_("There is a text"), bool(newsletter.body)),
        letter.Check(_("The preview in the inbox is written"), bool(newsletter.preheader), stops=False),
        letter.Check(words if not unknown else f"{words}: [{unknown[0]}]", not unknown),
        letter.Check(_("Every link is whole (%(n)s)") % {"n": len(targets)}, all(_is_whole(target) for target in targets)),
        letter.Check(_("The releases in it are public"), not hidden),
        letter.Check(_("One-click unsubscribe and plain text: always there"), True),
        letter.Check(
            _("A test was sent after the last change"),
            newsletter.tested_at is not None and newsletter.tested_at >= newsletter.updated_at, stops=False,
        ),
    ]  # fmt: skip


def _is_whole(target: str) -> bool:
    return target.startswith(("https://", "http://", "mailto:", "tel:"))


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
