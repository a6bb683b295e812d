"""Surveys: questions, who was invited, and answers. What is anonymous has nothing to be joined by.

`AnonymousResponse` holds a random number, the survey and the answers: no person, no invitation, no moment, no counter.
`SurveyInvitation` holds whether its link was used: no moment, no answer. Nothing refers from one to the other.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from relations.vocab import community as vocab


class Survey(models.Model):
    """Some questions put to many."""

    title = models.CharField(_("title"), max_length=160)
    intro = models.TextField(_("introduction"), blank=True)
    thanks = models.TextField(_("thanks at the end"), blank=True)
    is_anonymous = models.BooleanField(_("anonymous"), default=True)
    is_public = models.BooleanField(_("whoever has the address may answer"), default=True)
    # The last part of the public address.
    key = models.CharField(max_length=24, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=vocab.SURVEY_STATES.choices, default="draft")
    opens_on = models.DateField(_("open from"), null=True, blank=True)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    owner = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("followed by"))
    created_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="survey_has_title"),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=models.F("opens_on")),
                name="survey_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("relations:survey", args=[self.pk])

    @property
    def public_url(self) -> str:
        return reverse("relations:survey_public", args=[self.key])

    @property
    def state_term(self) -> vocab.Term:
        return vocab.SURVEY_STATES[self.state]

    def takes_answers(self, today) -> bool:
        """Tell whether answers are taken on the day `today`."""
        return (
            self.state == "open"
            and (self.opens_on is None or self.opens_on <= today)
            and (self.closes_on is None or self.closes_on >= today)
        )


class SurveyQuestion(models.Model):
    """One question of a survey, in its place."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions", verbose_name=_("survey"))
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    kind = models.CharField(_("kind of question"), max_length=8, choices=vocab.QUESTION_KINDS.choices)
    label = models.CharField(_("question"), max_length=300)
    help = models.CharField(_("help"), max_length=300, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    options = ArrayField(models.CharField(max_length=120), verbose_name=_("answers to choose from"), default=list, blank=True)
    top = models.PositiveSmallIntegerField(_("scale"), default=5, choices=[(5, "1–5"), (10, "0–10")])
    low_label = models.CharField(_("what the lowest means"), max_length=60, blank=True)
    high_label = models.CharField(_("what the highest means"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [models.CheckConstraint(condition=~Q(label=""), name="question_asks_something")]
        indexes = [models.Index(fields=["survey", "position", "id"], name="question_in_order")]

    def __str__(self) -> str:
        return self.label

    @property
    def kind_term(self) -> vocab.Term:
        return vocab.QUESTION_KINDS[self.kind]

    @property
    def steps(self) -> list[int]:
        """The points of the scale."""
        return list(range(1, 6)) if self.top == 5 else list(range(11))


class SurveyInvitation(models.Model):
    """One contact asked by a link of its own. Of an anonymous survey it only knows whether the link was used."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations", verbose_name=_("survey"))
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="survey_invitations",
        verbose_name=_("person"),
    )  # fmt: skip
    email = models.EmailField(_("e-mail"))
    answered = models.BooleanField(_("answered"), default=False)

    class Meta:
        verbose_name = _("invitation to a survey")
        verbose_name_plural = _("invitations to surveys")
        constraints = [models.UniqueConstraint(fields=["survey", "email"], name="invited_once_to_a_survey")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.email}"


class AnonymousResponse(models.Model):
    """Answers of nobody in particular."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="anonymous_responses", verbose_name=_("survey"))
    answers = models.JSONField(_("answers"), default=dict)

    class Meta:
        verbose_name = _("anonymous answer")
        verbose_name_plural = _("anonymous answers")

    def __str__(self) -> str:
        return str(self.survey_id)


class NamedResponse(models.Model):
    """Answers of somebody who was told that they carry the name."""

    key = models.UUIDField(unique=True, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="named_responses", verbose_name=_("survey"))
    invitation = models.OneToOneField(
        SurveyInvitation, models.SET_NULL, null=True, blank=True, related_name="response", editable=False
    )
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="survey_responses", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    answers = models.JSONField(_("answers"), default=dict)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("named answer")
        verbose_name_plural = _("named answers")

    def __str__(self) -> str:
        return f"{self.survey_id} {self.person or self.name}"
