"""Newsletters: their content. Who gets them and how far the sending is, is the mail engine's mailing."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext_lazy as _

from press import prose, vocab
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
    style = models.ForeignKey(
        "press.LetterStyle", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("style of letters")
    )
    own_text = models.TextField(_("plain text of our own"), blank=True)
    # What the letter said when the plain text was written: another hash means that it changed since.
    own_text_of = models.CharField(max_length=64, blank=True, editable=False)
    # The letter as it was handed in, block by block; the public archive reads only this.
    frozen_parts = models.JSONField(null=True, blank=True, editable=False)
    is_model = models.BooleanField(_("model for others"), default=False, editable=False)
    in_archive = models.BooleanField(_("show it in the public archive once sent"), default=True)
    mailing = models.OneToOneField(
        "relations.Mailing", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mailing"), editable=False
    )
    tested_at = models.DateTimeField(_("last test"), null=True, blank=True, editable=False)
    author = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("author"), editable=False)
    created_at = models.DateTimeField(_("added"), editable=False)
    updated_at = models.DateTimeField(_("changed"), editable=False)
    changed_by = models.ForeignKey(
        "relations.User", models.PROTECT, null=True, related_name="+", verbose_name=_("changed by"), editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")
        permissions = [
            ("approve_newsletter", _("Can approve a newsletter")),
            ("send_newsletter", _("Can send a newsletter")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="newsletter_has_name"),
            models.CheckConstraint(condition=Q(is_model=False) | Q(mailing=None), name="model_letter_never_leaves"),
        ]
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
    def public_path(self) -> str:
        return reverse("press:newsroom_letter", args=[self.pk, self.slug])

    @property
    def sent_at(self):
        return self.mailing.finished_at if self.mailing else None

    @property
    def slug(self) -> str:
        return slugify(self.subject or self.title)[:60].strip("-") or "newsletter"


class BlockQuerySet(models.QuerySet):
    def standing(self) -> "BlockQuerySet":
        """Those in the letter, in their order; the others were taken out and may come back."""
        return self.filter(position__isnull=False).order_by("position")


class NewsletterBlock(models.Model):
    """A piece of a letter. Taken out it has no position, and remembers the one it had."""

    newsletter = models.ForeignKey(Newsletter, models.CASCADE, related_name="blocks", verbose_name=_("newsletter"))
    position = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)
    was_at = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=vocab.BLOCK_KINDS.choices)
    # The row of the archive it shows, as the `panels.LetterThing` of its kind numbers them.
    source = models.PositiveBigIntegerField(_("from the archive"), null=True, blank=True)
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    level = models.PositiveSmallIntegerField(_("size"), default=2, choices=[(2, _("Big heading")), (3, _("Small heading"))])
    body = models.TextField(_("text"), blank=True)
    text = models.CharField(_("text"), max_length=600, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    label = models.CharField(_("button"), max_length=40, blank=True)
    image = models.ForeignKey(
        "press.LetterImage", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture"), editable=False
    )
    alt_text = models.CharField(_("description of the image"), max_length=200, blank=True)
    is_decorative = models.BooleanField(_("only decorative"), default=False)
    width = models.CharField(_("width"), max_length=5, choices=vocab.IMAGE_WIDTHS.choices, default="full")
    changed_by = models.ForeignKey("relations.User", models.PROTECT, null=True, related_name="+", editable=False)
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["newsletter", "position"], name="one_block_per_place", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(position__isnull=False, was_at__isnull=True) | Q(position__isnull=True, was_at__isnull=False),
                name="block_stands_or_was_taken_out",
            ),
            models.CheckConstraint(condition=~Q(kind="image") | Q(alt_text="") | Q(is_decorative=False), name="picture_described_or_decorative"),
        ]

    def __str__(self) -> str:
        return self.heading or self.label or self.alt_text or self.excerpt or str(self.term.label)

    @property
    def excerpt(self) -> str:
        """How the text begins, in a line."""
        return Truncator(" ".join(prose.as_text(self.body).split())).chars(60)

    @property
    def term(self):
        return vocab.BLOCK_KINDS[self.kind]

    @property
    def is_standing(self) -> bool:
        return self.position is not None
