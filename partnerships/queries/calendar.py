"""The dates of partnerships for the office's calendar: next steps, checklist items, activities, pieces to be said, answers to proposals."""

from datetime import date

from django.utils.translation import gettext as _

from partnerships import terms
from partnerships.models import CommunicationPiece, Deliverable, Match, Partnership
from partnerships.queries import activities
from relations.models import User
from relations.panels import CalendarEntry

MOST = 200


def load(user: User | None, first: date, last: date) -> list[CalendarEntry]:
    """Return the dates from `first` to `last` of the partnerships `user` follows (None: of all)."""
    return [
        *_next_steps(user, first, last),
        *_deliverables(user, first, last),
        *_activities(user, first, last),
        *_pieces(user, first, last),
        *_answers(user, first, last),
    ]


def _next_steps(user: User | None, first: date, last: date) -> list[CalendarEntry]:
    rows = Partnership.objects.filter(state="active", next_step_on__gte=first, next_step_on__lte=last)
    rows = rows.filter(owner=user) if user is not None else rows
    return [
        CalendarEntry(
            key=f"partnership-step:{row.pk}",
            day=row.next_step_on,
            title=f"{row.title}: {row.next_step or _('next step')}",
            url=row.get_absolute_url(),
            icon="square-kanban",
            colour="glicine",
        )
        for row in rows[:MOST]
    ]


def _deliverables(user: User | None, first: date, last: date) -> list[CalendarEntry]:
    rows = Deliverable.objects.filter(done_at=None, due_on__gte=first, due_on__lte=last, partnership__state="active")
    rows = rows.filter(partnership__owner=user) if user is not None else rows
    return [
        CalendarEntry(
            key=f"partnership-item:{row.pk}",
            day=row.due_on,
            title=f"{row.partnership.title}: {row}",
            url=row.partnership.get_absolute_url(),
            icon="list-checks",
            colour="glicine",
        )
        for row in rows.select_related("partnership")[:MOST]
    ]


def _activities(user: User | None, first: date, last: date) -> list[CalendarEntry]:
    return [
        CalendarEntry(
            key=f"activity:{row.pk}",
            day=row.due_on,
            title=f"{row.partnership.title}: {row.title}",
            url=row.partnership.get_absolute_url(),
            icon="flag" if row.is_milestone else "list-checks",
            colour="glicine",
        )
        for row in activities.between(first, last, user)[:MOST]
    ]


def _pieces(user: User | None, first: date, last: date) -> list[CalendarEntry]:
    rows = CommunicationPiece.objects.filter(
        due_on__gte=first, due_on__lte=last, out_at=None, dropped_at=None, partnership__state="active"
    )
    rows = rows.filter(owner=user) if user is not None else rows
    return [
        CalendarEntry(
            key=f"partnership-piece:{row.pk}",
            day=row.due_on,
            title=f"{row.partnership.title}: {row}",
            url=row.get_absolute_url(),
            icon="megaphone",
            colour="glicine",
        )
        for row in rows.select_related("partnership")[:MOST]
    ]


def _answers(user: User | None, first: date, last: date) -> list[CalendarEntry]:
    rows = Match.objects.filter(status__in=terms.MATCH_WAITING, expires_on__gte=first, expires_on__lte=last)
    rows = rows.filter(request__owner=user) if user is not None else rows
    return [
        CalendarEntry(
            key=f"proposal:{row.pk}",
            day=row.expires_on,
            url=row.request.get_absolute_url(),
            icon="hourglass",
            colour="ocra",
            title=_("Proposal %(code)s: answers by this day") % {"code": row.request.code},
        )
        for row in rows.select_related("request")[:MOST]
    ]
