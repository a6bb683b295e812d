"""What lists and pages of organisations and people read."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection, models
from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Trim

from relations.models import Affiliation, ContactPoint, FollowUp, Organization, Person, Relationship, User
from relations.models.parties import NEVER
from relations.queries import counting, places, together
from relations.queries.together import Reader
from relations.vocab.places import TIES_BACK

# Days after which somebody is to be heard again, where no rhythm was agreed.
RHYTHM_DAYS = 90
_DAY = timedelta(days=1)
_PERSON_NAME = Trim(Concat("person__first_name", Value(" "), "person__last_name"))


def _contacted() -> Coalesce:
    return Coalesce("last_contact_at", Value(NEVER), output_field=models.DateTimeField())


def _next_step(party: str) -> dict[str, Subquery]:
    steps = FollowUp.objects.filter(**{party: OuterRef("pk")}, status="open").order_by("due_on", "pk")
    return {"next_title": Subquery(steps.values("title")[:1]), "next_on": Subquery(steps.values("due_on")[:1])}


def _first_point(party: str, kinds: list[str]) -> Subquery:
    points = ContactPoint.objects.filter(**{party: OuterRef("pk")}, kind__in=kinds, ended_at=None)
    return Subquery(points.order_by("-is_primary", "pk").values("value")[:1])


def organizations() -> QuerySet[Organization]:
    """Living organisations with whom we speak to there, their next step and when they were last heard."""
    contact = Affiliation.objects.filter(organization=OuterRef("pk"), ended_on=None).order_by("-is_main_contact", "pk")
    return (
        Organization.objects.filter(archived_at=None)
        .select_related("owner")
        .annotate(
            contacted=_contacted(),
            contact_name=Subquery(contact.values(name=_PERSON_NAME)[:1]),
            **_next_step("organization"),
        )
    )


def people() -> QuerySet[Person]:
    """Living people with where they work, how to reach them, their next step."""
    place = Affiliation.objects.filter(person=OuterRef("pk"), ended_on=None).order_by("-is_main_contact", "pk")
    return (
        Person.objects.filter(archived_at=None, erased_at=None)
        .select_related("owner")
        .annotate(
            contacted=_contacted(),
            place_name=Subquery(place.values("organization__name")[:1]),
            place_role=Subquery(place.values("role")[:1]),
            email=_first_point("person", ["email"]),
            phone=_first_point("person", ["mobile", "phone"]),
            **_next_step("person"),
        )
    )


# --- the same for a whole list at once: read once, joined to its rows (see web.plain) -----------------------------------
def _first(name: str, kinds: list[str]) -> Func:
    ways = ArrayAgg(name, filter=Q(kind__in=kinds), order_by=["-is_primary", "pk"])
    return Func(ways, template="(%(expressions)s)[1]", output_field=models.TextField())


def ways_of_people() -> QuerySet[ContactPoint]:
    """The e-mail and the phone of each person."""
    ways = ContactPoint.objects.filter(person__isnull=False, kind__in=["email", "mobile", "phone"], ended_at=None)
    return ways.order_by().values("person_id").annotate(
        email=_first("value", ["email"]), phone=_first("value", ["mobile", "phone"])
    )


def places_of_people() -> QuerySet[Affiliation]:
    """Where each person works, and as what."""
    ties = Affiliation.objects.filter(ended_on=None).order_by("person_id", "-is_main_contact", "pk").distinct("person_id")
    return ties.values("person_id", "role", name=F("organization__name"))


def contacts_of_organizations() -> QuerySet[Affiliation]:
    """With whom we speak in each organisation."""
    ties = Affiliation.objects.filter(ended_on=None).order_by("organization_id", "-is_main_contact", "pk").distinct("organization_id")
    return ties.values("organization_id", name=_PERSON_NAME)


def to_hear_again(queryset: QuerySet, at: datetime) -> QuerySet:
    """Those silent for longer than their agreed rhythm (90 days where none was agreed)."""
    rhythm = Value(RHYTHM_DAYS)
    if queryset.model is Organization:
        rhythm = Coalesce("contact_rhythm_days", rhythm, output_field=models.IntegerField())
    limit = models.ExpressionWrapper(
        Value(at, output_field=models.DateTimeField()) - models.ExpressionWrapper(rhythm * Value(_DAY), models.DurationField()),
        models.DateTimeField(),
    )
    return queryset.filter(Q(last_contact_at=None) | Q(last_contact_at__lt=limit))


def silent_since(queryset: QuerySet, days: int, at: datetime) -> QuerySet:
    """Those not heard for `days`."""
    return queryset.filter(Q(last_contact_at=None) | Q(last_contact_at__lt=at - timedelta(days=days)))


def in_province(queryset: QuerySet, province: str) -> QuerySet:
    """Seated there, or (organisations) serving it."""
    wanted = Q(province=province)
    if queryset.model is Organization:
        wanted |= places.serving(province)
    return queryset.filter(wanted)


# Jumps from one province to the next in the index: a DISTINCT would read every row.
_PROVINCES = """
WITH RECURSIVE found AS (
  (SELECT province FROM {table} WHERE province > '' ORDER BY province LIMIT 1)
  UNION ALL
  SELECT (SELECT province FROM {table} WHERE province > found.province ORDER BY province LIMIT 1)
  FROM found WHERE found.province IS NOT NULL
)
SELECT province FROM found WHERE province IS NOT NULL
"""


def provinces(model: type[models.Model]) -> list[str]:
    """The provinces that occur."""
    with connection.cursor() as cursor:
        cursor.execute(_PROVINCES.format(table=model._meta.db_table))
        return [row[0] for row in cursor.fetchall()]


def known_provinces() -> list[str]:
    """The provinces that occur among people or organisations."""
    both = " UNION ".join(f"({_PROVINCES.format(table=model._meta.db_table)})" for model in (Organization, Person))
    with connection.cursor() as cursor:
        cursor.execute(f"{both} ORDER BY province")
        return [row[0] for row in cursor.fetchall()]


def organization_counts(user: User, listing: Any = None) -> dict[str, int]:
    """How many organisations there are, up to 1,001: all, mine, by the kinds that have a tab, and in `listing`."""
    living = Organization.objects.filter(archived_at=None)
    kinds = {f"kind_{key}": living.filter(kind=key) for key in ("company", "nonprofit", "public_body", "media")}
    return _with_list({"all": living, "mine": living.filter(owner=user), **kinds}, listing)


def _with_list(wanted: dict[str, QuerySet], listing: Any) -> dict[str, int]:
    """Count `wanted` and the rows of a list in one statement; the list is told its number."""
    shown = {"shown": listing.filtered} if listing is not None and not listing.fits_one_page else {}
    counts = counting.capped({**wanted, **shown})
    if shown:
        listing.count = counts["shown"]
    return counts


def colleagues() -> QuerySet[User]:
    """Colleagues who may follow somebody, by name."""
    return User.objects.filter(is_active=True).order_by("first_name", "last_name", "pk")


@together.reader
def points(party: Organization | Person) -> Reader:
    """How to reach `party` now: main ones first, by kind."""
    found = yield party.contact_points.filter(ended_at=None)
    order = {"phone": 0, "mobile": 1, "email": 2, "pec": 3, "website": 4}
    return sorted(found, key=lambda point: (order.get(point.kind, 9), not point.is_primary, point.pk))


@together.reader
def affiliations(party: Organization | Person) -> Reader:
    """Ties of `party`: those of now and those that ended."""
    rows = yield party.affiliations.select_related(
        "person", "organization", "came_from__organization", "went_to__organization"
    ).order_by(
        "-is_main_contact", F("ended_on").desc(nulls_first=True), "pk"
    )
    return {"now": [a for a in rows if a.ended_on is None], "past": [a for a in rows if a.ended_on is not None]}


def open_followups(party: Organization | Person) -> QuerySet[FollowUp]:
    """What is to be done with `party`."""
    return party.followups.filter(status="open").select_related("owner", "organization", "person").order_by("due_on", "due_time", "pk")[:20]


@together.reader
def ties(organization: Organization) -> Reader:
    """Other bodies `organization` is tied to, read from its side: those of now and those that ended."""
    found = yield (
        Relationship.objects.filter(Q(source=organization) | Q(target=organization)).select_related("source", "target").order_by("pk")
    )
    rows = [
        {"other": t.target, "label": t.get_kind_display(), "row": t}
        if t.source_id == organization.pk
        else {"other": t.source, "label": TIES_BACK.get(t.kind, t.get_kind_display()), "row": t}
        for t in found
    ]
    return {"now": [r for r in rows if r["row"].ended_on is None], "past": [r for r in rows if r["row"].ended_on is not None]}


def person_counts(user: User, listing: Any = None) -> dict[str, int]:
    """How many people there are, up to 1,001: all, mine, and in `listing`."""
    living = Person.objects.filter(archived_at=None, erased_at=None)
    return _with_list({"all": living, "mine": living.filter(owner=user)}, listing)
