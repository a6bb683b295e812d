"""What partnerships owe to their dates: reminders to us, mails to the partners, proposals that lapse, silences."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnerships import terms
from partnerships.actions import matches, say, vetting
from partnerships.models import Agreement, Deliverable, Match, Partnership
from partnerships.queries import agreements, board, contacts
from partnerships.vocab import N_
from relations import formats
from relations.actions import followups, history
from relations.mail.post import post_service
from relations.models import AuditEvent, FollowUp, User

# Days from the date, and what the reminder says.
STEPS = (
    (-7, N_("In a week: %(what)s (%(title)s)")),
    (0, N_("Today: %(what)s (%(title)s)")),
    (3, N_("Three days late: %(what)s (%(title)s)")),
)
# A reminder missed while nobody ran the clock is still made for so many days.
GRACE_DAYS = 2
MAIL_STEPS = (-7, 0)
# Agreements are looked at earlier: a renewal has to be negotiated. Field → what the reminder says.
AGREEMENT_STEPS = (-60, -30)
AGREEMENT_DATES = {
    "review_on": N_("Review the agreement by %(day)s (%(title)s)"),
    "ends_on": N_("The agreement ends on %(day)s: renew it or let it end (%(title)s)"),
}


def follow(*, at: datetime) -> dict[str, int]:
    """Do all that is due at `at`; a second run the same day does nothing. Return how much was done."""
    today = timezone.localdate(at)
    return {
        "next_steps": _next_steps(today, at),
        "deliverables": _deliverables(today, at),
        "mails": _mails(today, at),
        "expired": _expired(today, at),
        "silent": _silent(at),
        "vetting": vetting.follow(at=at),
        "agreements": _agreements(today, at),
    }


def _due_step(on: date, today: date) -> tuple[int, str] | None:
    """Return the reminder that `on` calls for today."""
    return next(((days, text) for days, text in STEPS if 0 <= (today - on).days - days <= GRACE_DAYS), None)


def _window(today: date) -> tuple[date, date]:
    return today - timedelta(days=3 + GRACE_DAYS), today + timedelta(days=7)


def _next_steps(today: date, at: datetime) -> int:
    rows = Partnership.objects.filter(state="active", next_step_on__range=_window(today)).select_related("owner")
    return sum(
        _remind(row, row.next_step, row.next_step_on, f"next:{row.next_step_on}", row.owner, today, at) for row in rows
    )


def _deliverables(today: date, at: datetime) -> int:
    rows = Deliverable.objects.filter(
        done_at=None, due_on__range=_window(today), partnership__state="active"
    ).select_related("partnership__owner", "owner")
    return sum(
        _remind(
            row.partnership,
            say(terms.deliverable_msgid(row.phase, row.key)),
            row.due_on,
            f"{row.phase}.{row.key}:{row.due_on}",
            row.owner or row.partnership.owner,
            today,
            at,
        )
        for row in rows
    )


def _remind(row: Partnership, what: str, on: date, key: str, owner: User, today: date, at: datetime) -> int:
    """Make the reminder for a date; 1 when it was made now."""
    step = _due_step(on, today)
    if step is None:
        return 0
    days, text = step
    return _once(
        title=say(text, what=what or say(N_("next step")), title=row.title),
        owner=owner,
        due_on=max(today, on),
        at=at,
        subject=row,
        icon="alarm-clock",
        url=row.get_absolute_url(),
        origin=f"partnership:{row.pk}:{key}:{days}",
    )


def _once(*, origin: str, **fields: Any) -> int:
    """Make a follow-up unless it was made before; 1 when it was made now."""
    if FollowUp.objects.filter(origin=origin).exists():
        return 0
    followups.create(origin=origin, **fields)
    return 1


def _mails(today: date, at: datetime) -> int:
    wanted = [today - timedelta(days=days) for days in MAIL_STEPS]
    rows = Partnership.objects.filter(state="active", tell_partners=True, next_step_on__in=wanted).exclude(next_step="")
    return sum(_mail(row, today, at) for row in rows.select_related("owner"))


@transaction.atomic
def _mail(row: Partnership, today: date, at: datetime) -> int:
    """Write to every party about the date, once for each step: the history is what says it was done."""
    row = Partnership.objects.select_for_update(of=("self",)).select_related("owner").get(pk=row.pk)
    mark = f"{row.next_step_on}:{(today - row.next_step_on).days}"
    if AuditEvent.objects.filter(verb="partnership.reminded", object_id=row.pk, changes__mark=mark).exists():
        return 0
    written = []
    for party in row.parties.select_related("organization"):
        person, email = contacts.addressee(party.organization)
        if email:
            post_service(
                purpose="partnership",
                to=email,
                template="partnerships/mail/partnership_date",
                at=at,
                person=person,
                organization=party.organization,
                about=row,
                reply_to=row.owner.email,
                once=f"partnership:{row.pk}:{mark}:{party.organization_id}",
                context={"partnership": row, "what": row.next_step, "on": row.next_step_on, "officer": row.owner},
            )
            written.append(party.organization)
    history.record(
        verb="partnership.reminded",
        by=None,
        at=at,
        obj=row,
        about=written,
        icon="mail",
        url=row.get_absolute_url(),
        title=say(N_("Reminder sent: %(what)s"), what=row.next_step),
        changes={"mark": mark},
    )
    return len(written)


def _expired(today: date, at: datetime) -> int:
    rows = Match.objects.filter(status__in=terms.MATCH_WAITING, expires_on__lt=today)
    return sum(matches.expire(match=row, at=at).status == "expired" for row in rows)


def _silent(at: datetime) -> int:
    """One follow-up for each silence of more than three weeks; a new event begins a new silence."""
    return sum(
        _once(
            title=say(
                N_("Nothing for %(days)s days: hear the partners of %(title)s"),
                days=(at - row.last_seen).days,
                title=row.title,
            ),
            owner=row.owner,
            due_on=timezone.localdate(at),
            at=at,
            subject=row,
            icon="phone",
            url=row.get_absolute_url(),
            origin=f"partnership:{row.pk}:silent:{row.last_seen:%Y%m%d%H%M}",
        )
        for row in board.stalled(Partnership.objects.select_related("owner"), at)
    )


def _agreements(today: date, at: datetime) -> int:
    """Reviews and ends of what is signed, sixty and thirty days before, and the day after an end that nobody moved."""
    made = 0
    for row in agreements.dated():
        for field, text in AGREEMENT_DATES.items():
            on = getattr(row, field)
            step = on and next((days for days in AGREEMENT_STEPS if 0 <= (today - on).days - days <= GRACE_DAYS), None)
            if step is not None:
                made += _agreement_due(row, say(text, day=formats.day_full(on), title=row.partnership.title), f"{field}:{on}:{step}", on, at)
        if 1 <= (today - row.ends_on).days <= 1 + GRACE_DAYS:
            text = say(N_("The agreement has ended, the partnership goes on (%(title)s)"), title=row.partnership.title)
            made += _agreement_due(row, text, f"ended:{row.ends_on}", today, at)
    return made


def _agreement_due(row: Agreement, title: str, key: str, on: date, at: datetime) -> int:
    return _once(
        title=title,
        owner=row.partnership.owner,
        due_on=on,
        at=at,
        subject=row.partnership,
        icon="file-clock",
        url=row.get_absolute_url(),
        origin=f"partnership:{row.partnership_id}:agreement:{key}",
    )
