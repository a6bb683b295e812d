"""What a colleague makes of the lists: saved views, groups that fill themselves, changes of many rows, files."""

import secrets
from datetime import datetime

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

PARTY_KINDS = [("person", _("People")), ("organization", _("Organisations"))]


class SavedView(models.Model):
    """A list's conditions, columns and order under a name. Removed ones stay, so that removing can be undone."""

    owner = models.ForeignKey("relations.User", models.CASCADE, related_name="saved_views", verbose_name=_("saved by"))
    page = models.CharField(_("list"), max_length=80)
    name = models.CharField(_("name"), max_length=60)
    query = models.TextField(_("conditions"), blank=True)
    is_shared = models.BooleanField(_("the whole office sees it"), default=False)
    created_at = models.DateTimeField(_("added"))
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="saved_view_has_name"),
            models.UniqueConstraint(
                fields=["owner", "page", "name"], condition=models.Q(removed_at=None), name="saved_view_name_once"
            ),
        ]
        indexes = [models.Index(fields=["page", "owner"], condition=models.Q(removed_at=None), name="saved_view_by_page")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("relations:view", args=[self.pk])

    @property
    def url(self) -> str:
        """The list as it was saved; `vista` tells which tab is the one shown."""
        return f"{reverse(self.page)}?{self.query}{'&' if self.query else ''}vista={self.pk}"


class ViewPin(models.Model):
    """A saved view in one colleague's side menu."""

    user = models.ForeignKey("relations.User", models.CASCADE, related_name="view_pins")
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="pins")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("pinned view")
        verbose_name_plural = _("pinned views")
        constraints = [models.UniqueConstraint(fields=["user", "view"], name="view_pinned_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.view}"


class Segment(models.Model):
    """A group that fills itself: conditions kept as data (see `relations.segments`), read anew each time."""

    name = models.CharField(_("name"), max_length=80)
    on = models.CharField(_("of whom"), max_length=12, choices=PARTY_KINDS)
    rules = models.JSONField(_("conditions"), default=dict)
    note = models.CharField(_("what it is for"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("added"))
    changed_at = models.DateTimeField(_("changed"))
    version = models.PositiveIntegerField(default=1, editable=False)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("dynamic group")
        verbose_name_plural = _("dynamic groups")
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="segment_has_name"),
            models.UniqueConstraint(fields=["name"], condition=models.Q(removed_at=None), name="segment_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("relations:segment", args=[self.pk])


class SegmentUse(models.Model):
    """Something of an upper floor that goes only to those in a group: a newsletter, an appeal."""

    segment = models.ForeignKey(Segment, models.PROTECT, related_name="uses", verbose_name=_("dynamic group"))
    object_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("object_type", "object_id")
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("use of a dynamic group")
        verbose_name_plural = _("uses of dynamic groups")
        constraints = [models.UniqueConstraint(fields=["object_type", "object_id"], name="one_segment_per_thing")]

    def __str__(self) -> str:
        return f"{self.segment} · {self.object_type_id}:{self.object_id}"


class BulkChange(models.Model):
    """One change of many rows, with what stood there before: enough to take it back."""

    model = models.CharField(max_length=12, choices=PARTY_KINDS)
    verb = models.CharField(_("what"), max_length=16)
    note = models.CharField(max_length=120, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=None, null=True)
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"))
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of many rows")
        verbose_name_plural = _("changes of many rows")

    def __str__(self) -> str:
        return f"{self.verb} · {len(self.before)}"


def stored_name(export: "ListExport", filename: str) -> str:
    """Return a name nobody can guess."""
    return f"esportazioni/{secrets.token_urlsafe(18)}.{export.kind}"


class ListExport(models.Model):
    """One file made from a list: who, how many rows, with which conditions. A large one waits here to be fetched."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting its turn")
        BUILDING = "building", _("Being prepared")
        READY = "ready", _("Ready")
        HANDED = "handed", _("Downloaded at once")
        FAILED = "failed", _("Not made")

    owner = models.ForeignKey("relations.User", models.CASCADE, related_name="exports", verbose_name=_("who"))
    title = models.CharField(_("list"), max_length=120)
    kind = models.CharField(_("kind of file"), max_length=4)
    path = models.CharField(max_length=200)
    query = models.TextField(blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    rows = models.PositiveIntegerField(_("rows"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.HANDED)
    file = models.FileField(upload_to=stored_name, blank=True)
    created_at = models.DateTimeField(_("when"))
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        indexes = [
            models.Index(fields=["owner", "-created_at", "-id"], name="export_by_owner"),
            models.Index(fields=["state", "created_at"], name="export_by_state", condition=~models.Q(state="handed")),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.kind.upper()})"

    def is_there(self, at: datetime) -> bool:
        """Tell whether its file can be fetched."""
        return self.state == self.State.READY and bool(self.file) and self.expires_at is not None and at < self.expires_at


class SearchWord(models.Model):
    """A word that stands in some title: what a mistyped one may have meant. Holds no reference to anybody."""

    word = models.CharField(max_length=40, primary_key=True)
    # The word with one letter left out, in every way, and the word itself (`relations.typos.near`).
    near = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        verbose_name = _("known word")
        verbose_name_plural = _("known words")
        indexes = [
            GinIndex(fields=["near"], name="word_near"),
            GinIndex(OpClass(models.F("word"), name="gin_trgm_ops"), name="word_trigrams"),
        ]

    def __str__(self) -> str:
        return self.word
