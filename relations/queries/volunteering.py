"""Volunteering as pages read it, and the hours given: facts any floor above may add up."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from relations.models import Organization, Person, VolunteerHours, VolunteerOpportunity, VolunteerShift, VolunteerSignup
from relations.queries import together
from relations.queries.together import Reader


@dataclass(frozen=True)
class Hours:
    """Hours given: in all, by how many people, on how many occasions."""

    total: Decimal
    people: int
    occasions: int


def facts(
    *, organization: Organization | int | None = None, person: Person | int | None = None,
    company: Organization | int | None = None, since: date | None = None, until: date | None = None,
) -> QuerySet[VolunteerHours]:
    """Return the confirmed hours of volunteering, narrowed by who was helped, who came, whose team, and the days."""
    rows = VolunteerHours.objects.filter(hours__gt=0)
    given = {"organization": organization, "person": person, "company": company, "on__gte": since, "on__lte": until}
    return rows.filter(**{key: value for key, value in given.items() if value is not None})


@together.reader
def hours(
    *, organization: Organization | int | None = None, person: Person | int | None = None,
    company: Organization | int | None = None, since: date | None = None, until: date | None = None,
) -> Reader:
    """Return the sum of `facts`, in one statement: what a partnership counts among its inputs."""
    rows = facts(organization=organization, person=person, company=company, since=since, until=until)
    [found] = yield together.sums(
        rows, total=Coalesce(Sum("total"), Decimal(0)), people=Coalesce(Sum("people"), 0), occasions=Count("pk")
    )
    return Hours(found["total"], found["people"], found["occasions"])


def hour_rows() -> QuerySet[VolunteerHours]:
    """Return every fact with what a line shows."""
    return VolunteerHours.objects.filter(hours__gt=0).select_related(
        "organization", "company", "person", "signup__shift__opportunity", "by"
    )


def totals(rows: QuerySet[VolunteerHours]) -> dict[str, Any]:
    """Return the sums over `rows`: in all, and the ten bodies with the most."""
    by_body = (
        rows.order_by().values("organization_id", "organization__name").annotate(sum=Sum("total"), heads=Sum("people")).order_by("-sum")
    )
    found = rows.order_by().aggregate(total=Coalesce(Sum("total"), Decimal(0)), people=Coalesce(Sum("people"), 0), n=Count("pk"))
    return {**found, "bodies": list(by_body[:10])}


# --- opportunities -------------------------------------------------------------
def _places() -> Subquery:
    rows = VolunteerSignup.objects.filter(shift=OuterRef("pk"), state="confirmed").order_by().values("shift")
    return Subquery(rows.annotate(n=Sum("people")).values("n"))


def shifts() -> QuerySet[VolunteerShift]:
    """Return shifts with how many places are taken and free."""
    return VolunteerShift.objects.annotate(taken=Coalesce(_places(), Value(0)), free=F("capacity") - F("taken"))


def opportunities(at: datetime) -> QuerySet[VolunteerOpportunity]:
    """Return what is looked for, with the next shift and how many have signed up."""
    ahead = Q(shifts__starts_at__gt=at)
    signed = VolunteerSignup.objects.filter(shift__opportunity=OuterRef("pk"), state="confirmed").order_by()
    return VolunteerOpportunity.objects.select_related("organization", "owner").annotate(
        next_at=Min("shifts__starts_at", filter=ahead), shift_count=Count("shifts", distinct=True),
        signed=Coalesce(Subquery(signed.values("shift__opportunity").annotate(n=Sum("people")).values("n")), Value(0)),
        to_confirm=Count(
            "shifts__signups", distinct=True,
            filter=Q(shifts__ends_at__lte=at, shifts__signups__state="confirmed", shifts__signups__confirmed_hours=None),
        ),
    )  # fmt: skip


def public(at: datetime) -> QuerySet[VolunteerOpportunity]:
    """Return what the public sees: published, with a shift still to come; the nearest first."""
    ahead = Prefetch("shifts", shifts().filter(starts_at__gt=at).order_by("starts_at", "pk"), to_attr="ahead")
    return (
        VolunteerOpportunity.objects.filter(state="published", organization__archived_at=None)
        .select_related("organization")
        .annotate(next_at=Min("shifts__starts_at", filter=Q(shifts__starts_at__gt=at)))
        .filter(next_at__isnull=False)
        .prefetch_related(ahead)
        .order_by("next_at", "pk")
    )


def with_signups(opportunity: VolunteerOpportunity) -> list[VolunteerShift]:
    """Return the shifts of an opportunity, each with those who signed up."""
    people = VolunteerSignup.objects.exclude(state="unconfirmed").select_related("person", "company", "confirmed_hours")
    signups = Prefetch("signups", people.order_by("state", "last_name", "pk"), to_attr="people")
    return list(shifts().filter(opportunity=opportunity).prefetch_related(signups).order_by("starts_at", "pk"))


def to_confirm(opportunity: VolunteerOpportunity, at: datetime) -> list[VolunteerSignup]:
    """Return those who had a place on a shift that is over, the latest shift first."""
    rows = VolunteerSignup.objects.filter(shift__opportunity=opportunity, state="confirmed", shift__ends_at__lte=at)
    return list(rows.select_related("shift", "confirmed_hours").order_by("-shift__starts_at", "last_name", "pk"))


def hours_at(opportunity: VolunteerOpportunity) -> Hours:
    """Return the hours given to one opportunity."""
    rows = VolunteerHours.objects.filter(signup__shift__opportunity=opportunity, hours__gt=0)
    found = rows.aggregate(total=Coalesce(Sum("total"), Decimal(0)), people=Coalesce(Sum("people"), 0), occasions=Count("pk"))
    return Hours(found["total"], found["people"], found["occasions"])
