"""What is done and by when: activities and milestones, what waits for what, who does what."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships import programme_terms as terms
from partnerships.models.objectives import Objective
from partnerships.models.partnerships import Partnership, PartnershipParty


class Activity(models.Model):
    """Something to do (with a beginning) or a milestone (a day). Exactly one answers for it: a party, or a colleague."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="activities", verbose_name=_("partnership"))
    objective = models.ForeignKey(
        Objective, models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name=_("objective")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=terms.ACTIVITY_KINDS.choices, default="activity")
    title = models.CharField(_("title"), max_length=160)
    what = models.TextField(_("what is done"), blank=True)
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    due_on = models.DateField(_("due by"))
    # The A of the matrix; the others are rows of ActivityRole.
    accountable_party = models.ForeignKey(
        PartnershipParty, models.PROTECT, null=True, blank=True, related_name="answers_for", verbose_name=_("party that answers for it")
    )
    accountable_user = models.ForeignKey(
        "relations.User", models.PROTECT, null=True, blank=True, related_name="answers_for", verbose_name=_("colleague who answers for it")
    )
    # Without it the phase may be left all the same.
    is_required = models.BooleanField(_("needed to pass"), default=True)
    after = models.ManyToManyField(
        "self", through="ActivityLink", through_fields=("later", "earlier"), symmetrical=False, related_name="before",
        verbose_name=_("comes after"),
    )
    state = models.CharField(_("state"), max_length=6, choices=terms.ACTIVITY_STATES.choices, default="open")
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    reason = models.TextField(_("how it went, or why it is not done"), blank=True)
    created_at = models.DateTimeField(_("added"), editable=False)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="activity_has_title"),
            models.CheckConstraint(
                condition=Q(accountable_party__isnull=False, accountable_user=None)
                | Q(accountable_party=None, accountable_user__isnull=False),
                name="activity_one_accountable",
            ),
            models.CheckConstraint(
                condition=Q(kind="milestone", starts_on=None)
                | Q(kind="activity", starts_on__isnull=False, starts_on__lte=models.F("due_on")),
                name="activity_has_beginning",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None) | Q(state__in=["done", "waived"], closed_on__isnull=False),
                name="activity_closed_has_day",
            ),
            models.CheckConstraint(condition=~Q(state="waived") | ~Q(reason=""), name="activity_waived_with_reason"),
        ]
        indexes = [
            models.Index(fields=["partnership", "due_on"], name="activity_by_partnership"),
            models.Index(fields=["due_on"], condition=Q(state="open"), name="activity_open_by_day"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def accountable(self) -> object:
        """Who answers for it: a party or a colleague."""
        return self.accountable_party or self.accountable_user

    @property
    def is_milestone(self) -> bool:
        return self.kind == "milestone"

    def is_late(self, today: date) -> bool:
        """Whether its day has passed and it is still open."""
        return self.state == "open" and self.due_on < today


class ActivityLink(models.Model):
    """`later` cannot begin before `earlier` is done. Circles are refused by the action that ties them."""

    earlier = models.ForeignKey(Activity, models.CASCADE, related_name="links_later", verbose_name=_("first"))
    later = models.ForeignKey(Activity, models.CASCADE, related_name="links_earlier", verbose_name=_("then"))

    class Meta:
        verbose_name = _("dependency between activities")
        verbose_name_plural = _("dependencies between activities")
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="activity_link_once"),
            models.CheckConstraint(condition=~Q(earlier=models.F("later")), name="activity_link_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} → {self.later_id}"


class ActivityRole(models.Model):
    """Who does it, is heard about it or is told of it: a party or a colleague."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="roles", verbose_name=_("activity"))
    role = models.CharField(_("role"), max_length=1, choices=terms.ROLES.choices)
    party = models.ForeignKey(
        PartnershipParty, models.CASCADE, null=True, blank=True, related_name="activity_roles", verbose_name=_("party")
    )
    user = models.ForeignKey(
        "relations.User", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("colleague")
    )

    class Meta:
        verbose_name = _("role in an activity")
        verbose_name_plural = _("roles in activities")
        constraints = [
            # The A stands on the activity itself, where there is room for one.
            models.CheckConstraint(condition=Q(role__in=["R", "C", "I"]), name="activity_role_known"),
            models.CheckConstraint(
                condition=Q(party__isnull=False, user=None) | Q(party=None, user__isnull=False), name="activity_role_of_one"
            ),
            models.UniqueConstraint(fields=["activity", "role", "party"], name="activity_role_party_once"),
            models.UniqueConstraint(fields=["activity", "role", "user"], name="activity_role_user_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.party or self.user}"
