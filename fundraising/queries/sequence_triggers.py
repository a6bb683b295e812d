"""What begins and ends a sequence of messages in fundraising: a gift, its anniversary, another gift."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db.models import Max, Min, QuerySet
from django.utils.translation import gettext_lazy as _

from fundraising.models import Donation
from fundraising.queries.totals import GIFTS, raised
from relations.panels import Follower, Happening, SequenceStop, SequenceTrigger
from relations.queries.sequence_triggers import anniversaries, by_party

SIDES = ("person", "organization")


def _gifts() -> QuerySet[Donation]:
    return raised().filter(GIFTS)


def gift(since: datetime, until: datetime, _value: None) -> Iterator[Happening]:
    """A gift was recorded."""
    rows = _gifts().filter(created_at__gt=since, created_at__lte=until).order_by("created_at", "pk")
    for row in rows:
        if row.person_id or row.organization_id:
            yield _of(row)


def first_gift(since: datetime, until: datetime, _value: None) -> Iterator[Happening]:
    """A gift of somebody who had never given."""
    for side in SIDES:
        firsts = _gifts().exclude(**{side: None}).values(side).annotate(first=Min("pk")).values("first")
        rows = Donation.objects.filter(pk__in=firsts, created_at__gt=since, created_at__lte=until)
        for row in rows.order_by("created_at", "pk"):
            yield _of(row, "first:")


def _of(row: Donation, word: str = "") -> Happening:
    return Happening(
        f"{word}donation:{row.pk}", row.created_at, row.person_id, row.organization_id, subject=("fundraising.donation", row.pk)
    )


def first_gift_anniversary(since: datetime, until: datetime, _value: None) -> Iterator[Happening]:
    """The day of the year on which somebody gave for the first time."""
    for side in SIDES:
        firsts: dict[int, date] = dict(
            _gifts().exclude(**{side: None}).values_list(side).annotate(first=Min("given_on")).order_by()
        )
        for party, moment, year in anniversaries(firsts.items(), since, until):
            yield Happening(f"first_gift:{side}:{party}:{year}", moment, **{f"{side}_id": party})


def gave_again(followers: Sequence[Follower], until: datetime) -> Iterator[int]:
    """They gave after they came in."""
    yield from by_party(followers, lambda side, ids: (
        _gifts().filter(**{f"{side}__in": ids}, created_at__lte=until).values_list(side).annotate(last=Max("created_at")).order_by()
    ))  # fmt: skip


_SHARED = {"group": "fundraising", "permission": "fundraising.view_donation"}
TRIGGERS = [
    SequenceTrigger("first_gift", _("The first gift"), _("somebody gives for the first time"), first_gift, order=210, **_SHARED),
    SequenceTrigger("gift", _("A gift"), _("somebody gives"), gift, order=220, **_SHARED),
    SequenceTrigger(
        "first_gift_anniversary", _("Anniversary of the first gift"), _("it is the anniversary of somebody's first gift"),
        first_gift_anniversary, order=230, **_SHARED,
    ),
]  # fmt: skip
STOPS = [SequenceStop("gave_again", _("they give again"), _("they gave again"), gave_again, 30, by_default=False)]
