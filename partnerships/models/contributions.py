"""Who puts what into a partnership: promised, delivered with proof, hours given, money planned and used."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships import programme_terms as terms
from partnerships.models.activities import Activity
from partnerships.models.partnerships import Partnership, PartnershipParty
from partnerships.terms import UNITS


def _euro(label: str, **options: object) -> models.DecimalField:
    return models.DecimalField(label, max_digits=12, decimal_places=2, **options)


class BudgetLine(models.Model):
    """One heading of the common budget: what it was planned to cost. What was spent on it are rows of BudgetUse."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="budget_lines", verbose_name=_("partnership"))
    name = models.CharField(_("heading"), max_length=160)
    planned = _euro(_("planned"), validators=[MinValueValidator(Decimal("0.01"))])
    created_at = models.DateTimeField(_("added"), editable=False)

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="budget_line_has_name"),
            models.CheckConstraint(condition=Q(planned__gt=0), name="budget_line_positive"),
            models.UniqueConstraint(fields=["partnership", "name"], name="budget_line_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Contribution(models.Model):
    """What one party promised to put in. Without `party` it is the office's own. What arrived are rows of Delivery."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="contributions", verbose_name=_("partnership"))
    party = models.ForeignKey(
        PartnershipParty, models.PROTECT, null=True, blank=True, related_name="contributions", verbose_name=_("given by")
    )
    # Empty: to the programme, for all.
    to_party = models.ForeignKey(
        PartnershipParty, models.PROTECT, null=True, blank=True, related_name="receives", verbose_name=_("given to")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=terms.CONTRIBUTION_KINDS.choices)
    what = models.CharField(_("what exactly"), max_length=200)
    quantity = models.DecimalField(_("how much"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=16, blank=True, choices=UNITS.choices)
    # For money the sum itself; for the rest an estimate, `basis` says of whom and how.
    value = _euro(_("value in euro"), null=True, blank=True)
    basis = models.CharField(_("how it was estimated"), max_length=200, blank=True)
    gains = models.CharField(_("who gains by it, and what"), max_length=200, blank=True)
    due_on = models.DateField(_("due by"), null=True, blank=True)
    # Money tied to one heading can be used for nothing else.
    only_for = models.ForeignKey(
        BudgetLine, models.PROTECT, null=True, blank=True, related_name="reserved", verbose_name=_("only for")
    )
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    why_withdrawn = models.CharField(_("why it was taken back"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("promised on"), editable=False)
    created_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="contribution_says_what"),
            models.CheckConstraint(condition=Q(quantity=None) | Q(quantity__gt=0), name="contribution_quantity_positive"),
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="contribution_value_not_negative"),
            models.CheckConstraint(condition=~Q(kind="cash") | Q(value__isnull=False, value__gt=0), name="contribution_money_has_sum"),
            models.CheckConstraint(condition=Q(only_for=None) | Q(kind="cash"), name="contribution_only_money_is_tied"),
            models.CheckConstraint(condition=Q(party=None) | Q(to_party=None) | ~Q(party=F("to_party")), name="contribution_to_another"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(why_withdrawn=""), name="contribution_withdrawn_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "party"], name="contribution_by_party")]

    def __str__(self) -> str:
        return self.what


class Delivery(models.Model):
    """A part of a contribution, or all of it, that arrived. It is proven by a file, a link, or the word of who received it."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="deliveries", verbose_name=_("contribution"))
    on = models.DateField(_("on"))
    quantity = models.DecimalField(_("how much"), max_digits=12, decimal_places=2, null=True, blank=True)
    value = _euro(_("value in euro"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    evidence_url = models.URLField(_("link to the evidence"), max_length=500, blank=True)
    evidence = models.ForeignKey(
        "relations.Attachment", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    # Who wrote it down: the giver by link, or a colleague.
    sent_by = models.CharField(_("sent by"), max_length=200, blank=True)
    written_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written down by")
    )
    created_at = models.DateTimeField(_("added"), editable=False)
    # The word of another party, by link.
    received_by = models.ForeignKey(
        PartnershipParty, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("received by")
    )
    received_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.CheckConstraint(condition=Q(quantity=None) | Q(quantity__gt=0), name="delivery_quantity_positive"),
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="delivery_value_not_negative"),
            models.CheckConstraint(condition=Q(received_at=None) | ~Q(confirmed_by=""), name="delivery_confirmed_by_somebody"),
        ]
        indexes = [models.Index(fields=["contribution", "on"], name="delivery_by_day")]

    def __str__(self) -> str:
        return f"{self.contribution} ({self.on})"

    @property
    def is_proven(self) -> bool:
        """Whether something besides our own word shows it."""
        return bool(self.evidence_url or self.evidence_id or self.received_at)


class HoursEntry(models.Model):
    """So many people of `giver` gave so many hours each on a day; it counts once `host` has confirmed it."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="hours", verbose_name=_("partnership"))
    contribution = models.ForeignKey(
        Contribution, models.SET_NULL, null=True, blank=True, related_name="hours", verbose_name=_("contribution")
    )
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="hours", verbose_name=_("activity"))
    giver = models.ForeignKey(PartnershipParty, models.PROTECT, related_name="hours_given", verbose_name=_("whose volunteers"))
    host = models.ForeignKey(PartnershipParty, models.PROTECT, related_name="hours_hosted", verbose_name=_("who took them in"))
    on = models.DateField(_("on"))
    people = models.PositiveSmallIntegerField(_("how many people"), default=1)
    hours_each = models.DecimalField(_("hours each"), max_digits=5, decimal_places=2)
    total = models.GeneratedField(
        expression=F("people") * F("hours_each"), output_field=models.DecimalField(_("hours"), max_digits=10, decimal_places=2),
        db_persist=True,
    )
    what = models.CharField(_("what was done"), max_length=200, blank=True)
    sent_by = models.CharField(_("sent by"), max_length=200, blank=True)
    written_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written down by")
    )
    created_at = models.DateTimeField(_("added"), editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=200, blank=True)
    refused_at = models.DateTimeField(_("not confirmed"), null=True, blank=True)
    why_refused = models.CharField(_("why it was not confirmed"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("volunteer hours")
        verbose_name_plural = _("volunteer hours")
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="hours_of_somebody"),
            models.CheckConstraint(condition=Q(hours_each__gt=0, hours_each__lte=24), name="hours_within_a_day"),
            models.CheckConstraint(condition=~Q(giver=F("host")), name="hours_given_to_another"),
            models.CheckConstraint(condition=Q(confirmed_at=None) | Q(refused_at=None), name="hours_confirmed_or_not"),
            models.CheckConstraint(condition=Q(confirmed_at=None) | ~Q(confirmed_by=""), name="hours_confirmed_by_somebody"),
            models.CheckConstraint(condition=Q(refused_at=None) | ~Q(why_refused=""), name="hours_refused_with_reason"),
        ]
        indexes = [models.Index(fields=["partnership", "on"], name="hours_by_day")]

    def __str__(self) -> str:
        return f"{self.giver}, {self.on}"

    @property
    def is_waiting(self) -> bool:
        """Whether the host has yet to say so."""
        return self.confirmed_at is None and self.refused_at is None


class BudgetUse(models.Model):
    """Money of the pool spent on a heading. The pool never goes below zero: the action that writes it sees to that."""

    line = models.ForeignKey(BudgetLine, models.CASCADE, related_name="uses", verbose_name=_("budget line"))
    on = models.DateField(_("on"))
    amount = _euro(_("amount"), validators=[MinValueValidator(Decimal("0.01"))])
    what = models.CharField(_("for what"), max_length=200)
    # Who spent it; empty: the office.
    party = models.ForeignKey(
        PartnershipParty, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("spent by")
    )
    evidence_url = models.URLField(_("link to the evidence"), max_length=500, blank=True)
    evidence = models.ForeignKey(
        "relations.Attachment", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    written_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written down by")
    )
    created_at = models.DateTimeField(_("added"), editable=False)

    class Meta:
        verbose_name = _("use of the budget")
        verbose_name_plural = _("uses of the budget")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_use_positive"),
            models.CheckConstraint(condition=~Q(what=""), name="budget_use_says_what"),
        ]
        indexes = [models.Index(fields=["line", "on"], name="budget_use_by_day")]

    def __str__(self) -> str:
        return self.what
