"""A year of mail in figures, by purpose and public: whole days are counted once and kept, the rest is counted now."""

from collections import Counter
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max, Sum
from django.utils import timezone

from relations.mail.audiences import AUDIENCES, tagged
from relations.models import Delivery, MailTally

# What is still in doubt is settled within days; days older than these no longer change.
SETTLES_WITHIN = timedelta(days=7)
DAYS_AT_ONCE = 400


@transaction.atomic
def bring_up(*, at: datetime) -> int:
    """Count the whole days that are not kept yet, and the last ones again; return how many days have mail."""
    last = MailTally.objects.aggregate(day=Max("day"))["day"]
    oldest = Delivery.objects.filter(is_bulk=True, state="sent").order_by("settled_at").values_list("settled_at", flat=True).first()
    if oldest is None:
        return 0
    today = timezone.localdate(at)
    begin = max(last - SETTLES_WITHIN, timezone.localdate(oldest)) if last else timezone.localdate(oldest)
    begin = max(begin, today - timedelta(days=DAYS_AT_ONCE))
    counted = _count(begin, today)
    MailTally.objects.filter(day__gte=begin).delete()
    MailTally.objects.bulk_create(
        MailTally(day=day, purpose=purpose, audience=audience, sent=sent) for (day, purpose, audience), sent in counted.items()
    )
    return len({day for day, _purpose, _audience in counted})


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _count(begin: date, end: date) -> dict[tuple[date, str, str], int]:
    """Count the messages to many accepted from `begin` until the day before `end`, in Rome."""
    rows = Delivery.objects.filter(is_bulk=True, state="sent", settled_at__gte=_start(begin), settled_at__lt=_start(end))
    found = tagged(rows).order_by().values_list("settled_at__date", "mailing__purpose", "audience").annotate(n=Count("pk"))
    return {(day, purpose, audience): n for day, purpose, audience, n in found}


def year(number: int, *, at: datetime) -> Counter[tuple[str, str]]:
    """Return {(purpose, public): messages accepted} of a year until `at`, in three statements."""
    today = timezone.localdate(at)
    begin, end = date(number, 1, 1), min(date(number + 1, 1, 1), today + timedelta(days=1))
    kept = MailTally.objects.filter(day__gte=begin, day__lt=end)
    found: Counter[tuple[str, str]] = Counter()
    for purpose, audience, sent in kept.values_list("purpose", "audience").annotate(n=Sum("sent")).order_by():
        found[purpose, audience] += sent
    last = MailTally.objects.aggregate(day=Max("day"))["day"]
    since = max(begin, last + timedelta(days=1)) if last else begin
    if since < end:
        for (_day, purpose, audience), sent in _count(since, end).items():
            found[purpose, audience] += sent
    return found


def table(number: int, *, at: datetime) -> tuple[list, list[tuple[str, list[int], int]]]:
    """Return (publics that were written to, [(purpose, messages by public, all of them)]), the most first."""
    found = year(number, at=at)
    publics = [term for term in AUDIENCES if any(audience == term.key for _purpose, audience in found)]
    purposes = {purpose for purpose, _audience in found}
    rows = [(purpose, [found[purpose, term.key] for term in publics]) for purpose in purposes]
    return publics, sorted(((key, cells, sum(cells)) for key, cells in rows), key=lambda row: (-row[2], row[0]))
