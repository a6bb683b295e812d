"""Open meetings as pages read them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q, QuerySet

from relations.models import FeedbackItem, Gathering, GatheringSignup

TAKEN = Q(signups__state="confirmed", signups__is_walk_in=False)


def gatherings() -> QuerySet[Gathering]:
    """Return open meetings with their numbers."""
    return Gathering.objects.select_related("owner").annotate(
        taken=Count("signups", filter=TAKEN), waiting=Count("signups", filter=Q(signups__state="waiting")),
        came=Count("signups", filter=Q(signups__attended_at__isnull=False)),
    )  # fmt: skip


def public(at: datetime) -> tuple[list[Gathering], list[Gathering]]:
    """Return what the public sees: what comes (the nearest first), what was (the last twelve)."""
    shown = gatherings().filter(state__in=["published", "cancelled"])
    ahead = list(shown.filter(ends_at__gt=at).order_by("starts_at", "pk"))
    past = list(shown.filter(ends_at__lte=at, state="published").order_by("-starts_at", "-pk")[:12])
    return ahead, past


def seen(gathering: Gathering) -> QuerySet[FeedbackItem]:
    """Return what was said there and is shown to everybody, with its answer."""
    return FeedbackItem.objects.filter(
        object_type=ContentType.objects.get_for_model(Gathering), object_id=gathering.pk, is_public=True
    ).order_by("pk")


def free(gathering: Gathering) -> int | None:
    """Return how many places are left; None where there is no limit. `gathering` comes from `gatherings()`."""
    return None if gathering.capacity is None else max(gathering.capacity - gathering.taken, 0)


def signups(gathering: Gathering) -> QuerySet[GatheringSignup]:
    """Return those who signed up and confirmed: places first, then the waiting list in its order."""
    return (
        gathering.signups.exclude(state="unconfirmed")
        .select_related("person")
        .order_by("state", F("confirmed_at").asc(nulls_last=True), "pk")
    )


@dataclass(frozen=True)
class Report:
    """How a meeting went."""

    confirmed: int
    came: int
    walk_ins: int
    absent: int
    waiting: int
    withdrew: int
    unknown: int
    ideas: int
    decided: int
    answered: int


def report(gathering: Gathering) -> Report:
    """Return the numbers of a meeting, in two statements."""
    came = Q(attended_at__isnull=False)
    has_place = Q(state="confirmed", is_walk_in=False)
    found = gathering.signups.aggregate(
        confirmed=Count("pk", filter=has_place), came=Count("pk", filter=came),
        walk_ins=Count("pk", filter=Q(is_walk_in=True) & came), absent=Count("pk", filter=has_place & ~came),
        waiting=Count("pk", filter=Q(state="waiting")), withdrew=Count("pk", filter=Q(state="cancelled")),
        unknown=Count("pk", filter=came & Q(person=None)),
    )  # fmt: skip
    said = FeedbackItem.objects.filter(
        object_type=ContentType.objects.get_for_model(Gathering), object_id=gathering.pk
    ).aggregate(
        ideas=Count("pk"), decided=Count("pk", filter=~Q(state="received")), answered=Count("pk", filter=Q(state="answered"))
    )
    return Report(**found, **said)


def door(gathering: Gathering) -> dict[str, Any]:
    """Return who is expected at the door, by name, and who is in."""
    rows = list(
        gathering.signups.filter(state__in=["confirmed", "waiting"]).select_related("person").order_by("last_name", "first_name", "pk")
    )
    return {"expected": [row for row in rows if not row.attended_at], "present": [row for row in rows if row.attended_at]}
