"""What leaves by mail: mailings, one row per recipient, blocks, and the office's own mailbox."""

import secrets

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from relations.mail import refusals


class Mailing(models.Model):
    """One message to one or to many. Service mail (a receipt, a confirmation) is a mailing of one."""

    class Kind(models.TextChoices):
        SERVICE = "service", _("Service mail")
        CAMPAIGN = "campaign", _("To many")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("Waiting for approval")
        APPROVED = "approved", _("Approved")
        SCHEDULED = "scheduled", _("Scheduled")
        LEAVING = "leaving", _("Leaving (can be undone)")
        SENDING = "sending", _("Being sent")
        PAUSED = "paused", _("Paused")
        SENT = "sent", _("Sent")
        CANCELLED = "cancelled", _("Stopped")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    purpose = models.CharField(_("purpose"), max_length=32)
    basis = models.CharField(_("lawful basis"), max_length=24, default="consent")
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    pause_reason = models.CharField(_("reason of the pause"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, default="it")
    # Content: compiled once; a recipient only changes the words in square brackets.
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    preheader = models.CharField(_("preview text"), max_length=200, blank=True)
    html = models.TextField(editable=False, blank=True)
    text = models.TextField(_("plain text"), blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    sender_name = models.CharField(_("sender's name"), max_length=80, blank=True)
    reply_to = models.EmailField(_("replies go to"), blank=True)
    is_automatic = models.BooleanField(_("sent by the system"), default=False, editable=False)
    # A key such as "receipt:12": an automatic message is written once.
    once = models.CharField(max_length=120, blank=True, editable=False)
    duplicates = models.PositiveIntegerField(default=0, editable=False)
    object_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    object_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    about = GenericForeignKey("object_type", "object_id")
    created_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    created_at = models.DateTimeField(_("written"))
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    starts_at = models.DateTimeField(_("leaves at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    per_minute = models.PositiveIntegerField(
        _("messages a minute"), null=True, blank=True, help_text=_("Empty: as fast as the server takes them.")
    )
    # Since when it has been leaving without a pause: what waits longer is stuck.
    going_since = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        permissions = [
            ("approve_mailing", _("Can approve a mailing")),
            ("send_mailing", _("Can send, pause and stop a mailing")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["once"], condition=~Q(once=""), name="mailing_written_once"),
            models.CheckConstraint(condition=Q(per_minute=None) | Q(per_minute__gte=1), name="mailing_pace_moves"),
            models.CheckConstraint(
                condition=Q(kind="service") | Q(state__in=["draft", "in_review", "cancelled"]) | Q(approved_at__isnull=False),
                name="campaign_leaves_approved",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "starts_at"], condition=Q(state__in=["scheduled", "leaving", "sending", "paused"]),
                name="mailing_alive",
            ),
            models.Index(fields=["kind", "-finished_at"], name="mailing_by_end"),
            models.Index(fields=["object_type", "object_id"], name="mailing_by_subject"),
        ]

    def __str__(self) -> str:
        return self.title or self.subject

    @property
    def is_campaign(self) -> bool:
        return self.kind == self.Kind.CAMPAIGN

    @property
    def is_editable(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_finished(self) -> bool:
        return self.state in (self.State.SENT, self.State.CANCELLED)


def new_key() -> str:
    """Return the part of a Message-ID that nobody can guess."""
    return secrets.token_hex(12)


class Delivery(models.Model):
    """One mailing to one address: the only truth about whether it was sent."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        CLAIMED = "claimed", _("Taken by a sender")
        SENDING = "sending", _("Leaving")
        SENT = "sent", _("Accepted by the server")
        DEFERRED = "deferred", _("Deferred")
        FAILED = "failed", _("Refused by the server")
        UNCERTAIN = "uncertain", _("Uncertain")
        CANCELLED = "cancelled", _("Cancelled")
        EXCLUDED = "excluded", _("Left out")

    # No index of their own: those of the constraint and of the person's mail begin with them, and every state a
    # message goes through is written into each index of the row.
    mailing = models.ForeignKey(
        Mailing, models.CASCADE, related_name="deliveries", verbose_name=_("mailing"), db_index=False
    )
    # The mailing's kind again: the queue is read without joining.
    is_bulk = models.BooleanField(default=False, editable=False)
    address = models.CharField(_("address"), max_length=254, blank=True)
    email = models.CharField(_("e-mail"), max_length=254)
    # What is left of the address when the person is erased; the block list has the same.
    address_hash = models.CharField(max_length=64, editable=False)
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="deliveries", verbose_name=_("person"),
        db_index=False,
    )
    organization = models.ForeignKey(
        "relations.Organization", models.SET_NULL, null=True, blank=True, related_name="deliveries",
        verbose_name=_("organisation"),
    )
    words = models.JSONField(_("merge words"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    reason = models.CharField(_("reason"), max_length=24, blank=True)
    due_at = models.DateTimeField(_("due"))
    owner = models.CharField(max_length=32, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    doubts = models.PositiveSmallIntegerField(default=0, editable=False)
    breaks = models.PositiveSmallIntegerField(default=0, editable=False)
    key = models.CharField(max_length=24, default=new_key, editable=False, unique=True)
    reply_code = models.PositiveSmallIntegerField(_("server's answer"), null=True, blank=True)
    reply_status = models.CharField(max_length=12, blank=True)
    reply_text = models.CharField(_("server's words"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("written"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["mailing", "email"], name="one_copy_per_address"),
            models.CheckConstraint(
                condition=~Q(state__in=["claimed", "sending"]) | (~Q(owner="") & Q(lease_until__isnull=False)),
                name="claimed_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(state="excluded") | ~Q(reason=""), name="excluded_for_a_reason"),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(is_bulk=False, state__in=["queued", "deferred"]), name="service_queue"
            ),
            models.Index(
                fields=["mailing", "due_at", "id"], condition=Q(is_bulk=True, state__in=["queued", "deferred"]),
                name="campaign_queue",
            ),
            models.Index(fields=["lease_until"], condition=Q(state__in=["claimed", "sending"]), name="delivery_leases"),
            models.Index(fields=["mailing", "state"], name="delivery_by_state"),
            models.Index(F("settled_at").desc(), condition=Q(state__in=["sent", "failed"]), name="delivery_settled"),
            models.Index(fields=["address_hash", "-settled_at"], name="delivery_by_address"),
            models.Index(fields=["-created_at", "-id"], name="delivery_by_time"),
            models.Index(fields=["person", "-created_at"], name="delivery_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.mailing_id}"

    @property
    def family(self) -> refusals.Family:
        """Why the server said no, in plain words."""
        return refusals.family(self.reply_status, self.reply_code)


class MailAttachment(models.Model):
    """A file that goes with a mailing; kept with it, so that it commits with it."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="attachments")
    name = models.CharField(_("name"), max_length=150)
    mime = models.CharField(max_length=80)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("mail attachment")
        verbose_name_plural = _("mail attachments")

    def __str__(self) -> str:
        return self.name


class Suppression(models.Model):
    """An address not to be written to, kept as a hash: it outlives the erasure of the person. Lifted, never deleted."""

    class Reason(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed", _("Unsubscribed")
        BOUNCED = "bounced", _("The mailbox does not exist")
        UNREACHABLE = "unreachable", _("Came back again and again")
        COMPLAINT = "complaint", _("Reported as unwanted")
        MANUAL = "manual", _("Blocked by the office")
        ERASED = "erased", _("Erased at the person's request")

    address_hash = models.CharField(max_length=64, editable=False)
    purpose = models.CharField(_("purpose"), max_length=32, blank=True, help_text=_("Empty: every purpose."))
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    delivery = models.ForeignKey(
        Delivery, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("after the message")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    at = models.DateTimeField(_("since"))
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [
            models.UniqueConstraint(
                fields=["address_hash", "purpose", "reason"], condition=Q(lifted_at=None), name="one_open_block"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.purpose} {self.address_hash[:8]}"


class SubscriptionRequest(models.Model):
    """Somebody filled in the public form; becomes consents when confirmed by mail, else is forgotten within 30 days."""

    email = models.CharField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=120, blank=True)
    purposes = models.JSONField(_("purposes"), default=list)
    language = models.CharField(_("language"), max_length=2, default="it")
    source = models.CharField(_("source"), max_length=120)
    evidence = models.JSONField(_("evidence"), default=dict, blank=True)
    requested_at = models.DateTimeField(_("asked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    # A colleague who wrote it down at a stand; empty when somebody filled in the public form.
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("subscription request")
        verbose_name_plural = _("subscription requests")
        indexes = [models.Index(fields=["requested_at"], condition=Q(confirmed_at=None), name="request_unconfirmed")]

    def __str__(self) -> str:
        return f"{self.email} {self.requested_at:%Y-%m-%d}"


class RateMark(models.Model):
    """How often something was done in one period: what public forms are limited by."""

    scope = models.CharField(max_length=32)
    key_hash = models.CharField(max_length=64)
    period_start = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("rate mark")
        verbose_name_plural = _("rate marks")
        constraints = [models.UniqueConstraint(fields=["scope", "key_hash", "period_start"], name="rate_mark_once")]

    def __str__(self) -> str:
        return f"{self.scope} {self.period_start:%Y-%m-%d %H:%M}: {self.count}"


class DomainCeiling(models.Model):
    """How many messages a minute one provider may get, where the office knows that it wants fewer."""

    domain = models.CharField(_("domain"), max_length=120, unique=True, help_text=_("What follows the @, for example libero.it"))
    per_minute = models.PositiveIntegerField(_("messages a minute"), validators=[MinValueValidator(1)])
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("ceiling of a domain")
        verbose_name_plural = _("ceilings of domains")
        constraints = [
            models.CheckConstraint(condition=Q(per_minute__gte=1), name="domain_pace_moves"),
            models.CheckConstraint(condition=Q(domain=Lower("domain")), name="domain_in_lower_case"),
        ]

    def __str__(self) -> str:
        return f"{self.domain}: {self.per_minute}"

    def clean(self) -> None:
        """People type "@Libero.it" too."""
        self.domain = self.domain.strip().lower().rpartition("@")[2]


class PaceMark(models.Model):
    """How far a ceiling has been used, and until when a domain is left alone; written by relations/mail/pace.py alone."""

    class Scope(models.TextChoices):
        OFFICE = "office", _("The office")
        MAILING = "mailing", _("A mailing")
        DOMAIN = "domain", _("A domain")

    scope = models.CharField(_("whose pace"), max_length=8, choices=Scope)
    key = models.CharField(_("name"), max_length=120, blank=True)
    paid_until = models.DateTimeField(_("used up to"), null=True, blank=True)
    held_until = models.DateTimeField(_("left alone until"), null=True, blank=True)
    strikes = models.PositiveSmallIntegerField(_("refusals in a row"), default=0)

    class Meta:
        verbose_name = _("pace of mail")
        verbose_name_plural = _("pace of mail")
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="one_pace_mark")]

    def __str__(self) -> str:
        return f"{self.get_scope_display()} {self.key}".strip()


class CapturedMessage(models.Model):
    """A message as the in-app mailbox received it, byte for byte; only where no mail server is configured."""

    raw = models.BinaryField()
    mail_from = models.CharField(max_length=254)
    rcpt_to = models.CharField(max_length=254)
    message_id = models.CharField(max_length=200, blank=True)
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, blank=True, related_name="captured")
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("captured message")
        verbose_name_plural = _("captured messages")
        indexes = [models.Index(fields=["-received_at", "-id"], name="captured_by_time")]

    def __str__(self) -> str:
        return f"{self.rcpt_to} {self.message_id}"
