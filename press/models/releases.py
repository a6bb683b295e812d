"""Press releases and their versions."""

from datetime import datetime

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from press import desk, vocab
from relations.models import Attachment
from relations.text import Fold


class ReleaseQuerySet(models.QuerySet):
    def public(self, at: datetime) -> "ReleaseQuerySet":
        """What anybody may read at `at`: this is the only door of the public pages, feeds and sitemap."""
        return self.filter(
            Q(embargo_until=None) | Q(embargo_until__lte=at), status__in=vocab.PUBLIC_STATUS, published_at__lte=at
        )

    def due(self, at: datetime) -> "ReleaseQuerySet":
        """Scheduled or embargoed, and the moment has come."""
        return self.filter(
            Q(publish_at=None) | Q(publish_at__lte=at),
            Q(embargo_until=None) | Q(embargo_until__lte=at),
            status__in=vocab.WAITING_STATUS,
        )


class PressRelease(models.Model):
    """What we tell the press: written, approved by somebody else, published once with a number of the year."""

    kind = models.CharField(_("kind"), max_length=12, choices=vocab.RELEASE_KINDS.choices, default="release")
    status = models.CharField(_("state"), max_length=16, choices=vocab.RELEASE_STATUS.choices, default="draft", editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, editable=False)
    topic = models.CharField(_("topic"), max_length=16, choices=vocab.TOPICS.choices, default="together")
    language = models.CharField(_("language"), max_length=2, choices=vocab.LANGUAGES, default="it")
    kicker = models.CharField(_("kicker"), max_length=80, blank=True)
    title = models.CharField(_("title"), max_length=160)
    folded_title = models.GeneratedField(expression=Fold("title"), output_field=models.TextField(), db_persist=True)
    summary = models.TextField(_("summary"), max_length=600, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    dated_on = models.DateField(_("date"), null=True, blank=True)
    body = models.TextField(_("text"), blank=True)
    boilerplate = models.TextField(_("who we are"), max_length=1200, blank=True)
    notes = models.TextField(_("notes to editors"), max_length=2000, blank=True)
    contact_name = models.CharField(_("contact for journalists"), max_length=120, blank=True)
    contact_phone = models.CharField(_("contact's phone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("contact's e-mail"), blank=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    publish_at = models.DateTimeField(_("publish on"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("partnership")
    )
    campaign = models.ForeignKey(
        "fundraising.Campaign", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("campaign")
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects"), editable=False
    )
    author = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("author"), editable=False)
    approved_by = models.ForeignKey(
        "relations.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by"), editable=False
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(_("why withdrawn"), max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(_("added"), editable=False)
    updated_at = models.DateTimeField(_("changed"), editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    attachments = GenericRelation(Attachment, "object_id", "object_type")
    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")
        permissions = [
            ("approve_pressrelease", _("Can approve a press release")),
            ("publish_pressrelease", _("Can publish a press release")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="release_number_once"),
            models.CheckConstraint(
                condition=~Q(status__in=vocab.PUBLIC_STATUS)
                | Q(number__isnull=False, year__isnull=False, published_at__isnull=False),
                name="public_release_has_number",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "in_review", "withdrawn")) | Q(approved_by__isnull=False),
                name="release_left_desk_approved",
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("author")), name="release_four_eyes"),
            models.CheckConstraint(condition=~Q(title=""), name="release_has_title"),
        ]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"], name="release_by_status"),
            models.Index(fields=["-updated_at", "-id"], name="release_by_change"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("press:release", args=[self.pk])

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60].strip("-") or "comunicato"

    @property
    def public_path(self) -> str:
        """Where the public reads it; empty before it has a number."""
        return reverse("press:newsroom_release", args=[self.year, self.number, self.slug]) if self.number else ""

    @property
    def code(self) -> str:
        return f"{self.number}/{self.year}" if self.number else ""

    @property
    def state(self):
        return vocab.RELEASE_STATUS[self.status]

    @property
    def is_editable(self) -> bool:
        return self.status in vocab.EDITABLE_STATUS

    @property
    def public_from(self) -> datetime | None:
        return desk.public_from(publish_at=self.publish_at, embargo_until=self.embargo_until)

    @property
    def embargo_line(self) -> str:
        return desk.embargo_line(self.embargo_until) if self.embargo_until else ""


class ReleaseVersion(models.Model):
    """The text as it was after one save; never changed."""

    release = models.ForeignKey(PressRelease, models.CASCADE, related_name="versions", verbose_name=_("press release"))
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"))
    by = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [models.UniqueConstraint(fields=["release", "number"], name="release_version_once")]

    def __str__(self) -> str:
        return f"{self.release_id} v{self.number}"
