"""A partnership opened, its next step, its checklist's lines, its pauses and its end."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import lifecycle, terms, vocab
from partnerships.actions import say
from partnerships.models import Deliverable, Match, PartnerRequest, Partnership, PartnershipParty, PhaseChange
from partnerships.queries import contacts
from partnerships.vocab import N_
from relations.actions import followups, history, numbering, search
from relations.actions.locking import one_at_a_time
from relations.mail.post import post_service
from relations.models import Organization, User

FIRST_MEETING_DAYS = 7
# The same partnership opened again within this time is a second click.
SECOND_CLICK = timedelta(minutes=1)


class NotLiving(Exception):
    """The partnership has ended or is paused; the message is for the page."""


class CannotEnd(Exception):
    """The partnership cannot end this way yet; the message says what is missing."""


def locked(partnership: Partnership) -> Partnership:
    """Return the row under a lock, for whoever changes it."""
    return Partnership.objects.select_for_update(of=("self",)).select_related("owner").get(pk=partnership.pk)


def parties_of(partnership: Partnership) -> list[Organization]:
    """Return the bodies in it."""
    return [party.organization for party in partnership.parties.select_related("organization")]


def note(
    row: Partnership,
    *,
    verb: str,
    title: str,
    by: User | None,
    at: datetime,
    body: str = "",
    icon: str = "handshake",
    changes: dict | None = None,
) -> None:
    """Write history on the partnership and on every party's timeline, and move its last event."""
    history.record(
        verb=verb,
        by=by,
        at=at,
        obj=row,
        about=parties_of(row),
        icon=icon,
        title=f"{row.title}: {title}",
        body=body,
        url=row.get_absolute_url(),
        changes=changes,
    )
    if at > row.last_event_at:
        Partnership.objects.filter(pk=row.pk).update(last_event_at=at)
        row.last_event_at = at
    search.index(row)


def _just_opened(title: str, company: Organization, *, by: User, at: datetime) -> Partnership | None:
    one_at_a_time(f"partnership:{by.pk}:{company.pk}")
    recent = Partnership.objects.filter(title=title, parties__organization=company, started_at__gt=at - SECOND_CLICK)
    return recent.filter(request=None, started_at__lte=at).first()


@transaction.atomic
def open_partnership(
    *,
    title: str,
    company: Organization,
    nonprofits: Sequence[Organization],
    owner: User,
    by: User | None,
    at: datetime,
    request: PartnerRequest | None = None,
    match: Match | None = None,
    together: str = "",
    with_volunteers: bool = False,
) -> Partnership:
    """Open a partnership in the first phase, numbered, with a first next step a week ahead.

    The same one by the same colleague within a minute is a second click: the first is given back.
    """
    if by is not None and (twin := _just_opened(title, company, by=by, at=at)):
        return twin
    local = timezone.localtime(at)
    row = Partnership.objects.create(
        code=f"P-{local.year}-{numbering.next_number(series='partnership', year=local.year):03d}",
        title=title,
        owner=owner,
        request=request,
        match=match,
        together=together,
        with_volunteers=with_volunteers,
        started_at=at,
        phase_since=at,
        last_event_at=at,
        next_step=say(N_("Arrange the first meeting of the three")),
        next_step_on=local.date() + timedelta(days=FIRST_MEETING_DAYS),
    )
    sides = [(company, "company"), *((nonprofit, "nonprofit") for nonprofit in nonprofits)]
    PartnershipParty.objects.bulk_create(
        PartnershipParty(partnership=row, organization=body, side=side, contact=contacts.main_contact(body))
        for body, side in sides
    )
    PhaseChange.objects.create(partnership=row, to_phase=row.phase, at=at, by=by)
    note(row, verb="partnership.opened", title=say(N_("Partnership opened (%(code)s)"), code=row.code), by=by, at=at)
    return row


@transaction.atomic
def open_from(*, match: Match, at: datetime) -> Partnership:
    """Open the partnership both sides said yes to, give each the other's contact details, and charge the officer."""
    request, nonprofit = match.request, match.nonprofit
    company = request.organization
    row = open_partnership(
        title=f"{company.name} + {nonprofit.name}"[:160],
        company=company,
        nonprofits=[nonprofit],
        owner=request.owner,
        by=None,
        at=at,
        request=request,
        match=match,
        with_volunteers=request.offers.filter(kind="volunteers").exists(),
    )
    PartnershipParty.objects.filter(partnership=row, organization=company).update(contact=request.person)
    _ready_made_lines(row, at)
    PartnerRequest.objects.filter(pk=request.pk).update(status="converted", closed_at=at)
    for side in ("company", "nonprofit"):
        _introduce(match, row, side, at)
    followups.create(
        title=say(N_("Arrange the first meeting: %(title)s"), title=row.title),
        owner=row.owner,
        due_on=row.next_step_on,
        at=at,
        organization=nonprofit,
        subject=row,
        icon="calendar-plus",
        url=f"{reverse('relations:meeting_new')}?about=partnerships.partnership:{row.pk}",
        origin=f"partnership:{row.pk}:first_meeting",
    )
    request.refresh_from_db()
    search.index(request)
    return row


def _ready_made_lines(row: Partnership, at: datetime) -> None:
    """What the two yeses already prove: both consented to pass their contact details."""
    Deliverable.objects.create(
        partnership=row,
        phase="planning",
        key="data_consent",
        done_at=at,
        note=say(N_("Both answered yes by their link")),
    )


