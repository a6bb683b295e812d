"""A request once it is confirmed: receiving it, taking it, declining it, and the company it belongs to."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import terms, workdays
from partnerships.actions import drafts, say
from partnerships.models import Match, Offer, PartnerRequest
from partnerships.vocab import N_
from relations.actions import consents, followups, history, numbering, parties, search
from relations.actions.locking import one_at_a_time
from relations.mail.post import post_service
from relations.models import Affiliation, ContactPoint, FollowUp, Organization, Person, User
from relations.web.urls import absolute

ANSWER_DAYS = 3


# The links by which the two sides of a proposal answer.
PROPOSAL_LINK = "partnership_proposal"
# The same request written down again within this time is a second click.
SECOND_CLICK = timedelta(minutes=1)


class Closed(Exception):
    """The request is no longer open; the message is for the page."""


def _locked(request: PartnerRequest) -> PartnerRequest:
    return PartnerRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)


def officer_for(organization: Organization | None) -> User | None:
    """Return who answers: the colleague who follows the company, else the officer with the fewest open requests."""
    if organization and organization.owner and organization.owner.is_active:
        return organization.owner
    busy = Count("partner_requests", filter=Q(partner_requests__status__in=terms.REQUEST_OPEN))
    people = User.objects.filter(is_active=True).annotate(busy=busy).order_by("busy", "pk")
    return people.filter(groups__name="relations_officer").first() or people.filter(is_superuser=True).first()


@transaction.atomic
def receive(*, request: PartnerRequest, at: datetime) -> tuple[PartnerRequest, str]:
    """Take in a confirmed request: its number, a named officer, the first answer's date; return it and its status page.

    A second confirmation changes nothing. A company known by its VAT number is tied, never overwritten.
    """
    row = _locked(request)
    if row.status == "draft":
        _number(row, at)
        _tell_office(row, by=None, at=at)
        url = drafts.status_link(row, at=at)
        post_service(
            purpose="partner_request",
            to=row.contact_email,
            template="partnerships/mail/request_received",
            at=at,
            language=row.language,
            context={"request": row, "url": absolute(url)},
            about=row,
            reply_to=row.owner.email if row.owner else "",
        )
        return row, url
    return row, drafts.status_link(row, at=at)


def _number(row: PartnerRequest, at: datetime) -> None:
    local = timezone.localtime(at)
    row.organization = Organization.objects.filter(vat_number=row.vat_number, archived_at=None).first()
    row.owner = row.owner or officer_for(row.organization)
    row.code = f"R-{local.year}-{numbering.next_number(series='partner_request', year=local.year):03d}"
    row.status, row.received_at = "received", at
    row.answer_due_on = workdays.after(local.date(), ANSWER_DAYS)
    row.save()


def _tell_office(row: PartnerRequest, *, by: User | None, at: datetime) -> None:
    history.record(
        verb="partner_request.received",
        by=by,
        at=at,
        obj=row,
        about=[row.organization],
        icon="inbox",
        title=say(N_("Partner request %(code)s"), code=row.code),
        body=row.results_text,
        url=row.get_absolute_url(),
    )
    if row.owner:
        followups.create(
            title=say(N_("Answer the request of %(company)s"), company=row.company_name),
            owner=row.owner,
            due_on=row.answer_due_on,
            at=at,
            by=by,
            organization=row.organization,
            subject=row,
            icon="inbox",
            url=row.get_absolute_url(),
            origin=f"partner_request:{row.pk}:first_answer",
        )
    search.index(row)


@transaction.atomic
def create(*, by: User, at: datetime, offers: list[dict] | None = None, **fields: Any) -> PartnerRequest:
    """Write down a request a colleague took by phone or in person; it is received and taken at once.

    The same request by the same colleague within a minute is a second click: the first one is given back.
    """
    same = {"owner": by, "vat_number": fields.get("vat_number", ""), "results_text": fields.get("results_text", "")}
    one_at_a_time(f"partner_request:{by.pk}:{same['vat_number']}")
    twin = PartnerRequest.objects.filter(**same, company_name=fields.get("company_name", ""), created_at__gt=at - SECOND_CLICK)
    if found := twin.first():
        return found
    row = PartnerRequest(
        idempotency_key=uuid4(),
        created_at=at,
        saved_at=at,
        submitted_at=at,
        owner=by,
        **fields,
        **drafts.meaning(fields.get("results", [])),
    )
    _number(row, at)
    Offer.objects.bulk_create([Offer(request=row, **offer) for offer in offers or []])
    _tell_office(row, by=by, at=at)
    return take(request=row, by=by, at=at)


@transaction.atomic
def take(*, request: PartnerRequest, by: User, at: datetime) -> PartnerRequest:
    """Take charge: the first answer is given, the company and its contact person enter the archive if new."""
    row = _locked(request)
    if row.status != "received":
        return row
    ensure_company(row, by=by, at=at)
    row.status, row.owner, row.taken_at = "screening", by, at
    row.save()
    for followup in first_answer(row):
        followups.complete(followup=followup, by=by, at=at)
    history.record(
        verb="partner_request.taken",
        by=by,
        at=at,
        obj=row,
        about=[row.organization],
        icon="hand",
        title=say(N_("Request %(code)s taken by %(name)s"), code=row.code, name=by.display_name),
        url=row.get_absolute_url(),
    )
    search.index(row)
    return row


def first_answer(row: PartnerRequest) -> list[FollowUp]:
    """Return the open reminder of the first answer, if any."""
    return list(FollowUp.objects.filter(origin=f"partner_request:{row.pk}:first_answer", status="open"))


def ensure_company(row: PartnerRequest, *, by: User | None, at: datetime) -> None:
    """Tie `row` to its organisation and contact person, adding them when they are not in the archive."""
    if row.organization is None:
        row.organization = _company(row, by=by, at=at)
        Offer.objects.filter(request=row).update(organization=row.organization)
    if row.person is None and row.contact_name:
        row.person = _contact(row, by=by, at=at)


def _company(row: PartnerRequest, *, by: User | None, at: datetime) -> Organization:
    known = Organization.objects.filter(vat_number=row.vat_number, archived_at=None)
    try:
        with transaction.atomic():
            return known.first() or parties.add_organization(
                kind="company",
                name=row.company_name,
                by=by,
                at=at,
                vat_number=row.vat_number,
                owner=row.owner,
                municipality=row.municipality,
                province=row.province,
                sector=row.sector,
                employees=row.employees,
            )
    except IntegrityError:
        return known.get()


def _contact(row: PartnerRequest, *, by: User | None, at: datetime) -> Person:
    """Find the contact among the people of the company by e-mail; else add them, with their role."""
    known = ContactPoint.objects.filter(
        kind="email",
        normalized=row.contact_email.lower(),
        ended_at=None,
        person__affiliations__organization=row.organization,
    ).select_related("person")
    if found := known.first():
        return found.person
    first, _space, last = row.contact_name.rpartition(" ")
    person = parties.add_person(first_name=first[:80], last_name=last[:80], by=by, at=at, owner=row.owner)
    parties.add_contact_point(party=person, kind="email", value=row.contact_email, by=by, at=at)
    if row.contact_phone:
        parties.add_contact_point(party=person, kind="phone", value=row.contact_phone, by=by, at=at)
    role = row.contact_role or say(N_("Contact person"))
    has_main = Affiliation.objects.filter(organization=row.organization, is_main_contact=True, ended_on=None).exists()
    parties.affiliate(
        person=person, organization=row.organization, role=role, by=by, at=at, is_main_contact=not has_main
    )
    return person


@transaction.atomic
def hand_over(*, request: PartnerRequest, to: User, by: User, at: datetime) -> PartnerRequest:
    """Give the request to a colleague."""
    row = _locked(request)
    before, row.owner = row.owner, to
    row.save(update_fields=["owner"])
    history.record(
        verb="partner_request.handed_over",
        by=by,
        at=at,
        obj=row,
        about=[row.organization],
        changes={"owner": [str(before or ""), str(to)]},
        title=say(N_("Request handed to %(name)s"), name=to.display_name),
    )
    return row


@transaction.atomic
def allow_showing(*, request: PartnerRequest, how: str, by: User, at: datetime) -> PartnerRequest:
    """Write down that the company let us show its request without its name, and how it told us."""
    row = _locked(request)
    if row.may_be_shown:
        return row
    row.may_be_shown = True
    row.save(update_fields=["may_be_shown"])
    consents.record(
        email=row.contact_email,
        purpose="partnership",
        event="granted",
        source=how,
        at=at,
        by=by,
        person=row.person,
        organization=row.organization,
    )
    history.record(verb="partner_request.may_be_shown", by=by, at=at, obj=row, about=[row.organization], title=how)
    return row


@transaction.atomic
def decline(*, request: PartnerRequest, reason: str, by: User, at: datetime) -> PartnerRequest:
    """Say no with a reason, which is mailed to the company. Raises Closed when it is no longer open."""
    row = _locked(request)
    if not row.is_open:
        raise Closed(_("This request is no longer open."))
    row.status, row.reason, row.closed_at = "declined", reason, at
    row.save(update_fields=["status", "reason", "closed_at"])
    for followup in first_answer(row):
        followups.complete(followup=followup, by=by, at=at)
    close_proposals(row, at=at)
    history.record(
        verb="partner_request.declined",
        by=by,
        at=at,
        obj=row,
        about=[row.organization],
        icon="x",
        title=say(N_("Request %(code)s not accepted"), code=row.code),
        body=reason,
        url=row.get_absolute_url(),
    )
    if row.contact_email:
        post_service(
            purpose="partner_request",
            to=row.contact_email,
            template="partnerships/mail/request_declined",
            at=at,
            language=row.language,
            context={"request": row, "officer": by},
            by=by,
            about=row,
            person=row.person,
            organization=row.organization,
            reply_to=by.email,
        )
    search.index(row)
    return row


def close_proposals(request: PartnerRequest, *, at: datetime, besides: Match | None = None) -> int:
    """Close what still waits for an answer on `request`: its page then says so. Return how many."""
    waiting = Match.objects.select_for_update(of=("self",)).filter(request=request, status__in=terms.MATCH_WAITING)
    rows = list(waiting.exclude(pk=besides.pk if besides else None).order_by("pk"))
    for row in rows:
        row.status = "expired"
        row.save(update_fields=["status"])
        history.record(verb="match.expired", by=None, at=at, obj=row)
    return len(rows)
