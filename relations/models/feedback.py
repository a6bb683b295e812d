"""What people outside tell us, what we decide about it, what we answer."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from relations.models.diary import Subject
from relations.vocab import community as vocab


class FeedbackItem(Subject):
    """An idea, a worry, a question: received, decided upon with a reason, answered."""

    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveIntegerField(editable=False)
    # The form's own mark: the same press twice makes one row.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=vocab.FEEDBACK_KINDS.choices)
    source = models.CharField(_("how it reached us"), max_length=12, choices=vocab.FEEDBACK_SOURCES.choices)
    text = models.TextField(_("what was said"))
    name = models.CharField(_("name"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="feedback", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        "relations.Organization", models.SET_NULL, null=True, blank=True, related_name="feedback",
        verbose_name=_("organisation"),
    )  # fmt: skip
    is_public = models.BooleanField(_("shown with its answer on the public page of the meeting"), default=False)
    received_at = models.DateTimeField(_("received"))
    due_on = models.DateField(_("answer due by"))
    owner = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("followed by")
    )
    state = models.CharField(_("state"), max_length=10, choices=vocab.FEEDBACK_STATES.choices, default="received")
    decision = models.CharField(_("decision"), max_length=10, choices=vocab.DECISIONS.choices, blank=True)
    decision_reason = models.TextField(_("why this decision"), blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+")
    answer = models.TextField(_("answer"), blank=True)
    answer_way = models.CharField(_("how it was answered"), max_length=8, choices=vocab.ANSWER_WAYS.choices, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+")
    delivery = models.ForeignKey("relations.Delivery", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="feedback_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="feedback_says_something"),
            models.CheckConstraint(
                condition=Q(state="received", decision="", decided_at=None)
                | (Q(state__in=["decided", "answered"], decided_at__isnull=False) & ~Q(decision="") & ~Q(decision_reason="")),
                name="feedback_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="answered", answered_at__isnull=False) & ~Q(answer="") & ~Q(answer_way="")
                | ~Q(state="answered") & Q(answered_at=None),
                name="feedback_answered_with_words",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="feedback_by_due"),
            models.Index(fields=["-received_at", "-id"], name="feedback_by_time"),
            models.Index(fields=["object_type", "object_id"], name="feedback_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.short}"

    def get_absolute_url(self) -> str:
        return reverse("relations:feedback_item", args=[self.pk])

    @property
    def code(self) -> str:
        return f"S-{self.year}-{self.number:03d}"

    @property
    def short(self) -> str:
        line = " ".join(self.text.split())
        return line if len(line) <= 90 else f"{line[:89]}…"

    @property
    def who(self) -> str:
        return str(self.person or self.organization or self.name or "")

    @property
    def state_term(self) -> vocab.Term:
        return vocab.FEEDBACK_STATES[self.state]

    @property
    def kind_term(self) -> vocab.Term:
        return vocab.FEEDBACK_KINDS[self.kind]

    @property
    def decision_term(self) -> vocab.Term | None:
        return vocab.DECISIONS.get(self.decision)
