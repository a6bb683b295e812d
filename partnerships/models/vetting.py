"""How far a body was checked, until when that holds, and the four lines of due diligence."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships import terms


class Vetting(models.Model):
    """The label of a body: how its identity was checked, by whom, until when."""

    organization = models.OneToOneField(
        "relations.Organization", models.CASCADE, related_name="vetting", verbose_name=_("organisation")
    )
    label = models.CharField(_("label"), max_length=16, choices=terms.VETTING.choices)
    checked_on = models.DateField(_("checked on"))
    checked_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("checked by")
    )
    expires_on = models.DateField(_("valid until"))
    note = models.CharField(_("what was seen"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("check of a body")
        verbose_name_plural = _("checks of bodies")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=models.F("checked_on")), name="vetting_ends_after_check"
            ),
        ]
        indexes = [models.Index(fields=["expires_on"], name="vetting_by_expiry")]

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_label_display()}"

    def label_on(self, today: date) -> str:
        """Return the key of the label as it stands on a day: what has expired is to be updated."""
        return "to_update" if self.expires_on < today else self.label

    def holds_on(self, today: date) -> bool:
        """Whether the identity counts as checked on a day."""
        return self.label_on(today) != "to_update"


class DiligenceCheck(models.Model):
    """One line of due diligence on a body: what came out, and the words about it."""

    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, related_name="diligence", verbose_name=_("organisation")
    )
    key = models.CharField(_("what was looked at"), max_length=16, choices=terms.DILIGENCE.choices)
    outcome = models.CharField(_("what came out"), max_length=10, choices=terms.DILIGENCE_OUTCOMES.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    checked_at = models.DateTimeField(_("checked on"))
    checked_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("checked by")
    )

    class Meta:
        verbose_name = _("line of due diligence")
        verbose_name_plural = _("lines of due diligence")
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="diligence_once"),
            models.CheckConstraint(condition=Q(outcome="clear") | ~Q(note=""), name="diligence_found_has_note"),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_key_display()}"
