"""The admin pages of what comes in by mail, and of the keys mail is signed with: their private half is on none."""

from django.contrib import admin
from import_export.resources import ModelResource

from relations import models
from relations.admin_base import ReadOnlyAdmin


@admin.register(models.IncomingMessage)
class IncomingMessageAdmin(ReadOnlyAdmin):
    list_display = ["kind", "sender", "subject", "received_at", "seen_at"]
    list_filter = ["kind", "door"]
    search_fields = ["sender__exact"]


@admin.register(models.MailboxState)
class MailboxStateAdmin(ReadOnlyAdmin):
    list_display = ["folder", "last_uid", "read_at", "fault"]


class SigningKeyResource(ModelResource):
    """What of a key may leave in a file."""

    class Meta:
        model = models.SigningKey
        exclude = ["sealed"]


@admin.register(models.SigningKey)
class SigningKeyAdmin(ReadOnlyAdmin):
    list_display = ["selector", "domain", "state", "activated_at"]
    exclude = ["sealed"]
    resource_classes = [SigningKeyResource]
