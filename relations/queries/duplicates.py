"""Records that look like the one being written."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Func, QuerySet, TextField, Value
from django.utils.translation import gettext as _

from relations.models import ContactPoint, Organization, Person
from relations.text import fold

ALIKE = 0.7
# "S.r.l." and "srl", "APS" and nothing are the same body.
_FORMS = r"(?:^| )(?:s\.?r\.?l\.?s?|s\.?p\.?a|s\.?n\.?c|s\.?a\.?s|s\.?s|o\.?d\.?v|a\.?p\.?s|ets|onlus)\.?(?= |$)"


@dataclass(frozen=True)
class Like:
    """A record that looks the same, and by what; `forbids` when two of them may not be."""

    party: Organization | Person
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
    return _once(found + ([] if besides else _same_name(living, data.get("name") or "")))


def people(data: dict[str, Any], besides: Person | None = None) -> list[Like]:
    """Return living people with the same tax code, address or nearly the same name (also swapped) as `data`."""
    living = _besides(Person.objects.filter(archived_at=None, erased_at=None), besides)
    found = _same_code(living, data) + _same_address(living, data)
    if not besides:
        first, last = data.get("first_name") or "", data.get("last_name") or ""
        found += _same_name(living, f"{last} {first}") + (_same_name(living, f"{first} {last}") if first else [])
    return _once(found)


def _besides(living: QuerySet, besides: Organization | Person | None) -> QuerySet:
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


def _same_name(living: QuerySet, name: str) -> list[Like]:
    words = re.sub(_FORMS, "", fold(name)).strip()
    if len(words) < 4:
        return []
    bare = Func("sort_name", Value(_FORMS), Value(""), Value("g"), function="regexp_replace", output_field=TextField())
    near = living.annotate(likeness=TrigramSimilarity(bare, words))
    rows = near.filter(likeness__gte=ALIKE).order_by("-likeness", "pk")[:3]
    return [Like(row, _("%(name)s has a very similar name.") % {"name": row}) for row in rows]


def _once(found: list[Like]) -> list[Like]:
    first: dict[int, Like] = {}
    for like in found:
        first.setdefault(like.party.pk, like)
    return list(first.values())
