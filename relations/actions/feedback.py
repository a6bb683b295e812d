"""Listening: taking in what people say, deciding with a reason, answering."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from relations.actions import history, interactions, links, numbering, search
from relations.mail import addresses, limits
from relations.mail.post import post_service
from relations.mail.subscriptions import person_of
from relations.models import FeedbackItem, Organization, Person, User
from relations.text import clean, one_line
from relations.vocab.community import ANSWER_DAYS, CHANNEL_OF_SOURCE, FEEDBACK_KINDS
from relations.web.urls import absolute

SCOPE = "feedback"
LINK_DAYS = timedelta(days=365)


class NotNow(Exception):
    """This cannot be done in the state the row is in; the message is for the page."""


@transaction.atomic
def receive(
    *,
    kind: str,
    source: str,
    text: str,
    at: datetime,
    by: User | None = None,
    name: str = "",
    email: str = "",
    phone: str = "",
    person: Person | None = None,
    organization: Organization | None = None,
    subject: models.Model | None = None,
    is_public: bool = False,
    owner: User | None = None,
    key: UUID | None = None,
) -> FeedbackItem:
    """Take in what somebody said; the same `key` twice gives back the first.

    Somebody written to us with an e-mail that exactly one person of the archive has is that person. What a colleague
    takes in from a known person is noted in the diary too.
    """
    key = key or uuid4()
    known = FeedbackItem.objects.filter(key=key).first()
    if known is not None:
        return known
    email = addresses.normalize(email) if email else ""
    person = person or (person_of(email) if email else None)
    day = timezone.localdate(at)
    try:
        with transaction.atomic():
            item = FeedbackItem.objects.create(
                year=day.year, number=numbering.next_number(series="feedback", year=day.year), key=key, kind=kind,
                source=source, text=clean(text).strip(), name=one_line(name)[:160], email=email[:254],
                phone=one_line(phone)[:40], person=person, organization=organization, subject=subject,
                is_public=is_public, owner=owner, received_at=at, due_on=day + timedelta(days=ANSWER_DAYS),
            )  # fmt: skip
    except IntegrityError:
        return FeedbackItem.objects.get(key=key)
    # A contact noted in the diary has its own line in the story.
    channel = CHANNEL_OF_SOURCE.get(source) if by is not None and (person or organization) else None
    history.record(
        verb="feedback.received", by=by, at=at, obj=item, icon="message-square-quote",
        about=[] if channel else [person, organization],
        title=_("%(code)s: %(kind)s") % {"code": item.code, "kind": FEEDBACK_KINDS[kind].label}, body=item.text,
        url=item.get_absolute_url(),
    )  # fmt: skip
    if by is not None and channel:
        interactions.log(
            channel=channel, text=item.text, by=by, at=at, person=person, organization=organization, subject=item,
            outgoing=False, url=item.get_absolute_url(),
        )  # fmt: skip
    search.index(item)
    return item


@transaction.atomic
def receive_from_form(
    *, kind: str, text: str, name: str, email: str, phone: str, key: UUID, at: datetime, language: str = "it"
) -> str:
    """Take in what came through the public form; return the token of the page that says where it stands.

    The link is mailed too when an address was given, as often as `limits.may_mail` lets.
    """
    known = FeedbackItem.objects.filter(key=key).first()
    item = receive(kind=kind, source="form", text=text, at=at, name=name, email=email, phone=phone, key=key)
    token = _link(item, at)
    if known is None and item.email and limits.may_mail(kind="feedback", email=item.email, at=at):
        post_service(
            purpose="feedback", to=item.email, template="relations/mail/feedback_received", at=at, language=language,
            person=item.person, once=f"feedback-received:{item.pk}", about=item,
            context={"item": item, "url": absolute(reverse("relations:feedback_status", args=[token]))},
        )  # fmt: skip
    return token


def _link(item: FeedbackItem, at: datetime) -> str:
    _row, token = links.issue(scope=SCOPE, target=item, at=at, expires_at=at + LINK_DAYS, email=item.email)
    return token


@transaction.atomic
def take(*, item: FeedbackItem, owner: User, by: User, at: datetime) -> FeedbackItem:
    """Give it to `owner`, who answers for it."""
    locked = _locked(item)
    if locked.owner_id != owner.pk:
        before = str(locked.owner or "")
        locked.owner = owner
        locked.save(update_fields=["owner"])
        history.record(verb="feedback.assigned", by=by, at=at, obj=locked, changes={"owner": [before, str(owner)]})
    return locked


@transaction.atomic
def decide(*, item: FeedbackItem, decision: str, reason: str, by: User, at: datetime) -> FeedbackItem:
    """Decide what becomes of it, and why; as long as nobody has been answered it can be decided again."""
    locked, reason = _locked(item), clean(reason).strip()
    if locked.state == "answered":
        raise NotNow(_("It has been answered already: the answer that went out stays."))
    if not reason:
        raise NotNow(_("Write why: who told us reads it."))
    before = locked.decision
    locked.state, locked.decision, locked.decision_reason = "decided", decision, reason
    locked.decided_at, locked.decided_by, locked.owner = at, by, locked.owner or by
    locked.save(update_fields=["state", "decision", "decision_reason", "decided_at", "decided_by", "owner"])
    history.record(
        verb="feedback.decided", by=by, at=at, obj=locked, changes={"decision": [before, decision]},
        about=[locked.person, locked.organization], icon="square-check", body=reason, url=locked.get_absolute_url(),
        title=_("%(code)s: %(decision)s") % {"code": locked.code, "decision": locked.get_decision_display()},
    )  # fmt: skip
    return locked


@transaction.atomic
def answer(*, item: FeedbackItem, text: str, way: str, by: User, at: datetime) -> FeedbackItem:
    """Answer who told us: by e-mail from here, or note how it was said. Raises NotNow where that is not possible."""
    locked, text = _locked(item), clean(text).strip()
    if locked.state == "answered":
        return locked
    if locked.state != "decided":
        raise NotNow(_("Decide first, with a reason: the answer tells it."))
    if not text:
        raise NotNow(_("Write the answer, or what was said."))
    if way == "page" and locked.subject is None:
        raise NotNow(_("It was not said at an open meeting: choose another way."))
    locked.state, locked.answer, locked.answer_way = "answered", text, way
    locked.answered_at, locked.answered_by = at, by
    if way == "email":
        locked.delivery = _mail(locked, by, at)
    if way == "page":
        locked.is_public = True
    locked.save(
        update_fields=["state", "answer", "answer_way", "answered_at", "answered_by", "delivery", "is_public"]
    )
    history.record(
        verb="feedback.answered", by=by, at=at, obj=locked, about=[locked.person, locked.organization], icon="reply",
        title=_("Answered to %(code)s") % {"code": locked.code}, body=text, url=locked.get_absolute_url(),
        changes={"answer_way": ["", way]},
    )  # fmt: skip
    return locked


def address_of(item: FeedbackItem) -> str:
    """Return where an answer can be mailed to: the address left, or the person's main one."""
    if item.email or item.person is None:
        return item.email
    point = item.person.contact_points.filter(kind="email", ended_at=None).order_by("-is_primary", "pk").first()
    return point.value if point else ""


