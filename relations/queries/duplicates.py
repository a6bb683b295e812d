"""Records that look like the one being written."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from rapidfuzz import fuzz

from relations.likeness import names
from relations.likeness.score import name_sign
from relations.models import ContactPoint, Organization, Person, SearchEntry

Party = Organization | Person
# Names that look alike to the eye, beyond what counts as a slip of the keyboard.
ALIKE = 90
# How many names the search index proposes before they are compared letter by letter; how many are shown.
_PROPOSED, _SHOWN = 40, 3
_SENTENCES = {
    "name": N_("%(name)s has the same name."),
    "swapped": N_("%(name)s has the same first and last name, swapped."),
    "near": N_("%(name)s has a very similar name."),
}


@dataclass(frozen=True)
class Like:
    """A record that looks the same, and by what; `forbids` when two of them may not be."""

    party: Party
    sentence: str
    field: str | None = None
    forbids: bool = False


def organizations(data: dict[str, Any], besides: Organization | None = None) -> list[Like]:
    """Return living organisations with the same VAT number, tax code, address or nearly the same name as `data`."""
    living = _besides(Organization.objects.filter(archived_at=None), besides)
    found = []
    if vat := data.get("vat_number"):
        found += [
            Like(row, _("%(name)s has this VAT number already.") % {"name": row}, "vat_number", forbids=True)
            for row in living.filter(vat_number=vat)[:1]
        ]
    found += _same_code(living, data) + _same_address(living, data)
    words = names.body_words(data.get("name") or "")
    if not besides or words != names.body_words(besides.name):
        found += _same_name(living, words)
    return _once(found)


def people(data: dict[str, Any], besides: Person | None = None) -> list[Like]:
    """Return living people with the same tax code, address or nearly the same name (also swapped) as `data`."""
    living = _besides(Person.objects.filter(archived_at=None, erased_at=None), besides)
    found = _same_code(living, data) + _same_address(living, data)
    words = names.person_words(data.get("first_name") or "", data.get("last_name") or "")
    if not besides or words != names.person_words(besides.first_name, besides.last_name):
        found += _same_name(living, words)
    return _once(found)


def _besides(living: QuerySet, besides: Party | None) -> QuerySet:
    return living.exclude(pk=besides.pk) if besides else living


def _same_code(living: QuerySet, data: dict[str, Any]) -> list[Like]:
    code = data.get("tax_code")
    rows = living.filter(tax_code=code)[:2] if code else []
    return [Like(row, _("%(name)s has this tax code already.") % {"name": row}) for row in rows]


def _same_address(living: QuerySet, data: dict[str, Any]) -> list[Like]:
    values = [data[key][1] for key in ("email", "pec", "phone") if data.get(key)]
    if not values:
        return []
    party = "organization" if living.model is Organization else "person"
    points = ContactPoint.objects.filter(normalized__in=values, ended_at=None, **{f"{party}__in": living})
    points = points.select_related(party)[:3]
    return [
        Like(getattr(point, party), _("%(name)s is reached at %(value)s.") % {"name": point.party, "value": point.value})
        for point in points
    ]


def _same_name(living: QuerySet, words: tuple[str, ...]) -> list[Like]:
    """The search index proposes names that share letters (in any order); each is then compared word by word."""
    text = " ".join(words)[:200]
    if len(text) < 4:
        return []
    is_person = living.model is Person
    near = SearchEntry.objects.filter(kind=living.model._meta.model_name, folded__trigram_similar=text)
    numbers = near.annotate(likeness=TrigramSimilarity("folded", text)).order_by("-likeness", "object_id")
    rows = living.in_bulk(list(numbers.values_list("object_id", flat=True)[:_PROPOSED]))
    signs = ((row, _sign(words, _words(row), is_person=is_person)) for row in rows.values())
    order = list(_SENTENCES)
    found = sorted(((row, sign) for row, sign in signs if sign), key=lambda pair: (order.index(pair[1]), pair[0].pk))
    return [Like(row, _(_SENTENCES[sign]) % {"name": row}) for row, sign in found[:_SHOWN]]


def _words(row: Party) -> tuple[str, ...]:
    return names.person_words(row.first_name, row.last_name) if isinstance(row, Person) else names.body_words(row.name)


def _sign(one: tuple[str, ...], other: tuple[str, ...], *, is_person: bool) -> str:
    sign = name_sign(one, other, is_person=is_person)
    return sign or ("near" if fuzz.token_sort_ratio(" ".join(one), " ".join(other)) >= ALIKE else "")


def _once(found: Iterable[Like]) -> list[Like]:
    first: dict[int, Like] = {}
    for like in found:
        first.setdefault(like.party.pk, like)
    return list(first.values())
