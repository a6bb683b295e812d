"""How it goes between the parties: the pulse of trust, what may go wrong, what did."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships import programme_terms as terms
from partnerships.models.partnerships import Partnership, PartnershipParty


class TrustPulse(models.Model):
    """One time both sides were asked how it goes; what they said are rows of PulseAnswer."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="pulses", verbose_name=_("partnership"))
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked by"))
    closes_on = models.DateField(_("answers until"))
    occasion = models.CharField(_("on what occasion"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("pulse of trust")
        verbose_name_plural = _("pulses of trust")
        indexes = [models.Index(fields=["partnership", "asked_at"], name="pulse_by_partnership")]

    def __str__(self) -> str:
        return f"{self.partnership} {self.asked_at:%Y-%m-%d}"


def _mark(label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, choices=terms.MARKS)


class PulseAnswer(models.Model):
    """Four marks from 1 to 5 of one person of a side. The words are for the office alone, never for the other side."""

    pulse = models.ForeignKey(TrustPulse, models.CASCADE, related_name="answers", verbose_name=_("pulse of trust"))
    party = models.ForeignKey(PartnershipParty, models.CASCADE, related_name="pulse_answers", verbose_name=_("party"))
    person = models.ForeignKey("relations.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person"))
    trust = _mark(_("trust"))
    communication = _mark(_("communication"))
    promises = _mark(_("promises kept"))
    balance = _mark(_("equal say"))
    words = models.TextField(_("in their own words"), blank=True)
    # Of the link it came by: whoever answers again corrects the first answer.
    holder = models.CharField(max_length=64, editable=False)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("answer to a pulse")
        verbose_name_plural = _("answers to pulses")
        constraints = [
            models.UniqueConstraint(fields=["pulse", "party", "holder"], name="pulse_answer_once"),
            models.CheckConstraint(
                condition=Q(trust__range=(1, 5), communication__range=(1, 5), promises__range=(1, 5), balance__range=(1, 5)),
                name="pulse_marks_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.mean}"

    @property
    def marks(self) -> dict[str, int]:
        """The four marks by question."""
        return {key: getattr(self, key) for key in terms.PULSE_QUESTIONS.keys}

    @property
    def mean(self) -> float:
        """The mean of the four."""
        return sum(self.marks.values()) / len(self.marks)


class Risk(models.Model):
    """What may go wrong: found by a detector with its evidence, or written by a colleague."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="risks", verbose_name=_("partnership"))
    kind = models.CharField(_("kind"), max_length=20, choices=terms.RISK_KINDS.choices)
    title = models.CharField(_("what may happen"), max_length=200)
    likelihood = models.PositiveSmallIntegerField(_("how likely"), choices=terms.WEIGHTS, default=2)
    impact = models.PositiveSmallIntegerField(_("how serious"), choices=terms.WEIGHTS, default=2)
    response = models.TextField(_("what we do about it"), blank=True)
    owner = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("followed by"))
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    # What the detector saw, as [key of the sentence, values]; written by a colleague: empty.
    evidence = models.JSONField(_("evidence"), default=list, blank=True, editable=False)
    by_detector = models.BooleanField(_("found by itself"), default=False, editable=False)
    opened_at = models.DateTimeField(_("seen"), editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    why_closed = models.TextField(_("why it is over"), blank=True)

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="risk_has_title"),
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 3), impact__range=(1, 3)), name="risk_weighed_one_to_three"
            ),
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(why_closed=""), name="risk_closed_with_reason"),
            models.UniqueConstraint(
                fields=["partnership", "kind"], condition=Q(by_detector=True, closed_at=None), name="risk_found_once"
            ),
        ]
        indexes = [models.Index(fields=["partnership"], condition=Q(closed_at=None), name="risk_open")]

    def __str__(self) -> str:
        return self.title

    @property
    def weight(self) -> int:
        """From 1 to 9: how likely times how serious."""
        return self.likelihood * self.impact


class Dispute(models.Model):
    """A disagreement: about what, between whom, who mediates, how it ended. Its story are rows of DisputeStep."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="disputes", verbose_name=_("partnership"))
    subject = models.CharField(_("about what"), max_length=200)
    parties = models.ManyToManyField(PartnershipParty, related_name="disputes", verbose_name=_("between"))
    severity = models.CharField(_("how serious"), max_length=6, choices=terms.SEVERITIES.choices)
    reported_by = models.ForeignKey(
        PartnershipParty, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("reported by")
    )
    sent_by = models.CharField(_("sent by"), max_length=200, blank=True)
    opened_at = models.DateTimeField(_("opened"), editable=False)
    mediator = models.ForeignKey(
        "relations.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mediator")
    )
    state = models.CharField(_("state"), max_length=10, choices=terms.DISPUTE_STATES.choices, default="open")
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    outcome = models.TextField(_("how it ended"), blank=True)

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        constraints = [
            models.CheckConstraint(condition=~Q(subject=""), name="dispute_has_subject"),
            models.CheckConstraint(condition=~Q(state="mediation") | Q(mediator__isnull=False), name="dispute_mediated_by_somebody"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "mediation"], closed_on=None)
                | (Q(state__in=["resolved", "partial", "broken"], closed_on__isnull=False) & ~Q(outcome="")),
                name="dispute_ended_with_outcome",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "state"], name="dispute_by_state")]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


class DisputeStep(models.Model):
    """One step of a mediation: a word with one side, a meeting, a proposal. Only the office reads it."""

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="steps", verbose_name=_("dispute"))
    kind = models.CharField(_("kind"), max_length=10, choices=terms.DISPUTE_STEPS.choices)
    on = models.DateField(_("on"))
    text = models.TextField(_("what was said and decided"))
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"), editable=False)

    class Meta:
        verbose_name = _("step of a mediation")
        verbose_name_plural = _("steps of mediations")
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="dispute_step_says_what")]

    def __str__(self) -> str:
        return self.text[:80]
