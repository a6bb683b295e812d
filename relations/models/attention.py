"""How often the office writes to one person: the weekly ceiling, who goes first, who was let pass."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations import vocab


class AttentionBudget(models.Model):
    """The one row with the ceiling: how many messages to many a person gets in seven days, from all of the office."""

    ceiling = models.PositiveSmallIntegerField(
        _("messages a person gets in seven days"), default=3, validators=[MaxValueValidator(50)],
        help_text=_("Newsletters, appeals, invitations, sequences together. Receipts and answers do not count. 0: no ceiling."),
    )

    class Meta:
        verbose_name = _("attention budget")
        verbose_name_plural = _("attention budgets")
        permissions = [("manage_attention", _("Can set the weekly ceiling and let a message pass"))]
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_attention_budget")]

    def __str__(self) -> str:
        return str(self.ceiling)

    @classmethod
    def current(cls) -> "AttentionBudget":
        """Return the office's row, or an unsaved one with the default."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class MailPriority(models.Model):
    """Who goes first when two messages want the same place in somebody's week."""

    purpose = models.CharField(_("purpose"), max_length=32, choices=vocab.PURPOSES.choices, unique=True)
    weight = models.PositiveSmallIntegerField(
        _("priority"), default=50, help_text=_("The higher goes first."), validators=[MaxValueValidator(100)]
    )
    never_waits = models.BooleanField(
        _("never waits"), default=False, help_text=_("It counts for the others, but is itself sent at once.")
    )

    class Meta:
        verbose_name = _("priority of a purpose")
        verbose_name_plural = _("priorities of purposes")
        ordering = ["-weight", "purpose"]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.weight}"


class AttentionPass(models.Model):
    """A waiting message that somebody let leave all the same, and why."""

    delivery = models.OneToOneField(
        "relations.Delivery", models.CASCADE, related_name="attention_pass", verbose_name=_("delivery")
    )
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("message let pass")
        verbose_name_plural = _("messages let pass")
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="attention_pass_has_reason")]

    def __str__(self) -> str:
        return self.reason
