"""A partnership, who is in it, and how it goes through the six phases."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships import lifecycle, terms

PHASE_CHOICES = terms.PHASES.choices


class Partnership(models.Model):
    """Bodies working together towards results. `phase` is the furthest gate passed."""

    code = models.CharField(_("number"), max_length=12, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    together = models.TextField(_("why together"), blank=True, help_text=_("What neither could reach alone."))
    organizations = models.ManyToManyField(
        "relations.Organization", through="PartnershipParty", related_name="partnerships", verbose_name=_("parties")
    )
    request = models.ForeignKey(
        "partnerships.PartnerRequest", models.PROTECT, null=True, blank=True, related_name="partnerships",
        verbose_name=_("request"),
    )
    match = models.OneToOneField(
        "partnerships.Match", models.PROTECT, null=True, blank=True, related_name="partnership", verbose_name=_("match")
    )
    owner = models.ForeignKey(
        "relations.User", models.PROTECT, related_name="partnerships", verbose_name=_("followed by")
    )
    phase = models.CharField(_("phase"), max_length=16, choices=PHASE_CHOICES, default=PHASE_CHOICES[0][0])
    state = models.CharField(_("state"), max_length=10, choices=terms.PARTNERSHIP_STATES.choices, default="active")
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_step_on = models.DateField(_("on"), null=True, blank=True)
    with_volunteers = models.BooleanField(_("with company volunteers"), default=False)
    tell_partners = models.BooleanField(_("remind the partners by mail"), default=True)
    started_at = models.DateTimeField(_("opened"))
    phase_since = models.DateTimeField(_("in this phase since"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    outcome = models.TextField(_("how it ended, and why"), blank=True)
    last_event_at = models.DateTimeField(_("last event"))

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        permissions = [("override_gate", _("Can pass a phase with a written reason"))]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="partnership_has_title"),
            models.CheckConstraint(
                condition=Q(state__in=["active", "paused"], ended_at=None) | Q(ended_at__isnull=False), name="partnership_ended_has_date"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["active", "completed", "renewed"]) | ~Q(outcome=""), name="partnership_stopped_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "phase"], name="partnership_by_phase"),
            models.Index(fields=["state", "last_event_at"], name="partnership_by_silence"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:partnership", args=[self.code])

    @property
    def is_living(self) -> bool:
        return self.state in terms.LIVING

    @property
    def facts(self) -> frozenset[str]:
        """What some lines of the checklists depend on."""
        closing = self.phase == lifecycle.LAST.key and self.state != "renewed"
        return frozenset([lifecycle.HAS_VOLUNTEERS] * self.with_volunteers + [lifecycle.IS_CLOSING] * closing)

    def own_lines(self, phase: str = "") -> list[lifecycle.Deliverable]:
        """Return the lines that this partnership alone has in `phase` (default: the current one)."""
        rows = self.deliverables.filter(phase=phase or self.phase).exclude(title="")
        return [row.as_asked() for row in rows.order_by("pk")]

    def missing(self, phase: str = "") -> tuple[lifecycle.Deliverable, ...]:
        """Return the required lines not done in `phase` (default: the current one), its own among them."""
        phase = phase or self.phase
        return lifecycle.missing(phase, self.done_keys(phase), facts=self.facts, own=self.own_lines(phase))

    def done_keys(self, phase: str = "") -> set[str]:
        """Return the keys of the lines done in `phase` (default: the current one)."""
        done = self.deliverables.filter(phase=phase or self.phase).exclude(done_at=None)
        return set(done.values_list("key", flat=True))


class PartnershipParty(models.Model):
    """One body's part in a partnership."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="parties", verbose_name=_("partnership"))
    organization = models.ForeignKey(
        "relations.Organization", models.PROTECT, related_name="parts", verbose_name=_("organisation")
    )
    side = models.CharField(_("side"), max_length=10, choices=terms.SIDES.choices)
    contact = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact person")
    )
    brings = models.CharField(_("what it brings"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["side", "pk"]
        constraints = [models.UniqueConstraint(fields=["partnership", "organization"], name="party_once")]

    def __str__(self) -> str:
        return str(self.organization)


class PhaseChange(models.Model):
    """One passage from a phase to another."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="changes", verbose_name=_("partnership"))
    from_phase = models.CharField(_("from"), max_length=16, choices=PHASE_CHOICES, blank=True)
    to_phase = models.CharField(_("to"), max_length=16, choices=PHASE_CHOICES)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who"))
    why = models.TextField(_("why"), blank=True)
    overridden = models.BooleanField(_("passed with a reason"), default=False)
    missing = models.JSONField(_("what was missing"), default=list, blank=True)

    class Meta:
        verbose_name = _("passage of phase")
        verbose_name_plural = _("passages of phase")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_phase=models.F("to_phase")), name="phase_change_moves"),
            models.CheckConstraint(condition=Q(overridden=False) | ~Q(why=""), name="override_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}: {self.get_to_phase_display()}"


class Deliverable(models.Model):
    """One item of a phase's checklist once somebody was charged with it, or did it. No row: nothing yet.

    A row with a `title` is a line that its partnership alone has, `required` when the phase is not left without it.
    """

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="deliverables", verbose_name=_("partnership"))
    phase = models.CharField(_("phase"), max_length=16, choices=PHASE_CHOICES)
    key = models.CharField(_("item"), max_length=40)
    owner = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    due_on = models.DateField(_("due by"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("done by")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    title = models.CharField(_("words of its own"), max_length=160, blank=True)
    required = models.BooleanField(_("needed to pass"), default=False)
    by_archive = models.BooleanField(_("shown by the archive"), default=False, editable=False)

    class Meta:
        verbose_name = _("checklist item")
        verbose_name_plural = _("checklist items")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "phase", "key"], name="deliverable_once"),
            models.CheckConstraint(condition=Q(required=False) | ~Q(title=""), name="deliverable_own_is_required"),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_at=None), name="deliverable_open_by_date")
        ]

    def __str__(self) -> str:
        return self.title or str(terms.deliverable_label(self.phase, self.key))

    def as_asked(self) -> lifecycle.Deliverable:
        """Return a line of its own as the six phases know lines."""
        return lifecycle.Deliverable(self.key, self.title, self.required)
