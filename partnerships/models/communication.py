"""What a partnership says outside: the plan, the texts both sides say yes to, the images and who allowed them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships import pieces as vocab
from relations.models.attachments import stored_name


class CommunicationPiece(models.Model):
    """One thing to be said: who says what to whom, when and where. `version` counts its texts.

    `approved_version` is the text every party said yes to; only that one may go out.
    """

    partnership = models.ForeignKey(
        "partnerships.Partnership", models.CASCADE, related_name="pieces", verbose_name=_("partnership")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=vocab.PIECES.choices)
    title = models.CharField(_("what we say"), max_length=160)
    audience = models.CharField(_("to whom"), max_length=160, blank=True)
    channel = models.CharField(_("where"), max_length=160, blank=True, help_text=_("For example: the company's page."))
    speaker = models.ForeignKey(
        "partnerships.PartnershipParty", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("who says it"), help_text=_("Nobody chosen: the office."),
    )
    owner = models.ForeignKey("relations.User", models.PROTECT, related_name="+", verbose_name=_("followed by"))
    due_on = models.DateField(_("when"), null=True, blank=True)
    nature = models.CharField(_("nature of what the company gives"), max_length=12, choices=vocab.NATURES.choices)
    pictures = models.CharField(_("images"), max_length=10, choices=vocab.IMAGES.choices, default="none")
    consents = models.ManyToManyField(
        "partnerships.ImageConsent", related_name="pieces", blank=True, verbose_name=_("releases for the images")
    )
    version = models.PositiveSmallIntegerField(_("version"), default=0, editable=False)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True, editable=False)
    approved_version = models.PositiveSmallIntegerField(_("version approved by all"), default=0, editable=False)
    out_at = models.DateTimeField(_("out since"), null=True, blank=True, editable=False)
    out_url = models.CharField(_("where it can be seen"), max_length=300, blank=True)
    dropped_at = models.DateTimeField(_("given up"), null=True, blank=True, editable=False)
    why = models.CharField(_("why given up"), max_length=300, blank=True)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("piece of communication")
        verbose_name_plural = _("pieces of communication")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="piece_has_title"),
            models.CheckConstraint(
                condition=Q(out_at=None) | Q(approved_version__gt=0, approved_version=F("version")), name="piece_out_is_approved"
            ),
            models.CheckConstraint(condition=Q(approved_version__lte=F("version")), name="piece_approved_was_written"),
            models.CheckConstraint(condition=Q(dropped_at=None) | Q(out_at=None), name="piece_out_or_dropped"),
            models.CheckConstraint(condition=Q(dropped_at=None) | ~Q(why=""), name="piece_dropped_with_reason"),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(out_at=None, dropped_at=None), name="piece_open_by_date")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:piece", args=[self.partnership.code, self.pk])

    @property
    def is_open(self) -> bool:
        return self.out_at is None and self.dropped_at is None

    @property
    def is_approved(self) -> bool:
        return 0 < self.version == self.approved_version

    @property
    def state(self) -> str:
        """Where it stands, as a key of `vocab.STATES`."""
        if self.dropped_at or self.out_at:
            return "dropped" if self.dropped_at else "out"
        if self.is_approved:
            return "approved"
        return "asked" if self.asked_at else "written" if self.version else "planned"

    @property
    def state_term(self) -> object:
        return vocab.STATES[self.state]


class PieceVersion(models.Model):
    """One text of a piece, with the logos beside it. It never changes: a change is the next version."""

    piece = models.ForeignKey(CommunicationPiece, models.CASCADE, related_name="versions", verbose_name=_("piece"))
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    logos = models.CharField(_("logos, and how they appear"), max_length=300, blank=True)
    wording_note = models.CharField(_("why these words"), max_length=300, blank=True)
    by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("version of a text")
        verbose_name_plural = _("versions of texts")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["piece", "number"], name="piece_version_once"),
            models.CheckConstraint(condition=~Q(text=""), name="piece_version_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.piece} {self.number}"


class PieceAnswer(models.Model):
    """What a party answered to one version of a text: yes, or what to change."""

    version = models.ForeignKey(PieceVersion, models.CASCADE, related_name="answers", verbose_name=_("version"))
    party = models.ForeignKey(
        "partnerships.PartnershipParty", models.CASCADE, related_name="piece_answers", verbose_name=_("party")
    )
    answer = models.CharField(_("answer"), max_length=8, choices=vocab.ANSWERS.choices)
    note = models.TextField(_("what to change"), blank=True)
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who answered")
    )
    email = models.EmailField(_("by the link sent to"), blank=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("answer to a text")
        verbose_name_plural = _("answers to texts")
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="piece_answer_once"),
            models.CheckConstraint(condition=Q(answer="yes") | ~Q(note=""), name="piece_change_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_answer_display()}"


class ImageConsent(models.Model):
    """Who allowed their image to be used, for what, until when, and the signed release."""

    partnership = models.ForeignKey(
        "partnerships.Partnership", models.CASCADE, related_name="image_consents", verbose_name=_("partnership")
    )
    what = models.CharField(_("which images"), max_length=160)
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    people = models.CharField(
        _("or which group"), max_length=160, blank=True, help_text=_("Without names: for example the twelve of the workshop.")
    )
    uses = models.CharField(_("where they may be used"), max_length=200, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    file = models.FileField(_("signed release"), upload_to=stored_name, blank=True)
    file_name = models.CharField(max_length=150, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written down by")
    )
    created_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("release for images")
        verbose_name_plural = _("releases for images")
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(what=""), name="image_consent_says_which")]

    def __str__(self) -> str:
        return f"{self.what}: {self.person or self.people}" if self.person or self.people else self.what

    def covers(self, day: object) -> bool:
        """Tell whether it stands on `day`, with its signed release in the archive."""
        return bool(self.file) and self.withdrawn_at is None and (self.until is None or self.until >= day)


class ChosenSilence(models.Model):
    """The reasoned choice to tell nobody about a partnership."""

    partnership = models.OneToOneField(
        "partnerships.Partnership", models.CASCADE, related_name="silence", verbose_name=_("partnership")
    )
    why = models.TextField(_("why"))
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("choice not to communicate")
        verbose_name_plural = _("choices not to communicate")
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="silence_has_reason")]

    def __str__(self) -> str:
        return str(self.partnership)
