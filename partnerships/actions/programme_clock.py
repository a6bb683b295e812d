"""What a programme owes to its dates, each once: activities in a week, today and late, values to ask for, risks to look for."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from partnerships.actions import dates, readings, risks, say
from partnerships.models import Activity
from relations.actions import followups
from relations.models import FollowUp


def follow(*, at: datetime) -> dict[str, int]:
    """Do all that is due at `at`; a second run the same day does nothing. Return how much was done."""
    today = timezone.localdate(at)
    return {
        "activities": _activities(today, at),
        "readings": readings.ask_missed(at=at),
        "risks": risks.detect_all(at=at),
    }


def _activities(today: date, at: datetime) -> int:
    window = (today - timedelta(days=3 + dates.GRACE_DAYS), today + timedelta(days=7))
    rows = Activity.objects.filter(state="open", due_on__range=window, partnership__state="active")
    return sum(
        _remind(row, today, at)
        for row in rows.select_related("partnership__owner", "accountable_user").order_by("due_on", "pk")
    )


def _remind(row: Activity, today: date, at: datetime) -> int:
    """Remind the colleague who answers for it, else the officer who hears the party; 1 when it was done now."""
    step = next(
        ((days, text) for days, text in dates.STEPS if 0 <= (today - row.due_on).days - days <= dates.GRACE_DAYS), None
    )
    if step is None:
        return 0
    origin = f"activity:{row.pk}:{row.due_on}:{step[0]}"
    if FollowUp.objects.filter(origin=origin).exists():
        return 0
    followups.create(
        title=say(step[1], what=row.title, title=row.partnership.title)[:200], owner=row.accountable_user or row.partnership.owner,
        due_on=max(today, row.due_on), at=at, subject=row.partnership, icon="alarm-clock", url=row.partnership.get_absolute_url(), origin=origin,
    )  # fmt: skip
    return 1
