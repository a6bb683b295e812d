"""Promises: who, what, by when, and how it went."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from relations.models.diary import Subject
from relations.vocab import meetings as vocab


class Commitment(Subject):
    """One promise. With `owner` it is ours, made to the party (if any); without, the party's. `subject` is its source."""

    text = models.CharField(_("what was promised"), max_length=300)
    owner = models.ForeignKey(
        "relations.User", models.PROTECT, null=True, blank=True, related_name="promises", verbose_name=_("promised by")
    )
    person = models.ForeignKey(
        "relations.Person", models.CASCADE, null=True, blank=True, related_name="promises", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, null=True, blank=True, related_name="promises",
        verbose_name=_("organisation"),
    )
    # Who asks how it is going; of our own promises, whoever made them.
    follower = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("followed by"))
    due_on = models.DateField(_("due by"))
    first_due_on = models.DateField(_("first promised for"), editable=False)
    status = models.CharField(_("state"), max_length=12, choices=vocab.COMMITMENT_STATES.choices, default="open")
    item = models.ForeignKey(
        "relations.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="promises", verbose_name=_("point")
    )
    followup = models.OneToOneField(
        "relations.FollowUp", models.SET_NULL, null=True, blank=True, related_name="promise", editable=False
    )
    promised_at = models.DateTimeField(_("promised on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    reason = models.TextField(_("why it was not kept"), blank=True)
    once = models.CharField(max_length=40, blank=True, editable=False)
    created_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="promise_has_text"),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(person__isnull=False) | Q(organization__isnull=False), name="promise_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["kept", "broken"], closed_on__isnull=False)
                | Q(status__in=["open", "renegotiated"], closed_on=None),
                name="promise_closed_has_day",
            ),
            models.CheckConstraint(condition=~Q(status="broken") | ~Q(reason=""), name="promise_broken_with_reason"),
            models.UniqueConstraint(fields=["once"], condition=~Q(once=""), name="promise_made_once"),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(closed_on=None), name="promise_open_by_day"),
            models.Index(fields=["organization", "due_on"], name="promise_of_organization"),
            models.Index(fields=["person", "due_on"], name="promise_of_person"),
            models.Index(fields=["object_type", "object_id"], name="promise_by_source"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("relations:promise", args=[self.pk])

    @property
    def is_ours(self) -> bool:
        return self.owner_id is not None

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def party(self):
        """The other side: who promised, or to whom we did."""
        return self.person or self.organization

    @property
    def promiser(self):
        """Who has to keep it."""
        return self.owner or self.party

    def is_late(self, today: date) -> bool:
        """Whether its day has passed and nobody has kept it."""
        return self.is_open and self.due_on < today

    def standing(self, today: date):
        """The term that says how it stands on `today`."""
        return vocab.LATE if self.is_late(today) else vocab.COMMITMENT_STATES[self.status]

    @property
    def days_late(self) -> int:
        """How many days after its day it was closed; 0 when in time or still open."""
        return max((self.closed_on - self.due_on).days, 0) if self.closed_on else 0


class NewDate(models.Model):
    """A renegotiation: the day that was, the day agreed on, and why. The old day is never lost."""

    promise = models.ForeignKey(Commitment, models.CASCADE, related_name="new_dates", verbose_name=_("promise"))
    from_on = models.DateField(_("was due by"))
    to_on = models.DateField(_("now due by"))
    reason = models.TextField(_("why"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who"))

    class Meta:
        verbose_name = _("new date of a promise")
        verbose_name_plural = _("new dates of promises")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="new_date_with_reason")]

    def __str__(self) -> str:
        return f"{self.from_on} → {self.to_on}"
