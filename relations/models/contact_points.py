"""How a person or a body is reached."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from relations import vocab


class ContactPoint(models.Model):
    """One address, number or site. `normalized` is what is compared: lower-case mail, E.164 phone."""

    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, null=True, blank=True, related_name="contact_points",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        "relations.Person", models.CASCADE, null=True, blank=True, related_name="contact_points", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=vocab.CONTACT_KINDS.choices)
    value = models.CharField(_("address or number"), max_length=254)
    normalized = models.CharField(max_length=254, editable=False)
    label = models.CharField(_("note"), max_length=60, blank=True)
    is_primary = models.BooleanField(_("main"), default=False)
    ended_at = models.DateTimeField(_("no longer valid"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact detail")
        verbose_name_plural = _("contact details")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False, person=None) | models.Q(organization=None, person__isnull=False),
                name="contact_point_of_one",
            )
        ]
        indexes = [models.Index(fields=["kind", "normalized"], name="contact_point_lookup")]

    def __str__(self) -> str:
        return self.value

    @property
    def party(self):
        return self.organization or self.person
