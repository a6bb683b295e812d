"""What partnerships of one kind have in common, ready for the next one."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PartnershipTemplate(models.Model):
    """A way of working together that went well elsewhere: chosen when a partnership is opened, then left alone.

    Lists are kept as text, one entry a line, the way they are written. `lines` holds them by key of the phase; a line
    that ends with an asterisk is needed to pass.
    """

    key = models.CharField(max_length=40, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    purpose = models.TextField(_("when to use it"), blank=True)
    together = models.TextField(_("why together"), blank=True, help_text=_("What neither could reach alone."))
    company_brings = models.CharField(_("what the first party typically brings"), max_length=300, blank=True)
    nonprofit_brings = models.CharField(_("what the second party typically brings"), max_length=300, blank=True)
    with_volunteers = models.BooleanField(_("with company volunteers"), default=False)
    lines = models.JSONField(_("lines of its own checklist"), default=dict, blank=True)
    objectives = models.TextField(_("objectives"), blank=True)
    indicators = models.TextField(_("indicators"), blank=True)
    clauses = models.TextField(_("clauses"), blank=True)
    origin = models.ForeignKey(
        "partnerships.Partnership", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("from the partnership")
    )
    partnerships = models.ManyToManyField(
        "partnerships.Partnership", related_name="templates", blank=True, editable=False, verbose_name=_("opened from it")
    )
    retired_at = models.DateTimeField(_("no longer offered"), null=True, blank=True)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("partnership template")
        verbose_name_plural = _("partnership templates")
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="template_has_title"),
            models.UniqueConstraint(fields=["key"], condition=~models.Q(key=""), name="template_key_once"),
            models.UniqueConstraint(fields=["origin"], name="template_once_for_a_partnership"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:template", args=[self.pk])

    def lines_of(self, phase: str) -> list[tuple[str, bool]]:
        """Return the lines of a phase as (words, needed to pass)."""
        rows = [line.strip() for line in str(self.lines.get(phase, "")).splitlines()]
        return [(line.rstrip("* "), line.endswith("*")) for line in rows if line.strip("* ")]
