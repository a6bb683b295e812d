"""Newsletters: their content. Who gets them and how far the sending is, is the mail engine's mailing."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from press import vocab
from relations.vocab import PURPOSES


class Newsletter(models.Model):
    """One letter to those who asked for it."""

    title = models.CharField(_("name"), max_length=120, help_text=_("Only for the office, for example: Newsletter, dicembre 2026"))
    purpose = models.CharField(
        _("who asked for it"), max_length=24, default="newsletter",
        choices=[(key, PURPOSES[key].label) for key in vocab.NEWSLETTER_PURPOSES],
    )
    language = models.CharField(_("language"), max_length=2, choices=vocab.LANGUAGES, default="it")
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    preheader = models.CharField(_("preview in the inbox"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    in_archive = models.BooleanField(_("show it in the public archive once sent"), default=True)
    mailing = models.OneToOneField(
        "relations.Mailing", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mailing"), editable=False
    )
    tested_at = models.DateTimeField(_("last test"), null=True, blank=True, editable=False)
    author = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("author"), editable=False)
    created_at = models.DateTimeField(_("added"), editable=False)
    updated_at = models.DateTimeField(_("changed"), editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")
        permissions = [
            ("approve_newsletter", _("Can approve a newsletter")),
            ("send_newsletter", _("Can send a newsletter")),
        ]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="newsletter_has_name")]
        indexes = [models.Index(fields=["-updated_at", "-id"], name="newsletter_by_change")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("press:newsletter", args=[self.pk])

    @property
    def state(self) -> str:
        """The mailing's state; a draft before there is one."""
        return self.mailing.state if self.mailing else "draft"

    @property
    def state_term(self):
        return vocab.NEWSLETTER_STATES[self.state]

    @property
    def is_editable(self) -> bool:
        return self.state == "draft"

    @property
    def sent_at(self):
        return self.mailing.finished_at if self.mailing else None

    @property
    def slug(self) -> str:
        return slugify(self.subject or self.title)[:60].strip("-") or "newsletter"


class NewsletterBlock(models.Model):
    """A piece under the text: a release, an appointment, an invitation to give."""

    newsletter = models.ForeignKey(Newsletter, models.CASCADE, related_name="blocks", verbose_name=_("newsletter"))
    position = models.PositiveSmallIntegerField(_("place"))
    kind = models.CharField(_("kind"), max_length=10, choices=vocab.BLOCK_KINDS.choices)
    release = models.ForeignKey(
        "press.PressRelease", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("press release")
    )
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    text = models.CharField(_("text"), max_length=600, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    label = models.CharField(_("button"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="release") | Q(release__isnull=False), name="release_block_has_release"
            )
        ]

    def __str__(self) -> str:
        return self.heading or str(self.release)

    @property
    def term(self):
        return vocab.BLOCK_KINDS[self.kind]
