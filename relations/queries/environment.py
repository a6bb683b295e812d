"""The environment of the office: segments by size, affinity and reach; prospects with the facts they come from.

Affinity is always towards something: an initiative, or what the office works on. It is the sum of three facts (the
points below), so that each row can say what it is made of.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    Avg,
    Case,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relations import formats, vocab
from relations.models import Consent, Initiative, OfficeSettings, Organization, Relationship
from relations.models import Segment as Group
from relations.queries import segments as dynamic
from relations.queries.parties import NEVER
from relations.vocab.initiatives import LIVING_STATES, THEMES, theme_words

THEME, TOWN, PROVINCE, TIE = 45, 30, 20, 25
POINTS = {"theme": THEME, "town": TOWN, "province": PROVINCE, "tie": TIE}
# A prospect has at least this affinity, and was not heard for this long.
LEAST = 20
SILENT_DAYS = 365


@dataclass(frozen=True)
class Lens:
    """What affinity is measured against."""

    label: str
    themes: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    initiative: Initiative | None = None


def lens(initiative: Initiative | None) -> Lens:
    """Return the lens of `initiative`, or of the office: its province and the themes of the initiatives under way."""
    if initiative is not None:
        return Lens(
            initiative.title, tuple(initiative.themes), tuple(initiative.provinces), tuple(initiative.municipalities), initiative
        )
    rows = Initiative.objects.filter(state__in=LIVING_STATES).values_list("themes", "provinces")
    themes = sorted({letter for letters, _codes in rows for letter in letters})
    home = OfficeSettings.current().province
    codes = sorted({code for _letters, places in rows for code in places} | ({home} if home else set()))
    return Lens(_("the work of the office"), tuple(themes), tuple(codes))


def _points(condition: Q | Exists, points: int) -> Case:
    return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())


def _tied(themes: tuple[str, ...]) -> Q:
    out = Relationship.objects.filter(source=OuterRef("pk"), ended_on=None, target__themes__overlap=list(themes))
    into = Relationship.objects.filter(target=OuterRef("pk"), ended_on=None, source__themes__overlap=list(themes))
    return Q(Exists(out)) | Q(Exists(into))


def weighed(seen: Lens, at: datetime) -> QuerySet[Organization]:
    """Return living bodies with `affinity` and its parts, whether they were `reached`, and their consent."""
    nothing = Value(0, output_field=IntegerField())
    town = Q(municipality__in=seen.municipalities)
    province = Q(province__in=seen.provinces) | Q(service_area__overlap=list(seen.provinces))
    by_place = Case(
        When(town, then=Value(TOWN)), When(province, then=Value(PROVINCE)), default=Value(0), output_field=IntegerField()
    )
    last_word = Consent.objects.filter(organization=OuterRef("pk")).order_by("-at", "-pk").values("event")[:1]
    return Organization.objects.filter(archived_at=None).annotate(
        by_theme=_points(Q(themes__overlap=list(seen.themes)), THEME) if seen.themes else nothing,
        by_place=by_place if seen.provinces or seen.municipalities else nothing,
        by_tie=_points(_tied(seen.themes), TIE) if seen.themes else nothing,
        affinity=F("by_theme") + F("by_place") + F("by_tie"),
        reached=_points(Q(last_contact_at__gte=at - timedelta(days=SILENT_DAYS)), 100),
        consent=Subquery(last_word),
        agreed=_points(Q(consent__in=vocab.CONSENT_YES), 100),
        contacted=Coalesce("last_contact_at", Value(NEVER)),
    )


# --- segments ------------------------------------------------------------------------
@dataclass(frozen=True)
class Segment:
    """A part of the environment; shares in percent. `room` is size x affinity x what is not reached."""

    key: str
    label: str
    size: int
    people: int
    affinity: float
    reach: float
    consent: float
    url: str

    @property
    def room(self) -> int:
        return round(self.size * self.affinity / 100 * (1 - self.reach / 100))


_GROUPS = {
    "tipo": ("kind", F("kind")),
    "tema": ("theme", Func("themes", function="unnest")),
    "provincia": ("province", F("province")),
}
GROUPS = "gruppi"
MOST_GROUPS = 12


def segments(seen: Lens, at: datetime, dimension: str) -> list[Segment]:
    """Return the segments by kind, theme or province, those with most room first; one statement."""
    if dimension == GROUPS:
        return _dynamic(seen, at)
    _name, key = _GROUPS[dimension]
    rows = weighed(seen, at).annotate(part=key).values("part").annotate(**figures()).order_by("part")
    return ordered(_segment(dimension, row) for row in rows if row["part"])


def _dynamic(seen: Lens, at: datetime) -> list[Segment]:
    """Return the office's dynamic groups of organisations (the first twelve by name) as segments, in one statement."""
    groups = list(Group.objects.filter(on="organization", removed_at=None).order_by("name", "pk")[:MOST_GROUPS])
    wanted = {}
    for group in groups:
        inside = Q(pk__in=dynamic.members(group, at).values("pk"))
        wanted |= {f"{name}_{group.pk}": figure for name, figure in figures(inside).items()}
    row = weighed(seen, at).aggregate(**wanted) if wanted else {}
    found = []
    for group in groups:
        numbers = {name: row[f"{name}_{group.pk}"] for name in figures()}
        found.append(make(str(group.pk), group.name, numbers, group.get_absolute_url()))
    return ordered(found)


def figures(among: Q | None = None) -> dict[str, Any]:
    """The figures of a segment, as aggregates over `weighed` (of those `among` them)."""
    people = Coalesce("employees", 0) + Coalesce("volunteers", 0)
    return {
        "size": Count("pk", filter=among), "people": Sum(people, filter=among), "mean": Avg("affinity", filter=among),
        "reach": Avg("reached", filter=among), "yes": Avg("agreed", filter=among),
    }  # fmt: skip


