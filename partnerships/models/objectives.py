"""What a partnership wants to reach, how it is measured, and what was measured."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships import programme_terms as terms
from partnerships.models.partnerships import Partnership, PartnershipParty


class Objective(models.Model):
    """One SMART objective: `title` and `what` are its S, its indicators its M, `feasible` its A, `relevant` its R, `due_on` its T.

    It is shared once every party has endorsed it as it stands: whoever changes its words takes the endorsements away.
    """

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="objectives", verbose_name=_("partnership"))
    title = models.CharField(_("objective"), max_length=160)
    what = models.TextField(_("what exactly, for whom, where"), blank=True)
    feasible = models.TextField(_("why it can be reached"), blank=True)
    relevant = models.TextField(_("to which need it answers"), blank=True)
    need = models.ForeignKey(
        "partnerships.Need", models.SET_NULL, null=True, blank=True, related_name="objectives", verbose_name=_("need")
    )
    starts_on = models.DateField(_("from"))
    due_on = models.DateField(_("due by"), null=True, blank=True)
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("given up"), null=True, blank=True)
    why_dropped = models.TextField(_("why it was given up"), blank=True)
    created_at = models.DateTimeField(_("added"), editable=False)
    created_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="objective_has_title"),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gt=models.F("starts_on")), name="objective_due_after_start"
            ),
            models.CheckConstraint(condition=Q(dropped_at=None) | ~Q(why_dropped=""), name="objective_dropped_with_reason"),
        ]
        indexes = [models.Index(fields=["partnership", "due_on"], name="objective_by_partnership")]

    def __str__(self) -> str:
        return self.title


class Endorsement(models.Model):
    """What one party says of an objective as it stands: shared, or to be changed and how."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="endorsements", verbose_name=_("objective"))
    party = models.ForeignKey(PartnershipParty, models.CASCADE, related_name="endorsements", verbose_name=_("party"))
    agrees = models.BooleanField(_("shares it"))
    words = models.TextField(_("what they would change"), blank=True)
    # Who came by link, or the colleague who was told: one of the two is always known.
    said_by = models.CharField(_("said by"), max_length=200, blank=True)
    written_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written down by")
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("endorsement of an objective")
        verbose_name_plural = _("endorsements of objectives")
        constraints = [
            models.UniqueConstraint(fields=["objective", "party"], name="endorsement_once"),
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(words=""), name="endorsement_change_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.objective}"


class Indicator(models.Model):
    """One measure with its starting value and its target. Without `objective` it measures the partnership as a whole."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="indicators", verbose_name=_("partnership"))
    objective = models.ForeignKey(
        Objective, models.CASCADE, null=True, blank=True, related_name="indicators", verbose_name=_("objective")
    )
    name = models.CharField(_("indicator"), max_length=160)
    level = models.CharField(_("level"), max_length=10, choices=terms.LEVELS.choices, default="output")
    kind = models.CharField(_("kind"), max_length=12, choices=terms.INDICATOR_KINDS.choices, default="quantity")
    unit = models.CharField(_("unit"), max_length=40)
    source = models.CharField(_("where the figure comes from"), max_length=200, blank=True)
    frequency = models.CharField(_("how often"), max_length=10, choices=terms.FREQUENCIES.choices, default="monthly")
    baseline = models.DecimalField(_("starting value"), max_digits=14, decimal_places=2)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2)
    starts_on = models.DateField(_("from"))
    due_on = models.DateField(_("due by"))
    # Who sends the readings; empty: the office.
    measured_by = models.ForeignKey(
        PartnershipParty, models.SET_NULL, null=True, blank=True, related_name="measures", verbose_name=_("measured by")
    )
    # The light is computed; whoever knows better says so here, with the reason.
    light = models.CharField(_("how it goes, as we see it"), max_length=8, blank=True, choices=terms.LIGHTS.choices)
    light_why = models.CharField(_("why"), max_length=300, blank=True)
    light_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("set by"), editable=False
    )
    light_at = models.DateTimeField(_("set"), null=True, blank=True, editable=False)
    asked_on = models.DateField(_("last asked for"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("added"), editable=False)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(unit=""), name="indicator_has_name_and_unit"),
            models.CheckConstraint(condition=~Q(target=models.F("baseline")), name="indicator_wants_a_change"),
            models.CheckConstraint(condition=Q(due_on__gt=models.F("starts_on")), name="indicator_due_after_start"),
            models.CheckConstraint(condition=Q(light="") | ~Q(light_why=""), name="indicator_light_with_reason"),
        ]
        indexes = [models.Index(fields=["partnership", "due_on"], name="indicator_by_partnership")]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """A value of an indicator on a day. A partner's counts once the office has confirmed it."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="readings", verbose_name=_("indicator"))
    on = models.DateField(_("on"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    words = models.TextField(_("in words"), blank=True)
    evidence_url = models.URLField(_("link to the evidence"), max_length=500, blank=True)
    evidence = models.ForeignKey(
        "relations.Attachment", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    # The last value, on which the evaluation rests.
    is_final = models.BooleanField(_("final value"), default=False)
    # Empty: measured by the office.
    party = models.ForeignKey(
        PartnershipParty, models.SET_NULL, null=True, blank=True, related_name="readings", verbose_name=_("sent by the party")
    )
    sent_by = models.CharField(_("sent by"), max_length=200, blank=True)
    written_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written down by")
    )
    created_at = models.DateTimeField(_("added"), editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    refused_at = models.DateTimeField(_("not taken"), null=True, blank=True)
    why_refused = models.CharField(_("why it was not taken"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "on"], condition=Q(confirmed_at__isnull=False), name="reading_one_a_day"
            ),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(is_final=True, confirmed_at__isnull=False), name="reading_one_final"
            ),
            models.CheckConstraint(condition=Q(confirmed_at=None) | Q(refused_at=None), name="reading_taken_or_not"),
            models.CheckConstraint(condition=Q(refused_at=None) | ~Q(why_refused=""), name="reading_refused_with_reason"),
        ]
        indexes = [models.Index(fields=["indicator", "on"], name="reading_by_day")]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value.normalize() if isinstance(self.value, Decimal) else self.value} ({self.on})"

    @property
    def is_waiting(self) -> bool:
        """Whether the office has yet to look at it."""
        return self.confirmed_at is None and self.refused_at is None

    @property
    def has_evidence(self) -> bool:
        return bool(self.evidence_url or self.evidence_id)
