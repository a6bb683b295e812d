"""Community meetings anybody may come to, and who signs up."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from relations.vocab import community as vocab

# Who has a place or waits for one.
LIVING = ("confirmed", "waiting")


class Gathering(models.Model):
    """An open meeting: where, when, how many places, what was said."""

    kind = models.CharField(_("kind"), max_length=10, choices=vocab.GATHERING_KINDS.choices, default="assembly")
    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    text = models.TextField(_("what it is about"), blank=True)
    venue = models.CharField(_("venue"), max_length=160)
    address = models.CharField(_("address"), max_length=160, blank=True)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=vocab.GATHERING_STATES.choices, default="draft")
    minutes = models.TextField(_("minutes"), blank=True)
    minutes_at = models.DateTimeField(_("minutes published"), null=True, blank=True)
    owner = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("followed by"))
    created_at = models.DateTimeField(_("added"))
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("open meeting")
        verbose_name_plural = _("open meetings")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="gathering_has_title"),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="gathering_ends_after_start"),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gte=1), name="gathering_has_places"),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="gathering_by_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("relations:gathering", args=[self.slug])

    @property
    def slug(self) -> str:
        return f"{slugify(self.title)[:60].strip('-') or 'incontro'}-{self.pk}"

    @property
    def public_url(self) -> str:
        return reverse("relations:gathering_public", args=[self.slug])

    @property
    def state_term(self) -> vocab.Term:
        return vocab.GATHERING_STATES[self.state]

    @property
    def where(self) -> str:
        return ", ".join(filter(None, [self.venue, self.address, self.municipality]))

    def takes_signups(self, at) -> bool:
        """Tell whether somebody may sign up at `at`."""
        return self.state == "published" and self.starts_at > at


class GatheringSignup(models.Model):
    """Somebody who wants to come: a row of its own, tied to a person of the archive only when it surely is one."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="signups", verbose_name=_("open meeting"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=2, default="it")
    wants_news = models.BooleanField(_("wants invitations to events"), default=False)
    state = models.CharField(_("state"), max_length=11, choices=vocab.SIGNUP_STATES.choices, default="unconfirmed")
    is_walk_in = models.BooleanField(_("came without signing up"), default=False)
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="gathering_signups", verbose_name=_("person")
    )
    interaction = models.ForeignKey("relations.Interaction", models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    promoted_at = models.DateTimeField(_("got a place"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    attended_at = models.DateTimeField(_("came"), null=True, blank=True)

    class Meta:
        verbose_name = _("sign-up to a meeting")
        verbose_name_plural = _("sign-ups to meetings")
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "email"], condition=Q(state__in=LIVING) & ~Q(email=""), name="one_living_signup"
            ),
            models.CheckConstraint(
                condition=Q(attended_at=None) | Q(state="confirmed"), name="who_came_had_a_place"
            ),
        ]
        indexes = [models.Index(fields=["gathering", "state", "confirmed_at", "id"], name="signup_in_order")]

    def __str__(self) -> str:
        return f"{self.name} · {self.gathering_id}"

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def state_term(self) -> vocab.Term:
        return vocab.SIGNUP_STATES[self.state]
