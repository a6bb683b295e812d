"""Opportunities to volunteer: what is looked for, when, who signs up, how many hours it came to."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from relations.vocab import community as vocab


class VolunteerOpportunity(models.Model):
    """What a body looks for volunteers for."""

    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, related_name="opportunities", verbose_name=_("organisation")
    )
    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    text = models.TextField(_("what one does"), blank=True)
    theme = models.CharField(_("theme"), max_length=12, choices=vocab.THEMES.choices)
    skills = models.CharField(_("what helps to know"), max_length=300, blank=True)
    venue = models.CharField(_("venue"), max_length=160)
    municipality = models.CharField(_("municipality"), max_length=80)
    minimum_age = models.PositiveSmallIntegerField(_("minimum age"), null=True, blank=True)
    team_allowed = models.BooleanField(_("a company team may come"), default=False)
    insurance = models.CharField(_("insurance"), max_length=300, blank=True)
    contact_name = models.CharField(_("who welcomes the volunteers"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail of who confirms the hours"))
    state = models.CharField(_("state"), max_length=10, choices=vocab.OPPORTUNITY_STATES.choices, default="draft")
    owner = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("followed by"))
    created_at = models.DateTimeField(_("added"))
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("volunteer opportunity")
        verbose_name_plural = _("volunteer opportunities")
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="opportunity_has_title")]
        indexes = [models.Index(fields=["state", "theme"], name="opportunity_by_theme")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("relations:opportunity", args=[self.slug])

    @property
    def slug(self) -> str:
        return f"{slugify(self.title)[:60].strip('-') or 'volontariato'}-{self.pk}"

    @property
    def public_url(self) -> str:
        return reverse("relations:opportunity_public", args=[self.slug])

    @property
    def state_term(self) -> vocab.Term:
        return vocab.OPPORTUNITY_STATES[self.state]

    @property
    def theme_term(self) -> vocab.Term:
        return vocab.THEMES[self.theme]


class VolunteerShift(models.Model):
    """A day and hours on which volunteers are looked for."""

    opportunity = models.ForeignKey(
        VolunteerOpportunity, models.CASCADE, related_name="shifts", verbose_name=_("volunteer opportunity")
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    venue = models.CharField(_("another venue"), max_length=160, blank=True)
    capacity = models.PositiveIntegerField(_("places"))
    # When the body was last asked, by the clock, who came.
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="shift_ends_after_start"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="shift_has_places"),
        ]
        indexes = [models.Index(fields=["opportunity", "starts_at"], name="shift_by_day")]

    def __str__(self) -> str:
        return f"{self.opportunity_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def hours(self) -> float:
        """How long it lasts, in hours."""
        return round((self.ends_at - self.starts_at).total_seconds() / 3600, 2)


class VolunteerSignup(models.Model):
    """Somebody, or a company's team, who offered to come to a shift."""

    shift = models.ForeignKey(VolunteerShift, models.CASCADE, related_name="signups", verbose_name=_("shift"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=2, default="it")
    people = models.PositiveSmallIntegerField(_("how many people"), default=1)
    company_name = models.CharField(_("company"), max_length=200, blank=True)
    company = models.ForeignKey(
        "relations.Organization", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("company in the archive")
    )
    message = models.TextField(_("message"), blank=True)
    # The words agreed to, so that the body may be given the name and how to reach it.
    consent_text = models.ForeignKey("relations.ConsentText", models.PROTECT, verbose_name=_("consent text"))
    state = models.CharField(_("state"), max_length=11, choices=vocab.SIGNUP_STATES.choices, default="unconfirmed")
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="volunteer_signups", verbose_name=_("person")
    )
    asked_at = models.DateTimeField(_("asked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)

    class Meta:
        verbose_name = _("sign-up of a volunteer")
        verbose_name_plural = _("sign-ups of volunteers")
        constraints = [
            models.UniqueConstraint(fields=["shift", "email"], condition=Q(state="confirmed"), name="one_volunteer_signup"),
            models.CheckConstraint(condition=Q(people__gte=1), name="volunteer_is_somebody"),
        ]
        indexes = [models.Index(fields=["shift", "state"], name="volunteers_of_shift")]

    def __str__(self) -> str:
        return f"{self.name} · {self.shift_id}"

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def state_term(self) -> vocab.Term:
        return vocab.SIGNUP_STATES[self.state]


class VolunteerHours(models.Model):
    """A fact: so many people gave so many hours each on a day; zero hours say that nobody came."""

    signup = models.OneToOneField(VolunteerSignup, models.CASCADE, related_name="confirmed_hours", verbose_name=_("sign-up"))
    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, related_name="volunteer_hours", verbose_name=_("organisation")
    )
    company = models.ForeignKey(
        "relations.Organization", models.SET_NULL, null=True, blank=True, related_name="hours_given", verbose_name=_("company")
    )
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="volunteer_hours", verbose_name=_("person")
    )
    on = models.DateField(_("on day"))
    people = models.PositiveSmallIntegerField(_("how many people"))
    hours = models.DecimalField(_("hours each"), max_digits=5, decimal_places=2)
    total = models.GeneratedField(
        expression=models.F("people") * models.F("hours"),
        output_field=models.DecimalField(max_digits=9, decimal_places=2), db_persist=True,
    )  # fmt: skip
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by"))
    confirmed_at = models.DateTimeField(_("confirmed"))

    class Meta:
        verbose_name = _("hours of volunteering")
        verbose_name_plural = _("hours of volunteering")
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=0) & Q(hours__lte=24), name="hours_of_one_day"),
        ]
        indexes = [models.Index(fields=["organization", "on"], name="hours_of_organization")]

    def __str__(self) -> str:
        return f"{self.on} {self.total}"