def _mail(item: FeedbackItem, by: User, at: datetime):
    to = address_of(item)
    if not to:
        raise NotNow(_("There is no e-mail to answer to: note how you answered."))
    delivery = post_service(
        purpose="feedback", to=to, template="relations/mail/feedback_answer", at=at, by=by, person=item.person,
        reply_to=by.email, once=f"feedback-answer:{item.pk}", about=item,
        language=item.person.language if item.person else "it",
        context={"item": item, "by": by, "url": absolute(reverse("relations:feedback_status", args=[_link(item, at)]))},
    )  # fmt: skip
    if delivery.state == "excluded":
        raise NotNow(_("This address may not be written to: answer in words and note it here."))
    return delivery


@transaction.atomic
def connect(*, item: FeedbackItem, person: Person, by: User, at: datetime) -> FeedbackItem:
    """Say which person of the archive it came from."""
    locked = _locked(item)
    before, locked.person = str(locked.person or ""), person
    locked.save(update_fields=["person"])
    history.record(
        verb="feedback.connected", by=by, at=at, obj=locked, about=[person], icon="message-square-quote",
        title=_("%(code)s: %(kind)s") % {"code": locked.code, "kind": locked.get_kind_display()}, body=locked.text,
        url=locked.get_absolute_url(), changes={"person": [before, str(person)]},
    )  # fmt: skip
    return locked


@transaction.atomic
def show(*, item: FeedbackItem, is_public: bool, by: User, at: datetime) -> FeedbackItem:
    """Show it (its words and our answer, never the name) on the public page of its meeting, or no longer."""
    locked = _locked(item)
    if locked.is_public != is_public:
        locked.is_public = is_public
        locked.save(update_fields=["is_public"])
        history.record(verb="feedback.shown", by=by, at=at, obj=locked, changes={"is_public": [not is_public, is_public]})
    return locked


def _locked(item: FeedbackItem) -> FeedbackItem:
    return FeedbackItem.objects.select_for_update(of=("self",)).select_related("person", "organization", "owner").get(pk=item.pk)
