"""The causes we ask for, and each way of asking."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fundraising import vocab


class Campaign(models.Model):
    """A cause with a goal; the office itself is the beneficiary."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address of the page"), max_length=80, unique=True)
    # Goes into the reason for payment, so that a transfer is recognised: CAMP2601.
    code = models.CharField(_("code"), max_length=12, unique=True, editable=False)
    purpose = models.CharField(_("purpose, in one sentence"), max_length=300)
    story = models.TextField(_("story"), blank=True)
    update = models.TextField(_("where we are"), blank=True)
    collection_type = models.CharField(
        _("kind of collection"), max_length=10, choices=vocab.COLLECTION_TYPES.choices, default="continuous"
    )
    channels = ArrayField(
        models.CharField(max_length=20, choices=vocab.CHANNELS.choices), verbose_name=_("channels"), default=list, blank=True
    )
    goal = models.DecimalField(_("goal"), max_digits=12, decimal_places=2)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    manager = models.ForeignKey(
        "relations.User", models.PROTECT, related_name="campaigns", verbose_name=_("followed by")
    )
    status = models.CharField(_("state"), max_length=8, choices=vocab.CAMPAIGN_STATUS.choices, default="draft")
    is_public = models.BooleanField(_("public page"), default=False)
    created_at = models.DateTimeField(_("opened"), editable=False)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="campaign_has_name"),
            models.CheckConstraint(condition=models.Q(goal__gt=0), name="campaign_goal_positive"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="campaign_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(is_public=False) | ~models.Q(status="draft"), name="draft_campaign_is_private"
            ),
        ]
        indexes = [models.Index(fields=["-starts_on", "-id"], name="campaign_by_start")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("fundraising:campaign", args=[self.slug])

    @property
    def public_url(self) -> str:
        return reverse("fundraising:give", args=[self.slug])

    @property
    def status_term(self) -> vocab.Term:
        return vocab.CAMPAIGN_STATUS[self.status]

    @property
    def reason_for_payment(self) -> str:
        """What a donor writes on the transfer; 140 characters is what a SEPA transfer takes."""
        return f"{self.code} {self.name}"[:140]

    def days_left(self, today: date) -> int | None:
        """Days to the end, 0 on the last day; None without an end."""
        return None if self.ends_on is None else max(0, (self.ends_on - today).days)


class SuggestedAmount(models.Model):
    """A preset of the public page, with what it makes possible."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="amounts", verbose_name=_("campaign"))
    amount = models.DecimalField(_("amount"), max_digits=8, decimal_places=2)
    makes_possible = models.CharField(_("what it makes possible"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("suggested amount")
        verbose_name_plural = _("suggested amounts")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="suggested_amount_positive"),
            models.UniqueConstraint(fields=["campaign", "amount"], name="suggested_amount_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.amount}"


class Appeal(models.Model):
    """One way of asking for a campaign (a letter, an evening ...); a gift is traced back to it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="appeals", verbose_name=_("campaign"))
    name = models.CharField(_("name"), max_length=80)
    code = models.CharField(_("source code"), max_length=16)
    channel = models.CharField(_("channel"), max_length=20, choices=vocab.CHANNELS.choices)
    made_on = models.DateField(_("made on"), null=True, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=10, decimal_places=2, default=0)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="appeal_code_once"),
            models.CheckConstraint(condition=models.Q(cost__gte=0), name="appeal_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
