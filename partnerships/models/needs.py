"""What a non-profit needs, and how much help it can take in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships import terms


class Need(models.Model):
    """One thing a non-profit needs, for a result of its own."""

    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, related_name="needs", verbose_name=_("organisation")
    )
    title = models.CharField(_("what is needed"), max_length=160)
    kind = models.CharField(_("kind"), max_length=24, choices=terms.NEEDS.choices)
    quantity = models.DecimalField(_("how much"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=16, blank=True, choices=terms.UNITS.choices)
    by_on = models.DateField(_("due by"), null=True, blank=True)
    themes = ArrayField(models.CharField(max_length=2), verbose_name=_("activities of general interest"), default=list, blank=True)
    targets = ArrayField(models.CharField(max_length=24), verbose_name=_("people to help"), default=list, blank=True)
    results_text = models.TextField(_("result to reach"), blank=True)
    limits_text = models.CharField(_("limits"), max_length=300, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=terms.NEED_STATUS.choices, default="open")
    created_at = models.DateTimeField(_("added"), editable=False)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="need_has_title"),
            models.CheckConstraint(condition=Q(quantity=None) | Q(quantity__gt=0), name="need_quantity_positive"),
        ]
        indexes = [models.Index(fields=["status", "kind"], name="need_by_status")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:need", args=[self.pk])


class CapacityProfile(models.Model):
    """How many partners and helpers a non-profit can take in, and on what terms."""

    organization = models.OneToOneField(
        "relations.Organization", models.CASCADE, related_name="capacity", verbose_name=_("organisation")
    )
    max_partners = models.PositiveSmallIntegerField(_("partnerships at the same time, at most"), null=True, blank=True)
    people_at_once = models.PositiveSmallIntegerField(_("people at once"), null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(_("days of notice"), null=True, blank=True)
    has_insurance = models.BooleanField(_("volunteers are insured"), null=True, blank=True)
    supervision_cost = models.DecimalField(
        _("cost of looking after a day of help, in euro"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    gives = ArrayField(models.CharField(max_length=24), verbose_name=_("what it can give back"), default=list, blank=True)
    paused_until = models.DateField(_("no proposals until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("capacity")
        verbose_name_plural = _("capacities")

    def __str__(self) -> str:
        return str(self.organization)
