"""The office head's pages of the programme: objectives, activities, contributions, trust."""

from django.contrib import admin
from django.http import HttpRequest

from partnerships.models import (
    Activity,
    ActivityLink,
    ActivityRole,
    BudgetLine,
    BudgetUse,
    Contribution,
    Delivery,
    Dispute,
    DisputeStep,
    Endorsement,
    HoursEntry,
    Indicator,
    Objective,
    PulseAnswer,
    Reading,
    Risk,
    TrustPulse,
)
from relations.admin_base import OfficeAdmin, ReadOnlyAdmin


class _OnPage(OfficeAdmin):
    """Rows that are added on the partnership's page, where what follows from them happens."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Objective)
class ObjectiveAdmin(_OnPage):
    """What partnerships want to reach."""

    list_display = ["title", "partnership", "starts_on", "due_on", "review_on"]
    list_filter = ["partnership__phase", "partnership__owner"]
    list_select_related = ["partnership"]
    search_fields = ["title", "partnership__title", "partnership__code"]
    raw_id_fields = ["partnership", "need"]
    date_hierarchy = "due_on"


@admin.register(Endorsement)
class EndorsementAdmin(ReadOnlyAdmin):
    """Who shares which objective."""

    list_display = ["objective", "party", "agrees", "said_by", "at"]
    list_filter = ["agrees"]
    list_select_related = ["objective", "party__organization"]
    search_fields = ["objective__title", "said_by"]


@admin.register(Indicator)
class IndicatorAdmin(_OnPage):
    """How objectives are measured."""

    list_display = ["name", "partnership", "level", "kind", "unit", "baseline", "target", "due_on", "frequency"]
    list_filter = ["level", "kind", "frequency"]
    list_select_related = ["partnership"]
    search_fields = ["name", "partnership__title", "partnership__code"]
    raw_id_fields = ["partnership", "objective", "measured_by"]


@admin.register(Reading)
class ReadingAdmin(_OnPage):
    """What was measured."""

    list_display = ["indicator", "on", "value", "party", "sent_by", "confirmed_at", "is_final"]
    list_filter = ["is_final", ("confirmed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["indicator", "party__organization"]
    search_fields = ["indicator__name", "sent_by", "words"]
    raw_id_fields = ["indicator", "party", "evidence"]
    date_hierarchy = "on"


@admin.register(Activity)
class ActivityAdmin(_OnPage):
    """What is done and by when."""

    list_display = ["title", "partnership", "kind", "due_on", "state", "accountable_party", "accountable_user"]
    list_filter = ["kind", "state", "is_required"]
    list_select_related = ["partnership", "accountable_party__organization", "accountable_user"]
    search_fields = ["title", "partnership__title", "partnership__code"]
    raw_id_fields = ["partnership", "objective", "accountable_party"]
    date_hierarchy = "due_on"


@admin.register(ActivityLink)
class ActivityLinkAdmin(ReadOnlyAdmin):
    """What waits for what."""

    list_display = ["earlier", "later"]
    list_select_related = ["earlier", "later"]
    search_fields = ["earlier__title", "later__title"]


@admin.register(ActivityRole)
class ActivityRoleAdmin(_OnPage):
    """Who does it, is heard, is told."""

    list_display = ["activity", "role", "party", "user"]
    list_filter = ["role"]
    list_select_related = ["activity", "party__organization", "user"]
    search_fields = ["activity__title"]
    raw_id_fields = ["activity", "party"]


@admin.register(Contribution)
class ContributionAdmin(_OnPage):
    """Who promised to put in what."""

    list_display = ["what", "partnership", "party", "kind", "quantity", "unit", "value", "due_on"]
    list_filter = ["kind", "party__side"]
    list_select_related = ["partnership", "party__organization"]
    search_fields = ["what", "partnership__title", "partnership__code", "party__organization__name"]
    raw_id_fields = ["partnership", "party", "to_party", "only_for"]


@admin.register(Delivery)
class DeliveryAdmin(_OnPage):
    """What arrived."""

    list_display = ["contribution", "on", "quantity", "value", "sent_by", "confirmed_by", "received_at"]
    list_filter = [("received_at", admin.EmptyFieldListFilter)]
    list_select_related = ["contribution"]
    search_fields = ["contribution__what", "note", "sent_by", "confirmed_by"]
    raw_id_fields = ["contribution", "evidence", "received_by"]
    date_hierarchy = "on"


@admin.register(HoursEntry)
class HoursEntryAdmin(_OnPage):
    """Hours of companies' volunteers."""

    list_display = ["partnership", "giver", "host", "on", "people", "hours_each", "total", "confirmed_at"]
    list_filter = [("confirmed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["partnership", "giver__organization", "host__organization"]
    search_fields = ["partnership__title", "partnership__code", "what", "sent_by"]
    raw_id_fields = ["partnership", "contribution", "activity", "giver", "host"]
    date_hierarchy = "on"


@admin.register(BudgetLine)
class BudgetLineAdmin(_OnPage):
    """Headings of common budgets."""

    list_display = ["name", "partnership", "planned"]
    list_select_related = ["partnership"]
    search_fields = ["name", "partnership__title", "partnership__code"]
    raw_id_fields = ["partnership"]


@admin.register(BudgetUse)
class BudgetUseAdmin(_OnPage):
    """Money spent of common budgets."""

    list_display = ["what", "line", "on", "amount", "party"]
    list_select_related = ["line", "party__organization"]
    search_fields = ["what", "line__name", "line__partnership__title"]
    raw_id_fields = ["line", "party", "evidence"]
    date_hierarchy = "on"


@admin.register(TrustPulse)
class TrustPulseAdmin(ReadOnlyAdmin):
    """When both sides were asked how it goes."""

    list_display = ["partnership", "asked_at", "asked_by", "closes_on", "occasion"]
    list_select_related = ["partnership", "asked_by"]
    search_fields = ["partnership__title", "partnership__code", "occasion"]


@admin.register(PulseAnswer)
class PulseAnswerAdmin(ReadOnlyAdmin):
    """What they said."""

    list_display = ["pulse", "party", "trust", "communication", "promises", "balance", "at"]
    list_select_related = ["pulse__partnership", "party__organization"]
    search_fields = ["pulse__partnership__title", "party__organization__name"]


@admin.register(Risk)
class RiskAdmin(_OnPage):
    """What may go wrong."""

    list_display = ["title", "partnership", "kind", "likelihood", "impact", "owner", "by_detector", "closed_at"]
    list_filter = ["kind", "by_detector", ("closed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["partnership", "owner"]
    search_fields = ["title", "partnership__title", "partnership__code"]
    raw_id_fields = ["partnership"]


@admin.register(Dispute)
class DisputeAdmin(_OnPage):
    """Disagreements, and who mediates."""

    list_display = ["subject", "partnership", "severity", "state", "mediator", "opened_at", "closed_on"]
    list_filter = ["severity", "state", "mediator"]
    list_select_related = ["partnership", "mediator"]
    search_fields = ["subject", "partnership__title", "partnership__code"]
    raw_id_fields = ["partnership", "reported_by", "parties"]


@admin.register(DisputeStep)
class DisputeStepAdmin(ReadOnlyAdmin):
    """The story of each mediation."""

    list_display = ["dispute", "kind", "on", "by", "text"]
    list_filter = ["kind"]
    list_select_related = ["dispute", "by"]
    search_fields = ["dispute__subject", "text"]
