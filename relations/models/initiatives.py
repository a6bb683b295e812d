"""Initiatives, those who have a stake in them, where they stand; and which introductions were decided."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from relations.text import Fold
from relations.vocab import initiatives as vocab

_SCORE = [MinValueValidator(1), MaxValueValidator(5)]


def _score(label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=_SCORE)


def _scores_in_range(name: str) -> models.CheckConstraint:
    fields = ("resources", "competences", "influence")
    within = Q()
    for field in fields:
        within &= Q(**{field: None}) | Q(**{f"{field}__range": (1, 5)})
    return models.CheckConstraint(condition=within, name=name)


class Initiative(models.Model):
    """Something we want to happen in the territory, for which consent is built."""

    title = models.CharField(_("title"), max_length=160)
    sort_title = models.GeneratedField(expression=Fold("title"), output_field=models.TextField(), db_persist=True)
    aim = models.TextField(_("aim"))
    state = models.CharField(_("state"), max_length=10, choices=vocab.INITIATIVE_STATES.choices, default="idea")
    provinces = ArrayField(models.CharField(max_length=2), verbose_name=_("provinces"), default=list, blank=True)
    municipalities = ArrayField(models.CharField(max_length=80), verbose_name=_("municipalities"), default=list, blank=True)
    themes = ArrayField(
        models.CharField(max_length=2), verbose_name=_("activities of general interest"), default=list, blank=True
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    owner = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("followed by"))
    strengths = models.TextField(_("strengths"), blank=True)
    weaknesses = models.TextField(_("weaknesses"), blank=True)
    opportunities = models.TextField(_("opportunities"), blank=True)
    threats = models.TextField(_("threats"), blank=True)
    created_at = models.DateTimeField(_("added"), editable=False)

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="initiative_has_title"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")), name="initiative_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["state", "sort_title", "id"], name="initiative_by_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("relations:initiative", args=[self.slug])

    @property
    def slug(self) -> str:
        return f"{slugify(self.title)[:60].strip('-') or 'iniziativa'}-{self.pk}"

    @property
    def term(self) -> vocab.Term:
        return vocab.INITIATIVE_STATES[self.state]


class Stakeholder(models.Model):
    """A body, or a person in a public or organisational role, with a stake in an initiative."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="stakeholders", verbose_name=_("initiative"))
    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, null=True, blank=True, related_name="stakes", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        "relations.Person", models.CASCADE, null=True, blank=True, related_name="stakes", verbose_name=_("person")
    )
    capacity = models.CharField(_("in what role"), max_length=200, blank=True)
    for_beneficiaries = models.BooleanField(_("speaks for those it is for"), default=False)
    contributions = ArrayField(models.CharField(max_length=16), verbose_name=_("what it brings"), default=list, blank=True)
    resources = _score(_("resources"))
    resources_note = models.CharField(_("note on resources"), max_length=300, blank=True)
    competences = _score(_("competences"))
    competences_note = models.CharField(_("note on competences"), max_length=300, blank=True)
    influence = _score(_("influence"))
    influence_note = models.CharField(_("note on influence"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("added"), editable=False)
    left_at = models.DateTimeField(_("taken off"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("stakeholder")
        verbose_name_plural = _("stakeholders")
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False, person=None) | Q(organization=None, person__isnull=False),
                name="stakeholder_is_one",
            ),
            models.CheckConstraint(condition=Q(person=None) | ~Q(capacity=""), name="stakeholder_person_in_a_role"),
            models.UniqueConstraint(fields=["initiative", "organization"], name="stakeholder_organization_once"),
            models.UniqueConstraint(fields=["initiative", "person"], name="stakeholder_person_once"),
            _scores_in_range("stakeholder_scores_1_to_5"),
        ]

    def __str__(self) -> str:
        return str(self.party)

    @property
    def party(self):
        return self.organization or self.person


class Appraisal(models.Model):
    """The scores of a stakeholder from a moment on: only added to, so that a past curve stays as it was."""

    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="appraisals", editable=False)
    resources = _score(_("resources"))
    competences = _score(_("competences"))
    influence = _score(_("influence"))
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    at = models.DateTimeField(_("when"), editable=False)

    class Meta:
        verbose_name = _("appraisal")
        verbose_name_plural = _("appraisals")
        default_permissions = ("view",)
        constraints = [_scores_in_range("appraisal_scores_1_to_5")]
        indexes = [models.Index(fields=["stakeholder", "at", "id"], name="appraisal_by_time")]

    def __str__(self) -> str:
        return f"{self.stakeholder} {self.at:%Y-%m-%d}"


class Position(models.Model):
    """Where a stakeholder stood on a day, and how we know. The database refuses changes, and private people."""

    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="positions", editable=False)
    value = models.SmallIntegerField(_("position"), choices=[(int(term.key), term.label) for term in vocab.POSITIONS])
    on = models.DateField(_("day"))
    capacity = models.CharField(_("in what role"), max_length=200, blank=True)
    source = models.CharField(_("evidence"), max_length=300)
    source_url = models.URLField(_("link"), max_length=500, blank=True)
    interaction = models.ForeignKey(
        "relations.Interaction", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    object_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    object_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    evidence = GenericForeignKey("object_type", "object_id")
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("written by"))
    at = models.DateTimeField(_("written"), editable=False)

    class Meta:
        # "Affiliation" is shown as a position already: here it is where somebody stands.
        verbose_name = _("stance")
        verbose_name_plural = _("stances")
        default_permissions = ("add", "delete", "view")
        constraints = [
            models.CheckConstraint(condition=Q(value__range=(-2, 2)), name="position_from_minus_2_to_2"),
            models.CheckConstraint(condition=~Q(source=""), name="position_has_evidence"),
        ]
        indexes = [models.Index(fields=["stakeholder", "on", "id"], name="position_by_day")]

    def __str__(self) -> str:
        """Never the value: labels stand in the activity log, which others may read."""
        return f"{self.stakeholder}, {self.on:%d/%m/%Y}"

    @property
    def term(self) -> vocab.Term:
        return vocab.POSITIONS[str(self.value)]


class Introduction(models.Model):
    """What was decided about two bodies that might get to know each other: proposed, or never."""

    one = models.ForeignKey("relations.Organization", models.CASCADE, related_name="+", verbose_name=_("organisation"))
    other = models.ForeignKey("relations.Organization", models.CASCADE, related_name="+", verbose_name=_("with"))
    verdict = models.CharField(_("decision"), max_length=10, choices=vocab.VERDICTS.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("introduction of bodies")
        verbose_name_plural = _("introductions of bodies")
        constraints = [
            # In whichever order they stand: two bodies have one decision.
            models.UniqueConstraint(Least("one", "other"), Greatest("one", "other"), name="introduction_once"),
        ]

    def __str__(self) -> str:
        return f"{self.one} – {self.other}"