def _introduce(match: Match, row: Partnership, side: str, at: datetime) -> None:
    request = match.request
    person, email = contacts.side(match, side)
    other_side = "nonprofit" if side == "company" else "company"
    other = match.nonprofit if side == "company" else request.organization
    other_person, other_email = contacts.side(match, other_side)
    numbers = [request.contact_phone] if other_side == "company" else contacts.phones(other, other_person)
    name = request.contact_name if other_side == "company" else other_person or ""
    post_service(
        purpose="partnership",
        to=email,
        template="partnerships/mail/introduced",
        at=at,
        person=person,
        about=row,
        organization=request.organization if side == "company" else match.nonprofit,
        reply_to=row.owner.email,
        language=request.language if side == "company" else "it",
        context={
            "partnership": row,
            "officer": row.owner,
            "other": other,
            "contact_name": str(name),
            "contact_email": other_email,
            "contact_phone": next(iter(numbers), ""),
        },
    )


@transaction.atomic
def change(*, partnership: Partnership, by: User, at: datetime, **fields: Any) -> dict:
    """Set the title, the owner, why together ...; return what changed."""
    row = locked(partnership)
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if changes:
        for key, value in fields.items():
            setattr(row, key, value)
        row.save(update_fields=list(fields))
        note(
            row,
            verb="partnership.changed",
            title=say(N_("details changed")),
            by=by,
            at=at,
            icon="pencil",
            changes=changes,
        )
    return changes


@transaction.atomic
def add_party(
    *, partnership: Partnership, organization: Organization, side: str, brings: str, by: User, at: datetime
) -> PartnershipParty:
    """Let another body in; one already in it stays once."""
    row = locked(partnership)
    party, is_new = PartnershipParty.objects.get_or_create(
        partnership=row,
        organization=organization,
        defaults={"side": side, "brings": brings, "contact": contacts.main_contact(organization)},
    )
    if is_new:
        note(
            row,
            verb="partnership.party_added",
            title=say(N_("%(name)s joins"), name=organization),
            by=by,
            at=at,
            icon="user-plus",
        )
    return party


@transaction.atomic
def set_next_step(
    *, partnership: Partnership, text: str, on: date | None, by: User | None, at: datetime
) -> Partnership:
    """Write down what happens next and when, and put it on the owner's list."""
    row = locked(partnership)
    if not row.is_living:
        raise NotLiving(_("This partnership has ended."))
    changes = history.diff(
        {"next_step": row.next_step, "next_step_on": row.next_step_on}, {"next_step": text, "next_step_on": on}
    )
    if not changes:
        return row
    row.next_step, row.next_step_on = text, on
    row.save(update_fields=["next_step", "next_step_on"])
    note(
        row,
        verb="partnership.next_step",
        title=say(N_("next step: %(step)s"), step=text),
        by=by,
        at=at,
        icon="arrow-right",
        changes=changes,
    )
    return row


# --- pauses and ends ---------------------------------------------------------------------------------------------
@transaction.atomic
def pause(*, partnership: Partnership, why: str, by: User, at: datetime) -> Partnership:
    """Suspend it, with the reason."""
    return _set_state(partnership, "paused", ("active",), why, by, at)


@transaction.atomic
def resume(*, partnership: Partnership, by: User, at: datetime) -> Partnership:
    """Take it up again after a pause."""
    return _set_state(partnership, "active", ("paused",), "", by, at)


@transaction.atomic
def end(*, partnership: Partnership, outcome: str, why: str, by: User, at: datetime) -> Partnership:
    """End it as completed, renewed, withdrawn or failed.

    Completed and renewed need the last phase with its required lines done (CannotEnd says which are missing).
    """
    row = locked(partnership)
    if outcome in ("completed", "renewed"):
        _check_end(row, outcome)
    row = _set_state(row, outcome, terms.LIVING, why, by, at, ended_at=at)
    return row


def _check_end(row: Partnership, outcome: str) -> None:
    if row.phase != lifecycle.LAST.key:
        raise CannotEnd(_("A partnership is completed in the sixth phase. From here it can only be withdrawn or fail."))
    facts = row.facts - ({lifecycle.IS_CLOSING} if outcome == "renewed" else set())
    missing = lifecycle.missing(row.phase, row.done_keys(), facts=facts, own=row.own_lines())
    if missing:
        names = "; ".join(_(item.title) for item in missing)
        raise CannotEnd(_("Before it ends, this is still to be done: %(names)s.") % {"names": names})



def _set_state(
    partnership: Partnership,
    state: str,
    allowed: Sequence[str],
    why: str,
    by: User,
    at: datetime,
    ended_at: datetime | None = None,
) -> Partnership:
    row = locked(partnership)
    if row.state == state:
        return row
    if row.state not in allowed:
        raise NotLiving(_("This partnership has ended."))
    before, row.state, row.outcome, row.ended_at = row.state, state, why, ended_at
    row.save(update_fields=["state", "outcome", "ended_at"])
    title = say(N_("from “%(before)s” to “%(after)s”"), before=_state(before), after=_state(state))
    note(
        row,
        verb=f"partnership.{state}",
        title=title,
        body=why,
        by=by,
        at=at,
        icon="flag",
        changes={"state": [before, state]},
    )
    return row


def _state(key: str) -> str:
    return say(vocab.index(vocab.PARTNERSHIP_STATES)[key].label)
