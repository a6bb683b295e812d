"""Contacts that only one colleague speaks to, and who could stand in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from relations.deputies import Colleague, Deputy, suggest
from relations.models import FollowUp, Interaction, Organization, Person, User

# Seconds the Quadro's figure is kept: it reads every contact of two years.
KEPT = 300
MONTHS = 24
DAYS = 730
MODELS: dict[str, type[Organization | Person]] = {"organization": Organization, "person": Person}
_COUNT = """
WITH alone AS (
  SELECT max(by_id) AS colleague FROM relations_interaction JOIN {table} party ON party.id = {column}
  WHERE at >= %(since)s AND party.archived_at IS NULL
  GROUP BY {column} HAVING min(by_id) = max(by_id)
)
SELECT colleague, count(*) FROM alone GROUP BY colleague
"""
_TABLES = {
    "organization": ("relations_organization", "relations_interaction.organization_id"),
    "person": ("relations_person", "relations_interaction.person_id"),
}


def since(at: datetime) -> datetime:
    """Return from when contacts are counted."""
    return at - timedelta(days=DAYS)


def counts(kind: str, at: datetime) -> dict[int, int]:
    """Return how many parties of `kind` each colleague is the only one to speak to: user id → count."""
    table, column = _TABLES[kind]
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(table=table, column=column), {"since": since(at)})
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class Line:
    """A colleague and how many only he or she speaks to."""

    user: User
    organizations: int
    people: int

    @property
    def total(self) -> int:
        return self.organizations + self.people


def per_colleague(at: datetime) -> list[Line]:
    """Return the colleagues who are the only one for somebody, those who left the office first, then by how many."""
    bodies, people = counts("organization", at), counts("person", at)
    users = User.objects.in_bulk({*bodies, *people})
    lines = [Line(user, bodies.get(pk, 0), people.get(pk, 0)) for pk, user in users.items()]
    return sorted(lines, key=lambda line: (line.user.is_active, -line.total, line.user.pk))


def parties(kind: str, user: User | None, at: datetime) -> QuerySet:
    """Return the parties of `kind` only `user` (or only one colleague, whoever it is) speaks to: `holder`, `talks`."""
    rows = Interaction.objects.filter(at__gte=since(at), **{f"{kind}__isnull": False})
    alone = rows.values(kind).annotate(voices=Count("by", distinct=True), holder=Max("by")).filter(voices=1)
    if user is not None:
        alone = alone.filter(holder=user.pk)
    recent = Q(interactions__at__gte=since(at))
    found = MODELS[kind].objects.filter(archived_at=None, pk__in=alone.values(kind))
    return found.annotate(
        talks=Count("interactions", filter=recent), holder=Max("interactions__by", filter=recent), heard=Max("interactions__at")
    )


def deputies(rows: list[Any], at: datetime) -> dict[int, tuple[User, Deputy]]:
    """Return a colleague who could stand in for each of `rows` (with `holder`): party id → (user, why)."""
    users = {user.pk: user for user in _able()}
    team = _team(users, at)
    found = {}
    for row in rows:
        kind, town = _nature(row)
        deputy = suggest(team, besides=row.holder, kind=kind, municipality=town)
        if deputy is not None:
            found[row.pk] = (users[deputy.id], deputy)
    return found


def _nature(row: Organization | Person) -> tuple[str, str]:
    return (row.kind, row.municipality) if isinstance(row, Organization) else ("person", row.municipality)


def _able() -> list[User]:
    """Colleagues at work who may log contacts."""
    may = Q(groups__permissions__codename="add_interaction", groups__permissions__content_type__app_label="relations")
    return list(User.objects.filter(may | Q(is_superuser=True), is_active=True).distinct().order_by("pk"))


def _team(users: dict[int, User], at: datetime) -> list[Colleague]:
    recent = Interaction.objects.filter(at__gte=since(at), by__in=users)
    talks: dict[int, dict[tuple[str, str], int]] = {pk: {} for pk in users}
    bodies = recent.exclude(organization=None).values_list("by", "organization__kind", "organization__municipality")
    for by, kind, town, count in bodies.annotate(n=Count("pk")):
        talks[by][(kind, town)] = count
    for by, town, count in recent.exclude(person=None).values_list("by", "person__municipality").annotate(n=Count("pk")):
        talks[by][("person", town)] = count
    todos = dict(FollowUp.objects.filter(status="open", owner__in=users).values_list("owner").annotate(n=Count("pk")))
    return [Colleague(pk, todos.get(pk, 0), talks[pk]) for pk in users]


def head_tile(year: int, at: datetime) -> dict[str, Any]:
    """Return the figure of the Quadro."""
    total = cache.get_or_set("relations.sole", lambda: sum(counts("organization", at).values()), KEPT)
    return {"label": _("Bodies known to one colleague only"), "value": total, "before": None, "note": _("in the last 24 months"),
            "url": reverse("relations:sole_contacts")}  # fmt: skip
