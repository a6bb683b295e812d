"""The morning mail: what is late and what is for today, at most one a person and day."""

from collections import defaultdict
from datetime import date, datetime

import holidays
from django.db import transaction
from django.utils import timezone

from relations.mail.post import post_service
from relations.models import FollowUp, User
from relations.web.urls import absolute

MOST = 15


def is_working_day(day: date) -> bool:
    """Tell whether the office is open: not on Saturdays, Sundays and Italian holidays."""
    return day.weekday() < 5 and day not in holidays.country_holidays("IT", years=day.year)


def send_all(*, at: datetime) -> int:
    """Post the morning mail to every colleague who wants it and has something to do; return how many.

    Calling it again on the same day posts nothing more.
    """
    day = timezone.localdate(at)
    if not is_working_day(day):
        return 0
    todos: dict[int, list[FollowUp]] = defaultdict(list)
    due = FollowUp.objects.filter(status="open", due_on__lte=day, owner__is_active=True, owner__wants_digest=True)
    for todo in due.select_related("organization", "person").order_by("due_on", "due_time", "pk"):
        todos[todo.owner_id].append(todo)
    colleagues = User.objects.filter(pk__in=todos).order_by("pk")
    return sum(_send(user=user, todos=todos[user.pk], day=day, at=at) for user in colleagues)


@transaction.atomic
def _send(*, user: User, todos: list[FollowUp], day: date, at: datetime) -> bool:
    late = [todo for todo in todos if todo.due_on < day]
    context = {
        "user": user, "day": day, "late": late[:MOST], "today": [todo for todo in todos if todo.due_on == day][:MOST],
        "late_count": len(late), "today_count": len(todos) - len(late), "url": absolute("/"),
        "profile_url": absolute("/profilo/"),
    }  # fmt: skip
    delivery = post_service(
        purpose="digest", to=user.email, template="relations/mail/morning_digest", context=context, at=at,
        language=user.language, once=f"digest:{user.pk}:{day.isoformat()}",
    )  # fmt: skip
    return delivery.created_at == at
