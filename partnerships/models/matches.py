"""A request and a non-profit, side by side: the score as it was shown, and what each side answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships import terms


class Match(models.Model):
    """One proposal. Score, parts and reasons are those shown to the reader, with the version of the weights."""

    request = models.ForeignKey(
        "partnerships.PartnerRequest", models.CASCADE, related_name="matches", verbose_name=_("request")
    )
    nonprofit = models.ForeignKey(
        "relations.Organization", models.PROTECT, related_name="matches", verbose_name=_("non-profit")
    )
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2)
    bars = models.JSONField(_("parts"), default=list, blank=True)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    doubts = models.JSONField(_("doubts"), default=list, blank=True)
    unknowns = models.JSONField(_("to be asked"), default=list, blank=True)
    directions = models.JSONField(_("both directions"), default=dict, blank=True)
    weights_version = models.CharField(_("weights"), max_length=40)
    rank = models.PositiveSmallIntegerField(_("place in the list"), null=True, blank=True)
    status = models.CharField(_("state"), max_length=20, choices=terms.MATCH_STATUS.choices, default="suggested")
    company_answer = models.CharField(_("company's answer"), max_length=6, blank=True, choices=terms.ANSWERS.choices)
    company_answered_at = models.DateTimeField(null=True, blank=True)
    company_note = models.TextField(_("company's words"), blank=True)
    nonprofit_answer = models.CharField(_("non-profit's answer"), max_length=6, blank=True, choices=terms.ANSWERS.choices)
    nonprofit_answered_at = models.DateTimeField(null=True, blank=True)
    nonprofit_note = models.TextField(_("non-profit's words"), blank=True)
    invited_at = models.DateTimeField(_("proposed"), null=True, blank=True)
    invited_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(_("answer by"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    # What would bring most, one changed fact at a time.
    gains = models.JSONField(_("what would change it"), default=list, blank=True)
    # Hard stops the head lifted, as they were said, and the written reason.
    stops = models.JSONField(_("stops lifted"), default=list, blank=True)
    lift_reason = models.TextField(_("why the stops were lifted"), blank=True)
    lifted_at = models.DateTimeField(_("stops lifted on"), null=True, blank=True)
    lifted_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+")
    risk_note = models.TextField(_("risk note"), blank=True)
    risk_noted_at = models.DateTimeField(null=True, blank=True)
    risk_noted_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("computed"))

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        permissions = [("lift_stop", _("Can lift a stop with a written reason"))]
        constraints = [
            models.CheckConstraint(condition=Q(lifted_at=None) | ~Q(lift_reason=""), name="match_lifted_with_reason"),
            models.UniqueConstraint(fields=["request", "nonprofit"], name="one_match_per_pair"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=100), name="match_score_in_range"),
            models.CheckConstraint(
                condition=~Q(status="mutual") | Q(company_answer="yes", nonprofit_answer="yes"), name="mutual_needs_both_yes"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["suggested", "shortlisted", "declined"]) | Q(invited_at__isnull=False, expires_on__isnull=False),
                name="match_invited_has_dates",
            ),
        ]
        indexes = [
            models.Index(fields=["request", "rank"], name="match_by_rank"),
            models.Index(fields=["status", "expires_on"], name="match_by_expiry"),
            models.Index(fields=["nonprofit", "invited_at"], name="match_by_turn"),
        ]

    def __str__(self) -> str:
        return f"{self.request} + {self.nonprofit}"

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is awaited."""
        return self.status in terms.MATCH_WAITING

    def answer_of(self, side: str) -> str:
        """Return the answer of "company" or "nonprofit"."""
        return getattr(self, f"{side}_answer")
