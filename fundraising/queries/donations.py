"""What the donation pages read."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Prefetch, Q, QuerySet

from fundraising import segments, vocab
from fundraising.models import Campaign, Donation, Receipt, Thanks
from fundraising.queries.totals import GIFTS, raised
from relations.models import ContactPoint, Organization, Person
from relations.queries import search as archive
from relations.queries import together


def listing() -> QuerySet[Donation]:
    """Donations with all that a row shows; receipts come in one further statement."""
    rows = Donation.objects.select_related("person", "organization", "campaign", "thanks", "appeal")
    return rows.prefetch_related(Prefetch("receipts", Receipt.objects.defer("snapshot")))


def search(rows: QuerySet[Donation], text: str) -> QuerySet[Donation]:
    """Narrow to donors by name, codes (D000123, 2026/00012) and payment references."""
    text = text.encode("utf-8", "ignore").decode().strip()
    if not text:
        return rows
    found = Q(pk__in=archive.ids(text, "donation"))
    number = text.upper().removeprefix("D")
    if _is_number(number):
        found |= Q(pk=int(number))
    year, _slash, number = text.replace("-", "/").partition("/")
    if _is_number(year) and _is_number(number):
        found |= Q(pk__in=Receipt.objects.filter(year=int(year), number=int(number)).values("donation"))
    return rows.filter(found)


def _is_number(text: str) -> bool:
    """Digits that fit a column of the database."""
    return text.isascii() and text.isdigit() and len(text) < 9


def by_code(code: str) -> Donation | None:
    """The donation called D000123, with all its page needs."""
    number = code.upper().removeprefix("D")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    return listing().select_related("by", "campaign__manager", "thanks__done_by").filter(pk=int(number)).first()


def owed(limit: int | None = None) -> QuerySet[Thanks]:
    """The thanks still owed, the oldest first."""
    rows = Thanks.objects.filter(state="owed").select_related(
        "donation__person", "donation__organization", "donation__campaign"
    )
    rows = rows.order_by("due_at", "pk")
    return rows[:limit] if limit else rows


@together.reader
def owed_counts(at: datetime) -> together.Reader:
    """(late, all) thanks owed."""
    rows = Thanks.objects.filter(state="owed")
    [found] = yield together.sums(rows, late=Count("pk", filter=Q(due_at__lt=at)), all=Count("pk"))
    return found["late"], found["all"]


def of_donor(donor: Person | Organization) -> QuerySet[Donation]:
    """The counted gifts of one donor, the last first."""
    side = {"person": donor} if isinstance(donor, Person) else {"organization": donor}
    return raised().filter(GIFTS, **side).select_related("campaign").order_by("-given_on", "-pk")


@together.reader
def donor_profile(donor: Person | Organization, *, today: date) -> together.Reader:
    """What the gifts of a donor say (a `segments.Profile` or None), and the label of the segment."""
    found = yield of_donor(donor).values_list("given_on", "amount")
    gifts = [segments.Gift(day, amount) for day, amount in found]
    found = segments.profile(gifts, today=today)
    return found, vocab.SEGMENTS[found.segment] if found else None


def lapsed(*, today: date, limit: int = 4) -> dict:
    """Donors who gave last year and not yet this year (LYBUNT): the biggest, how many, and what they were worth."""
    rows = raised().filter(GIFTS, given_on__year=today.year - 1).exclude(person=None, organization=None)
    now = raised().filter(GIFTS, given_on__year=today.year)
    rows = rows.exclude(person__in=now.exclude(person=None).values("person"))
    rows = rows.exclude(organization__in=now.exclude(organization=None).values("organization"))
    found: dict[tuple, dict] = {}
    for row in rows.select_related("person", "organization").order_by("given_on"):
        entry = found.setdefault(_key(row), {"donor": row.donor, "sum": Decimal(0), "last": row.given_on})
        entry["sum"] += row.amount
        entry["last"] = row.given_on
    entries = sorted(found.values(), key=lambda entry: -entry["sum"])
    shown = entries[:limit]
    _add_phones(shown)
    return {"rows": shown, "count": len(entries), "sum": sum((entry["sum"] for entry in entries), Decimal(0))}


def _key(donation: Donation) -> tuple:
    return donation.person_id, donation.organization_id


def _add_phones(entries: list[dict]) -> None:
    """One statement for the numbers of all shown."""
    people = [entry["donor"].pk for entry in entries if isinstance(entry["donor"], Person)]
    bodies = [entry["donor"].pk for entry in entries if isinstance(entry["donor"], Organization)]
    points = ContactPoint.objects.filter(
        Q(person__in=people) | Q(organization__in=bodies), kind__in=["phone", "mobile"], ended_at=None
    )
    numbers = {(point.person_id, point.organization_id): point.normalized for point in points.order_by("is_primary")}
    for entry in entries:
        donor = entry["donor"]
        key = (donor.pk, None) if isinstance(donor, Person) else (None, donor.pk)
        entry["phone"] = numbers.get(key, "")


def returned_share(*, today: date) -> int | None:
    """Percent of last year's donors who gave again this year; None without donors last year."""
    last, now = _donor_keys(today.year - 1), _donor_keys(today.year)
    return round(100 * len(last & now) / len(last)) if last else None


def _donor_keys(year: int) -> set[tuple]:
    rows = raised().filter(GIFTS, given_on__year=year).exclude(person=None, organization=None)
    return set(rows.values_list("person_id", "organization_id").distinct())


def campaigns_for_forms() -> QuerySet[Campaign]:
    """Campaigns a gift can be recorded for, the running ones first."""
    return Campaign.objects.order_by("status", "-starts_on", "-pk")