def ordered(found: Any) -> list[Segment]:
    """Return segments, those with most room first."""
    return sorted(found, key=lambda part: (-part.room, -part.size, part.label))


def _segment(dimension: str, row: dict[str, Any]) -> Segment:
    key = row["part"]
    kinds = vocab.ORGANIZATION_KINDS
    labels = {
        "tipo": lambda: str(kinds[key].label) if key in kinds else key,
        "tema": lambda: str(THEMES[key].label) if key in THEMES else key,
        "provincia": lambda: key,
    }
    return make(key, labels[dimension](), row, f"?{urlencode({dimension: key, 'per': dimension})}")


def make(key: str, label: str, row: dict[str, Any], url: str) -> Segment:
    """Return a segment from its `figures`."""
    return Segment(
        key, label, row["size"], row["people"] or 0, round(float(row["mean"] or 0), 1), round(float(row["reach"] or 0), 1),
        round(float(row["yes"] or 0), 1), url,
    )  # fmt: skip


# --- prospects -----------------------------------------------------------------------
def prospects(seen: Lens, at: datetime) -> QuerySet[Organization]:
    """Return bodies with affinity that were not heard for a year, or never."""
    silent = Q(last_contact_at=None) | Q(last_contact_at__lt=at - timedelta(days=SILENT_DAYS))
    found = weighed(seen, at).filter(silent, affinity__gte=LEAST).select_related("owner")
    if seen.initiative is not None:
        found = found.exclude(stakes__initiative=seen.initiative, stakes__left_at=None)
    return found


@dataclass(frozen=True)
class Fact:
    """Why a body is a prospect: words, points, where the fact can be read."""

    words: str
    url: str
    points: int | None = None


def facts(rows: list[Organization], seen: Lens, at: datetime) -> dict[int, list[Fact]]:
    """Return the facts that produced each of `rows`; one statement."""
    ties = _ties_of(rows, seen)
    return {row.pk: _facts(row, seen, ties.get(row.pk, []), at) for row in rows}


def facts_of(row: Organization, seen: Lens, at: datetime) -> list[Fact]:
    """Return the facts of one row, without naming the ties (for files: no statement of its own)."""
    found = _facts(row, seen, [], at)
    return [*found, Fact(_("tied to a body of these activities"), "", TIE)] if row.by_tie else found


def _ties_of(rows: list[Organization], seen: Lens) -> dict[int, list[Organization]]:
    if not seen.themes:
        return {}
    ids = [row.pk for row in rows]
    found: dict[int, list[Organization]] = {}
    near = Relationship.objects.filter(Q(source__in=ids) | Q(target__in=ids), ended_on=None).select_related("source", "target")
    wanted, shown = set(seen.themes), set(ids)
    for tie in near:
        for here, there in ((tie.source, tie.target), (tie.target, tie.source)):
            if here.pk in shown and wanted & set(there.themes):
                found.setdefault(here.pk, []).append(there)
    return found


def _facts(row: Organization, seen: Lens, ties: list[Organization], at: datetime) -> list[Fact]:
    archive, here, found = reverse("relations:organizations"), row.get_absolute_url(), []
    if row.by_theme:
        shared = [letter for letter in row.themes if letter in seen.themes]
        own = reverse("relations:environment")
        found.append(Fact(theme_words(shared), f"{own}?{urlencode({'per': 'tema', 'tema': shared[0]})}", row.by_theme))
    if row.by_place == TOWN:
        found.append(Fact(_("seated at %(place)s") % {"place": row.municipality}, f"{archive}?{urlencode({'q': row.municipality})}", TOWN))
    elif row.by_place:
        code = row.province if row.province in seen.provinces else next(c for c in row.service_area if c in seen.provinces)
        found.append(Fact(_("province of %(code)s") % {"code": code}, f"{archive}?{urlencode({'provincia': code})}", PROVINCE))
    for other in ties[:2] if row.by_tie else []:
        found.append(Fact(_("tied to %(name)s") % {"name": other}, other.get_absolute_url(), TIE))
    words = _("never heard")
    if row.last_contact_at:
        words = _("last heard %(span)s ago") % {"span": formats.span((at - row.last_contact_at).days)}
    found.append(Fact(words, f"{here}storia/"))
    if row.consent in vocab.CONSENT_YES:
        found.append(Fact(_("said yes to our messages"), here))
    return found


# --- the sheet of strengths and weaknesses ----------------------------------------------
def swot_facts(initiative: Initiative, rows: list, gaps: list, at: datetime) -> dict[str, list[str]]:
    """Return what the archive can say for each field of the sheet; never where somebody stands."""
    strong = [row for row in rows if (row.influence or 0) >= 4]
    heard = [row for row in rows if row.party.last_contact_at and (at - row.party.last_contact_at).days <= 90]
    silent = [row for row in strong if row not in heard]
    many = prospects(lens(initiative), at).count()
    found = {"strengths": [], "weaknesses": [gap.title for gap in gaps], "opportunities": [], "threats": []}
    if rows:
        found["strengths"].append(
            ngettext("%(n)s stakeholder heard in the last 90 days", "%(n)s stakeholders heard in the last 90 days", len(heard))
            % {"n": len(heard)}
        )
    brings = sorted({str(term.label) for row in rows for term in row.brings})
    if brings:
        found["strengths"].append(_("Around the table: %(things)s") % {"things": ", ".join(brings)})
    if many:
        found["opportunities"].append(
            ngettext("%(n)s like-minded body not heard for a year", "%(n)s like-minded bodies not heard for a year", many) % {"n": many}
        )
    found["threats"] += [_("Influential and silent for more than 90 days: %(name)s") % {"name": row} for row in silent]
    return found
