"""Reads for the media list and what came out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from press.models import Coverage, Journalist, Outlet, PressRelease
from relations.models import ContactPoint
from relations.text import fold


def outlets() -> QuerySet:
    """Return the outlets with what their row shows."""
    return Outlet.objects.select_related("organization").annotate(
        journalist_count=Count("journalists", distinct=True), coverage_count=Count("coverage", distinct=True)
    )


def journalists() -> QuerySet:
    """Return the journalists with their outlets and what they wrote."""
    return Journalist.objects.select_related("person").prefetch_related("outlets__organization").annotate(
        coverage_count=Count("coverage", distinct=True), last_piece=Max("coverage__came_out_on")
    )


def coverage() -> QuerySet:
    """Return what came out, with outlet and release."""
    return Coverage.objects.select_related("outlet__organization", "release", "journalist__person")


def outlet_matching(queryset: QuerySet, text: str) -> QuerySet:
    """Narrow outlets by name."""
    return queryset.filter(organization__sort_name__contains=fold(text))


def journalist_matching(queryset: QuerySet, text: str) -> QuerySet:
    """Narrow journalists by their name or their outlets' names."""
    named = Journalist.objects.filter(
        Q(person__sort_name__contains=fold(text)) | Q(outlets__organization__sort_name__contains=fold(text))
    )
    return queryset.filter(pk__in=named.values("pk"))


def coverage_matching(queryset: QuerySet, text: str) -> QuerySet:
    """Narrow coverage by title or outlet."""
    return queryset.filter(Q(title__icontains=text) | Q(outlet__organization__sort_name__contains=fold(text)))


@dataclass
class Candidate:
    """A journalist who could get a release, and why."""

    journalist: Journalist
    email: str
    outlets: str
    fits: bool
    reason: str
    written: int
    blocked: str = ""


def candidates(release: PressRelease, *, at: datetime) -> list[Candidate]:
    """Return every journalist with an address: those whose topics fit first, then those who wrote about us."""
    emails = ContactPoint.objects.filter(kind="email", ended_at=None).order_by("-is_primary", "pk")
    rows = (
        journalists()
        .annotate(recent=Count("coverage", filter=Q(coverage__came_out_on__gte=(at - timedelta(days=365)).date()), distinct=True))
        .prefetch_related(Prefetch("person__contact_points", emails, to_attr="emails"))
        .order_by("person__sort_name", "pk")
    )
    found = [_candidate(row, release) for row in rows]
    return sorted(found, key=lambda one: (bool(one.blocked), not one.fits, -one.written))


def _candidate(row: Journalist, release: PressRelease) -> Candidate:
    email = row.person.emails[0].normalized if row.person.emails else ""
    topics = {topic for outlet in row.outlets.all() for topic in outlet.topics} | set(row.topics)
    blocked = "opted_out" if row.opted_out_at else "no_email" if not email else ""
    return Candidate(
        journalist=row, email=email, outlets=", ".join(outlet.organization.name for outlet in row.outlets.all()),
        fits=release.topic in topics and not blocked, reason=release.topic if release.topic in topics else "",
        written=row.recent, blocked=blocked,
    )


def tones(year: int) -> dict[str, int]:
    """Return how many pieces of each tone came out in `year`."""
    rows = Coverage.objects.filter(came_out_on__year=year).values_list("tone").annotate(n=Count("pk"))
    return dict(rows)
