"""The door for service mail: one message to one address, written in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, models, transaction

from relations.mail import addresses, content, facts, kick, policy
from relations.models import Delivery, MailAttachment, Mailing, Organization, Person, User
from relations.text import one_line

Attached = Sequence[tuple[str, bytes, str]]


@transaction.atomic
def post_service(
    *,
    purpose: str,
    to: str,
    template: str,
    context: dict,
    at: datetime,
    person: Person | None = None,
    organization: Organization | None = None,
    by: User | None = None,
    reply_to: str = "",
    language: str = "it",
    attachments: Attached = (),
    about: models.Model | None = None,
    once: str = "",
    due_at: datetime | None = None,
) -> Delivery:
    """Write one service message; a sender takes it once the caller's transaction has committed.

    `template` is a folder such as "fundraising/mail/receipt" with subject.txt, body.txt and body.mjml. `by` None
    marks it as automatic. `once` ("receipt:12") makes a repeated call return the first message. An address that may
    not be written to gives a delivery in state `excluded` with its reason.
    """
    if once and (known := Delivery.objects.filter(mailing__once=once).first()):
        return known
    subject, text, html = content.render(template, context, language=language)
    mailing = Mailing(
        kind=Mailing.Kind.SERVICE, purpose=purpose, basis="contract", title=subject[:200], state=Mailing.State.SENDING,
        language=language, subject=subject, text=text, html=html, version=1, reply_to=reply_to,
        is_automatic=by is None, once=once, about=about, created_by=by, created_at=at, starts_at=at,
    )
    if not _written(mailing):
        return Delivery.objects.get(mailing__once=once)
    MailAttachment.objects.bulk_create(
        MailAttachment(mailing=mailing, name=one_line(name)[:150], mime=mime[:80], content=data)
        for name, data, mime in attachments
    )
    delivery = _deliver_to(
        mailing, to, person=person, organization=organization, at=at, due_at=due_at or at, words=context.get("words")
    )
    kick.after_commit()
    return delivery


def _written(mailing: Mailing) -> bool:
    """Insert the row; False when a twin with the same `once` was quicker."""
    try:
        with transaction.atomic():
            mailing.save(force_insert=True)
    except IntegrityError:
        if not mailing.once:
            raise
        return False
    return True


def _deliver_to(
    mailing: Mailing, to: str, *, person: Person | None, organization: Organization | None, at: datetime,
    due_at: datetime, words: dict | None,
) -> Delivery:
    email = addresses.normalize(to)
    address_hash = addresses.hashed(email)
    found = facts.of([
        facts.Subject(email, address_hash, mailing.purpose, mailing.basis, False, person.pk if person else None)
    ])  # fmt: skip
    answer = policy.may_write(found[0]) if addresses.is_valid(to.strip()) else policy.Answer(policy.INVALID)
    return Delivery.objects.create(
        mailing=mailing, is_bulk=False, address=one_line(to)[:254], email=email[:254], address_hash=address_hash,
        person=person, organization=organization,
        words=content.words_of(person=person, organization=organization, given=words),
        state=Delivery.State.QUEUED if answer else Delivery.State.EXCLUDED, reason=answer.reason,
        due_at=due_at, created_at=at,
    )  # fmt: skip
