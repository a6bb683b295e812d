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
