"""Sums over donations. Every figure of every page starts from `raised`, so that they agree to the cent."""

from datetime import date
from decimal import Decimal

from django.db.models import Aggregate, Count, DecimalField, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractMonth

from fundraising import vocab
from fundraising.models import Donation
from relations.queries import together

ZERO = Decimal(0)
RAISED = Q(legal_nature__in=vocab.RAISED_NATURES, status__in=vocab.COUNTED_STATUSES)
GIFTS = RAISED & Q(legal_nature__in=vocab.RECEIPT_NATURES)


class Median(Aggregate):
    """PERCENTILE_CONT at one half."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DecimalField()


def total(field: str = "amount", **options) -> Coalesce:
    """Sum of amounts, zero for none."""
    return Coalesce(Sum(field, **options), ZERO, output_field=DecimalField())


def raised() -> QuerySet[Donation]:
    """The donations that count: the money is here and it is not a fee."""
    return Donation.objects.filter(RAISED)


def donors(**options) -> Count:
    """How many different donors, people and bodies together; nobody known counts for none."""
    return Count("person", distinct=True, **options) + Count("organization", distinct=True, **options)


@together.reader
def of_year(year: int, *, until: date | None = None) -> together.Reader:
    """What was raised in a calendar year, up to a day if one is given."""
    rows = raised().filter(given_on__year=year)
    if until is not None:
        rows = rows.filter(given_on__lte=until)
    [found] = yield together.sums(rows, sum=total())
    return found["sum"]


@together.reader
def by_month(year: int) -> together.Reader:
    """Twelve sums, January to December."""
    rows = raised().filter(given_on__year=year).values(month=ExtractMonth("given_on")).annotate(sum=total())
    found = {row["month"]: row["sum"] for row in (yield rows.order_by())}
    return [found.get(month, ZERO) for month in range(1, 13)]


def cumulative(values: list[Decimal]) -> list[Decimal]:
    """Running sums."""
    found, so_far = [], ZERO
    for value in values:
        so_far += value
        found.append(so_far)
    return found


def share(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """Percent of `part` in `whole`, 0 for an empty whole."""
    return Decimal(100) * part / whole if whole else ZERO


def day_sums(rows: QuerySet[Donation]) -> list[tuple[date, Decimal]]:
    """Sum of each day that has gifts, in order."""
    return list(rows.values_list("given_on").annotate(sum=total()).order_by(F("given_on")))
