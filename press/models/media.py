"""Those who write about us, what they wrote, and what we sent them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from press import vocab


class Outlet(models.Model):
    """A newspaper, radio, site ...: the press side of an organisation of the archive."""

    organization = models.OneToOneField(
        "relations.Organization", models.PROTECT, related_name="outlet", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=vocab.OUTLET_KINDS.choices)
    area = models.CharField(_("area covered"), max_length=80, blank=True)
    periodicity = models.CharField(_("comes out"), max_length=60, blank=True)
    deadline = models.CharField(_("closes the page at"), max_length=60, blank=True)
    topics = ArrayField(models.CharField(max_length=16), verbose_name=_("topics"), default=list, blank=True)
    created_at = models.DateTimeField(_("added"), editable=False)

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")

    def __str__(self) -> str:
        return self.organization.name


class Journalist(models.Model):
    """A person who writes for one or more outlets."""

    person = models.OneToOneField("relations.Person", models.PROTECT, related_name="journalist", verbose_name=_("person"))
    outlets = models.ManyToManyField(Outlet, related_name="journalists", verbose_name=_("outlets"), blank=True)
    topics = ArrayField(models.CharField(max_length=16), verbose_name=_("topics"), default=list, blank=True)
    preferred_channel = models.CharField(
        _("prefers"), max_length=8, choices=vocab.JOURNALIST_CHANNELS.choices, default="email"
    )
    register = models.CharField(
        pgettext_lazy("journalist", "register"), max_length=12, choices=vocab.REGISTERS.choices, default="professional"
    )
    opted_out_at = models.DateTimeField(_("asked not to be written to"), null=True, blank=True)
    created_at = models.DateTimeField(_("added"), editable=False)

    class Meta:
        verbose_name = _("journalist")
        verbose_name_plural = _("journalists")

    def __str__(self) -> str:
        return self.person.name


class Coverage(models.Model):
    """One piece that came out about us. Public pages never show it; inside, no copy of the article is kept."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="coverage", verbose_name=_("outlet"))
    journalist = models.ForeignKey(
        Journalist, models.SET_NULL, null=True, blank=True, related_name="coverage", verbose_name=_("journalist")
    )
    release = models.ForeignKey(
        "press.PressRelease", models.SET_NULL, null=True, blank=True, related_name="coverage", verbose_name=_("press release")
    )
    title = models.CharField(_("title that came out"), max_length=200)
    came_out_on = models.DateField(_("date"))
    medium = models.CharField(_("where"), max_length=8, choices=vocab.COVERAGE_MEDIA.choices, default="web")
    page = models.CharField(_("page or time"), max_length=40, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    tone = models.CharField(_("tone"), max_length=8, choices=vocab.TONES.choices, default="neutral")
    summary = models.TextField(_("our summary"), max_length=1000, blank=True)
    by = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("added by"), editable=False)
    created_at = models.DateTimeField(_("added"), editable=False)

    class Meta:
        verbose_name = _("coverage")
        verbose_name_plural = _("coverage")
        indexes = [models.Index(fields=["-came_out_on", "-id"], name="coverage_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["outlet", "url"], condition=~Q(url=""), name="coverage_link_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("press:coverage_edit", args=[self.pk])

    @property
    def tone_term(self):
        return vocab.TONES[self.tone]


class Distribution(models.Model):
    """One sending of a release to journalists, by the mail engine."""

    release = models.ForeignKey(
        "press.PressRelease", models.PROTECT, related_name="distributions", verbose_name=_("press release")
    )
    mailing = models.OneToOneField("relations.Mailing", models.PROTECT, related_name="+", verbose_name=_("mailing"))
    under_embargo = models.BooleanField(_("sent under embargo"), default=False)
    by = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("sent by"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("sending to the press")
        verbose_name_plural = _("sendings to the press")

    def __str__(self) -> str:
        return f"{self.release} {self.at:%Y-%m-%d}"
