"""The public form: what a company types, kept step by step until it is sent and confirmed by mail."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from partnerships import terms
from partnerships.models import Offer, PartnerRequest
from relations.actions import history, links
from relations.mail import limits
from relations.mail.post import post_service
from relations.models import SecretLink
from relations.web.urls import absolute

DRAFT_LINK, CONFIRM_LINK, STATUS_LINK = "partner_request_draft", "partner_request_confirm", "partner_request_status"
DRAFT_LIVES = timedelta(days=60)
CONFIRM_LIVES = timedelta(days=7)
# A person needs longer than this for five steps; a program does not.
SHORTEST = timedelta(seconds=3)
PRIVACY_VERSION = "2026-11"


class TooQuick(Exception):
    """The form came faster than anybody types."""


class Incomplete(Exception):
    """The request lacks steps; `steps` are their keys."""

    def __init__(self, steps: list[str]) -> None:
        super().__init__(", ".join(steps))
        self.steps = steps


@transaction.atomic
def begin(*, key: UUID, language: str, at: datetime, **fields: Any) -> tuple[PartnerRequest, str]:
    """Keep the first step; return the draft and the token of its link. The same `key` twice gives the same draft."""
    request, _made = PartnerRequest.objects.get_or_create(
        idempotency_key=key,
        defaults={"created_at": at, "saved_at": at, "language": language, "privacy_version": PRIVACY_VERSION, **fields},
    )
    if not _made and request.status == "draft":
        save_step(request=request, at=at, **fields)
    _link, token = links.issue(scope=DRAFT_LINK, target=request, at=at, expires_at=at + DRAFT_LIVES, holder="company")
    return request, token


@transaction.atomic
def save_step(*, request: PartnerRequest, at: datetime, offers: Iterable[dict] | None = None, **fields: Any) -> None:
    """Keep one step of a draft; `offers` replace those there were."""
    row = PartnerRequest.objects.select_for_update().get(pk=request.pk)
    if row.status != "draft":
        return
    before = row.contact_email
    if "results" in fields:
        fields |= meaning(fields["results"])
    for name, value in (fields | {"saved_at": at}).items():
        setattr(row, name, value)
        setattr(request, name, value)
    row.save(update_fields=[*fields, "saved_at"])
    if row.contact_email != before:
        # A link mailed to the address written before must not confirm in the name of this one.
        links.revoke(target=row, at=at, scope=CONFIRM_LINK)
    if offers is not None:
        row.offers.all().delete()
        Offer.objects.bulk_create([Offer(request=row, **offer) for offer in offers])


def meaning(results: Iterable[str]) -> dict[str, list]:
    """Return the themes, goals and people that the ticked results stand for."""
    chosen = [terms.RESULTS[key] for key in results if key in terms.RESULTS]
    return {
        name: sorted({value for result in chosen for value in getattr(result, name)})
        for name in ("themes", "sdgs", "targets")
    }


def missing_steps(request: PartnerRequest) -> list[str]:
    """Return the keys of the steps that still lack an answer."""
    lacking = {
        "azienda": not (request.company_name and request.vat_number),
        "risultati": not request.results,
        "offerta": not request.offers.exists(),
        "limiti": not request.territory,
        "referente": not (request.contact_name and request.contact_email and request.contact_phone),
    }
    return [key for key, empty in lacking.items() if empty]


@transaction.atomic
def send_resume_link(*, request: PartnerRequest, email: str, token: str, at: datetime) -> None:
    """Mail the link of the draft to `email`; silently nothing when that address was written to too often."""
    if not limits.may_mail(kind="partner-resume", email=email, at=at):
        return
    post_service(
        purpose="partner_request",
        to=email,
        template="partnerships/mail/request_resume",
        at=at,
        language=request.language,
        context={"request": request, "url": absolute(reverse("partnerships:ask_summary", args=[token]))},
        about=request,
    )


@transaction.atomic
def submit(*, request: PartnerRequest, at: datetime) -> None:
    """Send the confirmation link to the contact's address. Sending twice is harmless.

    Raises Incomplete, or TooQuick. Writes nothing when that address was written to too often.
    """
    row = PartnerRequest.objects.select_for_update().get(pk=request.pk)
    if row.status != "draft":
        return
    if lacking := missing_steps(row):
        raise Incomplete(lacking)
    if at - row.created_at < SHORTEST:
        raise TooQuick
    row.submitted_at = request.submitted_at = at
    row.save(update_fields=["submitted_at"])
    history.record(verb="partner_request.submitted", by=None, at=at, obj=row)
    if not limits.may_mail(kind="partner-confirm", email=row.contact_email, at=at):
        return
    _link, token = links.issue(
        scope=CONFIRM_LINK, target=row, at=at, expires_at=at + CONFIRM_LIVES, holder="company", email=row.contact_email
    )
    post_service(
        purpose="partner_request",
        to=row.contact_email,
        template="partnerships/mail/request_confirm",
        at=at,
        language=row.language,
        about=row,
        context={"request": row, "url": absolute(reverse("partnerships:ask_confirm", args=[token]))},
    )


def status_link(request: PartnerRequest, *, at: datetime) -> str:
    """Return the address of a new status link."""
    _link, token = links.issue(
        scope=STATUS_LINK,
        target=request,
        at=at,
        expires_at=at + timedelta(days=365),
        holder="company",
        email=request.contact_email,
    )
    return reverse("partnerships:ask_status", args=[token])


def resolve(token: str, *, at: datetime, scope: str = DRAFT_LINK) -> SecretLink:
    """Return the link for `token`, or Http404."""
    return links.resolve(scope=scope, token=token, at=at)
