"""What was done (audit) and what shows on a record's timeline; both append-only."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """Who did what to which row, and what changed. The database refuses updates and deletes."""

    at = models.DateTimeField(_("when"))
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who"))
    verb = models.CharField(_("what"), max_length=60)
    object_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, related_name="+", verbose_name=_("kind"))
    object_id = models.PositiveBigIntegerField(null=True)
    object = GenericForeignKey("object_type", "object_id")
    label = models.CharField(_("on"), max_length=200)
    changes = models.JSONField(_("changes"), default=dict, blank=True)

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        indexes = [
            models.Index(fields=["object_type", "object_id", "-at", "-id"], name="audit_by_object"),
            models.Index(fields=["-at", "-id"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.label}"


class TimelineEntry(models.Model):
    """One line of an organisation's or person's story, written by the action that made it happen."""

    event = models.ForeignKey(AuditEvent, models.PROTECT, related_name="entries", editable=False)
    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, null=True, blank=True, related_name="timeline"
    )
    person = models.ForeignKey("relations.Person", models.CASCADE, null=True, blank=True, related_name="timeline")
    at = models.DateTimeField()
    icon = models.CharField(max_length=24, default="circle")
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("timeline entry")
        verbose_name_plural = _("timeline entries")
        indexes = [
            models.Index(fields=["organization", "-at", "-id"], name="timeline_of_organization"),
            models.Index(fields=["person", "-at", "-id"], name="timeline_of_person"),
        ]

    def __str__(self) -> str:
        return self.title
