"""Pictures of letters, and the colours and logo a letter wears."""

import secrets

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

HEX = RegexValidator(r"^#[0-9a-f]{6}$", _("Write the colour as # and six signs, for example #0b5f66."))


def new_key() -> str:
    """Return a name nobody can guess: mails show pictures to whoever has the address."""
    return secrets.token_urlsafe(18)


def stored_name(image: "LetterImage", filename: str) -> str:
    """Return where a picture is kept; its own name is only a label."""
    return f"lettere/{image.key[:2]}/{filename}"


class LetterImage(models.Model):
    """One picture, made smaller twice; kept for good, because letters that went out show it."""

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=120)
    mime = models.CharField(_("kind"), max_length=20, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    wide = models.FileField(_("file"), upload_to=stored_name)
    small = models.FileField(_("small file"), upload_to=stored_name)
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("added by"), editable=False)
    created_at = models.DateTimeField(_("added"), editable=False)

    class Meta:
        verbose_name = _("picture of a letter")
        verbose_name_plural = _("pictures of letters")

    def __str__(self) -> str:
        return self.name


class LetterStyle(models.Model):
    """How the office's letters look: colours that can be read, the logo, a line above and one below."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    accent = models.CharField(_("colour of buttons and links"), max_length=7, default="#0b5f66", validators=[HEX])
    on_accent = models.CharField(_("words on the buttons"), max_length=7, default="#ffffff", validators=[HEX])
    ink = models.CharField(_("colour of the text"), max_length=7, default="#1d2526", validators=[HEX])
    paper = models.CharField(_("background around the letter"), max_length=7, default="#f6f5f0", validators=[HEX])
    logo = models.ForeignKey(
        LetterImage, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("logo"), editable=False
    )
    header = models.CharField(_("line at the top"), max_length=120, blank=True)
    footer = models.CharField(_("line at the bottom"), max_length=300, blank=True)
    is_default = models.BooleanField(_("new letters wear it"), default=False, editable=False)
    changed_at = models.DateTimeField(_("changed"), editable=False)

    class Meta:
        verbose_name = _("style of letters")
        verbose_name_plural = _("styles of letters")
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_letter_style"),
            models.CheckConstraint(condition=~Q(name=""), name="letter_style_has_name"),
        ]

    def __str__(self) -> str:
        return self.name
