"""What the pages of the network read: the graph narrowed, its table, the pairs that would get on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from relations.models import Affiliation, Introduction, Organization, Person
from relations.network import compatible, gather
from relations.network.compatible import Body, Fact
from relations.network.graph import Graph, Tie
from relations.vocab.initiatives import target_words, theme_words

MOST_TIES = 2500
AROUND = 60
# Pairs are looked for among the bodies heard last.
UNIVERSE = 3000
PAIRS = 40
# The office introduces nobody to a party's group, nor outlets to each other.
NOT_INTRODUCED = ("political_group", "media")


@dataclass(frozen=True)
class View:
    """What the reader asked of the network."""

    centre: int | None = None
    steps: int = 1
    kind: str = ""
    tie: str = ""
    province: str = ""


def tie_kinds(user: Any) -> list[tuple[str, str]]:
    """Kinds of ties as choices."""
    return [(key, str(label)) for source in gather.sources(user) for key, label in source.kinds]


def narrowed(found: Graph, view: View) -> Graph:
    """Return the part of the network the reader asked for."""
    if view.tie:
        found = found.tied([view.tie])
    keep = {
        key
        for key, node in found.nodes.items()
        if key == view.centre
        or ((not view.kind or node.kind == view.kind) and (not view.province or node.province == view.province))
    }
    found = found.only(keep)
    if view.centre is not None:
        return found.around(view.centre, view.steps, AROUND) if view.centre in found.nodes else Graph({}, [])
    return found.without_loners()


@dataclass(frozen=True)
class TieRow:
    """A line of the table: both bodies, what ties them."""

    one: Organization
    other: Organization
    tie: Tie


def tie_rows(found: Graph, start: int, length: int, names: Mapping[str, str]) -> list[TieRow]:
    """Return `length` ties from `start` on, by name; one statement."""
    order = sorted(found.ties, key=lambda tie: (found.nodes[tie.one].label.casefold(), found.nodes[tie.other].label.casefold(), tie.kind))
    shown = order[start : start + length]
    bodies = Organization.objects.in_bulk({end for tie in shown for end in (tie.one, tie.other)})
    return [TieRow(bodies[tie.one], bodies[tie.other], tie) for tie in shown if tie.one in bodies and tie.other in bodies]


# --- pairs -----------------------------------------------------------------------
@dataclass(frozen=True)
class PairRow:
    """Two bodies that would get on, and why, in words with links."""

    one: Organization
    other: Organization
    score: int
    facts: list[dict[str, Any]]


def pair_rows(user: Any, *, about: int | None = None, limit: int = PAIRS) -> list[PairRow]:
    """Return the pairs that share most, have no tie and were not decided on; `about` one body only."""
    found = gather.graph(user)
    tied = set(found.pairs) | _decided()
    bodies = _bodies(found)
    pairs = compatible.pairs(bodies.values(), tied, limit=limit if about is None else 10_000)
    if about is not None:
        pairs = [pair for pair in pairs if about in (pair.one, pair.other)][:limit]
    return _in_words(pairs)


def _decided() -> set[tuple[int, int]]:
    rows = Introduction.objects.values_list("one", "other")
    return {(min(pair), max(pair)) for pair in rows}


def _bodies(found: Graph) -> dict[int, Body]:
    """The bodies heard last, with all that may be shared."""
    living = Organization.objects.filter(archived_at=None).exclude(kind__in=NOT_INTRODUCED)
    rows = living.order_by(F("last_contact_at").desc(nulls_last=True), "pk")
    fields = ("pk", "kind", "name", "themes", "targets", "municipality", "province", "service_area", "refused", "sector")
    rows = list(rows.values_list(*fields)[:UNIVERSE])
    people: dict[int, set[int]] = {}
    ties = Affiliation.objects.filter(organization__in=[row[0] for row in rows], person__archived_at=None, person__erased_at=None)
    for organization, person in ties.values_list("organization", "person"):
        people.setdefault(organization, set()).add(person)
    return {
        pk: Body(
            pk, kind, name, frozenset(themes), frozenset(targets), town, frozenset({province, *area} - {""}),
            frozenset(people.get(pk, ())), frozenset(found.neighbours.get(pk, ())), frozenset(refused), sector,
        )
        for pk, kind, name, themes, targets, town, province, area, refused, sector in rows
    }  # fmt: skip


def _in_words(pairs: list[compatible.Pair]) -> list[PairRow]:
    ids = {end for pair in pairs for end in (pair.one, pair.other)}
    ids |= {key for pair in pairs for fact in pair.facts if fact.kind == "neighbours" for key in fact.values}
    people = {key for pair in pairs for fact in pair.facts if fact.kind == "people" for key in fact.values}
    bodies = Organization.objects.select_related("owner").in_bulk(ids)
    persons = Person.objects.in_bulk(people)
    return [
        PairRow(bodies[pair.one], bodies[pair.other], pair.score, [_fact(fact, bodies, persons) for fact in pair.facts])
        for pair in pairs
        if pair.one in bodies and pair.other in bodies
    ]


def _fact(fact: Fact, bodies: Mapping[int, Organization], persons: Mapping[int, Person]) -> dict[str, Any]:
    """A shared fact in words: label, what it is, points; `links` where a page shows it."""
    known = {"neighbours": bodies, "people": persons}.get(fact.kind, {})
    links = [(str(known[key]), known[key].get_absolute_url()) for key in fact.values if key in known][:4]
    words = {
        "neighbours": lambda: _("both tied to"),
        "people": lambda: _("a person who was at both"),
        "themes": lambda: _("same activity: %(themes)s") % {"themes": theme_words(fact.values)},
        "targets": lambda: _("same people: %(targets)s") % {"targets": target_words(fact.values)},
        "municipality": lambda: _("both at %(place)s") % {"place": fact.values[0]},
        "provinces": lambda: _("both work in %(places)s") % {"places": ", ".join(fact.values)},
    }[fact.kind]()
    return {"kind": fact.kind, "words": words, "links": links, "points": fact.points}


def dismissed() -> list[Introduction]:
    """Return the pairs not to be proposed, the last first."""
    rows = Introduction.objects.filter(verdict="never").select_related("one", "other", "by")
    return list(rows.order_by("-at", "-pk")[:50])


def proposed(at: datetime) -> list[Introduction]:
    """Return the introductions proposed in the last half year."""
    rows = Introduction.objects.filter(verdict="proposed", at__gte=at - timedelta(days=183)).select_related("one", "other", "by")
    return list(rows.order_by("-at", "-pk")[:20])
