"""Proposals: sent to both sides, answered by each by its link, opened as a partnership on two yeses."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from partnerships import terms
from partnerships.actions import checklist, partnerships, requests, say, vetting
from partnerships.actions.proposals import CannotPropose
from partnerships.models import Match, PartnerRequest, Partnership
from partnerships.queries import contacts
from partnerships.vocab import N_
from relations.actions import consents, followups, history, links
from relations.mail.post import post_service
from relations.models import User
from relations.web.urls import absolute

LINK = requests.PROPOSAL_LINK
DAYS_TO_ANSWER = 10
SIDES = {"company": "nonprofit", "nonprofit": "company"}


class TooLate(Exception):
    """The proposal no longer waits for an answer; the message is for the page."""


# --- choosing ----------------------------------------------------------------------------------------------------
def _locked(match: Match) -> Match:
    rows = Match.objects.select_for_update(of=("self",)).select_related(
        "request__owner", "request__organization", "nonprofit"
    )
    return rows.get(pk=match.pk)


@transaction.atomic
def discard(*, match: Match, reason: str, by: User, at: datetime) -> Match:
    """Leave a suggestion out, with the reason; the row stays, so that choices can be looked at later."""
    row = _locked(match)
    if row.status not in terms.MATCH_OPEN:
        raise TooLate(_("This proposal was already sent or answered."))
    row.status, row.reason = "declined", reason
    row.save(update_fields=["status", "reason"])
    history.record(verb="match.discarded", by=by, at=at, obj=row, changes={"reason": ["", reason]})
    return row


@transaction.atomic
def restore(*, match: Match, by: User, at: datetime) -> Match:
    """Bring a discarded or lapsed proposal back among the suggestions."""
    row = _locked(match)
    if row.status in ("declined", "expired") and not row.company_answer and not row.nonprofit_answer:
        row.status, row.reason = "shortlisted", ""
        row.save(update_fields=["status", "reason"])
        history.record(verb="match.restored", by=by, at=at, obj=row)
    return row


@transaction.atomic
def invite(*, match: Match, by: User, at: datetime) -> Match:
    """Ask both sides, each by its own link, without the other's name. A second press changes nothing.

    Raises CannotPropose when the request is closed, lacks consent, or a side has no e-mail address.
    """
    row = _locked(match)
    if row.status in terms.MATCH_WAITING or row.status == "mutual":
        return row
    request = PartnerRequest.objects.select_for_update(of=("self",)).get(pk=row.request_id)
    _check(row, request)
    requests.ensure_company(request, by=by, at=at)
    request.status, request.taken_at, request.owner = "proposals_ready", request.taken_at or at, request.owner or by
    request.save()
    row.request = request
    row.status, row.invited_at, row.invited_by = "invited", at, by
    row.expires_on = timezone.localdate(at) + timedelta(days=DAYS_TO_ANSWER)
    row.company_answer = row.nonprofit_answer = row.reason = ""
    row.save()
    for side in SIDES:
        _post_proposal(row, side, template="proposal", by=by, at=at)
    history.record(
        verb="match.invited",
        by=by,
        at=at,
        obj=row,
        about=[request.organization, row.nonprofit],
        icon="send",
        title=say(N_("Partnership proposed by the office (%(code)s)"), code=request.code),
        url=_page(request),
    )
    return row


def _check(row: Match, request: PartnerRequest) -> None:
    if not request.is_open:
        raise CannotPropose(_("This request is no longer open."))
    if row.status not in (*terms.MATCH_OPEN, "expired"):
        raise CannotPropose(_("This proposal was already answered."))
    if vetting.is_stopped(row.nonprofit):
        raise CannotPropose(_("Due diligence says that this non-profit is not to be proposed."))
    if request.organization and vetting.is_stopped(request.organization):
        raise CannotPropose(_("Due diligence says that this company is not to be proposed."))
    if not request.may_be_shown:
        raise CannotPropose(_("The company has not allowed us to show its request: ask for its consent first."))
    if not request.contact_email:
        raise CannotPropose(_("The company has no e-mail address: add it first."))
    if not contacts.address_of(row.nonprofit):
        raise CannotPropose(_("This non-profit has no e-mail address: add it on its page first."))


def _page(request: PartnerRequest) -> str:
    return reverse("partnerships:matches", args=[request.code])


def _post_proposal(row: Match, side: str, *, template: str, by: User | None, at: datetime) -> None:
    request = row.request
    expires_at = timezone.make_aware(datetime.combine(row.expires_on + timedelta(days=1), datetime.min.time()))
    person, email = contacts.side(row, side)
    _link, token = links.issue(scope=LINK, target=row, at=at, expires_at=expires_at, holder=side, email=email)
    post_service(
        purpose="partnership",
        to=email,
        template=f"partnerships/mail/{template}",
        at=at,
        by=by,
        about=row,
        person=person,
        organization=request.organization if side == "company" else row.nonprofit,
        language=request.language if side == "company" else "it",
        reply_to=request.owner.email,
        context={
            "side": side,
            "match": row,
            "request": request,
            "nonprofit": row.nonprofit,
            "officer": request.owner,
            "url": absolute(reverse("partnerships:proposal", args=[token])),
        },
    )


@transaction.atomic
def remind(*, match: Match, by: User, at: datetime) -> int:
    """Write again to the sides that have not answered; return how many. At most once a day."""
    row = _locked(match)
    if row.status not in terms.MATCH_WAITING:
        raise TooLate(_("This proposal no longer waits for an answer."))
    if row.reminded_at and at - row.reminded_at < timedelta(hours=20):
        return 0
    waiting = [side for side in SIDES if not row.answer_of(side)]
    for side in waiting:
        _post_proposal(row, side, template="proposal_reminder", by=by, at=at)
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    history.record(verb="match.reminded", by=by, at=at, obj=row)
    return len(waiting)


# --- answering ---------------------------------------------------------------------------------------------------
@transaction.atomic
def answer(*, match: Match, side: str, answer: str, note: str, at: datetime, email: str = "") -> Match:
    """Take one side's answer from its link; on two yeses the partnership opens and contact details pass.

    Both may change their mind until then; after that TooLate. The same answer twice changes nothing.
    """
    row = _locked(match)
    if row.status == "mutual" and answer == "yes":
        return row
    if row.request.status in ("declined", "withdrawn"):
        raise TooLate(_("Thank you: this proposal is already closed. If you changed your mind, call us."))
    if row.status not in (*terms.MATCH_WAITING, "declined") or (row.status == "declined" and not row.answer_of(side)):
        raise TooLate(_("Thank you: this proposal is already closed. If you changed your mind, call us."))
    before = row.answer_of(side)
    setattr(row, f"{side}_answer", answer)
    setattr(row, f"{side}_answered_at", at)
    setattr(row, f"{side}_note", note)
    row.status, row.reason = _status_after(row, side, note)
    row.save()
    _note_answer(row, side, before, at)
    if answer == "yes" and before != "yes":
        consents.record(
            email=email or contacts.side(row, side)[1],
            purpose="partner_data",
            event="granted",
            at=at,
            source=say(N_("Answer to proposal %(code)s"), code=row.request.code),
            organization=row.request.organization if side == "company" else row.nonprofit,
        )
    if row.status == "mutual":
        _already_shown(row, partnerships.open_from(match=row, at=at), at)
        # The company has its partner: nobody else is to say yes to a request that is settled.
        requests.close_proposals(row.request, besides=row, at=at)
    return row


def _already_shown(row: Match, opened: Partnership, at: datetime) -> None:
    """Tick what the archive shows of the first phase: who was checked, and the risks written down on the match."""
    vetting.prove(partnership=opened, by=None, at=at)
    if row.risk_note:
        shown = say(N_("Written on the match: %(risk)s"), risk=row.risk_note)[:300]
        checklist.prove(partnership=opened, phase="planning", key="first_risks", by=None, at=at, note_text=shown)


def _status_after(row: Match, side: str, note: str) -> tuple[str, str]:
    answers = {key: row.answer_of(key) for key in SIDES}
    if "no" in answers.values():
        return "declined", note or row.reason or str(terms.ANSWERS["no"].label)
    yes = [key for key, value in answers.items() if value == "yes"]
    return ("mutual" if len(yes) == 2 else f"accepted_{yes[0]}" if yes else "invited"), ""


def _note_answer(row: Match, side: str, before: str, at: datetime) -> None:
    request, given = row.request, row.answer_of(side)
    party = request.organization if side == "company" else row.nonprofit
    with translation.override("it"):
        label = str(terms.ANSWERS[given].label)
    note = getattr(row, f"{side}_note")
    history.record(
        verb=f"match.answered_{given}",
        by=None,
        at=at,
        obj=row,
        about=[party],
        icon="message-circle",
        title=say(N_("Answer to the proposal: %(answer)s"), answer=label),
        body=note,
        url=_page(request),
        changes={side: [before, given]},
    )
    if given == before or given == "yes" or request.owner is None:
        return
    title = (
        N_("Answer the question of %(name)s") if given == "later" else N_("%(name)s said no: look for another partner")
    )
    followups.create(
        title=say(title, name=party),
        owner=request.owner,
        due_on=timezone.localdate(at),
        at=at,
        organization=party,
        subject=row,
        icon="message-circle",
        url=_page(request),
        origin=f"match:{row.pk}:{side}:{given}:{at:%Y%m%d}",
    )


@transaction.atomic
def expire(*, match: Match, at: datetime) -> Match:
    """Close a proposal whose day has passed, take its links back, and tell the officer."""
    row = _locked(match)
    if row.status not in terms.MATCH_WAITING or row.expires_on >= timezone.localdate(at):
        return row
    row.status = "expired"
    row.save(update_fields=["status"])
    links.revoke(target=row, at=at, scope=LINK)
    history.record(verb="match.expired", by=None, at=at, obj=row)
    if row.request.owner:
        followups.create(
            title=say(N_("No answer on %(name)s: propose again or look further"), name=row.nonprofit),
            owner=row.request.owner,
            due_on=timezone.localdate(at),
            at=at,
            organization=row.nonprofit,
            subject=row,
            icon="hourglass",
            url=_page(row.request),
            origin=f"match:{row.pk}:expired:{row.expires_on}",
        )
    return row
