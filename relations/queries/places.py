"""Municipalities as one types them, and how many of ours are where."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, F, Func, Q, QuerySet, TextField
from django.db.models.functions import Length

from relations.models import Address, Municipality, Organization, Person, Province, Region
from relations.queries import together
from relations.queries.together import Reader
from relations.text import clean, fold

Party = Organization | Person


def municipalities(words: str, limit: int = 8) -> list[Municipality]:
    """Return the municipalities of today that begin with `words`, accents aside; "sant angelo (pv)" names the province.

    Those whose second name (Bozen) or a later word begins so come after.
    """
    name, letters = _split(words)
    if len(name) < 2:
        return []
    rows = Municipality.objects.current().select_related("province__region")
    if letters:
        rows = rows.filter(province_id=letters)
    first = rows.filter(folded__startswith=name).order_by(Length("name"), "folded", "pk")[:limit]
    found = list(first)
    if len(found) < limit:
        later = rows.filter(Q(folded__contains=f" {name}") | Q(folded__contains=f"/{name}") | Q(folded__contains=f"'{name}"))
        found += list(later.exclude(pk__in=[row.pk for row in found]).order_by("folded", "pk")[: limit - len(found)])
    return found


def municipality(words: str, province: str = "") -> Municipality | None:
    """Return the one municipality of today called exactly so (in `province`, where it is given); None when unsure."""
    name, letters = _split(words)
    letters = letters or province.strip().upper()
    if not name:
        return None
    rows = Municipality.objects.current().filter(folded__startswith=f"{name}/") | Municipality.objects.current().filter(
        folded__endswith=f"/{name}"
    )
    rows = rows.filter(province_id=letters) if letters else rows
    found = list(rows.select_related("province")[:2])
    return found[0] if len(found) == 1 else None


def _split(words: str) -> tuple[str, str]:
    """Return (folded name, province's letters) of "Mortara (PV)" or "mortara pv"."""
    text = fold(" ".join(clean(words).replace("’", "'").split()))[:80]
    if text.endswith(")") and len(text) > 5 and text[-4] == "(":
        return text[:-4].strip(), text[-3:-1].upper()
    return text, ""


@together.reader
def addresses(party: Party) -> Reader:
    """Return the addresses of `party`: those of now, the main one first, and those that ended."""
    rows = yield (
        party.addresses.select_related("municipality").order_by("-is_primary", F("ended_on").desc(nulls_first=True), "pk")
    )
    return {"now": [row for row in rows if row.ended_on is None], "past": [row for row in rows if row.ended_on is not None]}


def main_address(party: Party) -> Address | None:
    """Return the main address of `party`."""
    return party.addresses.filter(is_primary=True).select_related("municipality").first()


# --- where an organisation is, or works ------------------------------------------
def serving(province: str) -> Q:
    """Organisations that work in a province: all of it, its region, or one of its municipalities."""
    found = Q(service_area__contains=[province])
    towns = list(Municipality.objects.filter(province_id=province).values_list("pk", "province__region_id"))
    if not towns:
        return found
    return found | Q(service_regions__contains=[towns[0][1]]) | Q(service_municipalities__overlap=[pk for pk, _region in towns])


def in_region(queryset: QuerySet, region: str) -> QuerySet:
    """Seated (living) in a region, or (organisations) working there."""
    letters = list(Province.objects.filter(region_id=region).values_list("pk", flat=True))
    wanted = Q(province__in=letters)
    if queryset.model is Organization:
        towns = list(Municipality.objects.filter(province__region_id=region).values_list("pk", flat=True))
        wanted |= Q(service_regions__contains=[region]) | Q(service_area__overlap=letters)
        wanted |= Q(service_municipalities__overlap=towns)
    return queryset.filter(wanted)


def in_municipality(queryset: QuerySet, code: str) -> QuerySet:
    """Seated (living) in a municipality, or (organisations) naming it among those they work in."""
    town = Municipality.objects.filter(pk=code).first()
    if town is None:
        return queryset.none()
    wanted = Q(municipality__iexact=town.name, province=town.province_id)
    if queryset.model is Organization:
        wanted |= Q(service_municipalities__contains=[code])
    return queryset.filter(wanted)


# --- the page "Territorio" ---------------------------------------------------------
# Organisations by the provinces they work in without being seated there, whichever way they said it.
_SERVING = """
SELECT served.province, count(DISTINCT served.id) FROM (
  SELECT id, province AS home, unnest(service_area) AS province FROM relations_organization WHERE archived_at IS NULL
  UNION
  SELECT o.id, o.province, p.letters FROM relations_organization o
    JOIN relations_province p ON p.region_id = ANY(o.service_regions) AND p.valid_to IS NULL
    WHERE o.archived_at IS NULL AND o.service_regions <> '{}'
  UNION
  SELECT o.id, o.province, m.province_id FROM relations_organization o
    JOIN relations_municipality m ON m.code = ANY(o.service_municipalities)
    WHERE o.archived_at IS NULL AND o.service_municipalities <> '{}'
) AS served WHERE served.province <> served.home GROUP BY served.province
"""


@dataclass
class Line:
    """A row of the table: a region, a province or a municipality."""

    key: str
    name: str
    seated: int = 0
    serving: int = 0
    people: int = 0

    @property
    def anything(self) -> int:
        return self.seated + self.serving + self.people


def _by(model: type, *columns: str) -> dict[Any, int]:
    living = model.objects.filter(archived_at=None)
    living = living.filter(erased_at=None) if model is Person else living
    rows = living.exclude(province="").order_by().values_list(*columns).annotate(n=Count("pk"))
    return {row[0] if len(columns) == 1 else tuple(row[:-1]): row[-1] for row in rows}


def by_province() -> list[Line]:
    """Return every province where somebody is or works: seated there, working there though seated elsewhere, people."""
    names = {row.letters: row for row in Province.objects.all()}
    seated, people = _by(Organization, "province"), _by(Person, "province")
    with connection.cursor() as cursor:
        cursor.execute(_SERVING)
        serving_now = dict(cursor.fetchall())
    lines = [
        Line(letters, names[letters].name if letters in names else letters, seated.get(letters, 0), serving_now.get(letters, 0),
             people.get(letters, 0))
        for letters in {*seated, *people, *serving_now}
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (-(line.seated + line.people), -line.serving, fold(line.name)))


def by_region(lines: list[Line]) -> list[tuple[Region, int]]:
    """Return every region with how many of `lines`' organisations and people are seated or live there."""
    region_of = dict(Province.objects.values_list("letters", "region_id"))
    sums: dict[str, int] = {}
    for line in lines:
        key = region_of.get(line.key, "")
        sums[key] = sums.get(key, 0) + line.seated + line.people
    return [(region, sums.get(region.code, 0)) for region in Region.objects.all()]


def by_municipality(province: str) -> list[Line]:
    """Return the municipalities of a province where somebody is or works, as `by_province` does."""
    towns = {fold(row.name): row for row in Municipality.objects.filter(province_id=province).order_by("valid_to")}
    lines: dict[str, Line] = {}

    def line(name: str) -> Line:
        row = towns.get(fold(name))
        return lines.setdefault(fold(name), Line(row.pk if row else "", row.name if row else name))

    for model, column in ((Organization, "seated"), (Person, "people")):
        living = model.objects.filter(archived_at=None, province=province).exclude(municipality="")
        living = living.filter(erased_at=None) if model is Person else living
        for name, count in living.order_by().values_list("municipality").annotate(n=Count("pk")):
            setattr(line(name), column, getattr(line(name), column) + count)
    codes = {row.pk: row for row in towns.values()}
    named = Organization.objects.filter(archived_at=None).exclude(service_municipalities=[])
    named = named.annotate(code=Func("service_municipalities", function="unnest", output_field=TextField()))
    for code, where, at_home in named.values_list("code", "municipality", "province"):
        if code in codes and (fold(where), at_home) != (fold(codes[code].name), province):
            line(codes[code].name).serving += 1
    return sorted(lines.values(), key=lambda row: (-(row.seated + row.people), -row.serving, fold(row.name)))
