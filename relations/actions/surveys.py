"""Making a survey, opening it, inviting to it."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from relations.actions import history, links, search
from relations.mail import addresses, content, mailings
from relations.mail.audience import Recipient
from relations.mail.post import post_service
from relations.models import Mailing, OfficeSettings, Person, Survey, SurveyInvitation, SurveyQuestion, User
from relations.text import clean, one_line
from relations.vocab.community import LEAST_ANSWERS, MOST_QUESTIONS
from relations.web.urls import absolute

SCOPE = "survey"
LINK_DAYS = timedelta(days=120)
_LINES = {"title"}


class NotNow(Exception):
    """The survey is in a state in which this cannot be done; the message is for the page."""


def _tidy(fields: dict) -> dict:
    return {
        key: (one_line(value) if key in _LINES else clean(value).strip()) if isinstance(value, str) else value
        for key, value in fields.items()
    }


@transaction.atomic
def create(*, title: str, owner: User, by: User, at: datetime, **fields) -> Survey:
    """Begin a survey."""
    survey = Survey.objects.create(
        key=secrets.token_urlsafe(12), owner=owner, created_at=at, **_tidy({"title": title, **fields})
    )
    history.record(verb="survey.created", by=by, at=at, obj=survey)
    search.index(survey)
    return survey


@transaction.atomic
def change(*, survey: Survey, by: User, at: datetime, **fields) -> Survey:
    """Change what is said around the questions; whether it is anonymous only while it is a draft nobody was invited to."""
    locked = _locked(survey)
    fields = _tidy(fields)
    if fields.get("is_anonymous", locked.is_anonymous) != locked.is_anonymous and locked.state != "draft":
        raise NotNow(_("People were told whether it is anonymous: that can no longer change."))
    changes = history.diff({key: getattr(locked, key) for key in fields}, fields)
    for key, value in fields.items():
        setattr(locked, key, value)
    locked.save(update_fields=list(fields))
    if changes:
        history.record(verb="survey.changed", by=by, at=at, obj=locked, changes=changes)
        search.index(locked)
    return locked


@transaction.atomic
def add_question(*, survey: Survey, by: User, at: datetime, **fields) -> SurveyQuestion:
    """Add a question at the end of a draft."""
    locked = _draft(survey)
    last = locked.questions.order_by("-position").values_list("position", flat=True).first()
    if locked.questions.count() >= MOST_QUESTIONS:
        raise NotNow(_("Forty questions are the most anybody answers: take one away first."))
    question = SurveyQuestion.objects.create(survey=locked, position=(last or 0) + 1, **fields)
    history.record(verb="survey.question_added", by=by, at=at, obj=locked, changes={"question": ["", question.label]})
    return question


@transaction.atomic
def change_question(*, question: SurveyQuestion, by: User, at: datetime, **fields) -> SurveyQuestion:
    """Change a question of a draft."""
    locked = _draft(question.survey)
    before = question.label
    for key, value in fields.items():
        setattr(question, key, value)
    question.save(update_fields=list(fields))
    history.record(verb="survey.question_changed", by=by, at=at, obj=locked, changes={"question": [before, question.label]})
    return question


@transaction.atomic
def remove_question(*, question: SurveyQuestion, by: User, at: datetime) -> None:
    """Take a question away from a draft."""
    locked = _draft(question.survey)
    history.record(verb="survey.question_removed", by=by, at=at, obj=locked, changes={"question": [question.label, ""]})
    question.delete()


@transaction.atomic
def put_in_order(*, survey: Survey, order: Iterable[int], by: User, at: datetime) -> None:
    """Put the questions of a draft in the order of their numbers; those not named stay behind, as they were."""
    locked = _draft(survey)
    rows = {row.pk: row for row in locked.questions.order_by("position", "pk")}
    wanted = [number for number in dict.fromkeys(order) if number in rows]
    whole = wanted + [number for number in rows if number not in set(wanted)]
    if whole == list(rows):
        return
    for place, number in enumerate(whole, start=1):
        rows[number].position = place
    SurveyQuestion.objects.bulk_update(rows.values(), ["position"])
    history.record(verb="survey.reordered", by=by, at=at, obj=locked)


@transaction.atomic
def move_question(*, question: SurveyQuestion, up: bool, by: User, at: datetime) -> None:
    """Move a question one place up or down."""
    numbers = list(question.survey.questions.order_by("position", "pk").values_list("pk", flat=True))
    place = numbers.index(question.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(numbers):
        numbers[place], numbers[other] = numbers[other], numbers[place]
        put_in_order(survey=question.survey, order=numbers, by=by, at=at)


@transaction.atomic
def open_survey(*, survey: Survey, by: User, at: datetime) -> Survey:
    """Open a draft (or open again what was closed): from now on its questions stay as they are."""
    locked = _locked(survey)
    if locked.state == "open":
        return locked
    if not locked.questions.exists():
        raise NotNow(_("Write at least one question first."))
    return _to(locked, "open", "survey.opened", by, at)


@transaction.atomic
def close(*, survey: Survey, by: User, at: datetime) -> Survey:
    """Take no more answers."""
    locked = _locked(survey)
    return locked if locked.state != "open" else _to(locked, "closed", "survey.closed", by, at)


@transaction.atomic
def back_to_draft(*, survey: Survey, by: User, at: datetime) -> Survey:
    """Make it a draft again while nobody has answered or been invited."""
    locked = _locked(survey)
    if locked.anonymous_responses.exists() or locked.named_responses.exists() or locked.invitations.exists():
        raise NotNow(_("Somebody has answered or been invited: the questions stay as they are."))
    return locked if locked.state == "draft" else _to(locked, "draft", "survey.reopened", by, at)


@transaction.atomic
def invite(*, survey: Survey, people: Iterable[Person], by: User, at: datetime) -> dict[str, int]:
    """Send chosen contacts a link of their own as service mail; return how many were invited and how many were not.

    Each address is invited once. It is for people we are working with: to many, use `prepare_mailing`.
    """
    locked = _open(survey)
    found = {"invited": 0, "known": 0, "no_address": 0}
    for person in people:
        point = person.contact_points.filter(kind="email", ended_at=None).order_by("-is_primary", "pk").first()
        if point is None:
            found["no_address"] += 1
            continue
        invitation, made = _invitation(locked, person, point.normalized)
        if not made:
            found["known"] += 1
            continue
        post_service(
            purpose="survey", to=point.value, template="relations/mail/survey_invitation", at=at, by=by, person=person,
            language=person.language, once=f"survey-invitation:{invitation.pk}", about=locked, reply_to=by.email,
            context={"survey": locked, "person": person, "url": _address(invitation, at), "least": LEAST_ANSWERS},
        )  # fmt: skip
        found["invited"] += 1
    _tell(locked, found["invited"], by, at)
    return found


@transaction.atomic
def prepare_mailing(*, survey: Survey, recipients: Iterable[Recipient], by: User, at: datetime) -> tuple[Mailing, int]:
    """Write a mailing for the purpose "surveys" with a link of its own for each who gave consent, and hand it in.

    Somebody else approves it, as any mailing. Addresses already invited are left out. Return it and how many it goes to.
    """
    locked = _open(survey)
    known = set(locked.invitations.values_list("email", flat=True))
    fresh = []
    for recipient in recipients:
        email = addresses.normalize(recipient.email)[:254]
        if email in known:
            continue
        known.add(email)
        invitation, _made = _invitation(locked, recipient.person, email)
        fresh.append(
            Recipient(email, recipient.person, recipient.organization, {**recipient.values, "collegamento": _address(invitation, at)})
        )
    if not fresh:
        raise NotNow(_("Nobody is left to invite: everybody who gave consent has a link already."))
    mailing = mailings.create(purpose="surveys", title=locked.title, by=by, at=at, about=locked)
    context = {
        "survey": locked, "office": OfficeSettings.current(), "is_campaign": True, "language": "it",
        "subject": locked.title, "url": "[collegamento]", "least": LEAST_ANSWERS,
    }  # fmt: skip
    with override("it"):
        subject = _("Your opinion: %(title)s") % {"title": locked.title}
        mjml = get_template("relations/mail/survey_mailing/body.mjml").render(context)
    mailings.set_content(mailing=mailing, subject=content_safe(subject), mjml=mjml, by=by, at=at)
    counts = mailings.set_audience(mailing=mailing, recipients=fresh, at=at, by=by)
    _tell(locked, counts.to_send, by, at)
    mailings.submit(mailing=mailing, by=by, at=at)
    return mailing, counts.to_send


def content_safe(text: str) -> str:
    """Return a title without words in square brackets: in a mailing they are places to fill in."""
    return text if not content.unknown_words(text) else text.replace("[", "(").replace("]", ")")


def _tell(survey: Survey, number: int, by: User, at: datetime) -> None:
    if number:
        words = ngettext("%(n)s contact", "%(n)s contacts", number) % {"n": number}
        history.record(verb="survey.invited", by=by, at=at, obj=survey, changes={"invited": ["", words]})


def _invitation(survey: Survey, person: Person | None, email: str) -> tuple[SurveyInvitation, bool]:
    return SurveyInvitation.objects.get_or_create(survey=survey, email=email[:254], defaults={"person": person})


def _address(invitation: SurveyInvitation, at: datetime) -> str:
    """The link of an invitation. It is never marked as used: that would be a moment to join by."""
    until = invitation.survey.closes_on
    end = at + LINK_DAYS if until is None else at + timedelta(days=(until - at.date()).days + 2)
    _link, token = links.issue(scope=SCOPE, target=invitation, at=at, expires_at=end, email=invitation.email)
    return absolute(reverse("relations:survey_answer", args=[token]))


def _locked(survey: Survey) -> Survey:
    return Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)


def _draft(survey: Survey) -> Survey:
    locked = _locked(survey)
    if locked.state != "draft":
        raise NotNow(_("The survey is open: its questions stay as they are, or the answers would not add up."))
    return locked


def _open(survey: Survey) -> Survey:
    locked = _locked(survey)
    if locked.state != "open":
        raise NotNow(_("Open the survey first."))
    return locked


def _to(survey: Survey, state: str, verb: str, by: User, at: datetime) -> Survey:
    before, survey.state = survey.state, state
    survey.save(update_fields=["state"])
    history.record(verb=verb, by=by, at=at, obj=survey, changes={"state": [before, state]})
    search.index(survey)
    return survey


def ends_before(opens_on: date | None, closes_on: date | None) -> bool:
    """Tell whether a survey would close before it opens."""
    return bool(opens_on and closes_on and closes_on < opens_on)
