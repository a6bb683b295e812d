"""What comes in by mail, how far the mailbox was read, and the keys outgoing mail is signed with."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class IncomingMessage(models.Model):
    """One message that came in: what it is, whom it is about, what followed. Never twice, whatever door it came by."""

    class Kind(models.TextChoices):
        GONE = "gone", _("Came back: no such mailbox")
        SOFT = "soft", _("Came back: not now")
        OURS = "ours", _("Came back: refused for what it is")
        DELAYED = "delayed", _("Delayed")
        DELIVERED = "delivered", _("Delivered")
        COMPLAINT = "complaint", _("Reported as unwanted")
        UNSUBSCRIBED = "unsubscribed", _("Unsubscribed")
        REPLY = "reply", _("Reply")
        AUTOMATIC = "automatic", _("Automatic answer")
        TEST = "test", _("Our own test")
        UNKNOWN = "unknown", _("To be looked at")

    class Door(models.TextChoices):
        MAILBOX = "mailbox", _("mailbox")
        PIPE = "pipe", _("handed over by the mail server")
        PROVIDER = "provider", _("reported by the provider")

    class Match(models.TextChoices):
        TOKEN = "token", _("by its address")
        THREAD = "thread", _("by the message it answers")
        SENDER = "sender", _("by its sender")

    key = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField(_("what it is"), max_length=12, choices=Kind)
    door = models.CharField(_("came by"), max_length=8, choices=Door)
    match = models.CharField(_("recognised"), max_length=6, choices=Match, blank=True)
    # What it is about: the message that came back or was answered, and the hash of its address.
    delivery = models.ForeignKey(
        "relations.Delivery", models.SET_NULL, null=True, blank=True, related_name="returned", verbose_name=_("about the message")
    )
    address_hash = models.CharField(max_length=64, blank=True, editable=False)
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="incoming", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        "relations.Organization", models.SET_NULL, null=True, blank=True, related_name="incoming",
        verbose_name=_("organisation"),
    )
    interaction = models.ForeignKey(
        "relations.Interaction", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    sender = models.CharField(_("from"), max_length=254, blank=True)
    sender_name = models.CharField(_("sender's name"), max_length=120, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(_("text"), blank=True)
    attachments = models.JSONField(_("attachments"), default=list, blank=True)
    status = models.CharField(_("code"), max_length=12, blank=True)
    words = models.CharField(_("server's words"), max_length=300, blank=True)
    # What our own server says about a test of ours.
    authentication = models.TextField(blank=True, editable=False)
    received_at = models.DateTimeField(_("came in"))
    seen_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    seen_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("looked at by")
    )

    class Meta:
        verbose_name = _("incoming message")
        verbose_name_plural = _("incoming messages")
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="incoming_by_time"),
            models.Index(fields=["kind", "-received_at"], name="incoming_by_kind"),
            models.Index(fields=["address_hash", "-received_at"], condition=~Q(address_hash=""), name="incoming_by_address"),
            models.Index(fields=["received_at"], condition=Q(kind="unknown", seen_at=None), name="incoming_to_look_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.received_at:%Y-%m-%d %H:%M}"

    @property
    def party(self):
        return self.person or self.organization

    @property
    def is_to_look_at(self) -> bool:
        return self.kind == self.Kind.UNKNOWN and self.seen_at is None


class MailboxState(models.Model):
    """The one row that says how far the mailbox was read, who is reading it now, and what went wrong last."""

    folder = models.CharField(max_length=200, blank=True)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    owner = models.CharField(max_length=32, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    read_at = models.DateTimeField(_("last read"), null=True, blank=True)
    fault = models.CharField(_("what went wrong"), max_length=300, blank=True)
    fault_at = models.DateTimeField(_("since"), null=True, blank=True)

    class Meta:
        verbose_name = _("state of the mailbox")
        verbose_name_plural = _("state of the mailbox")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_mailbox")]

    def __str__(self) -> str:
        return f"{self.folder} {self.last_uid}"


class SigningKey(models.Model):
    """A key outgoing mail is signed with (DKIM). The private half is sealed with the office's secret key."""

    class State(models.TextChoices):
        MADE = "made", _("To be published")
        ACTIVE = "active", _("In use")
        RETIRED = "retired", _("No longer in use")

    domain = models.CharField(_("domain"), max_length=190)
    selector = models.CharField(_("selector"), max_length=60)
    public_key = models.TextField(_("public key"))
    # Emptied when the key is retired: what is not there cannot be stolen.
    sealed = models.TextField(editable=False, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.MADE)
    created_at = models.DateTimeField(_("made"))
    created_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    activated_at = models.DateTimeField(_("in use since"), null=True, blank=True)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        constraints = [
            models.UniqueConstraint(fields=["domain", "selector"], name="one_key_per_selector"),
            models.UniqueConstraint(fields=["domain"], condition=Q(state="active"), name="one_active_key"),
            models.CheckConstraint(condition=~Q(state="active") | ~Q(sealed=""), name="active_key_is_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.selector}._domainkey.{self.domain}"
