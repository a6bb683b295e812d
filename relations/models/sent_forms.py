"""Forms that were sent: two clicks, an impatient reload, the way back count once."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SentForm(models.Model):
    """One form of one page, as it was sent; of what was typed only a fingerprint is kept."""

    key = models.CharField(max_length=64, primary_key=True, editable=False)
    url = models.CharField(_("led to"), max_length=1000, blank=True)
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("form sent")
        verbose_name_plural = _("forms sent")
        indexes = [models.Index(fields=["sent_at"], name="sent_form_by_day")]

    def __str__(self) -> str:
        return self.key[:12]
