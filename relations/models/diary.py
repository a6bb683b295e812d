"""What was said, and what is to be done."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from relations import closeness, vocab


class Subject(models.Model):
    """What a row is about besides a party: a partnership, a release, a campaign (upper floors)."""

    object_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    object_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    subject = GenericForeignKey("object_type", "object_id")

    class Meta:
        abstract = True


class Interaction(Subject):
    """One contact that took place: a call, a meeting, a letter."""

    channel = models.CharField(_("how"), max_length=12, choices=vocab.CHANNELS.choices)
    outgoing = models.BooleanField(_("we reached out"), default=True)
    at = models.DateTimeField(_("when"))
    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, null=True, blank=True, related_name="interactions",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        "relations.Person", models.CASCADE, null=True, blank=True, related_name="interactions", verbose_name=_("person")
    )
    text = models.TextField(_("what was said"))
    # Written by hand when a contact is put right on a later day; the log keeps what it said before.
    corrected_at = models.DateTimeField(_("corrected"), null=True, blank=True, editable=False)
    corrected_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    by = models.ForeignKey("relations.User", models.PROTECT, related_name="interactions", verbose_name=_("logged by"))
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False) | models.Q(person__isnull=False), name="interaction_with_someone"
            )
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="interaction_by_time")]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.at:%Y-%m-%d} {self.organization or self.person}"

    def get_absolute_url(self) -> str:
        return reverse("relations:interaction", args=[self.pk])

    @property
    def party(self):
        return self.person or self.organization

    @property
    def is_two_way(self) -> bool:
        """Whether they spoke or wrote to us: see `relations.closeness`."""
        return closeness.is_two_way(self.channel, outgoing=self.outgoing)


class InteractionParty(models.Model):
    """Somebody else who was there: the contact stands in their story too."""

    interaction = models.ForeignKey(Interaction, models.CASCADE, related_name="others")
    organization = models.ForeignKey("relations.Organization", models.CASCADE, null=True, related_name="also_in")
    person = models.ForeignKey("relations.Person", models.CASCADE, null=True, related_name="also_in")

    class Meta:
        verbose_name = _("also there")
        verbose_name_plural = _("also there")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organization=None) ^ models.Q(person=None), name="interaction_party_is_one"
            )
        ]

    def __str__(self) -> str:
        return str(self.party)

    @property
    def party(self):
        return self.organization or self.person


class FollowUp(Subject):
    """Something a colleague has to do by a day."""

    title = models.CharField(_("what"), max_length=200)
    owner = models.ForeignKey("relations.User", models.PROTECT, related_name="followups", verbose_name=_("who"))
    due_on = models.DateField(_("due by"))
    due_time = models.TimeField(_("at"), null=True, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=vocab.FOLLOWUP_STATUS.choices, default="open")
    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, null=True, blank=True, related_name="followups",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        "relations.Person", models.CASCADE, null=True, blank=True, related_name="followups", verbose_name=_("person")
    )
    icon = models.CharField(max_length=24, default="circle-check", editable=False)
    url = models.CharField(max_length=300, blank=True, editable=False)
    # A key such as "partnership:14:agreement:-7": an automatic follow-up is made once.
    origin = models.CharField(max_length=120, blank=True, editable=False)
    times_postponed = models.PositiveSmallIntegerField(default=0, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    created_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("to do")
        verbose_name_plural = _("to do")
        constraints = [
            models.UniqueConstraint(fields=["origin"], condition=~models.Q(origin=""), name="followup_made_once")
        ]
        indexes = [
            models.Index(fields=["owner", "due_on"], condition=models.Q(status="open"), name="followup_open_by_owner"),
            models.Index(fields=["object_type", "object_id"], name="followup_by_subject"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def party(self):
        return self.organization or self.person

    @property
    def about_key(self) -> str:
        """What a form about the same party is opened with: the person if there is one, else the body."""
        if self.person_id:
            return f"person:{self.person_id}"
        return f"organization:{self.organization_id}" if self.organization_id else ""

