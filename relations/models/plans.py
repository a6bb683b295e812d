"""Follow-up plans: steps written once, and their running on somebody."""

from datetime import timedelta

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from relations.models.diary import Subject
from relations.vocab import diary as vocab


class FollowUpPlan(models.Model):
    """Steps that are always the same: after a fair, with a new company, after a meeting."""

    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("when to use it"), blank=True)
    day_rule = models.CharField(_("days"), max_length=8, choices=vocab.DAY_RULES.choices, default="shift")
    # The key of a plan that came with the office; renaming it does not bring it back.
    key = models.CharField(max_length=40, blank=True, editable=False)
    retired_at = models.DateTimeField(_("no longer offered"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("plan of things to do")
        verbose_name_plural = _("plans of things to do")
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="plan_has_name"),
            models.UniqueConstraint(fields=["key"], condition=~models.Q(key=""), name="plan_key_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("relations:plan", args=[self.pk])


class StepFields(models.Model):
    """What a step of a plan and its copy in a running one have in common."""

    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("what"), max_length=160)
    days = models.PositiveSmallIntegerField(_("days after"), default=0)
    counted_from = models.CharField(_("counted from"), max_length=8, choices=vocab.COUNTED_FROM.choices, default="start")

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class PlanStep(StepFields):
    """One thing to do of a plan; `[nome]` in its title becomes who it is done with."""

    plan = models.ForeignKey(FollowUpPlan, models.CASCADE, related_name="steps")
    owner_kind = models.CharField(_("who"), max_length=8, choices=vocab.STEP_OWNERS.choices, default="starter")
    owner = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("colleague"))

    class Meta(StepFields.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plan_step_place")]


class PlanRun(Subject):
    """A plan begun with somebody; its steps are copied, so that changing the plan leaves it alone."""

    plan = models.ForeignKey(FollowUpPlan, models.PROTECT, related_name="runs", verbose_name=_("plan of things to do"))
    name = models.CharField(_("name"), max_length=120)
    day_rule = models.CharField(_("days"), max_length=8, choices=vocab.DAY_RULES.choices)
    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, null=True, blank=True, related_name="plan_runs", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        "relations.Person", models.CASCADE, null=True, blank=True, related_name="plan_runs", verbose_name=_("person")
    )
    url = models.CharField(max_length=300, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=vocab.RUN_STATES.choices, default="running")
    reason = models.CharField(_("why"), max_length=200, blank=True)
    started_on = models.DateField(_("from"))
    started_by = models.ForeignKey("relations.User", models.PROTECT, related_name="plan_runs", verbose_name=_("started by"))
    paused_on = models.DateField(_("paused"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("running plan")
        verbose_name_plural = _("running plans")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False) | models.Q(person__isnull=False), name="plan_run_with_someone"
            )
        ]
        indexes = [
            models.Index(fields=["state", "-started_on"], name="plan_run_by_state"),
            models.Index(fields=["object_type", "object_id"], name="plan_run_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.party}"

    @property
    def party(self):
        return self.organization or self.person

    @property
    def is_alive(self) -> bool:
        return self.state in ("running", "paused")


class RunStep(StepFields):
    """One step of a running plan; its follow-up exists once its day can be told."""

    run = models.ForeignKey(PlanRun, models.CASCADE, related_name="steps")
    owner = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("who"))
    state = models.CharField(max_length=8, choices=vocab.STEP_STATES.choices, default="waiting")
    due_on = models.DateField(_("due by"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    followup = models.OneToOneField("relations.FollowUp", models.SET_NULL, null=True, blank=True, related_name="plan_step")

    class Meta(StepFields.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="run_step_place")]

    @property
    def origin(self) -> str:
        """The key that makes its follow-up once."""
        return f"plan:{self.pk}"

    @property
    def late_by(self) -> timedelta:
        """How many days after its day it was done."""
        return max(timedelta(), self.done_on - self.due_on) if self.done_on and self.due_on else timedelta()


class CalendarFeed(models.Model):
    """A colleague's calendar as another program reads it, behind a secret link."""

    user = models.ForeignKey("relations.User", models.CASCADE, related_name="calendar_feeds", verbose_name=_("colleague"))
    whole_office = models.BooleanField(_("the whole office's"), default=False)
    details = models.BooleanField(_("with names and notes"), default=False)
    created_at = models.DateTimeField(editable=False)
    renewed_at = models.DateTimeField(editable=False)
    read_at = models.DateTimeField(_("last read"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("calendar to subscribe to")
        verbose_name_plural = _("calendars to subscribe to")
        constraints = [models.UniqueConstraint(fields=["user", "whole_office"], name="one_calendar_of_each_kind")]

    def __str__(self) -> str:
        return f"{self.user} {'*' if self.whole_office else ''}".strip()
