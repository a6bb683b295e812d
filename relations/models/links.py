"""Secret links: how those without an account reach exactly one thing."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class SecretLink(models.Model):
    """A link of 192 random bits, of which only the hash is kept; scoped to one object."""

    scope = models.CharField(_("for"), max_length=40)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    target_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    holder = models.CharField(_("holder"), max_length=40, blank=True, help_text=_("Which side holds it."))
    email = models.EmailField(_("sent to"), blank=True)
    created_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("secret link")
        verbose_name_plural = _("secret links")
        indexes = [models.Index(fields=["target_type", "target_id", "scope"], name="secret_link_by_target")]

    def __str__(self) -> str:
        return f"{self.scope} {self.target_type_id}:{self.target_id}"
