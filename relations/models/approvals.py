"""Four eyes: what somebody asked and somebody else decided."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Approval(models.Model):
    """A request for approval of one object and its answer."""

    class Status(models.TextChoices):
        REQUESTED = "requested", _("Waiting")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    object_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("object_type", "object_id")
    title = models.CharField(_("what"), max_length=200)
    summary = models.CharField(_("in short"), max_length=300, blank=True)
    url = models.CharField(max_length=300)
    icon = models.CharField(max_length=24, default="circle-check")
    permission = models.CharField(max_length=100, help_text=_("Who may decide holds this permission."))
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.REQUESTED)
    requested_by = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("asked by"))
    requested_at = models.DateTimeField(_("asked"))
    decided_by = models.ForeignKey(
        "relations.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id"], condition=models.Q(status="requested"), name="one_open_approval"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="granted") | ~models.Q(decided_by=models.F("requested_by")), name="four_eyes"
            ),
        ]

    def __str__(self) -> str:
        return self.title
