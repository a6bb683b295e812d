"""The ladder of involvement: one dated row for each step, with what caused it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from relations import vocab
from relations.models.diary import Subject


class InvolvementStep(Subject):
    """A person went from one step of the ladder to another on a day, because of something."""

    person = models.ForeignKey(
        "relations.Person", models.CASCADE, related_name="involvement_steps", verbose_name=_("person")
    )
    before = models.CharField(_("from step"), max_length=16, choices=vocab.INVOLVEMENT.choices)
    after = models.CharField(_("to step"), max_length=16, choices=vocab.INVOLVEMENT.choices)
    # A key of relations.involvement: upper floors register theirs, so it is no fixed list.
    cause = models.CharField(_("cause"), max_length=24)
    note = models.TextField(_("in words"), blank=True)
    on = models.DateField(_("on day"))
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("step of involvement")
        verbose_name_plural = _("steps of involvement")
        constraints = [
            models.CheckConstraint(condition=~models.Q(before=models.F("after")), name="involvement_step_moves"),
            models.CheckConstraint(condition=~models.Q(cause="by_hand") | ~models.Q(note=""), name="involvement_by_hand_says_why"),
        ]
        indexes = [
            models.Index(fields=["person", "-on", "-id"], name="involvement_of_person"),
            models.Index(fields=["on", "after"], name="involvement_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.before} → {self.after}"

    @property
    def is_up(self) -> bool:
        ladder = vocab.INVOLVEMENT.keys
        return ladder.index(self.after) > ladder.index(self.before)


class InvolvementPass(models.Model):
    """A colleague looked at a suggested step and left the person where she or he is."""

    person = models.ForeignKey("relations.Person", models.CASCADE, related_name="+", verbose_name=_("person"))
    cause = models.CharField(_("cause"), max_length=24)
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("suggestion left aside")
        verbose_name_plural = _("suggestions left aside")
        constraints = [models.UniqueConstraint(fields=["person", "cause"], name="involvement_passed_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.cause}"
