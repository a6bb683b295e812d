"""Sequences: messages and things to do that follow from something that happened, and what became of each person in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from relations import vocab
from relations.models.diary import Subject
from relations.vocab import sequences as terms


class MailSequence(models.Model):
    """A sequence under its name. What it says stands in its versions; `live` is the one that is followed while it is on."""

    name = models.CharField(_("name"), max_length=120)
    note = models.TextField(_("what it is for"), blank=True)
    # The key of one that came with the office; renaming it does not bring it back.
    key = models.CharField(max_length=40, blank=True, editable=False)
    owner = models.ForeignKey(
        "relations.User", models.PROTECT, null=True, blank=True, related_name="mail_sequences", verbose_name=_("in charge"),
        help_text=_("Gets the answers, and what nobody else follows."),
    )
    live = models.ForeignKey(
        "relations.SequenceVersion", models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("followed version"),
    )
    is_on = models.BooleanField(_("on"), default=False, editable=False)
    # What happened before is never looked at.
    on_since = models.DateTimeField(_("on since"), null=True, blank=True, editable=False)
    retired_at = models.DateTimeField(_("put away"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name=_("written by")
    )
    created_at = models.DateTimeField(_("added"), editable=False)

    class Meta:
        verbose_name = _("sequence")
        verbose_name_plural = _("sequences")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="mail_sequence_has_name"),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="mail_sequence_key_once"),
            models.CheckConstraint(
                condition=Q(is_on=False) | Q(live__isnull=False, on_since__isnull=False, retired_at=None),
                name="mail_sequence_on_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("relations:sequence", args=[self.pk])


class SequenceVersion(models.Model):
    """What a sequence says, as one colleague wrote it and another approved it; once approved it never changes."""

    sequence = models.ForeignKey(MailSequence, models.CASCADE, related_name="versions", verbose_name=_("sequence"))
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=9, choices=terms.VERSION_STATES.choices, default="draft")
    purpose = models.CharField(_("purpose"), max_length=24, choices=vocab.PURPOSES.choices)
    basis = models.CharField(_("lawful basis"), max_length=24, choices=vocab.LAWFUL_BASES.choices, default="consent")
    trigger = models.CharField(_("begins when"), max_length=40)
    value = models.JSONField(default=None, null=True, blank=True)
    segment = models.ForeignKey(
        "relations.Segment", models.PROTECT, null=True, blank=True, related_name="sequence_versions", verbose_name=_("only for")
    )
    stops = ArrayField(models.CharField(max_length=40), verbose_name=_("stops if"), default=list, blank=True)
    written_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"))
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of a sequence")
        verbose_name_plural = _("versions of sequences")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sequence", "number"], name="sequence_version_once"),
            models.UniqueConstraint(
                fields=["sequence"], condition=Q(state__in=["draft", "in_review"]), name="one_open_sequence_version"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False), name="sequence_version_is_approved"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} v{self.number}"

    @property
    def is_editable(self) -> bool:
        return self.state == "draft"


class SequenceStep(models.Model):
    """One step: after how long, and what: a mail (compiled once) or a thing to do."""

    version = models.ForeignKey(SequenceVersion, models.CASCADE, related_name="steps", verbose_name=_("version of a sequence"))
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("what"), max_length=4, choices=terms.STEP_KINDS.choices, default="mail")
    title = models.CharField(
        _("title"), max_length=160, help_text=_("Only the office reads it; of a thing to do it is what has to be done.")
    )
    days = models.PositiveSmallIntegerField(_("days after"), default=0)
    day_rule = models.CharField(_("days"), max_length=8, choices=terms.DAY_RULES.choices, default="shift")
    hour = models.TimeField(_("at"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    preheader = models.CharField(_("preview text"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    html = models.TextField(editable=False, blank=True)
    text = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = _("step of a sequence")
        verbose_name_plural = _("steps of sequences")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="sequence_step_place"),
            models.CheckConstraint(condition=~Q(title=""), name="sequence_step_has_title"),
        ]

    def __str__(self) -> str:
        return self.title


class SequenceRun(Subject):
    """Somebody in a sequence because of one thing that happened; or why they are not."""

    sequence = models.ForeignKey(MailSequence, models.CASCADE, related_name="runs", verbose_name=_("sequence"))
    version = models.ForeignKey(SequenceVersion, models.PROTECT, related_name="runs", verbose_name=_("version of a sequence"))
    occurrence = models.CharField(_("because of"), max_length=120, editable=False)
    person = models.ForeignKey(
        "relations.Person", models.CASCADE, null=True, blank=True, related_name="sequence_runs", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, null=True, blank=True, related_name="sequence_runs",
        verbose_name=_("organisation"),
    )
    # The address it came with; empty: the party's own, as it is when a mail leaves.
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    happened_at = models.DateTimeField(_("happened"))
    began_at = models.DateTimeField(_("from"))
    state = models.CharField(_("state"), max_length=8, choices=terms.RUN_STATES.choices, default="running")
    reason = models.CharField(_("why"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("person in a sequence")
        verbose_name_plural = _("people in sequences")
        constraints = [
            models.UniqueConstraint(fields=["sequence", "occurrence"], name="sequence_begins_once"),
            models.CheckConstraint(condition=~Q(state__in=["stopped", "left_out"]) | ~Q(reason=""), name="sequence_ended_for_a_reason"),
        ]
        indexes = [
            models.Index(fields=["sequence", "state", "-began_at"], name="sequence_run_by_state"),
            models.Index(fields=["object_type", "object_id"], name="sequence_run_by_subject"),
            models.Index(fields=["email"], condition=~Q(email=""), name="sequence_run_by_email"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.label}"

    @property
    def party(self):
        return self.person or self.organization

    @property
    def label(self) -> str:
        """Who it is, in words."""
        return str(self.party or self.name or self.email)


class SequenceRunStep(models.Model):
    """One step for one person: when it is due, and what became of it."""

    run = models.ForeignKey(SequenceRun, models.CASCADE, related_name="steps", verbose_name=_("person in a sequence"))
    step = models.ForeignKey(SequenceStep, models.PROTECT, related_name="runs", verbose_name=_("step of a sequence"))
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(_("state"), max_length=9, choices=terms.STEP_STATES.choices, default="waiting")
    reason = models.CharField(_("why"), max_length=40, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    # The week was full when it was written: it may leave from then on.
    waits_until = models.DateTimeField(_("waits until"), null=True, blank=True)
    delivery = models.ForeignKey(
        "relations.Delivery", models.SET_NULL, null=True, blank=True, related_name="sequence_steps", verbose_name=_("delivery")
    )
    followup = models.ForeignKey(
        "relations.FollowUp", models.SET_NULL, null=True, blank=True, related_name="sequence_steps", verbose_name=_("to do")
    )

    class Meta:
        verbose_name = _("step somebody is at")
        verbose_name_plural = _("steps people are at")
        constraints = [
            models.UniqueConstraint(fields=["run", "step"], name="sequence_step_once"),
            models.CheckConstraint(condition=~Q(state="left_out") | ~Q(reason=""), name="sequence_step_left_out_for_a_reason"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="sequence_step_due"),
            models.Index(fields=["run", "due_at"], name="sequence_step_of_run"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} · {self.step}"
