"""Who is in a dynamic group: its conditions compiled to one query, and said as sentences."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from relations import formats, panels, segments
from relations.models import ContactPoint, Organization, Person, Segment, SegmentUse, User
from relations.queries import counting
from relations.segments import Condition, Group
from relations.text import fold

MODELS = {"person": Person, "organization": Organization}
NAMES_SHOWN = 8


def facts(on: str, user: User | None = None) -> dict[str, panels.SegmentFact]:
    """Return what a group of `on` can ask, in its order; only what `user` may see, if one is given."""
    return {fact.key: fact for fact in panels.of(panels.SegmentFact, user) if on in fact.on}


def kinds(on: str) -> dict[str, str]:
    """Return the kind of value of each fact, for reading stored conditions."""
    return {key: fact.kind for key, fact in facts(on).items()}


def tree(segment: Segment) -> Group:
    """Return the conditions of `segment`. Raises segments.Unreadable."""
    return segments.load(segment.rules, kinds(segment.on))


# --- who ---------------------------------------------------------------------------
def living(on: str) -> QuerySet:
    """Those a group can hold: neither archived, nor erased, nor dead."""
    rows = MODELS[on].objects.filter(archived_at=None)
    return rows.filter(erased_at=None, died_on=None) if on == "person" else rows


def matching(on: str, group: Group, at: datetime) -> QuerySet:
    """Return those for whom the conditions hold; a condition still without its value is passed over."""
    known = facts(on)
    model = MODELS[on]

    def one(condition: Condition) -> Q | None:
        fact = known[condition.fact]
        if not segments.is_whole(condition, fact.kind):
            return None
        wanted = fact.condition(condition.value, at)
        # Through the key, which is never null: asked and denied together are everybody, and nobody is in both.
        return ~Q(pk__in=model.objects.filter(wanted).values("pk")) if condition.is_denied else wanted

    def joined(join: str, parts: list[Q | None]) -> Q | None:
        found = [part for part in parts if part is not None]
        if not found:
            return None
        result = Q()
        for part in found:
            result = result & part if join == "all" else result | part
        return ~Q(pk__in=model.objects.filter(result).values("pk")) if join == "none" else result

    condition = segments.swap(group, joined, one)
    return living(on).filter(condition) if condition is not None else living(on)


def members(segment: Segment, at: datetime) -> QuerySet:
    """Return who is in `segment`; nobody when its conditions can no longer be read."""
    try:
        return matching(segment.on, tree(segment), at)
    except segments.Unreadable:
        return MODELS[segment.on].objects.none()


def glance(on: str, group: Group, at: datetime) -> dict[str, Any]:
    """Return how many there are and the first names, in two statements."""
    rows = matching(on, group, at)
    first = list(rows.order_by("sort_name", "pk")[: NAMES_SHOWN + 1])
    count = len(first) if len(first) <= NAMES_SHOWN else rows.count()
    return {"count": count, "first": first[:NAMES_SHOWN], "more": max(count - NAMES_SHOWN, 0)}


# --- as sentences ----------------------------------------------------------------------
def sentence(condition: Condition, fact: panels.SegmentFact) -> str:
    """Return "the kind is company or school"."""
    words = str(fact.denies if condition.is_denied else fact.says)
    if not fact.kind:
        return words
    return words % {"value": _value(condition, fact)}


def _value(condition: Condition, fact: panels.SegmentFact) -> str:
    value = condition.value
    if value in (None, []):
        return "…"
    if fact.kind == "choices":
        labels = {str(key): str(label) for key, label in (fact.choices() if fact.choices else ())}
        return _or([labels.get(key, key) for key in value])
    if fact.kind == "words":
        return _or(value)
    return formats.money(value) if fact.kind == "amount" else formats.plain(value)


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else _("%(some)s or %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}


def outline(group: Group, on: str) -> dict[str, Any]:
    """Return the conditions as the page reads them: {join, lines: [sentence or an outline]}."""
    known = facts(on)
    lines = [
        outline(item, on) if isinstance(item, Group) else {"text": sentence(item, known[item.fact])} for item in group.items
    ]
    return {"join": str(dict(JOINS)[group.join]), "lines": lines}


JOINS = (
    ("all", pgettext_lazy("conditions", "all these hold")),
    ("any", pgettext_lazy("conditions", "at least one of these holds")),
    ("none", pgettext_lazy("conditions", "none of these holds")),
)
def said(segment: Segment) -> dict[str, Any] | None:
    """Return the outline of `segment`, None when its conditions can no longer be read."""
    try:
        return outline(tree(segment), segment.on)
    except segments.Unreadable:
        return None


# --- choosing one ------------------------------------------------------------------------
def listed(on: str = "") -> QuerySet[Segment]:
    """Return the groups of the office."""
    rows = Segment.objects.filter(removed_at=None).select_related("created_by")
    return rows.filter(on=on) if on else rows


def may_see(segment: Segment, user: User) -> bool:
    """Tell whether `user` may ask every fact of the group, and see the kind of records it holds."""
    if not user.has_perm(f"relations.view_{segment.on}"):
        return False
    mine, every = facts(segment.on, user), facts(segment.on)
    try:
        asked = {condition.fact for condition in segments.conditions(tree(segment))}
    except segments.Unreadable:
        return True
    return not (asked & set(every)) - set(mine)


def for_user(user: User, on: str = "") -> list[Segment]:
    """Return the groups `user` may see, in Italian order."""
    return sorted((row for row in listed(on) if may_see(row, user)), key=lambda row: (fold(row.name), row.pk))


def choices(user: User, on: str) -> list[tuple[str, str]]:
    """Return the groups of `on` as choices."""
    return [(str(row.pk), row.name) for row in for_user(user, on)]


def with_counts(user: User, at: datetime) -> list[dict[str, Any]]:
    """Return the groups with what they ask and how many each holds (up to 1,001), counted in one statement."""
    rows = for_user(user)
    counts = counting.capped({str(row.pk): members(row, at) for row in rows})
    return [{"segment": row, "outline": said(row), "count": counts[str(row.pk)]} for row in rows]


def uses(segment: Segment) -> list[Any]:
    """Return the things that go only to this group."""
    found = segment.uses.select_related("object_type").prefetch_related("object").order_by("-at")[:20]
    parts = segment.parts.select_related("object_type").prefetch_related("object").order_by("-at")[:20]
    return [use.object for use in (*found, *parts) if use.object is not None]


def of_thing(thing: Any) -> Segment | None:
    """Return the group a newsletter or an appeal goes only to, if one was chosen."""
    from django.contrib.contenttypes.models import ContentType

    use = SegmentUse.objects.filter(object_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)
    row = use.select_related("segment").first()
    return row.segment if row else None


def mailed(segment: Segment, at: datetime) -> Q:
    """Return the condition on consents that are of somebody in `segment`: by reference, or by an address of theirs."""
    who = members(segment, at).values("pk")
    points = ContactPoint.objects.filter(kind="email", ended_at=None, **{f"{segment.on}__in": who})
    return Q(**{f"{segment.on}__in": who}) | Q(email__in=points.values("normalized"))


def narrowing(path: str = "pk", on: str = "person"):
    """Return what a list's filter needs: the choices, and how rows are narrowed to those whose `path` is in the group."""

    def choose(request: HttpRequest) -> list[tuple[str, str]]:
        return choices(request.user, on)

    def apply(rows: QuerySet, key: str) -> QuerySet:
        segment = listed(on).filter(pk=int(key)).first() if key.isdigit() else None
        if segment is None:
            return rows.none()
        inside = {f"{path}__in": members(segment, timezone.now()).values("pk")}
        # Through the key: a row with two parties in the group is still one row.
        return rows.filter(**inside) if path == "pk" else rows.filter(pk__in=rows.model.objects.filter(**inside).values("pk"))

    return choose, apply
