"""Where a party is found, and where a body is paid."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from relations import formats
from relations.vocab.places import ADDRESS_KINDS

OF_ONE = Q(organization__isnull=False, person=None) | Q(organization=None, person__isnull=False)


class Address(models.Model):
    """One address of a body or a person; closed with its day, never overwritten when they move."""

    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, null=True, blank=True, related_name="addresses", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        "relations.Person", models.CASCADE, null=True, blank=True, related_name="addresses", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ADDRESS_KINDS.choices)
    street = models.CharField(_("street"), max_length=120, blank=True)
    number = models.CharField(_("house number"), max_length=12, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    municipality = models.ForeignKey(
        "relations.Municipality", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )
    foreign_town = models.CharField(_("town abroad"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=60, blank=True)
    is_primary = models.BooleanField(_("main"), default=False)
    created_at = models.DateTimeField(_("added"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.CheckConstraint(condition=OF_ONE, name="address_of_one"),
            models.CheckConstraint(
                condition=~Q(street="") | Q(municipality__isnull=False) | ~Q(foreign_town=""), name="address_says_where"
            ),
            models.CheckConstraint(
                condition=Q(municipality=None) | Q(country="", foreign_town=""), name="address_here_or_abroad"
            ),
            models.CheckConstraint(condition=Q(is_primary=False) | Q(ended_on=None), name="main_address_stands"),
            models.UniqueConstraint(fields=["organization"], condition=Q(is_primary=True), name="organization_main_address"),
            models.UniqueConstraint(fields=["person"], condition=Q(is_primary=True), name="person_main_address"),
        ]

    def __str__(self) -> str:
        return ", ".join(self.lines)

    @property
    def party(self):
        return self.organization or self.person

    @property
    def town(self) -> str:
        """Return "27036 Mortara (PV)", or the town and country abroad."""
        if self.municipality is None:
            return " ".join(filter(None, [self.postal_code, self.foreign_town]))
        place = f"{self.municipality.name} ({self.municipality.province_id})"
        return f"{self.postal_code} {place}".strip()

    @property
    def lines(self) -> list[str]:
        """Return the address as it stands on an envelope, without the name."""
        return [line for line in (" ".join(filter(None, [self.street, self.number])), self.town, self.country) if line]


class BankAccount(models.Model):
    """An account of a body. The IBAN is checked with its national digit (CIN) and shown whole only to who may see it."""

    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, related_name="bank_accounts", verbose_name=_("organisation")
    )
    iban = models.CharField("IBAN", max_length=34)
    holder = models.CharField(_("account holder"), max_length=70, blank=True)
    note = models.CharField(_("note"), max_length=60, blank=True)
    created_at = models.DateTimeField(_("added"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        constraints = [
            models.UniqueConstraint(fields=["organization", "iban"], condition=Q(ended_on=None), name="iban_once_per_body")
        ]

    def __str__(self) -> str:
        return self.masked

    @property
    def grouped(self) -> str:
        return formats.iban_groups(self.iban)

    @property
    def masked(self) -> str:
        """Return "IT60 ···· 3456": what lists, the log and readers show."""
        return f"{self.iban[:4]} ···· {self.iban[-4:]}"
