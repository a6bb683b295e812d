"""Taking in answers to a survey. What is anonymous stays so in the database too.

An anonymous answer is one row with a random number and the answers. A personal link to an anonymous survey only turns
its invitation to "answered". Three things could still tie the two, and are closed here:

* moments: neither row has one, and nothing is written to the log, the diary or the link;
* counters: the answer's number is random, drawn from the form's own mark;
* the database's own row versions: both rows would carry the same transaction number, so every invitation of the survey
  is written again in that transaction, and all carry it.
"""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from relations.actions import history
from relations.actions.surveys import NotNow
from relations.mail.subscriptions import person_of
from relations.models import AnonymousResponse, NamedResponse, Survey, SurveyInvitation
from relations.text import one_line

_NUMBERS = UUID("6f0e6f0a-7a3f-4d63-9d62-7a0d4f1f6f61")


@transaction.atomic
def answer(
    *, survey: Survey, answers: dict[str, object], key: UUID, at: datetime, name: str = "", email: str = "",
    invitation: SurveyInvitation | None = None,
) -> bool:
    """Take in one set of answers ({question number: value}); False when this form or this link was used already.

    Raises NotNow once the survey takes no more answers.
    """
    survey = Survey.objects.get(pk=survey.pk)
    if not survey.takes_answers(timezone.localdate(at)):
        raise NotNow(_("This survey takes no more answers."))
    if invitation is not None:
        invitation = SurveyInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if invitation.answered:
            return False
    if survey.is_anonymous:
        return _anonymous(survey, answers, key, invitation)
    return _named(survey, answers, key, at, name, email, invitation)


def _anonymous(survey: Survey, answers: dict, key: UUID, invitation: SurveyInvitation | None) -> bool:
    try:
        with transaction.atomic():
            AnonymousResponse.objects.create(id=uuid5(_NUMBERS, key.hex), survey=survey, answers=answers)
    except IntegrityError:
        return False
    if invitation is not None:
        SurveyInvitation.objects.filter(survey=survey).update(
            answered=Case(When(pk=invitation.pk, then=Value(True)), default=F("answered"))
        )
    return True


def _named(
    survey: Survey, answers: dict, key: UUID, at: datetime, name: str, email: str, invitation: SurveyInvitation | None
) -> bool:
    email = email or (invitation.email if invitation else "")
    person = invitation.person if invitation else (person_of(email) if email else None)
    try:
        with transaction.atomic():
            row = NamedResponse.objects.create(
                key=key, survey=survey, invitation=invitation, person=person, name=one_line(name)[:160],
                email=email[:254], answers=answers, at=at,
            )
    except IntegrityError:
        return False
    if invitation is not None:
        SurveyInvitation.objects.filter(pk=invitation.pk).update(answered=True)
    history.record(
        verb="survey.answered", by=None, at=at, obj=row, about=[person], icon="clipboard-check",
        title=_("Answered the survey “%(title)s”") % {"title": survey.title}, url=survey.get_absolute_url(),
    )
    return True
