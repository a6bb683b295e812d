"""How a partnership lasts: funds, leadership, involvement, and who takes over from whom."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SCORES = [(score, score) for score in (1, 2, 3, 4, 5)]


def _score(label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, choices=SCORES, null=True, blank=True)


class SustainabilityPlan(models.Model):
    """The three sections of the plan, each with words and how solid it is today, from 1 to 5."""

    partnership = models.OneToOneField(
        "partnerships.Partnership", models.CASCADE, related_name="sustainability", verbose_name=_("partnership")
    )
    funds = models.TextField(_("funds"), blank=True)
    funds_score = _score(_("how solid: funds"))
    leadership = models.TextField(_("leadership"), blank=True)
    leadership_score = _score(_("how solid: leadership"))
    involvement = models.TextField(_("involvement of the community"), blank=True)
    involvement_score = _score(_("how solid: involvement"))
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    updated_at = models.DateTimeField(_("last changed"))

    class Meta:
        verbose_name = _("sustainability plan")
        verbose_name_plural = _("sustainability plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(funds_score=None) | Q(funds_score__range=(1, 5)), name="plan_funds_score_in_range"
            ),
            models.CheckConstraint(
                condition=Q(leadership_score=None) | Q(leadership_score__range=(1, 5)),
                name="plan_leadership_score_in_range",
            ),
            models.CheckConstraint(
                condition=Q(involvement_score=None) | Q(involvement_score__range=(1, 5)),
                name="plan_involvement_score_in_range",
            ),
        ]

    def __str__(self) -> str:
        return str(self.partnership)

    @property
    def is_complete(self) -> bool:
        """Whether all three sections say something."""
        return bool(self.funds and self.leadership and self.involvement)


class Succession(models.Model):
    """One key role on one side: who has it, and who takes over."""

    party = models.ForeignKey(
        "partnerships.PartnershipParty", models.CASCADE, related_name="successions", verbose_name=_("party")
    )
    role = models.CharField(_("role"), max_length=120)
    holder = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who has it")
    )
    deputy = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who takes over")
    )
    ready_on = models.DateField(_("ready by"), null=True, blank=True)
    note = models.CharField(_("what must be handed over"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(fields=["party", "role"], name="role_once_in_party"),
            models.CheckConstraint(condition=~Q(role=""), name="succession_has_role"),
            models.CheckConstraint(
                condition=Q(holder=None) | Q(deputy=None) | ~Q(holder=models.F("deputy")),
                name="deputy_is_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.role}"
