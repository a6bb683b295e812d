"""How often the public form was used: counted in the database, so that every worker counts together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicPost(models.Model):
    """How many posts came for one key (a hashed address) within one hour."""

    key = models.CharField(max_length=64)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("use of the public form")
        verbose_name_plural = _("uses of the public form")
        constraints = [models.UniqueConstraint(fields=["key", "hour"], name="public_post_once")]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H} {self.count}"
