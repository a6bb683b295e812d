"""Organisations, people, and the ties between them."""

from datetime import UTC, datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from relations import places, vocab
from relations.text import Fold

# Stands for "never heard" where lists are ordered by the last contact: null cannot be paged through.
NEVER = datetime(1900, 1, 1, tzinfo=UTC)
SIZES = (("micro", 10), ("small", 50), ("medium", 250))


class Party(models.Model):
    """What a person and a body have in common."""

    owner = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("followed by")
    )
    tax_code = models.CharField(_("tax code"), max_length=16, blank=True)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    province = models.CharField(_("province"), max_length=2, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    tags = ArrayField(models.CharField(max_length=40), verbose_name=_("tags"), default=list, blank=True)
    last_contact_at = models.DateTimeField(_("last contact"), null=True, blank=True, editable=False)
    # Kept by actions.closeness: when they last spoke or wrote to us, and how strong the tie is out of 100.
    last_heard_at = models.DateTimeField(_("last heard from"), null=True, blank=True, editable=False)
    strength = models.PositiveSmallIntegerField(_("strength"), default=0, editable=False)
    contact_rhythm_days = models.PositiveSmallIntegerField(_("to be heard every (days)"), null=True, blank=True)
    external_code = models.CharField(_("external code"), max_length=40, blank=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    created_at = models.DateTimeField(_("added"))

    class Meta:
        abstract = True

    @property
    def slug(self) -> str:
        return f"{slugify(str(self))[:60].strip('-') or 'scheda'}-{self.pk}"


class Organization(Party):
    """A company, non-profit, institution, school, outlet ...: any body we deal with."""

    kind = models.CharField(_("kind"), max_length=16, choices=vocab.ORGANIZATION_KINDS.choices)
    name = models.CharField(_("name"), max_length=200)
    sort_name = models.GeneratedField(expression=Fold("name"), output_field=models.TextField(), db_persist=True)
    legal_form = models.CharField(_("legal form"), max_length=24, blank=True, choices=vocab.LEGAL_FORMS.choices)
    vat_number = models.CharField(_("VAT number"), max_length=11, blank=True)
    sdi_code = models.CharField(_("SDI code"), max_length=7, blank=True)
    foreign_vat = models.CharField(_("foreign VAT number"), max_length=20, blank=True)
    foreign_country = models.CharField(_("country of the VAT number"), max_length=60, blank=True)
    is_benefit = models.BooleanField(_("benefit company"), default=False)
    sector = models.CharField(_("ATECO sector"), max_length=10, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    volunteers = models.PositiveIntegerField(_("volunteers"), null=True, blank=True)
    runts_section = models.CharField(_("RUNTS section"), max_length=2, blank=True, choices=vocab.RUNTS_SECTIONS.choices)
    runts_number = models.CharField(_("RUNTS number"), max_length=20, blank=True)
    runts_registered_on = models.DateField(_("in the RUNTS since"), null=True, blank=True)
    runts_verified_on = models.DateField(_("RUNTS entry checked on"), null=True, blank=True)
    mission = models.TextField(_("what it does"), blank=True)
    themes = ArrayField(
        models.CharField(max_length=2), verbose_name=_("activities of general interest"), default=list, blank=True
    )
    sdgs = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("goals of the 2030 agenda"), default=list, blank=True)
    targets = ArrayField(models.CharField(max_length=24), verbose_name=_("people it works for"), default=list, blank=True)
    service_area = ArrayField(
        models.CharField(max_length=2), verbose_name=_("provinces it works in"), default=list, blank=True
    )
    service_regions = ArrayField(
        models.CharField(max_length=2), verbose_name=_("regions it works in"), default=list, blank=True
    )
    service_municipalities = ArrayField(
        models.CharField(max_length=6), verbose_name=_("municipalities it works in"), default=list, blank=True
    )
    refused = ArrayField(
        models.CharField(max_length=40), verbose_name=_("sectors and themes it refuses"), default=list, blank=True
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="organization_has_name"),
            models.UniqueConstraint(
                fields=["vat_number"], condition=~models.Q(vat_number="") & models.Q(archived_at=None), name="vat_number_once"
            ),
        ]
        indexes = [
            models.Index(fields=["sort_name", "id"], name="organization_by_name"),
            models.Index(fields=["kind", "sort_name", "id"], name="organization_by_kind"),
            models.Index(fields=["-last_contact_at", "-id"], name="organization_by_contact"),
            models.Index(fields=["-strength", "-id"], name="organization_by_strength"),
            models.Index(Coalesce("last_contact_at", models.Value(NEVER)), "id", name="organization_by_silence"),
            models.Index(fields=["province", "municipality"], name="organization_by_place"),
            GinIndex(fields=["service_area"], name="organization_serves"),
            GinIndex(fields=["tags"], name="organization_tags"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("relations:organization", args=[self.slug])

    @property
    def size(self) -> str:
        """Return the size of a company by its employees (EU: under 10, 50, 250); empty where it is not known."""
        if self.kind != "company" or self.employees is None:
            return ""
        return next((key for key, under in SIZES if self.employees < under), "large")

    @property
    def provinces_served(self) -> frozenset[str]:
        """Return every province it works in, also through a region or a single municipality."""
        regions = (places.provinces_of_region(code) for code in self.service_regions)
        towns = (places.province_of().get(code) for code in self.service_municipalities)
        return frozenset(self.service_area).union(filter(None, towns), *regions)

    @property
    def initials(self) -> str:
        words = [word for word in self.name.replace("'", " ").split() if word[0].isalnum()]
        return "".join(word[0] for word in words[:2]).upper() or "?"


class Person(Party):
    """Somebody we know."""

    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80)
    sort_name = models.GeneratedField(
        expression=Fold(models.functions.Concat("last_name", models.Value(" "), "first_name")),
        output_field=models.TextField(),
        db_persist=True,
    )
    salutation = models.CharField(_("salutation"), max_length=60, blank=True, help_text=_("For example: Gentile dottoressa"))
    public_role = models.CharField(
        _("public office"), max_length=120, blank=True, help_text=_("Only public facts: office, body, mandate.")
    )
    language = models.CharField(_("language"), max_length=2, choices=[("it", "Italiano"), ("en", "English")], default="it")
    involvement = models.CharField(_("involvement"), max_length=16, choices=vocab.INVOLVEMENT.choices, default="informed")
    died_on = models.DateField(_("died on"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.CheckConstraint(condition=~models.Q(last_name=""), name="person_has_name")]
        indexes = [
            models.Index(fields=["sort_name", "id"], name="person_by_name"),
            models.Index(fields=["-last_contact_at", "-id"], name="person_by_contact"),
            models.Index(fields=["-strength", "-id"], name="person_by_strength"),
            models.Index(Coalesce("last_contact_at", models.Value(NEVER)), "id", name="person_by_silence"),
            models.Index(fields=["province", "municipality"], name="person_by_place"),
            GinIndex(fields=["tags"], name="person_tags"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("relations:person", args=[self.slug])

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def initials(self) -> str:
        return (self.first_name[:1] + self.last_name[:1]).upper()


class Affiliation(models.Model):
    """A person's tie to a body, with its dates: closed, never overwritten."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations", verbose_name=_("person"))
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="affiliations", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=100)
    is_main_contact = models.BooleanField(_("main contact"), default=False)
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    came_from = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="went_to", verbose_name=_("position left for this one")
    )

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(started_on=None) | models.Q(ended_on__gte=models.F("started_on")),
                name="affiliation_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.role}, {self.organization}"


class Relationship(models.Model):
    """A typed tie between two bodies."""

    source = models.ForeignKey(Organization, models.CASCADE, related_name="ties_out", verbose_name=_("organisation"))
    target = models.ForeignKey(Organization, models.CASCADE, related_name="ties_in", verbose_name=_("with"))
    kind = models.CharField(_("tie"), max_length=16, choices=vocab.TIES.choices)
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("tie")
        verbose_name_plural = _("ties")
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="tie_with_another"),
            models.UniqueConstraint(
                fields=["source", "target", "kind"], condition=models.Q(ended_on=None), name="one_open_tie"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} – {self.get_kind_display()} – {self.target}"
