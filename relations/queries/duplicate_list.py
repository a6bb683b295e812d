"""What the pages of duplicates read, in a fixed number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from relations.models import ContactPoint, DuplicateCandidate, DuplicateScan, Merge, Organization, Person, User
from relations.models.duplicates import PARTIES
from relations.queries import search

Party = Organization | Person
MERGE = "relations.merge_party"
# A number beside the menu line is read at a glance: beyond this it only says "many".
MANY = 999


@dataclass(frozen=True)
class Facts:
    """A record as it stands beside the other: who it is and the few facts one tells two apart by."""

    party: Party
    facts: list[str]


def candidates(state: str = "open") -> QuerySet[DuplicateCandidate]:
    """Pairs in a state, of which both records are still there."""
    return DuplicateCandidate.objects.filter(_both_live(), state=state).select_related("decided_by")


def _both_live() -> Q:
    found = Q()
    for kind, model in PARTIES.items():
        living = model.objects.filter(archived_at=None)
        found |= Q(kind=kind) & Q(Exists(living.filter(pk=OuterRef("first_id")))) & Q(Exists(living.filter(pk=OuterRef("second_id"))))
    return found


def named(rows: QuerySet[DuplicateCandidate], text: str) -> QuerySet[DuplicateCandidate]:
    """Narrow pairs to those in which the search finds one of the two by `text`."""
    found = Q()
    for kind in PARTIES:
        numbers = search.ids(text, kind)
        found |= Q(kind=kind) & (Q(first_id__in=numbers) | Q(second_id__in=numbers))
    return rows.filter(found)


def waiting(user: User) -> QuerySet[DuplicateCandidate]:
    """Return the pairs that wait for an answer of somebody who may give one: the number in the menu."""
    return candidates() if user.has_perm(MERGE) else DuplicateCandidate.objects.none()


def together(rows: Iterable[DuplicateCandidate]) -> list[DuplicateCandidate]:
    """Give each pair its two records as `pair` [Facts, Facts], in two statements a kind."""
    rows = list(rows)
    known: dict[tuple[str, int], Facts] = {}
    for kind, model in PARTIES.items():
        numbers = {pk for row in rows if row.kind == kind for pk in (row.first_id, row.second_id)}
        if numbers:
            known |= {(kind, pk): facts for pk, facts in facts_of(model, numbers).items()}
    for row in rows:
        row.pair = [known[(row.kind, pk)] for pk in (row.first_id, row.second_id) if (row.kind, pk) in known]
    return [row for row in rows if len(row.pair) == 2]


def facts_of(model: type[Party], numbers: Iterable[int]) -> dict[int, Facts]:
    """Return the facts of records by number, in two statements."""
    parties = model.objects.in_bulk(list(numbers))
    points: dict[int, list[str]] = {}
    key = f"{model._meta.model_name}_id"
    living = ContactPoint.objects.filter(**{f"{key}__in": parties}, ended_at=None, kind__in=["email", "phone", "mobile"])
    for pk, value in living.order_by("-is_primary", "pk").values_list(key, "value"):
        points.setdefault(pk, []).append(value)
    return {pk: Facts(party, _facts(party, points.get(pk, []))) for pk, party in parties.items()}


def _facts(party: Party, points: list[str]) -> list[str]:
    vat = getattr(party, "vat_number", "")
    town = f"{party.municipality} ({party.province})" if party.municipality and party.province else party.municipality
    return [fact for fact in (town, vat or party.tax_code, *points[:2]) if fact]


def of_party(party: Party) -> QuerySet[DuplicateCandidate]:
    """Return the open questions about one record, the likeliest first."""
    own = Q(first_id=party.pk) | Q(second_id=party.pk)
    return candidates().filter(own, kind=party._meta.model_name).order_by("-score", "pk")[:5]


def other_of(row: DuplicateCandidate, party: Party) -> Facts:
    """Return the record of the pair that is not `party`."""
    return next(facts for facts in row.pair if facts.party.pk != party.pk)


def between(one: Party, other: Party) -> DuplicateCandidate | None:
    """Return what is known of a pair."""
    low, high = sorted((one.pk, other.pk))
    return DuplicateCandidate.objects.filter(kind=one._meta.model_name, first_id=low, second_id=high).first()


def counts() -> dict[str, int]:
    """Return how many pairs wait, how many were told apart, how many merges are in force."""
    return {
        "open": candidates().count(),
        "different": candidates("different").count(),
        "merged": Merge.objects.filter(undone_at=None).count(),
    }


def last_scan() -> DuplicateScan | None:
    """Return the last look through the archive."""
    return DuplicateScan.objects.order_by("-started_at").first()
