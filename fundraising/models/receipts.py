"""Receipts, which never change once issued, and the dated rules printed on them."""

import secrets

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fundraising import vocab


def stored_name(receipt: "Receipt", filename: str) -> str:
    """Return a name nobody can guess: the file is served only by the view that checks who asks."""
    return f"ricevute/{receipt.year}/{secrets.token_urlsafe(18)}.pdf"


class Receipt(models.Model):
    """A numbered proof of one gift. The database refuses to change what was printed, and to delete it."""

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    donation = models.ForeignKey(
        "fundraising.Donation", models.PROTECT, related_name="receipts", verbose_name=_("donation")
    )
    legal_nature = models.CharField(_("legal nature"), max_length=24, choices=vocab.NATURES.choices)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    status = models.CharField(_("state"), max_length=8, choices=vocab.RECEIPT_STATUS.choices, default="issued")
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        "relations.User", models.PROTECT, null=True, related_name="+", verbose_name=_("issued by")
    )
    snapshot = models.JSONField(_("what was printed"))
    pdf = models.FileField(_("file"), upload_to=stored_name)
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    annulled_at = models.DateTimeField(_("annulled"), null=True, blank=True)
    annulled_by = models.ForeignKey(
        "relations.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("annulled by")
    )
    annul_reason = models.CharField(_("reason"), max_length=200, blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="receipt_number_once"),
            models.UniqueConstraint(
                fields=["donation"], condition=~models.Q(status="annulled"), name="one_living_receipt"
            ),
            models.CheckConstraint(
                condition=models.Q(legal_nature__in=vocab.RECEIPT_NATURES), name="receipt_only_for_gifts"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="annulled") | (~models.Q(annul_reason="") & models.Q(annulled_at__isnull=False)),
                name="receipt_annulled_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(replaced_by=None) | models.Q(status="annulled"), name="only_annulled_is_replaced"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("fundraising:receipt", args=[self.code])

    @property
    def label(self) -> str:
        """As printed: 2026/00012."""
        return f"{self.year}/{self.number:05d}"

    @property
    def code(self) -> str:
        """As in an address: 2026-00012."""
        return f"{self.year}-{self.number:05d}"

    @property
    def status_term(self) -> vocab.Term:
        return vocab.RECEIPT_STATUS[self.status]


class TaxRule(models.Model):
    """A sentence for receipts and public pages that the law allows from one day to another, with its source.

    Which rule applies depends on who we are (RUNTS section), who gives, and the day of the gift. Nothing is computed:
    the income cap and the choice between deduction and detraction are the donor's, and unknown here.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=vocab.RULE_KINDS.choices, default="benefit")
    title = models.CharField(_("title"), max_length=120)
    donor_type = models.CharField(_("who gives"), max_length=8, choices=vocab.DONOR_TYPES.choices, default="any")
    runts_sections = ArrayField(
        models.CharField(max_length=2), verbose_name=_("our RUNTS section"), default=list, blank=True,
        help_text=_("Empty: whatever the section."),
    )
    percent = models.DecimalField(_("percentage"), max_digits=5, decimal_places=2, null=True, blank=True)
    ceiling = models.DecimalField(_("ceiling or threshold in euro"), max_digits=10, decimal_places=2, null=True, blank=True)
    text = models.TextField(_("text printed"))
    source = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("tax rule")
        verbose_name_plural = _("tax rules")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="tax_rule_ends_after_start",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="tax_rule_has_text"),
        ]

    def __str__(self) -> str:
        return self.title
