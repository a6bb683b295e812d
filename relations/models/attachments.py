"""Files kept with a record; served only through a view that checks who asks."""

import secrets
from pathlib import PurePath

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


def stored_name(attachment: "Attachment", filename: str) -> str:
    """Return a name nobody can guess; the given one is kept only as a label."""
    return f"allegati/{secrets.token_hex(2)}/{secrets.token_urlsafe(18)}{PurePath(filename).suffix.lower()[:6]}"


class Attachment(models.Model):
    """One file of one record."""

    object_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("object_type", "object_id")
    file = models.FileField(_("file"), upload_to=stored_name)
    name = models.CharField(_("name"), max_length=150)
    mime = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, editable=False)
    alt_text = models.CharField(_("description of the image"), max_length=200, blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [models.Index(fields=["object_type", "object_id"], name="attachment_by_object")]

    def __str__(self) -> str:
        return self.name
