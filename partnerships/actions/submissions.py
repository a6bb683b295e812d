"""Needs written by non-profits themselves: by the link the office sent, or on the public page and then confirmed by mail."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.actions import needs, requests, say
from partnerships.models import NeedSubmission
from partnerships.queries import contacts
from partnerships.vocab import N_
from relations.actions import consents, followups, history, links, parties
from relations.mail import limits
from relations.mail.post import post_service
from relations.models import FollowUp, Organization, User
from relations.web.urls import absolute

ASK_LINK, CONFIRM_LINK = "needs_form", "needs_confirm"
ASK_LIVES, CONFIRM_LIVES = timedelta(days=60), timedelta(days=7)
ANSWER_DAYS = 3


class NoAddress(Exception):
    """The non-profit has no e-mail address; the message is for the page."""


class Decided(Exception):
    """Somebody has already read it; the message is for the page."""


# --- asking ------------------------------------------------------------------------------------------------------
@transaction.atomic
def ask(*, organization: Organization, by: User, at: datetime) -> str:
    """Mail a non-profit the link to write what it needs; return the address written to. Raises NoAddress."""
    person, email = contacts.addressee(organization)
    if not email:
        raise NoAddress(_("This non-profit has no e-mail address: add it on its page first."))
    _link, token = links.issue(scope=ASK_LINK, target=organization, at=at, expires_at=at + ASK_LIVES, email=email)
    post_service(
        purpose="partnership",
        to=email,
        template="partnerships/mail/needs_ask",
        at=at,
        by=by,
        about=organization,
        person=person,
        organization=organization,
        reply_to=by.email,
        context={
            "nonprofit": organization,
            "officer": by,
            "url": absolute(reverse("partnerships:needs_by_link", args=[token])),
        },
    )
    history.record(
        verb="needs.asked",
        by=by,
        at=at,
        obj=organization,
        about=[organization],
        icon="send",
        title=say(N_("Asked by link what it needs")),
    )
    return email


@transaction.atomic
def answer_link(*, organization: Organization, email: str, key: UUID, at: datetime, **fields: Any) -> NeedSubmission:
    """Take in what a non-profit wrote by our link; the same form twice is taken once."""
    row, is_new = NeedSubmission.objects.get_or_create(
        idempotency_key=key,
        defaults={
            **fields,
            "organization": organization,
            "name": organization.name,
            "contact_email": email,
            "status": "received",
            "created_at": at,
            "received_at": at,
        },
    )
    if is_new:
        _take_in(row, by=None, at=at)
        _tell_office(row, say(N_("Read what %(name)s wrote of its needs"), name=organization), at)
    return row


# --- the public page ---------------------------------------------------------------------------------------------
@transaction.atomic
def send(*, key: UUID, language: str, at: datetime, **fields: Any) -> NeedSubmission:
    """Keep what was typed on the public page and mail the confirmation; nothing reaches the office before it."""
    row, is_new = NeedSubmission.objects.get_or_create(
        idempotency_key=key, defaults={**fields, "language": language, "created_at": at}
    )
    if not is_new or not limits.may_mail(kind="needs-confirm", email=row.contact_email, at=at):
        return row
    _link, token = links.issue(
        scope=CONFIRM_LINK, target=row, at=at, expires_at=at + CONFIRM_LIVES, email=row.contact_email
    )
    post_service(
        purpose="partnership",
        to=row.contact_email,
        template="partnerships/mail/needs_confirm",
        at=at,
        language=language,
        about=row,
        context={"submission": row, "url": absolute(reverse("partnerships:needs_confirm", args=[token]))},
    )
    return row


@transaction.atomic
def confirm(*, submission: NeedSubmission, at: datetime) -> NeedSubmission:
    """Take the confirmation; a colleague is asked to read it. A second one changes nothing."""
    row = _locked(submission)
    if row.status == "draft":
        row.status, row.received_at = "received", at
        row.save(update_fields=["status", "received_at"])
        history.record(verb="needs.received", by=None, at=at, obj=row)
        _tell_office(row, say(N_("Read the needs sent by %(name)s"), name=row.name), at)
    return row


def _locked(submission: NeedSubmission) -> NeedSubmission:
    return (
        NeedSubmission.objects.select_for_update(of=("self",))
        .select_related("organization__owner")
        .get(pk=submission.pk)
    )


def _tell_office(row: NeedSubmission, title: str, at: datetime) -> None:
    owner = requests.officer_for(row.organization)
    if owner is not None:
        followups.create(
            title=title,
            owner=owner,
            due_on=timezone.localdate(at) + timedelta(days=ANSWER_DAYS),
            at=at,
            organization=row.organization,
            subject=row,
            icon="hand-helping",
            url=reverse("partnerships:submission", args=[row.pk]),
            origin=f"needs:{row.pk}",
        )


# --- deciding ----------------------------------------------------------------------------------------------------
@transaction.atomic
def accept(*, submission: NeedSubmission, organization: Organization | None, by: User, at: datetime) -> NeedSubmission:
    """Take a form in: into `organization`, else into the body with its tax code, else into a new one. Raises Decided."""
    row = _still_open(submission)
    row.organization = organization or known(row) or _new(row, by=by, at=at)
    _take_in(row, by=by, at=at)
    _done(row, by=by, at=at)
    return row


@transaction.atomic
def decline(*, submission: NeedSubmission, reason: str, by: User, at: datetime) -> NeedSubmission:
    """Do not take a form in, with the reason, which stays in the office. Raises Decided."""
    row = _still_open(submission)
    row.status, row.reason, row.decided_at, row.decided_by = "declined", reason, at, by
    row.save()
    history.record(verb="needs.declined", by=by, at=at, obj=row, changes={"reason": ["", reason]})
    _done(row, by=by, at=at)
    return row


def _still_open(submission: NeedSubmission) -> NeedSubmission:
    row = _locked(submission)
    if row.status != "received":
        raise Decided(_("Somebody has already read this form."))
    return row


def _done(row: NeedSubmission, *, by: User, at: datetime) -> None:
    for followup in FollowUp.objects.filter(origin=f"needs:{row.pk}", status="open"):
        followups.complete(followup=followup, by=by, at=at)


def known(row: NeedSubmission) -> Organization | None:
    """Return the body of the archive with the tax code of a form."""
    rows = Organization.objects.filter(kind="nonprofit", archived_at=None).order_by("pk")
    return rows.filter(tax_code=row.tax_code).first() if row.tax_code else None


def _new(row: NeedSubmission, *, by: User, at: datetime) -> Organization:
    reached = [("email", row.contact_email), ("phone", row.contact_phone)]
    return parties.add_organization(
        kind="nonprofit",
        name=row.name,
        by=by,
        at=at,
        contacts=[(kind, value) for kind, value in reached if value],
        tax_code=row.tax_code,
        municipality=row.municipality,
        province=row.province,
        themes=row.themes,
        targets=row.targets,
        owner=by,
    )


def _take_in(row: NeedSubmission, *, by: User | None, at: datetime) -> None:
    """Turn a form into rows: its needs, its room where it said something of it, its consent."""
    body = row.organization
    for need in row.needs:
        needs.add_need(
            organization=body,
            by=by,
            at=at,
            themes=row.themes,
            targets=row.targets,
            **need
            | {
                "quantity": Decimal(need["quantity"]) if need["quantity"] else None,
                "by_on": date.fromisoformat(need["by_on"]) if need["by_on"] else None,
            },
        )
    said = {name: value for name, value in row.capacity.items() if value not in (None, "", [])}
    if said.get("supervision_cost"):
        said["supervision_cost"] = Decimal(said["supervision_cost"])
    if said or row.refused:
        refused = sorted({*body.refused, *row.refused}) if row.refused else None
        needs.set_capacity(organization=body, by=by, at=at, refused=refused, **said)
    if row.may_propose and row.contact_email:
        consents.record(
            email=row.contact_email,
            purpose="partnership",
            event="granted",
            source=say(N_("Form of needs")),
            organization=body,
            at=at,
            by=by,
        )
    row.status, row.decided_at, row.decided_by = "accepted", at, by
    row.save()
    history.record(
        verb="needs.taken_in", by=by, at=at, obj=row, about=[body], changes={"needs": [None, len(row.needs)]}
    )
