"""Agreements and their addenda: who signs, the exact paper, the signatures. What was signed never changes."""

import secrets
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships import agreement_kinds as kinds
from partnerships import agreement_terms as terms


def stored_name(row: models.Model, filename: str) -> str:
    """Return a name nobody can guess: the file is served only by views that check who asks."""
    return f"accordi/{secrets.token_hex(2)}/{secrets.token_urlsafe(18)}.pdf"


class Agreement(models.Model):
    """The agreement of a partnership (number 0) or a numbered addendum to it.

    As a draft its clauses are negotiated; then its paper is made, and once somebody has signed, the database refuses to
    change what was printed.
    """

    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, related_name="agreements", verbose_name=_("partnership")
    )
    number = models.PositiveSmallIntegerField(_("number"), default=0)
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=terms.KINDS.choices, blank=True)
    gives_back = models.CharField(_("what comes back"), max_length=20, choices=terms.GIVES_BACK.choices, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    review_on = models.DateField(_("review by"), null=True, blank=True)
    invited_at = models.DateTimeField(_("parties invited into the room"), null=True, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=terms.STATUSES.choices, default="draft")
    snapshot = models.JSONField(_("what was printed"), default=dict, blank=True)
    pdf = models.FileField(_("file"), upload_to=stored_name, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    prepared_at = models.DateTimeField(_("paper made"), null=True, blank=True)
    prepared_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    asked_at = models.DateTimeField(_("signatures asked"), null=True, blank=True)
    signed_at = models.DateTimeField(_("signed by all"), null=True, blank=True)
    terminated_at = models.DateTimeField(_("terminated"), null=True, blank=True)
    terminated_why = models.TextField(_("why it was terminated"), blank=True)
    created_at = models.DateTimeField(_("begun"), editable=False)
    created_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("begun by"), editable=False
    )

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="agreement_number_once"),
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(status__in=["draft", "to_sign"]), name="one_agreement_at_work"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="agreement_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(status="draft") | ~Q(sha256=""), name="agreement_paper_has_hash"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "to_sign"], signed_at=None)
                | Q(status__in=["signed", "terminated"], signed_at__isnull=False, ends_on__isnull=False),
                name="agreement_signed_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(status="terminated") | (~Q(terminated_why="") & Q(terminated_at__isnull=False)),
                name="agreement_terminated_with_reason",
            ),
            # A gift is never a sponsorship contract, nor the other way round.
            *(
                models.CheckConstraint(
                    condition=~Q(kind=kind.key) | Q(gives_back__in=["", *kind.gives_back]),
                    name=f"agreement_{kind.key}_nature",
                )
                for kind in kinds.KINDS
                if kind.gives_back
            ),
        ]
        indexes = [models.Index(fields=["status", "ends_on"], name="agreement_by_end")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:agreement", args=[self.partnership.code, self.number])

    @property
    def is_addendum(self) -> bool:
        return self.number > 0

    @property
    def filename(self) -> str:
        """As it is called when it is taken away: accordo-2026-014.pdf, accordo-2026-014-integrazione-1.pdf."""
        base = f"accordo-{self.partnership.code.removeprefix('P-')}"
        return f"{base}-integrazione-{self.number}.pdf" if self.number else f"{base}.pdf"

    @property
    def back(self) -> kinds.GivesBack | None:
        return kinds.BACK.get(self.gives_back)

    @property
    def is_open(self) -> bool:
        """Whether its clauses may still change."""
        return self.status == "draft"

    def standing(self, today: date, ends_on: date | None = None):
        """Return the term of where it stands on a day; `ends_on` when an addendum moved the end."""
        if self.status != "signed":
            return terms.STATUSES[self.status]
        end = ends_on or self.ends_on
        if end < today:
            return terms.STANDINGS["expired"]
        if end - timedelta(days=kinds.EXPIRING_DAYS) <= today:
            return terms.STANDINGS["expiring"]
        return terms.STANDINGS["signed" if self.starts_on and self.starts_on > today else "in_force"]


class Signatory(models.Model):
    """Who signs for a party, and by what right; as declared by the party."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatories", verbose_name=_("agreement"))
    party = models.ForeignKey(
        "partnerships.PartnershipParty", models.PROTECT, related_name="signatories", verbose_name=_("party")
    )
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="signatories", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=160)
    role = models.CharField(_("role"), max_length=120)
    powers = models.CharField(_("by what right"), max_length=8, choices=terms.POWERS.choices)
    powers_note = models.CharField(_("which act"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"))

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["party__side", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "email"], name="signatory_once"),
            models.CheckConstraint(
                condition=Q(powers__in=["legal", "role"]) | ~Q(powers_note=""), name="signatory_powers_have_an_act"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def powers_words(self) -> str:
        """By what right, with the act."""
        label = str(self.get_powers_display())
        return f"{label}: {self.powers_note}" if self.powers_note else label


class SigningCode(models.Model):
    """A one-time code sent to the address of a signatory; only its hash is kept."""

    signatory = models.ForeignKey(Signatory, models.CASCADE, related_name="codes", verbose_name=_("signatory"))
    code_hash = models.CharField(max_length=64, editable=False)
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("works until"))
    tries = models.PositiveSmallIntegerField(_("wrong tries"), default=0)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("signing code")
        verbose_name_plural = _("signing codes")

    def __str__(self) -> str:
        return f"{self.signatory}: {self.sent_at:%d/%m/%Y %H:%M}"


class SignedCopy(models.Model):
    """The file signed on its own (on paper and scanned, or with a digital signature), exactly as it came in."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="copies", verbose_name=_("agreement"))
    file = models.FileField(_("file"), upload_to=stored_name)
    name = models.CharField(_("name"), max_length=150)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    signed_on = models.DateField(_("date of the signatures"))
    at = models.DateTimeField(_("uploaded"))
    by = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("uploaded by"))

    class Meta:
        verbose_name = _("signed file")
        verbose_name_plural = _("signed files")

    def __str__(self) -> str:
        return self.name


class Signature(models.Model):
    """One signature with its evidence. The database refuses to change or delete it."""

    signatory = models.OneToOneField(Signatory, models.PROTECT, related_name="signature", verbose_name=_("signatory"))
    method = models.CharField(_("how"), max_length=6, choices=terms.METHODS.choices)
    at = models.DateTimeField(_("when"))
    sha256 = models.CharField(_("fingerprint agreed to"), max_length=64)
    declared_name = models.CharField(_("name declared"), max_length=160)
    declared_role = models.CharField(_("role declared"), max_length=120)
    declared_powers = models.CharField(_("right declared"), max_length=240)
    email = models.EmailField(_("e-mail"))
    statement = models.TextField(_("what was agreed to"))
    ip = models.CharField(_("network address"), max_length=64, blank=True)
    user_agent = models.CharField(_("browser"), max_length=300, blank=True)
    code_sent_at = models.DateTimeField(_("code sent"), null=True, blank=True)
    copy = models.ForeignKey(
        SignedCopy, models.PROTECT, null=True, blank=True, related_name="signatures", verbose_name=_("signed file")
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.CheckConstraint(
                condition=Q(method="click", copy=None, code_sent_at__isnull=False)
                | Q(method="upload", copy__isnull=False),
                name="signature_has_evidence",
            ),
            models.CheckConstraint(condition=~Q(sha256=""), name="signature_has_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.declared_name}, {self.at:%d/%m/%Y %H:%M}"
