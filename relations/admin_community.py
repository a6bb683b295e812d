"""The admin pages of listening and involvement: to look, the work is done on the office's own pages."""

from django.contrib import admin

from relations import models
from relations.admin_base import ReadOnlyAdmin


@admin.register(models.FeedbackItem)
class FeedbackItemAdmin(ReadOnlyAdmin):
    list_display = ["code", "kind", "source", "state", "decision", "received_at", "due_on"]
    list_filter = ["state", "kind", "source", "decision"]
    search_fields = ["text", "name", "=email"]


@admin.register(models.Gathering)
class GatheringAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "starts_at", "venue", "state"]
    list_filter = ["state", "kind"]
    search_fields = ["title"]


@admin.register(models.GatheringSignup)
class GatheringSignupAdmin(ReadOnlyAdmin):
    list_display = ["last_name", "first_name", "email", "gathering", "state", "attended_at"]
    list_select_related = ["gathering"]
    list_filter = ["state"]
    search_fields = ["last_name", "=email"]


@admin.register(models.InvolvementStep)
class InvolvementStepAdmin(ReadOnlyAdmin):
    list_display = ["person", "before", "after", "cause", "on", "by"]
    list_select_related = ["person", "by"]
    list_filter = ["after", "cause"]


@admin.register(models.InvolvementPass)
class InvolvementPassAdmin(ReadOnlyAdmin):
    list_display = ["person", "cause", "by", "at"]
    list_select_related = ["person", "by"]


@admin.register(models.Survey)
class SurveyAdmin(ReadOnlyAdmin):
    list_display = ["title", "is_anonymous", "is_public", "state", "opens_on", "closes_on"]
    list_filter = ["state", "is_anonymous"]
    search_fields = ["title"]


@admin.register(models.SurveyQuestion)
class SurveyQuestionAdmin(ReadOnlyAdmin):
    list_display = ["label", "survey", "kind", "position"]
    list_select_related = ["survey"]
    search_fields = ["label"]


class NothingToTakeAwayAdmin(ReadOnlyAdmin):
    """Of anonymous surveys: no file, no list that could be laid beside another."""

    def has_export_permission(self, request: object) -> bool:
        return False


@admin.register(models.SurveyInvitation)
class SurveyInvitationAdmin(NothingToTakeAwayAdmin):
    """Whether the link was used is left out: beside the answers it could tell whose they are."""

    list_display = ["email", "survey"]
    list_select_related = ["survey"]
    search_fields = ["=email"]
    exclude = ["answered"]


@admin.register(models.AnonymousResponse)
class AnonymousResponseAdmin(NothingToTakeAwayAdmin):
    """That there are some, not what they say."""

    list_display = ["survey"]
    list_select_related = ["survey"]
    exclude = ["answers"]


@admin.register(models.NamedResponse)
class NamedResponseAdmin(ReadOnlyAdmin):
    list_display = ["survey", "person", "name", "at"]
    list_select_related = ["survey", "person"]
    search_fields = ["name", "=email"]


@admin.register(models.VolunteerOpportunity)
class VolunteerOpportunityAdmin(ReadOnlyAdmin):
    list_display = ["title", "organization", "theme", "municipality", "state"]
    list_select_related = ["organization"]
    list_filter = ["state", "theme"]
    search_fields = ["title"]


@admin.register(models.VolunteerShift)
class VolunteerShiftAdmin(ReadOnlyAdmin):
    list_display = ["opportunity", "starts_at", "ends_at", "capacity"]
    list_select_related = ["opportunity"]


@admin.register(models.VolunteerSignup)
class VolunteerSignupAdmin(ReadOnlyAdmin):
    list_display = ["last_name", "first_name", "email", "shift", "people", "state"]
    list_select_related = ["shift"]
    list_filter = ["state"]
    search_fields = ["last_name", "=email"]


@admin.register(models.VolunteerHours)
class VolunteerHoursAdmin(ReadOnlyAdmin):
    list_display = ["on", "organization", "person", "company", "people", "hours", "total"]
    list_select_related = ["organization", "person", "company"]
    date_hierarchy = "on"
