"""What partnerships owe to their dates: reminders to us, mails to the partners, proposals that lapse, silences."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from partnerships import reminders, terms
from partnerships.actions import matches, partner_links, say, vetting
from partnerships.models import Agreement, Match, Partnership
from partnerships.queries import agreements, board, contacts
from partnerships.reminders import Due, Reminder
from partnerships.vocab import N_
from relations import formats
from relations.actions import followups, history
from relations.mail.post import post_service
from relations.models import AuditEvent, Delivery, FollowUp, Organization
from relations.queries import together

# What the reminder says, by the days from the date; any other number of days is told in figures.
WORDS = {
    -7: N_("In a week: %(what)s (%(title)s)"),
    0: N_("Today: %(what)s (%(title)s)"),
    3: N_("Three days late: %(what)s (%(title)s)"),
}
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
        **_reminders(today, at),
        "mails": _mails(today, at),
        "expired": _expired(today, at),
        "silent": _silent(at),
        "vetting": vetting.follow(at=at),
        "agreements": _agreements(today, at),
    }


# --- what the table of reminders asks --------------------------------------------------------------------------------
def _reminders(today: date, at: datetime) -> dict[str, int]:
    """Read every kind of day in one statement, remind the office and write to the parties; return how much of each."""
    kinds = reminders.REMINDERS
    with override("it"):  # what history keeps is the same whoever reads
        found = together.run(*(kind.read(*_window(kind, today)) for kind in kinds))
    done = {
        kind.key: sum(_remind(due, kind, today, at) for due in dues) for kind, dues in zip(kinds, found, strict=True)
    }
    asked = sum(
        _ask(due, kind, today, at)
        for kind, dues in zip(kinds, found, strict=True)
        for due in dues
        if due.party is not None
    )
    return done | {"asked": asked}


def _window(kind: Reminder, today: date) -> tuple[date, date]:
    """Return the days that may call for a reminder today."""
    steps = (*kind.days, *kind.mails)
    return today - timedelta(days=max(steps) + GRACE_DAYS), today - timedelta(days=min(steps))


def _step(on: date, today: date, steps: tuple[int, ...]) -> int | None:
    """Return the step, in days from `on`, that today is the day of, or was within the days of grace."""
    return next((days for days in steps if 0 <= (today - on).days - days <= GRACE_DAYS), None)


def _words(days: int) -> str:
    if days in WORDS:
        return WORDS[days]
    return N_("In %(days)s days: %(what)s (%(title)s)") if days < 0 else N_("%(days)s days late: %(what)s (%(title)s)")


def _remind(due: Due, kind: Reminder, today: date, at: datetime) -> int:
    """Make the reminder for a date; 1 when it was made now."""
    days = _step(due.on, today, kind.days)
    if days is None:
        return 0
    row = due.partnership
    return _once(
        title=say(_words(days), what=due.what, title=row.title, days=abs(days)),
        owner=due.owner,
        due_on=max(today, due.on),
        at=at,
        subject=row,
        icon="alarm-clock",
        url=due.url or row.get_absolute_url(),
        origin=f"partnership:{row.pk}:{due.mark}:{due.on}:{days}",
    )


def _once(*, origin: str, **fields: Any) -> int:
    """Make a follow-up unless it was made before; 1 when it was made now."""
    if FollowUp.objects.filter(origin=origin).exists():
        return 0
    followups.create(origin=origin, **fields)
    return 1


@transaction.atomic
def _ask(due: Due, kind: Reminder, today: date, at: datetime) -> int:
    """Write to the party whose thing it is, with its link; 1 when it was written now."""
    days, row, party = _step(due.on, today, kind.mails), due.partnership, due.party
    once = f"partnership:{row.pk}:{due.mark}:{due.on}:{days}:{party.pk}"
    if days is None or not row.tell_partners or Delivery.objects.filter(mailing__once=once).exists():
        return 0
    person, email = contacts.addressee(party.organization)
    if not email:
        return 0
    token = partner_links.issue(party=party, email=email, person=person, at=at)
    post_service(
        purpose="partnership",
        to=email,
        template="partnerships/mail/partner_asked",
        at=at,
        person=person,
        organization=party.organization,
        about=row,
        reply_to=row.owner.email,
        once=once,
        context={
            "partnership": row,
            "what": due.what,
            "on": due.on,
            "officer": row.owner,
            "url": partner_links.url(token, kind.page),
        },
    )
    _written(row, [party.organization], due.what, at, mark=once)
    return 1


def _written(row: Partnership, to: list[Organization], what: str, at: datetime, *, mark: str) -> None:
    history.record(
        verb="partnership.reminded",
        by=None,
        at=at,
        obj=row,
        about=to,
        icon="mail",
        url=row.get_absolute_url(),
        title=say(N_("Reminder sent: %(what)s"), what=what),
        changes={"mark": mark},
    )


# --- the next step, to both -----------------------------------------------------------------------------------------
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
    _written(row, written, row.next_step, at, mark=mark)
    return len(written)


def _expired(today: date, at: datetime) -> int:
    rows = Match.objects.filter(status__in=terms.MATCH_WAITING, expires_on__lt=today)
    return sum(matches.expire(match=row, at=at).status == "expired" for row in rows)


def _silent(at: datetime) -> int:
    """One follow-up for each silence longer than the rhythm of the phase; a new event begins a new silence."""
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
        for row in board.silent(Partnership.objects.select_related("owner"), at)
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
