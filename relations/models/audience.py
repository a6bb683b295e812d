"""Who a mailing goes to, as the office decides it: lists kept by hand, what is chosen for a letter, and what came of it."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations import vocab


class MailingList(models.Model):
    """People and bodies put together by hand. It gives nobody a consent: the mail engine still asks for each address."""

    name = models.CharField(_("name"), max_length=80)
    note = models.CharField(_("what it is for"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("added"))
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("mailing list", "list")
        verbose_name_plural = pgettext_lazy("mailing list", "lists")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="mailing_list_has_name"),
            models.UniqueConstraint(fields=["name"], condition=Q(removed_at=None), name="mailing_list_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("relations:mailing_list", args=[self.pk])


class ListMember(models.Model):
    """A person or a body on a list, with who put it there and from where."""

    class Source(models.TextChoices):
        HAND = "hand", _("by hand")
        ROWS = "rows", _("from a list of the archive")
        IMPORT = "import", _("from an import")

    mailing_list = models.ForeignKey(MailingList, models.CASCADE, related_name="members", verbose_name=pgettext_lazy("mailing list", "list"))
    person = models.ForeignKey(
        "relations.Person", models.CASCADE, null=True, blank=True, related_name="on_lists", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, null=True, blank=True, related_name="on_lists", verbose_name=_("organisation")
    )
    source = models.CharField(_("how it came"), max_length=8, choices=Source, default=Source.HAND)
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("member of a list")
        verbose_name_plural = _("members of lists")
        constraints = [
            models.CheckConstraint(condition=Q(person=None) ^ Q(organization=None), name="list_member_is_one"),
            models.UniqueConstraint(fields=["mailing_list", "person"], name="person_on_list_once"),
            models.UniqueConstraint(fields=["mailing_list", "organization"], name="organization_on_list_once"),
        ]
        indexes = [models.Index(fields=["mailing_list", "-at", "-id"], name="list_member_by_time")]

    def __str__(self) -> str:
        return str(self.party)

    @property
    def party(self):
        return self.person or self.organization


class AudiencePart(models.Model):
    """A group or a list that something goes to (or does not: `is_minus`). With none it goes to all who asked for it."""

    segment = models.ForeignKey(
        "relations.Segment", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("dynamic group")
    )
    mailing_list = models.ForeignKey(
        MailingList, models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=pgettext_lazy("mailing list", "list")
    )
    is_minus = models.BooleanField(_("left out"), default=False)
    object_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("object_type", "object_id")
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("part of an audience")
        verbose_name_plural = _("parts of audiences")
        constraints = [
            models.CheckConstraint(condition=Q(segment=None) ^ Q(mailing_list=None), name="audience_part_is_one"),
            models.UniqueConstraint(
                fields=["object_type", "object_id", "segment"], condition=Q(mailing_list=None), name="segment_once_in_audience"
            ),
            models.UniqueConstraint(
                fields=["object_type", "object_id", "mailing_list"], condition=Q(segment=None), name="list_once_in_audience"
            ),
        ]

    def __str__(self) -> str:
        return f"{'−' if self.is_minus else '+'} {self.source}"

    @property
    def source(self):
        return self.segment or self.mailing_list

    @property
    def key(self) -> str:
        """As it stands in forms and addresses: g12, l3."""
        return f"g{self.segment_id}" if self.segment_id else f"l{self.mailing_list_id}"


class MailTally(models.Model):
    """How many messages to many went out on one day, by purpose and public: a year in figures need not count them again."""

    day = models.DateField()
    purpose = models.CharField(max_length=32)
    audience = models.CharField(max_length=12)
    sent = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("mail of a day")
        verbose_name_plural = _("mail by day")
        constraints = [models.UniqueConstraint(fields=["day", "purpose", "audience"], name="mail_tally_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.purpose} {self.audience}: {self.sent}"


class LeavingReason(models.Model):
    """Why somebody left, ticked from a list, if they liked to say. Holds no address: `mark` only keeps it to one answer."""

    mark = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.CharField(_("purpose"), max_length=32)
    reason = models.CharField(_("reason"), max_length=12, choices=vocab.LEAVING_REASONS.choices)
    mailing = models.ForeignKey(
        "relations.Mailing", models.SET_NULL, null=True, blank=True, related_name="leaving_reasons", verbose_name=_("mailing")
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("reason for leaving")
        verbose_name_plural = _("reasons for leaving")
        indexes = [models.Index(fields=["purpose", "-at"], name="leaving_reason_by_purpose")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.get_reason_display()}"
