"""Meetings: when, who, what was discussed, what was decided, what we heard."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from relations import cadence, meeting_path
from relations.models.diary import Subject
from relations.vocab import meetings as vocab

_AHEAD, _PAST = sorted(meeting_path.AHEAD), sorted(meeting_path.PAST)


class MeetingSeries(models.Model):
    """A rhythm that meetings follow: every so many weeks, or the nth weekday of the month."""

    unit = models.CharField(_("every"), max_length=6, choices=vocab.RHYTHMS.choices)
    every = models.PositiveSmallIntegerField(_("how many"), default=1)
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    nth = models.SmallIntegerField(_("which one of the month"), default=1)
    skips_august = models.BooleanField(_("rests in August"), default=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        constraints = [
            models.CheckConstraint(condition=Q(every__gte=1, every__lte=26, weekday__lte=6), name="series_rhythm"),
            models.CheckConstraint(condition=Q(nth__in=[1, 2, 3, 4, -1]), name="series_nth"),
        ]

    def __str__(self) -> str:
        return f"{self.every} {self.unit} {self.weekday}"

    @property
    def rhythm(self) -> cadence.Rhythm:
        return cadence.Rhythm(self.unit, self.every, self.weekday, self.nth, self.skips_august)


class Meeting(Subject):
    """A meeting with its state; `subject` is what it is about (a partnership ...)."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("how"), max_length=8, choices=vocab.MEETING_KINDS.choices, default="person")
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    purpose = models.TextField(_("what for"), blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    organizer = models.ForeignKey(
        "relations.User", models.PROTECT, related_name="meetings", verbose_name=_("organised by")
    )
    status = models.CharField(_("state"), max_length=10, choices=vocab.MEETING_STATES.choices, default="planned")
    series = models.ForeignKey(
        MeetingSeries, models.SET_NULL, null=True, blank=True, related_name="meetings", verbose_name=_("rhythm")
    )
    previous = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="following", verbose_name=_("previous meeting")
    )
    # What calendars know it by: the same for ever, with a number that grows at every change they must learn of.
    uid = models.CharField(max_length=80, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    # Grows at every change of the form: who saves second is told.
    version = models.PositiveIntegerField(default=1, editable=False)
    once = models.CharField(max_length=40, blank=True, editable=False)
    invited_at = models.DateTimeField(_("invitations sent"), null=True, blank=True, editable=False)
    held_at = models.DateTimeField(_("held"), null=True, blank=True, editable=False)
    minutes_sent_at = models.DateTimeField(_("minutes sent"), null=True, blank=True, editable=False)
    minutes_count = models.PositiveSmallIntegerField(default=0, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    cancel_reason = models.TextField(_("why it was cancelled"), blank=True)
    created_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, related_name="+", editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="meeting_has_title"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
            models.CheckConstraint(
                condition=Q(status__in=_AHEAD, held_at=None) | Q(status__in=_PAST, held_at__isnull=False) | Q(status="cancelled", held_at=None),
                name="meeting_held_has_time",
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False) | (~Q(status="cancelled") & Q(cancelled_at=None)),
                name="meeting_cancelled_has_time",
            ),
            models.CheckConstraint(
                condition=Q(status="minuted", minutes_sent_at__isnull=False) | (~Q(status="minuted") & Q(minutes_sent_at=None)),
                name="meeting_minuted_has_time",
            ),
            models.UniqueConstraint(fields=["once"], condition=~Q(once=""), name="meeting_made_once"),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="meeting_by_time"),
            models.Index(fields=["object_type", "object_id"], name="meeting_by_subject"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        return f"{slugify(self.title)[:60].strip('-') or 'riunione'}-{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("relations:meeting", args=[self.slug])

    @property
    def is_ahead(self) -> bool:
        return self.status in meeting_path.AHEAD

    @property
    def is_past(self) -> bool:
        return self.status in meeting_path.PAST

    @property
    def state(self):
        """The state's term: label, colour, icon."""
        return vocab.MEETING_STATES[self.status]

    @property
    def kind_icon(self) -> str:
        return vocab.MEETING_KINDS[self.kind].icon

    @property
    def where(self) -> str:
        """The place, or the link, or nothing."""
        return self.place or self.link

    def waits_for_minutes(self, at: datetime) -> bool:
        """Whether it is over and nobody has the minutes."""
        return self.status != "minuted" and self.status != "cancelled" and self.ends_at < at


class Attendee(models.Model):
    """Somebody asked to come: a colleague, a person, a body (with or without a person there)."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees", verbose_name=_("meeting"))
    user = models.ForeignKey(
        "relations.User", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("colleague")
    )
    person = models.ForeignKey(
        "relations.Person", models.CASCADE, null=True, blank=True, related_name="attendances", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        "relations.Organization", models.CASCADE, null=True, blank=True, related_name="attendances",
        verbose_name=_("organisation"),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    # The number of the last invitation this address has; empty: none yet.
    invited_sequence = models.PositiveIntegerField(null=True, blank=True, editable=False)
    answer = models.CharField(_("answer"), max_length=5, blank=True, choices=vocab.ANSWERS.choices)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    proposed_at = models.DateTimeField(_("proposed time"), null=True, blank=True)
    note = models.TextField(_("what they wrote"), blank=True)
    came = models.BooleanField(_("was there"), default=True)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, person=None, organization=None)
                | (Q(user=None) & (Q(person__isnull=False) | Q(organization__isnull=False))),
                name="attendee_is_somebody",
            ),
            models.UniqueConstraint(fields=["meeting", "user"], name="colleague_attends_once"),
            models.UniqueConstraint(fields=["meeting", "person"], name="person_attends_once"),
            models.UniqueConstraint(
                fields=["meeting", "organization"], condition=Q(person=None), name="organization_attends_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return str(self.user or self.person or self.organization)

    @property
    def party(self):
        """The person, or the body; none for a colleague."""
        return self.person or self.organization

    @property
    def thing(self):
        """Whom to draw."""
        return self.user or self.person or self.organization

    @property
    def answer_term(self):
        return vocab.ANSWERS[self.answer]


class AgendaItem(models.Model):
    """One point to be discussed, and what was said on it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name=_("meeting"))
    position = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("point"), max_length=200)
    minutes = models.TextField(_("minutes"), blank=True)
    is_open = models.BooleanField(_("to be taken up again"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    written_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    written_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("points of the agenda")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_title"),
            models.UniqueConstraint(
                fields=["meeting", "position"], name="agenda_item_place", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """What was decided, in one sentence."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions", verbose_name=_("meeting"))
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="decisions", verbose_name=_("point"))
    text = models.CharField(_("decision"), max_length=500)
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("written by"))
    at = models.DateTimeField(_("when"))
    once = models.CharField(max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="decision_has_text"),
            models.UniqueConstraint(fields=["once"], condition=~Q(once=""), name="decision_made_once"),
        ]

    def __str__(self) -> str:
        return self.text[:120]


class HeardNote(models.Model):
    """What we heard from one participant, sent back to be confirmed; a correction stands beside it, never over it."""

    attendee = models.OneToOneField(Attendee, models.CASCADE, related_name="heard", verbose_name=_("participant"))
    text = models.TextField(_("what we heard"))
    status = models.CharField(_("state"), max_length=10, choices=vocab.HEARD_STATES.choices, default="draft")
    correction = models.TextField(_("as they put it"), blank=True)
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("written by"))
    created_at = models.DateTimeField(editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("what we heard")
        verbose_name_plural = _("what we heard")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", sent_at=None, answered_at=None)
                | Q(status="sent", sent_at__isnull=False, answered_at=None)
                | Q(status__in=["confirmed", "corrected"], sent_at__isnull=False, answered_at__isnull=False),
                name="heard_times_fit_state",
            ),
            models.CheckConstraint(condition=Q(status="corrected") | Q(correction=""), name="heard_correction_fits_state"),
        ]

    def __str__(self) -> str:
        return self.text[:120]

    @property
    def state(self):
        return vocab.HEARD_STATES[self.status]
