"""Meetings and promises in the head's panel: read only, for only actions may write them."""

from django.contrib import admin

from relations import models
from relations.admin_base import ReadOnlyAdmin


@admin.register(models.Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    list_display = ["title", "starts_at", "kind", "status", "organizer"]
    list_select_related = ["organizer"]
    list_filter = ["status", "kind", "organizer"]
    search_fields = ["title"]
    date_hierarchy = "starts_at"


@admin.register(models.MeetingSeries)
class MeetingSeriesAdmin(ReadOnlyAdmin):
    list_display = ["unit", "every", "weekday", "nth", "skips_august", "ended_at"]


@admin.register(models.Attendee)
class AttendeeAdmin(ReadOnlyAdmin):
    list_display = ["meeting", "user", "person", "organization", "answer", "answered_at", "came"]
    list_select_related = ["meeting", "user", "person", "organization"]
    list_filter = ["answer"]


@admin.register(models.AgendaItem)
class AgendaItemAdmin(ReadOnlyAdmin):
    list_display = ["title", "meeting", "position", "is_open"]
    list_select_related = ["meeting"]


@admin.register(models.Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["text", "meeting", "by", "at"]
    list_select_related = ["meeting", "by"]
    search_fields = ["text"]


@admin.register(models.HeardNote)
class HeardNoteAdmin(ReadOnlyAdmin):
    list_display = ["attendee", "status", "sent_at", "answered_at"]
    list_select_related = ["attendee__user", "attendee__person", "attendee__organization"]
    list_filter = ["status"]


@admin.register(models.Commitment)
class CommitmentAdmin(ReadOnlyAdmin):
    list_display = ["text", "owner", "person", "organization", "due_on", "status", "closed_on"]
    list_select_related = ["owner", "person", "organization"]
    list_filter = ["status", "follower"]
    search_fields = ["text"]


@admin.register(models.NewDate)
class NewDateAdmin(ReadOnlyAdmin):
    list_display = ["promise", "from_on", "to_on", "by", "at"]
    list_select_related = ["promise", "by"]
