"""What was given, and the thanks it asks for."""

from datetime import datetime
from functools import cached_property

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fundraising import vocab
from relations.models import Organization, Person


class Donation(models.Model):
    """Money given by a person, a body, or nobody known (a collection box)."""

    person = models.ForeignKey(
        "relations.Person", models.PROTECT, null=True, blank=True, related_name="donations", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        "relations.Organization", models.PROTECT, null=True, blank=True, related_name="donations",
        verbose_name=_("organisation"),
    )
    campaign = models.ForeignKey(
        "fundraising.Campaign", models.PROTECT, null=True, blank=True, related_name="donations", verbose_name=_("campaign")
    )
    appeal = models.ForeignKey(
        "fundraising.Appeal", models.PROTECT, null=True, blank=True, related_name="donations", verbose_name=_("appeal")
    )
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    legal_nature = models.CharField(_("legal nature"), max_length=24, choices=vocab.NATURES.choices, default="gift")
    payment_method = models.CharField(_("how"), max_length=16, choices=vocab.PAYMENT_METHODS.choices, default="transfer")
    payment_reference = models.CharField(
        _("payment reference"), max_length=80, blank=True, help_text=_("CRO or TRN, number of the cheque, transaction id.")
    )
    # The day of the gift is what counts for the tax year, not the day the bank credits it.
    given_on = models.DateField(_("given on"))
    credited_on = models.DateField(_("credited on"), null=True, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=vocab.DONATION_STATUS.choices, default="received")
    on_wall = models.BooleanField(
        _("name on the public page"), default=False, help_text=_("Only with the donor's permission.")
    )
    cf_from_payment = models.BooleanField(
        _("tax code read on the payment"), default=False, help_text=_("Counts for the yearly report to the tax agency.")
    )
    notes = models.TextField(_("notes"), blank=True)
    ended_on = models.DateField(_("returned or cancelled on"), null=True, blank=True, editable=False)
    ended_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    by = models.ForeignKey(
        "relations.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )
    created_at = models.DateTimeField(_("recorded"), editable=False)
    # Of the form that recorded it: a second post of the same page makes no second gift.
    entry_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("donation")
        verbose_name_plural = _("donations")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="donation_amount_positive"),
            models.CheckConstraint(
                condition=models.Q(person=None) | models.Q(organization=None), name="donation_of_one_donor"
            ),
            models.CheckConstraint(
                condition=models.Q(credited_on=None) | models.Q(credited_on__gte=models.F("given_on")),
                name="donation_credited_after_given",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["refunded", "voided"])
                | (models.Q(ended_on__isnull=False) & ~models.Q(ended_reason="")),
                name="donation_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(on_wall=False) | ~models.Q(person=None, organization=None), name="nobody_is_not_on_wall"
            ),
        ]
        indexes = [
            models.Index(fields=["-given_on", "-id"], name="donation_by_day"),
            models.Index(fields=["campaign", "-given_on", "-id"], name="donation_by_campaign"),
            models.Index(fields=["person", "-given_on"], name="donation_by_person"),
            models.Index(fields=["organization", "-given_on"], name="donation_by_organization"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("fundraising:donation", args=[self.code])

    @property
    def code(self) -> str:
        """What the office calls it and what a donor may write on a transfer: D000123."""
        return f"D{self.pk:06d}" if self.pk else "D"

    @property
    def donor(self) -> Person | Organization | None:
        return self.person or self.organization

    @property
    def donor_name(self) -> str:
        return str(self.donor) if self.donor else gettext("Anonymous")

    @property
    def wall_name(self) -> str:
        """How the donor stands on the public page: a body in full, a person as "Giovanna R."."""
        if self.person is None:
            return self.donor_name
        return f"{self.person.first_name} {self.person.last_name[:1]}.".strip()

    @property
    def nature(self) -> vocab.Nature:
        return vocab.NATURES[self.legal_nature]

    @property
    def method(self) -> vocab.Method:
        return vocab.PAYMENT_METHODS[self.payment_method]

    @property
    def status_term(self) -> vocab.Status:
        return vocab.DONATION_STATUS[self.status]

    @property
    def is_traceable(self) -> bool:
        return self.method.traceable

    @cached_property
    def living_receipt(self):
        """The receipt in force, or None; reads what was prefetched."""
        return next((receipt for receipt in self.receipts.all() if receipt.status != "annulled"), None)


class Thanks(models.Model):
    """The thanks owed for a gift: made with it in one transaction, due within 48 hours."""

    donation = models.OneToOneField(Donation, models.CASCADE, related_name="thanks", verbose_name=_("donation"))
    due_at = models.DateTimeField(_("due by"))
    state = models.CharField(_("state"), max_length=10, choices=vocab.THANKS_STATE.choices, default="owed")
    how = models.CharField(_("how"), max_length=10, choices=vocab.THANKS_WAYS.choices, blank=True)
    done_at = models.DateTimeField(_("thanked"), null=True, blank=True)
    done_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="sent") | (~models.Q(how="") & models.Q(done_at__isnull=False)),
                name="thanks_sent_somehow",
            )
        ]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(state="owed"), name="thanks_owed_by_due")]

    def __str__(self) -> str:
        return f"{self.donation} {self.get_state_display()}"

    def is_late(self, at: datetime) -> bool:
        return self.state == "owed" and self.due_at < at
