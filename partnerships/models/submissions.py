"""What a non-profit writes on the public form: its needs, its room, its limits; rows of the archive once it is taken in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships import terms


class NeedSubmission(models.Model):
    """One form sent. From a link of ours it is taken in at once; from the public page a colleague reads it first."""

    status = models.CharField(_("state"), max_length=10, choices=terms.SUBMISSION_STATUS.choices, default="draft")
    organization = models.ForeignKey(
        "relations.Organization",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="need_submissions",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("non-profit"), max_length=200)
    tax_code = models.CharField(_("tax code"), max_length=16, blank=True)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    province = models.CharField(_("province"), max_length=2, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    themes = ArrayField(
        models.CharField(max_length=2), verbose_name=_("activities of general interest"), default=list, blank=True
    )
    targets = ArrayField(models.CharField(max_length=24), verbose_name=_("people to help"), default=list, blank=True)
    refused = ArrayField(
        models.CharField(max_length=40), verbose_name=_("sectors and themes it refuses"), default=list, blank=True
    )
    # As typed and cleaned: each need and the capacity, with numbers and days as texts.
    needs = models.JSONField(_("needs"), default=list, blank=True)
    capacity = models.JSONField(_("capacity"), default=dict, blank=True)
    may_propose = models.BooleanField(_("may receive proposals"), default=False)
    language = models.CharField(_("language"), max_length=2, default="it")
    idempotency_key = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField(_("sent"))
    received_at = models.DateTimeField(_("received"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("needs sent in")
        verbose_name_plural = _("needs sent in")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="submission_has_name"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(received_at__isnull=False), name="submission_received_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(reason=""), name="submission_declined_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(organization__isnull=False), name="submission_accepted_of_someone"
            ),
        ]
        indexes = [models.Index(fields=["status", "-received_at"], name="submission_by_status")]

    def __str__(self) -> str:
        return self.name
