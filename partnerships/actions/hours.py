"""Hours of a company's volunteers: written down by anybody, confirmed by the host in one tap."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships import formats
from partnerships.actions import checklist, partner_links, say
from partnerships.actions.partner_links import Visitor
from partnerships.actions.programme import living, tell
from partnerships.models import Activity, Contribution, HoursEntry, Partnership, PartnershipParty
from partnerships.vocab import N_
from relations.models import User
from relations.text import clean


class NotNow(Exception):
    """The hours were confirmed or refused already, or they are not the visitor's to confirm; the message says so."""


@transaction.atomic
def record(
    *, partnership: Partnership, giver: PartnershipParty, host: PartnershipParty, on: date, people: int, hours_each: Decimal, at: datetime,
    what: str = "", activity: Activity | None = None, contribution: Contribution | None = None, by: User | None = None,
    visitor: Visitor | None = None,
) -> HoursEntry:  # fmt: skip
    """Write down the hours of a day. What the host itself writes is confirmed; for the rest the host is asked by mail."""
    row = living(partnership)
    own = visitor is not None and visitor.party.pk == host.pk
    entry = HoursEntry.objects.create(
        partnership=row, giver=giver, host=host, on=on, people=people, hours_each=hours_each, what=what, activity=activity,
        contribution=contribution, written_by=by, sent_by=visitor.name[:200] if visitor else "", created_at=at,
        confirmed_at=at if own else None, confirmed_by=visitor.name[:200] if own else "",
    )  # fmt: skip
    entry.refresh_from_db(fields=["total"])
    tell(
        row,
        verb="hours.added",
        text=N_("Hours of %(giver)s: %(what)s"),
        what=_words(entry),
        giver=giver,
        by=by,
        at=at,
        icon="clock",
    )
    if own:
        _prove(row, by=by, at=at)
    else:
        ask(entry=entry, at=at, by=by)
    return entry


def _words(entry: HoursEntry) -> str:
    return f"{formats.office(formats.amount, entry.total, '')} h, {formats.office(formats.short_day, entry.on)}"


def _prove(partnership: Partnership, *, by: User | None, at: datetime) -> None:
    rows = partnership.hours.filter(refused_at=None)
    if not rows.filter(confirmed_at=None).exists() and (count := rows.count()):
        checklist.prove(
            partnership=partnership, phase="management", key="volunteer_attendance", by=by, at=at,
            note_text=say(N_("Days of hours confirmed by who took them in: %(n)s"), n=count),
        )  # fmt: skip


@transaction.atomic
def ask(*, entry: HoursEntry, at: datetime, by: User | None = None) -> bool:
    """Ask the host by mail whether it is so; False when it has no address."""
    return partner_links.ask(
        party=entry.host, template="partnerships/mail/hours_asked", page="partnerships:partner_hours", args=(entry.pk,), by=by, at=at,
        once=f"hours:{entry.pk}:{at:%Y%m%d}", context={"entry": entry},
    )  # fmt: skip


def _waiting(entry: HoursEntry, visitor: Visitor | None) -> HoursEntry:
    row = HoursEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if visitor is not None and row.host_id != visitor.party.pk:
        raise NotNow(_("Only who took the volunteers in confirms their hours."))
    return row


@transaction.atomic
def confirm(*, entry: HoursEntry, at: datetime, visitor: Visitor | None = None, by: User | None = None) -> HoursEntry:
    """Say that it was so, by the host's link or as told to a colleague. Twice is once; NotNow when it was refused."""
    partnership, row = living(entry.partnership), _waiting(entry, visitor)
    if row.confirmed_at:
        return row
    if row.refused_at:
        raise NotNow(_("These hours were not confirmed: write them down anew."))
    row.confirmed_at = at
    row.confirmed_by = (visitor.name if visitor else say(N_("told to %(name)s"), name=by.display_name))[:200]
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    tell(
        partnership,
        verb="hours.hours_confirmed",
        text=N_("Hours confirmed: %(what)s"),
        what=_words(row),
        by=by,
        at=at,
        icon="circle-check",
    )
    _prove(partnership, by=by, at=at)
    return row


@transaction.atomic
def refuse(
    *, entry: HoursEntry, why: str, at: datetime, visitor: Visitor | None = None, by: User | None = None
) -> HoursEntry:
    """Say that it was not so, and why. NotNow when it was confirmed or refused already."""
    partnership, row = living(entry.partnership), _waiting(entry, visitor)
    if not row.is_waiting:
        raise NotNow(_("These hours were answered already."))
    row.refused_at, row.why_refused = at, clean(why).strip()[:300]
    row.save(update_fields=["refused_at", "why_refused"])
    text, why = N_("Hours not confirmed: %(what)s"), row.why_refused
    tell(partnership, verb="hours.refused", text=text, what=_words(row), body=why, by=by, at=at, icon="circle-x")
    return row
