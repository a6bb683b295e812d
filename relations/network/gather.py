"""The network as the archive has it: ties of every source, the bodies they tie, the layout kept until ties change."""

import logging
from datetime import date
from itertools import combinations
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils import timezone

from relations import panels
from relations.models import Affiliation, Organization, Relationship
from relations.network import layout
from relations.network.graph import Graph, Node, Tie
from relations.queries import together
from relations.queries.together import Reader

# A person at more bodies than this (an auditor, a consultant) ties nobody to anybody.
MOST_BODIES = 8
# Raised when the drawing changes, so that kept layouts are made anew.
VERSION = 1
_KEPT_FOR = 30 * 24 * 3600
_log = logging.getLogger(__name__)


def _now(day: date) -> Q:
    return (Q(started_on=None) | Q(started_on__lte=day)) & (Q(ended_on=None) | Q(ended_on__gte=day))


@together.reader
def written_ties(about: int | None = None) -> Reader:
    """The ties written on the pages of bodies; those of one body when `about` is its id."""
    rows = Relationship.objects.filter(_now(timezone.localdate()))
    if about is not None:
        rows = rows.filter(Q(source=about) | Q(target=about))
    labels = dict(Relationship._meta.get_field("kind").flatchoices)
    found = yield rows.values_list("source", "target", "kind", "started_on")
    return [
        Tie(one, other, kind, str(labels.get(kind, kind)), since=since.isoformat() if since else "")
        for one, other, kind, since in found
    ]


@together.reader
def people_in_common(about: int | None = None) -> Reader:
    """Bodies where the same person has a role today; with one body when `about` is its id."""
    day = timezone.localdate()
    rows = Affiliation.objects.filter(_now(day), person__archived_at=None, person__erased_at=None)
    several = rows.values("person").annotate(bodies=Count("organization", distinct=True))
    busy = several.filter(bodies__gt=1, bodies__lte=MOST_BODIES).values("person")
    if about is not None:
        busy = busy.filter(person__in=rows.filter(organization=about).values("person"))
    found = yield rows.filter(person__in=busy).values_list(
        "person", "person__first_name", "person__last_name", "organization"
    )
    places: dict[int, tuple[str, set[int]]] = {}
    for person, first, last, organization in found:
        places.setdefault(person, (f"{first} {last}".strip(), set()))[1].add(organization)
    return [
        Tie(one, other, "people", name)
        for name, bodies in places.values()
        for one, other in combinations(sorted(bodies), 2)
        if about in (None, one, other)
    ]


def sources(user: Any) -> list[panels.TieSource]:
    """Return the sources of ties `user` may see."""
    return panels.of(panels.TieSource, user)


@together.reader
def graph(user: Any, about: int | None = None) -> Reader:
    """Return the whole network `user` may see, or the ties of one body when `about` is its id."""
    found = yield from together.side_by_side(*(source.load.read(about) for source in sources(user)))
    ties = [tie for some in found for tie in some]
    ids = {end for tie in ties for end in (tie.one, tie.other)}
    rows = yield Organization.objects.filter(pk__in=ids, archived_at=None).values_list("pk", "name", "kind", "municipality", "province")
    nodes = {pk: Node(pk, name, kind, "", town, province) for pk, name, kind, town, province in rows}
    return Graph(nodes, ties)


def spots(found: Graph, *, width: float) -> tuple[layout.Spots, float]:
    """Return the layout of `found`, kept until its ties change. Without the cache it is computed each time."""
    key = f"network:{VERSION}:{width:.0f}:{found.fingerprint}"
    try:
        kept = cache.get(key)
    except Exception:  # a cache that is down answers in many ways; all mean the same here
        _log.warning("The cache does not answer: the network is laid out anew.")
        return layout.whole(found, width=width)
    if kept is None:
        kept = layout.whole(found, width=width)
        cache.set(key, kept, _KEPT_FOR)
    return kept
