"""The office itself, and its numbering."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations.patron import day_of_year
from relations.tagging import DENIED


def denied_by_default() -> list[str]:
    """Return the words a new office refuses in tags of people."""
    return list(DENIED)


class OfficeSettings(models.Model):
    """The one row that says who we are; printed on receipts, mails and public pages."""

    name = models.CharField(_("name"), max_length=150, default="Ufficio Relazioni")
    short_name = models.CharField(_("short name"), max_length=40, default="Ufficio Relazioni")
    tagline = models.CharField(_("what it is"), max_length=120, blank=True)
    legal_nature = models.CharField(_("legal nature"), max_length=80, blank=True, help_text=_("For example: ODV, APS, ETS"))
    tax_code = models.CharField(_("tax code"), max_length=16, blank=True)
    vat_number = models.CharField(_("VAT number"), max_length=11, blank=True)
    runts_section = models.CharField(_("RUNTS section"), max_length=2, blank=True)
    runts_number = models.CharField(_("RUNTS number"), max_length=20, blank=True)
    legal_representative = models.CharField(_("legal representative"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    province = models.CharField(_("province"), max_length=2, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    pec = models.EmailField(_("PEC"), blank=True)
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    account_holder = models.CharField(
        _("account holder"), max_length=70, blank=True, help_text=_("Exactly as the bank has it: the bank checks it.")
    )
    patron_day = models.CharField(
        _("patron saint's day"), max_length=5, blank=True, validators=[day_of_year],
        help_text=_("Day and month, for example 09/12: nobody has things to do on it. Empty: the province's own."),
    )
    sender_name = models.CharField(_("sender's name"), max_length=80, blank=True)
    denied_tags = ArrayField(
        models.CharField(max_length=40), verbose_name=_("tags refused for people"), default=denied_by_default, blank=True,
        help_text=_("Words parted by commas. A tag in which one of them begins a word is refused for people: politics, "
                    "religion, health, origin, sexual life (art. 9 GDPR)."),
    )  # fmt: skip
    is_demo = models.BooleanField(_("demo office"), default=False, editable=False)

    class Meta:
        verbose_name = _("office settings")
        verbose_name_plural = _("office settings")
        permissions = [("view_overview", _("Can see the year in figures"))]
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_office")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "OfficeSettings":
        """Return the office's row, or an unsaved one with defaults where none was founded yet."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class Sequence(models.Model):
    """The last number given in a series and year; taken under a row lock (`actions.numbering`)."""

    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("numbering")
        verbose_name_plural = _("numberings")
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="one_sequence_per_year")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
