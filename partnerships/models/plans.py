"""A plan of all matches at once, as it was computed: what it proposes and how fair it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatchPlan(models.Model):
    """One computing of the plan. It changes nothing: people turn its rows into proposals, one by one."""

    made_at = models.DateTimeField(_("computed"))
    made_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    weights_version = models.CharField(_("weights"), max_length=40)
    # Rows {"request", "nonprofit", "score", "company", "other"}: ids and how each side sees the other.
    pairs = models.JSONField(_("pairs"), default=list, blank=True)
    requests_left = models.JSONField(_("requests left without"), default=list, blank=True)
    never_proposed = models.JSONField(_("non-profits left without"), default=list, blank=True)
    figures = models.JSONField(_("figures"), default=dict, blank=True)

    class Meta:
        verbose_name = _("plan of matches")
        verbose_name_plural = _("plans of matches")
        indexes = [models.Index(fields=["-made_at"], name="match_plan_newest")]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"
