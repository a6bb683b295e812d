"""What is found out at the end: the report, the decision, what both sides answered, what was learned."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships import evaluating, terms


class Evaluation(models.Model):
    """The evaluation of one partnership: questionnaires, final report, decision and what follows from it."""

    partnership = models.OneToOneField(
        "partnerships.Partnership", models.CASCADE, related_name="evaluation", verbose_name=_("partnership")
    )
    asked_at = models.DateTimeField(_("questionnaires sent"), null=True, blank=True)
    survey = models.OneToOneField(
        "relations.Survey",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("survey of those who were helped"),
    )
    report = models.TextField(_("final report"), blank=True)
    written_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"), null=True, blank=True)
    approved_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, blank=True, choices=evaluating.DECISIONS.choices)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    exit_terms = models.TextField(_("exit: goods and data given back"), blank=True)
    next_cycle = models.OneToOneField(
        "partnerships.Partnership",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="opened_by",
        verbose_name=_("next cycle"),
    )

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        permissions = [("approve_report", _("Can approve the final report"))]
        constraints = [
            models.CheckConstraint(condition=Q(approved_at=None) | ~Q(report=""), name="approved_report_has_words"),
            models.CheckConstraint(
                condition=Q(decision="") | (Q(decided_on__isnull=False) & ~Q(reasons="")),
                name="decision_has_date_and_reasons",
            ),
        ]

    def __str__(self) -> str:
        return str(self.partnership)

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None

    @property
    def decision_term(self):
        """The decision's word, colour and icon; None before it is taken."""
        return evaluating.DECISIONS.get(self.decision)


def _score(question: evaluating.Question) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(question.short, choices=[(score, score) for score in evaluating.SCORES])


class PartnerAnswer(models.Model):
    """What one side answered, once; it may change its mind while the partnership lives. Never shown to the other side."""

    party = models.OneToOneField(
        "partnerships.PartnershipParty", models.CASCADE, related_name="answer", verbose_name=_("party")
    )
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    results = _score(evaluating.QUESTIONS[0])
    understanding = _score(evaluating.QUESTIONS[1])
    roles = _score(evaluating.QUESTIONS[2])
    office = _score(evaluating.QUESTIONS[3])
    again = _score(evaluating.QUESTIONS[4])
    worked = models.TextField(_("what worked"), blank=True)
    to_change = models.TextField(_("what to change"), blank=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("answer of a partner")
        verbose_name_plural = _("answers of the partners")
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{question.key}__range": (1, 5) for question in evaluating.QUESTIONS}),
                name="answer_scores_in_range",
            )
        ]

    def __str__(self) -> str:
        return str(self.party)

    @property
    def scores(self) -> list[tuple[str, int]]:
        """Each question's short name and the score given."""
        return [(question.short, getattr(self, question.key)) for question in evaluating.QUESTIONS]

    @property
    def mean(self) -> float:
        """The mean of the five scores."""
        return sum(score for _label, score in self.scores) / len(evaluating.QUESTIONS)


class Lesson(models.Model):
    """One thing learned, tagged so that it comes up where it is of use."""

    partnership = models.ForeignKey(
        "partnerships.Partnership", models.CASCADE, related_name="lessons", verbose_name=_("partnership")
    )
    title = models.CharField(_("in one line"), max_length=160)
    text = models.TextField(_("what happened, and what to do next time"), blank=True)
    phase = models.CharField(_("phase"), max_length=16, choices=terms.PHASES.choices)
    themes = ArrayField(
        models.CharField(max_length=2), verbose_name=_("activities of general interest"), default=list, blank=True
    )
    kinds = ArrayField(models.CharField(max_length=24), verbose_name=_("what was given"), default=list, blank=True)
    by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="lesson_has_title")]

    def __str__(self) -> str:
        return self.title

    @property
    def phase_short(self) -> str:
        """The phase it helps in, in one word."""
        return str(terms.PHASES_SHORT[self.phase].label)
