"""The press office in the admin panel."""

from django.contrib import admin

from press.models import (
    Coverage,
    Distribution,
    Journalist,
    LetterImage,
    LetterStyle,
    Newsletter,
    NewsletterBlock,
    Outlet,
    PressRelease,
    ReleaseVersion,
)
from relations.admin_base import OfficeAdmin, ReadOnlyAdmin


@admin.register(PressRelease)
class PressReleaseAdmin(OfficeAdmin):
    list_display = ("title", "code", "kind", "status", "topic", "author", "published_at")
    list_filter = ("status", "kind", "topic", "year", "language")
    search_fields = ("title", "summary", "number")
    list_select_related = ("author",)
    autocomplete_fields = ()
    raw_id_fields = ("partnership", "campaign")
    readonly_fields = ("status", "number", "year", "author", "approved_by", "published_at", "version", "body")
    date_hierarchy = "published_at"

    def has_change_permission(self, request, obj=None) -> bool:
        """Only drafts: what a second person read, or the public reads, changes at the desk or not at all."""
        return super().has_change_permission(request, obj) and (obj is None or obj.status == "draft")

    def has_add_permission(self, request) -> bool:
        """Releases are written at the desk, where the path is followed."""
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        """A number once given stays: releases are withdrawn, never deleted."""
        return False


@admin.register(ReleaseVersion)
class ReleaseVersionAdmin(ReadOnlyAdmin):
    list_display = ("release", "number", "by", "at")
    list_select_related = ("release", "by")
    search_fields = ("release__title",)


@admin.register(Outlet)
class OutletAdmin(OfficeAdmin):
    list_display = ("organization", "kind", "area", "periodicity", "deadline")
    list_filter = ("kind",)
    search_fields = ("organization__name",)
    list_select_related = ("organization",)
    raw_id_fields = ("organization",)


@admin.register(Journalist)
class JournalistAdmin(OfficeAdmin):
    list_display = ("person", "preferred_channel", "register", "opted_out_at")
    list_filter = ("preferred_channel", "register", ("opted_out_at", admin.EmptyFieldListFilter))
    search_fields = ("person__first_name", "person__last_name")
    list_select_related = ("person",)
    raw_id_fields = ("person",)
    filter_horizontal = ("outlets",)


@admin.register(Coverage)
class CoverageAdmin(OfficeAdmin):
    list_display = ("came_out_on", "outlet", "title", "medium", "tone", "release")
    list_filter = ("tone", "medium", "outlet")
    search_fields = ("title", "url")
    list_select_related = ("outlet__organization", "release")
    raw_id_fields = ("journalist", "release")
    date_hierarchy = "came_out_on"

    def has_add_permission(self, request) -> bool:
        """Pieces are added in "Media e rassegna", which signs them."""
        return False


@admin.register(Distribution)
class DistributionAdmin(ReadOnlyAdmin):
    list_display = ("release", "at", "by", "under_embargo")
    list_filter = ("under_embargo",)
    list_select_related = ("release", "by")
    search_fields = ("release__title",)


class BlockInline(admin.TabularInline):
    model = NewsletterBlock
    extra = 0
    # What it says is written in the composer, which cleans it.
    fields = ("position", "kind", "heading", "text", "url", "label", "alt_text")
    readonly_fields = ("position", "kind")

    def has_change_permission(self, request, obj=None) -> bool:
        return obj is None or obj.is_editable

    def has_add_permission(self, request, obj=None) -> bool:
        """Blocks are put in and taken out in the composer, which keeps their order."""
        return False

    has_delete_permission = has_add_permission


@admin.register(Newsletter)
class NewsletterAdmin(OfficeAdmin):
    list_display = ("title", "purpose", "subject", "state", "author", "updated_at")
    list_filter = ("purpose", "in_archive")
    search_fields = ("title", "subject")
    list_select_related = ("author", "mailing")
    readonly_fields = ("mailing", "author")
    raw_id_fields = ("style",)
    inlines = (BlockInline,)

    def has_add_permission(self, request) -> bool:
        """Newsletters are written in their composer."""
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        """What was handed in is frozen."""
        return super().has_change_permission(request, obj) and (obj is None or obj.is_editable)


@admin.register(LetterStyle)
class LetterStyleAdmin(OfficeAdmin):
    list_display = ("name", "accent", "on_accent", "ink", "paper", "is_default")
    search_fields = ("name",)

    def has_add_permission(self, request) -> bool:
        """Styles are made on their own page, which looks at the contrast."""
        return False

    has_change_permission = ReadOnlyAdmin.has_change_permission


@admin.register(LetterImage)
class LetterImageAdmin(ReadOnlyAdmin):
    list_display = ("name", "mime", "width", "height", "size", "by", "created_at")
    list_select_related = ("by",)
    search_fields = ("name",)
