"""The head's pages for saved views, dynamic groups, exports: to be looked at; they are changed where they are used."""

from django.contrib import admin

from relations import models
from relations.admin_base import ReadOnlyAdmin


@admin.register(models.SavedView)
class SavedViewAdmin(ReadOnlyAdmin):
    list_display = ["name", "page", "owner", "is_shared", "created_at", "removed_at"]
    list_select_related = ["owner"]
    list_filter = ["is_shared", "owner"]


@admin.register(models.ViewPin)
class ViewPinAdmin(ReadOnlyAdmin):
    list_display = ["view", "user", "at"]
    list_select_related = ["view", "user"]


@admin.register(models.Segment)
class SegmentAdmin(ReadOnlyAdmin):
    list_display = ["name", "on", "created_by", "changed_at", "removed_at"]
    list_select_related = ["created_by"]
    list_filter = ["on"]


@admin.register(models.SegmentUse)
class SegmentUseAdmin(ReadOnlyAdmin):
    list_display = ["segment", "object_type", "object_id", "by", "at"]
    list_select_related = ["segment", "object_type", "by"]


@admin.register(models.MailingList)
class MailingListAdmin(ReadOnlyAdmin):
    list_display = ["name", "note", "created_by", "created_at", "removed_at"]
    list_select_related = ["created_by"]


@admin.register(models.ListMember)
class ListMemberAdmin(ReadOnlyAdmin):
    list_display = ["mailing_list", "person", "organization", "source", "by", "at"]
    list_select_related = ["mailing_list", "person", "organization", "by"]
    list_filter = ["source"]


@admin.register(models.AudiencePart)
class AudiencePartAdmin(ReadOnlyAdmin):
    list_display = ["object_type", "object_id", "segment", "mailing_list", "is_minus", "by", "at"]
    list_select_related = ["object_type", "segment", "mailing_list", "by"]


@admin.register(models.MailTally)
class MailTallyAdmin(ReadOnlyAdmin):
    list_display = ["day", "purpose", "audience", "sent"]
    list_filter = ["purpose", "audience"]


@admin.register(models.LeavingReason)
class LeavingReasonAdmin(ReadOnlyAdmin):
    list_display = ["purpose", "reason", "mailing", "at"]
    list_select_related = ["mailing"]
    list_filter = ["purpose", "reason"]


@admin.register(models.BulkChange)
class BulkChangeAdmin(ReadOnlyAdmin):
    list_display = ["verb", "model", "note", "by", "at", "undone_at"]
    list_select_related = ["by"]
    list_filter = ["verb", "model"]


@admin.register(models.ListExport)
class ListExportAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "rows", "conditions", "owner", "created_at", "state"]
    list_select_related = ["owner"]
    list_filter = ["kind", "state", "owner"]
    exclude = ["file", "path", "query"]


@admin.register(models.SearchWord)
class SearchWordAdmin(ReadOnlyAdmin):
    list_display = ["word"]
    search_fields = ["word__startswith"]


@admin.register(models.SentForm)
class SentFormAdmin(ReadOnlyAdmin):
    list_display = ["key", "url", "sent_at"]
    search_fields = ["url"]
