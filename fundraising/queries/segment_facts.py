"""What a dynamic group can ask about giving."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fundraising.models import Campaign, Donation
from fundraising.queries.totals import GIFTS, raised
from relations.panels import SegmentFact

SIDES = ("person", "organization")


def _gifts(side: str) -> QuerySet[Donation]:
    return raised().filter(GIFTS).exclude(**{side: None})


def _gave_within(side: str, days: int, at: datetime) -> Q:
    since = timezone.localdate(at) - timedelta(days=days)
    return Q(pk__in=_gifts(side).filter(given_on__gte=since).values(side))


def _gave_in_all(side: str, amount: Decimal, at: datetime) -> Q:
    sums = _gifts(side).values(side).annotate(given=Sum("amount")).filter(given__gte=amount)
    return Q(pk__in=sums.values(side))


def _gave_to(side: str, slugs: list[str], at: datetime) -> Q:
    return Q(pk__in=_gifts(side).filter(campaign__slug__in=slugs).values(side))


def _gave_last_year_only(side: str, _value: None, at: datetime) -> Q:
    """Gave in the last calendar year and not in this one (LYBUNT)."""
    year = timezone.localdate(at).year
    last, this = (_gifts(side).filter(given_on__year=wanted).values(side) for wanted in (year - 1, year))
    return Q(pk__in=last) & ~Q(pk__in=this)


def _campaigns() -> list[tuple[str, str]]:
    return list(Campaign.objects.order_by("name").values_list("slug", "name"))


def _of(side: str) -> list[SegmentFact]:
    tail = "" if side == "person" else "_organization"
    shared = {"group": "fundraising", "permission": "fundraising.view_donation"}
    return [
        SegmentFact(
            f"gave_within{tail}", (side,), _("Gave lately"), _("gave in the last %(value)s days"),
            _("did not give in the last %(value)s days"),
            lambda value, at: _gave_within(side, value, at), "days", order=10, **shared,
        ),
        SegmentFact(
            f"gave_in_all{tail}", (side,), _("Gave in all"), _("gave at least %(value)s in all"),
            _("gave less than %(value)s in all"),
            lambda value, at: _gave_in_all(side, value, at), "amount", order=20, **shared,
        ),
        SegmentFact(
            f"gave_to{tail}", (side,), _("Gave to a campaign"), _("gave to %(value)s"), _("did not give to %(value)s"),
            lambda value, at: _gave_to(side, value, at), "choices", _campaigns, order=30, **shared,
        ),
        SegmentFact(
            f"gave_last_year{tail}", (side,), _("Gave last year"), _("gave last year and not yet this year"),
            _("did not give last year, or has given again"),
            lambda value, at: _gave_last_year_only(side, value, at), order=40, **shared,
        ),
    ]  # fmt: skip


FACTS = [fact for side in SIDES for fact in _of(side)]
