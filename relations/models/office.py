"""The office itself, and its numbering."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
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
        permissions = [
            ("view_overview", _("Can see the year in figures")),
            ("manage_tags", _("Can rename, merge and delete tags")),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_office")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "OfficeSettings":
        """Return the office's row, or an unsaved one with defaults where none was founded yet."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class MailSettings(models.Model):
    """The one row that says how fast mail may leave, and when (relations/mail/pace.py and hours.py); without it: at once."""

    mail_per_minute = models.PositiveIntegerField(
        _("messages a minute, all together"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("The most your mail server allows. Empty: as fast as the server takes them."),
    )
    mailing_per_minute = models.PositiveIntegerField(
        _("messages a minute of one mailing"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("The pace a new mailing begins with; its page can change it while it leaves. Empty: no limit."),
    )
    domain_per_minute = models.PositiveIntegerField(
        _("messages a minute to one provider"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("The most to any one domain, such as libero.it; single domains can have a ceiling of their own. "
                    "Empty: no limit."),
    )  # fmt: skip
    mail_from = models.TimeField(
        _("mailings leave from"), null=True, blank=True,
        help_text=_("Newsletters, appeals and releases wait for this hour; receipts and confirmations always leave at once."),
    )
    mail_until = models.TimeField(
        _("mailings leave until"), null=True, blank=True,
        help_text=_("What has not left by then goes on the next day. Empty: until midnight."),
    )
    mail_days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)]), verbose_name=_("days on which mailings leave"),
        default=list, blank=True,
        help_text=_("Numbers parted by commas: 0 is Monday, 6 is Sunday. Empty: every day."),
    )

    class Meta:
        verbose_name = _("pace of the post")
        verbose_name_plural = _("pace of the post")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_mail_settings"),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{field: None}) | models.Q(**{f"{field}__gte": 1}), name=f"{field}_moves"
                )
                for field in ("mail_per_minute", "mailing_per_minute", "domain_per_minute")
            ),
        ]

    def __str__(self) -> str:
        return str(_("How fast, and when"))

    @classmethod
    def current(cls) -> "MailSettings":
        """Return the row, or an unsaved one without any limit."""
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
