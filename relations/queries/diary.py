"""The month of the agenda: what is to be done and whom we spoke to, by day."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from relations.models import FollowUp, Interaction, User


@dataclass
class Day:
    """One day of the agenda."""

    date: date
    todos: list[FollowUp] = field(default_factory=list)
    contacts: list[Interaction] = field(default_factory=list)


def month_of(text: str, today: date) -> date:
    """Return the first day of the month written as "2026-11", or of this month."""
    try:
        return datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)


def next_month(first: date) -> date:
    """Return the first day of the following month."""
    return (first + timedelta(days=32)).replace(day=1)


def days(first: date, user: User, *, mine: bool) -> list[Day]:
    """Return the days of the month that begins on `first` on which there is something."""
    last = next_month(first)
    who = Q(owner=user) if mine else Q()
    todos = (
        FollowUp.objects.filter(who, due_on__gte=first, due_on__lt=last)
        .exclude(status="cancelled")
        .select_related("owner", "organization", "person")
        .order_by("due_on", "due_time", "pk")[:400]
    )
    begin, end = (timezone.make_aware(datetime.combine(day, datetime.min.time())) for day in (first, last))
    contacts = (
        Interaction.objects.filter(Q(by=user) if mine else Q(), at__gte=begin, at__lt=end)
        .select_related("by", "organization", "person")
        .order_by("at", "pk")[:400]
    )
    found: dict[date, Day] = defaultdict(lambda: Day(first))
    for todo in todos:
        found[todo.due_on].todos.append(todo)
    for contact in contacts:
        found[timezone.localdate(contact.at)].contacts.append(contact)
    for day, row in found.items():
        row.date = day
    return [found[day] for day in sorted(found)]


def month_before(first: date) -> date:
    """Return the first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)
