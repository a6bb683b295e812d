"""The negotiation room: what each side wants and proposes, its private notes, the minutes shared, who confirmed what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships import agreement_terms as terms
from partnerships.models.clauses import _Said


class Interest(_Said):
    """What matters to a side, what it proposes, what it cannot accept: all read it."""

    partnership = models.ForeignKey(
        "partnerships.Partnership", models.CASCADE, related_name="interests", verbose_name=_("partnership")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=terms.INTERESTS.choices)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("interest of a side")
        verbose_name_plural = _("interests of the sides")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="interest_has_text")]

    def __str__(self) -> str:
        return self.text[:80]


class PrivateNote(_Said):
    """A note only its own side reads: in no history, no search, no mail, no page of anybody else."""

    partnership = models.ForeignKey(
        "partnerships.Partnership", models.CASCADE, related_name="private_notes", verbose_name=_("partnership")
    )
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("private note of a side")
        verbose_name_plural = _("private notes of the sides")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(_("private note"))


class SharedMinutes(models.Model):
    """The minutes of a meeting the office lets all the parties read."""

    partnership = models.ForeignKey(
        "partnerships.Partnership", models.CASCADE, related_name="shared_minutes", verbose_name=_("partnership")
    )
    meeting = models.OneToOneField("relations.Meeting", models.CASCADE, related_name="+", verbose_name=_("meeting"))
    at = models.DateTimeField(_("shared"))
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("shared by"))

    class Meta:
        verbose_name = _("minutes shared")
        verbose_name_plural = _("minutes shared")

    def __str__(self) -> str:
        return str(self.meeting)


class Confirmation(_Said):
    """A party's written word that it agrees to the whole text as it stood: `digest` names that text."""

    agreement = models.ForeignKey(
        "partnerships.Agreement", models.CASCADE, related_name="confirmations", verbose_name=_("agreement")
    )
    digest = models.CharField(_("version confirmed"), max_length=64)
    statement = models.TextField(_("what was confirmed"))

    class Meta:
        verbose_name = _("confirmation of the text")
        verbose_name_plural = _("confirmations of the text")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "party", "digest"], name="confirmation_once"),
            models.CheckConstraint(condition=Q(party__isnull=False), name="confirmation_of_a_party"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.digest[:12]}"
