"""What a company asks for and what it can give."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships import terms


def _keys(size: int, label: str) -> ArrayField:
    """A list of keys of a fixed list."""
    return ArrayField(models.CharField(max_length=size), verbose_name=label, default=list, blank=True)


class PartnerRequest(models.Model):
    """A company's request for a partner. A draft holds what was typed so far; the number comes when it is confirmed."""

    class Call(models.TextChoices):
        MORNING = "morning", _("In the morning, from 9 to 12")
        AFTERNOON = "afternoon", _("In the afternoon, from 14 to 17")
        EMAIL = "email", _("Better an e-mail")

    code = models.CharField(_("number"), max_length=12, blank=True, editable=False)
    status = models.CharField(
        _("state"), max_length=16, choices=terms.REQUEST_STATUS.choices, default="draft", editable=False
    )
    # What the company typed about itself: kept as typed, also once the organisation is known.
    company_name = models.CharField(_("company"), max_length=200)
    vat_number = models.CharField(_("VAT number"), max_length=11)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    province = models.CharField(_("province"), max_length=2, blank=True)
    sector = models.CharField(_("sector of activity"), max_length=10, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    organization = models.ForeignKey(
        "relations.Organization", models.PROTECT, null=True, blank=True, related_name="partner_requests",
        verbose_name=_("organisation"),
    )
    results = _keys(24, _("results sought"))
    results_text = models.TextField(_("in their own words"), blank=True)
    themes = _keys(2, _("activities of general interest"))
    sdgs = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("goals of the 2030 agenda"), default=list, blank=True)
    targets = _keys(24, _("people to help"))
    territory = _keys(2, _("provinces"))
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    wants = _keys(24, _("what it wants back"))
    exclusions = _keys(40, _("what it excludes"))
    limits_text = models.TextField(_("limits, in their own words"), blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_role = models.CharField(_("role"), max_length=100, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    best_call = models.CharField(_("when to call"), max_length=10, choices=Call, default=Call.MORNING)
    may_be_shown = models.BooleanField(_("may be shown without its name"), default=False)
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person"), editable=False
    )
    privacy_version = models.CharField(max_length=20, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=2, default="it", editable=False)
    idempotency_key = models.UUIDField(unique=True, editable=False)
    owner = models.ForeignKey(
        "relations.User", models.PROTECT, null=True, blank=True, related_name="partner_requests", verbose_name=_("followed by")
    )
    answer_due_on = models.DateField(_("first answer by"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("begun"), editable=False)
    saved_at = models.DateTimeField(editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    received_at = models.DateTimeField(_("received"), null=True, blank=True, editable=False)
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.TextField(_("reason"), blank=True)
    # How the last ranking came out; the proposals themselves are rows of Match.
    matched_at = models.DateTimeField(null=True, blank=True, editable=False)
    weights_version = models.CharField(max_length=40, blank=True, editable=False)
    candidates_count = models.PositiveIntegerField(default=0, editable=False)
    blocked = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("partner request")
        verbose_name_plural = _("partner requests")
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="request_code_once"),
            models.CheckConstraint(
                condition=Q(status="draft") | (~Q(code="") & Q(received_at__isnull=False)), name="request_received_has_code"
            ),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gte=models.F("from_on")),
                name="request_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(status="declined") | ~Q(reason=""), name="request_declined_with_reason"),
        ]
        indexes = [
            models.Index(fields=["status", "-received_at"], name="request_by_status"),
            models.Index(fields=["vat_number"], name="request_by_vat"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.company_name}".strip()

    def get_absolute_url(self) -> str:
        return reverse("partnerships:request", args=[self.code])

    @property
    def is_open(self) -> bool:
        return self.status in terms.REQUEST_OPEN

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has taken it yet."""
        return self.status == "received"


class Offer(models.Model):
    """One thing a company can give: in a request, or on its own."""

    request = models.ForeignKey(
        PartnerRequest, models.CASCADE, null=True, blank=True, related_name="offers", verbose_name=_("request")
    )
    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, null=True, blank=True, related_name="offers", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=terms.OFFERS.choices)
    quantity = models.DecimalField(_("how much"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=16, blank=True, choices=terms.UNITS.choices)
    description = models.CharField(_("description"), max_length=300, blank=True)
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    limits_text = models.CharField(_("limits"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.CheckConstraint(
                condition=Q(request__isnull=False) | Q(organization__isnull=False), name="offer_of_someone"
            ),
            models.CheckConstraint(condition=Q(quantity=None) | Q(quantity__gt=0), name="offer_quantity_positive"),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.get_kind_display(), self.description]))
