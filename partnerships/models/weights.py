"""Weights learnt from decisions: each a version, kept whether used or not."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WeightSet(models.Model):
    """What counts for each side, in the order of the components. None in use: the experts' weights."""

    version = models.CharField(_("version"), max_length=40, unique=True)
    company = ArrayField(models.FloatField(), verbose_name=_("company"), size=8)
    npo = ArrayField(models.FloatField(), verbose_name=_("non-profit"), size=8)
    # For each side: decisions, pairs compared, how many left-out pairs were ordered right, now and with the experts' weights.
    backtest = models.JSONField(_("trial"), default=dict)
    is_active = models.BooleanField(_("in use"), default=False)
    made_at = models.DateTimeField(_("learnt"))
    made_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )

    class Meta:
        verbose_name = _("weights of matching")
        verbose_name_plural = _("weights of matching")
        constraints = [
            models.UniqueConstraint(fields=["is_active"], condition=Q(is_active=True), name="one_weight_set_in_use")
        ]
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.version

    @property
    def may_be_used(self) -> bool:
        """Whether some side learnt something, and none orders what it had not seen worse than the experts' weights."""
        sides = self.backtest.values()
        return any(side["used"] for side in sides)
