"""Gifts as a cause of a step on the ladder of involvement."""

from fundraising.models import Donation
from relations.involvement import Fact
from relations.queries.together import Reader

RECEIVED = ("received", "reconciled")


def first_gifts(below: list[str], person_id: int | None, limit: int) -> Reader:
    """Return the first gift received of each person who stands below the step, in one statement."""
    rows = Donation.objects.filter(status__in=RECEIVED, person__involvement__in=below)
    rows = rows.filter(person_id=person_id) if person_id else rows
    first = rows.order_by("person_id", "given_on", "pk").distinct("person_id")
    latest = yield Donation.objects.filter(pk__in=first.values("pk")).order_by("-given_on", "-pk")[:limit]
    return [Fact(row.person_id, row.given_on, row.code, row) for row in latest]
