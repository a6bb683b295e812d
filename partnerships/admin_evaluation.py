"""The office head's pages of what the evaluation leaves behind."""

from django.contrib import admin
from django.http import HttpRequest

from partnerships.models import (
    Assent,
    CaseStudy,
    Evaluation,
    Lesson,
    PartnerAnswer,
    Recognition,
    Succession,
    SustainabilityPlan,
)
from relations.admin_base import OfficeAdmin, ReadOnlyAdmin

OF_PARTNERSHIP = ["partnership__title", "partnership__code"]
OF_PARTY = ["party__partnership__title", "party__partnership__code", "party__organization__name"]


class _ByActions(OfficeAdmin):
    """Begun on the partnership's page; here it is looked up and put right."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Evaluation)
class EvaluationAdmin(_ByActions):
    """Reports, approvals and decisions."""

    list_display = ["partnership", "decision", "decided_on", "approved_at", "approved_by"]
    list_filter = ["decision", ("approved_at", admin.EmptyFieldListFilter)]
    list_select_related = ["partnership", "approved_by"]
    search_fields = OF_PARTNERSHIP
    readonly_fields = ["partnership", "approved_at", "approved_by", "next_cycle", "survey"]


@admin.register(PartnerAnswer)
class PartnerAnswerAdmin(ReadOnlyAdmin):
    """What each side answered: only the side itself writes it."""

    list_display = ["party", "results", "understanding", "roles", "office", "again", "at"]
    list_select_related = ["party__organization"]
    search_fields = OF_PARTY


@admin.register(Lesson)
class LessonAdmin(_ByActions):
    """Lessons of all partnerships."""

    list_display = ["title", "partnership", "phase", "by", "at"]
    list_filter = ["phase"]
    list_select_related = ["partnership", "by"]
    search_fields = ["title", *OF_PARTNERSHIP]
    readonly_fields = ["partnership", "at"]


@admin.register(SustainabilityPlan)
class SustainabilityPlanAdmin(_ByActions):
    """Sustainability plans."""

    list_display = ["partnership", "funds_score", "leadership_score", "involvement_score", "review_on"]
    list_select_related = ["partnership"]
    search_fields = OF_PARTNERSHIP
    readonly_fields = ["partnership", "updated_at"]


@admin.register(Succession)
class SuccessionAdmin(_ByActions):
    """Who takes over from whom."""

    list_display = ["role", "party", "holder", "deputy", "ready_on"]
    list_filter = [("deputy", admin.EmptyFieldListFilter)]
    list_select_related = ["party__organization", "holder", "deputy"]
    search_fields = ["role", *OF_PARTY]
    raw_id_fields = ["holder", "deputy"]
    readonly_fields = ["party"]


@admin.register(CaseStudy)
class CaseStudyAdmin(ReadOnlyAdmin):
    """Stories: their words are those everybody agreed to."""

    list_display = ["title", "partnership", "written_at", "asked_at", "published_at"]
    list_filter = [("published_at", admin.EmptyFieldListFilter)]
    list_select_related = ["partnership"]
    search_fields = ["title", *OF_PARTNERSHIP]


@admin.register(Assent)
class AssentAdmin(ReadOnlyAdmin):
    """What each party agreed to by its link."""

    list_display = ["party", "subject", "answer", "at"]
    list_filter = ["subject", "answer"]
    list_select_related = ["party__organization"]
    search_fields = OF_PARTY


@admin.register(Recognition)
class RecognitionAdmin(ReadOnlyAdmin):
    """Certificates given."""

    list_display = ["number", "party", "issued_at", "issued_by"]
    list_select_related = ["party__organization", "issued_by"]
    search_fields = ["number", *OF_PARTY]
    date_hierarchy = "issued_at"
