"""The consent ledger: one row per event, never changed; the state is the last row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from relations import vocab


class ConsentText(models.Model):
    """The exact words somebody agreed to; a change is a new version."""

    purpose = models.CharField(_("purpose"), max_length=24, choices=vocab.PURPOSES.choices)
    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=2, default="it")
    text = models.TextField(_("text"))
    valid_from = models.DateField(_("valid from"))

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        constraints = [
            models.UniqueConstraint(fields=["purpose", "version", "language"], name="consent_text_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} v{self.version} ({self.language})"


class Consent(models.Model):
    """One event: asked, confirmed, refused, withdrawn. The database refuses updates and deletes."""

    email = models.EmailField(_("e-mail"))
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="consents", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        "relations.Organization", models.SET_NULL, null=True, blank=True, related_name="consents",
        verbose_name=_("organisation"),
    )
    purpose = models.CharField(_("purpose"), max_length=24, choices=vocab.PURPOSES.choices)
    channel = models.CharField(_("channel"), max_length=8, choices=vocab.CONSENT_CHANNELS.choices, default="email")
    event = models.CharField(_("event"), max_length=12, choices=vocab.CONSENT_EVENTS.choices)
    lawful_basis = models.CharField(_("lawful basis"), max_length=24, choices=vocab.LAWFUL_BASES.choices, default="consent")
    text = models.ForeignKey(ConsentText, models.PROTECT, null=True, blank=True, verbose_name=_("text"))
    source = models.CharField(_("source"), max_length=120)
    evidence = models.JSONField(_("evidence"), default=dict, blank=True)
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = [models.Index(fields=["purpose", "channel", "email", "-at", "-id"], name="consent_last_event")]

    def __str__(self) -> str:
        return f"{self.email} {self.purpose} {self.event} {self.at:%Y-%m-%d}"
