"""The office head's pages of partnerships' rows."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportExportMixin

from partnerships import (
    admin_agreements,  # noqa: F401
    admin_evaluation,  # noqa: F401
    admin_programme,  # noqa: F401
)
from partnerships.models import (
    CapacityProfile,
    ChosenSilence,
    CommunicationPiece,
    Deliverable,
    DiligenceCheck,
    ImageConsent,
    Match,
    MatchPlan,
    Need,
    NeedSubmission,
    Offer,
    PartnerRequest,
    Partnership,
    PartnershipParty,
    PartnershipTemplate,
    PhaseChange,
    PieceAnswer,
    PieceVersion,
    Vetting,
    WeightSet,
)
from relations.admin_base import OfficeAdmin, ReadOnlyAdmin


class OfferInline(admin.TabularInline):
    """What a request offers."""

    model = Offer
    extra = 0
    fields = ["kind", "quantity", "unit", "description"]


@admin.register(PartnerRequest)
class PartnerRequestAdmin(OfficeAdmin):
    """Requests of companies, drafts included."""

    list_display = ["code", "company_name", "vat_number", "status", "owner", "received_at", "answer_due_on"]
    list_display_links = ["code", "company_name"]
    list_filter = ["status", "owner", "province", "language", "may_be_shown"]
    list_select_related = ["owner"]
    search_fields = ["code", "company_name", "vat_number", "contact_email"]
    date_hierarchy = "received_at"
    raw_id_fields = ["organization"]
    inlines = [OfferInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Offer)
class OfferAdmin(ImportExportMixin, OfficeAdmin):
    """Offers of companies."""

    list_display = ["kind", "description", "quantity", "unit", "organization", "request"]
    list_filter = ["kind", "unit"]
    list_select_related = ["organization", "request"]
    search_fields = ["description", "organization__name", "request__company_name"]
    raw_id_fields = ["organization", "request"]


@admin.register(Need)
class NeedAdmin(ImportExportMixin, OfficeAdmin):
    """Needs of non-profits."""

    list_display = ["title", "organization", "kind", "quantity", "unit", "by_on", "status"]
    list_filter = ["status", "kind", "organization__province"]
    list_select_related = ["organization"]
    list_editable = ["status"]
    search_fields = ["title", "organization__name", "results_text"]
    raw_id_fields = ["organization"]

    def save_model(self, request: HttpRequest, obj: Need, form, change: bool) -> None:
        if obj.created_at is None:
            from django.utils import timezone

            obj.created_at = timezone.now()
        super().save_model(request, obj, form, change)


@admin.register(CapacityProfile)
class CapacityProfileAdmin(OfficeAdmin):
    """How much help non-profits can take in."""

    list_display = ["organization", "max_partners", "people_at_once", "notice_days", "has_insurance", "paused_until"]
    list_filter = ["has_insurance"]
    list_select_related = ["organization"]
    search_fields = ["organization__name"]
    raw_id_fields = ["organization"]


@admin.register(Match)
class MatchAdmin(ReadOnlyAdmin):
    """Proposals as they were shown and answered: only actions write them."""

    list_display = [
        "request",
        "nonprofit",
        "score",
        "rank",
        "status",
        "company_answer",
        "nonprofit_answer",
        "expires_on",
    ]
    list_filter = ["status", "weights_version", "company_answer", "nonprofit_answer"]
    list_select_related = ["request", "nonprofit"]
    search_fields = ["request__code", "request__company_name", "nonprofit__name"]


class PartyInline(admin.TabularInline):
    """Who takes part."""

    model = PartnershipParty
    extra = 0
    raw_id_fields = ["organization", "contact"]


@admin.register(Partnership)
class PartnershipAdmin(OfficeAdmin):
    """Partnerships; the phase is changed on their page, where the gate is checked."""

    list_display = ["code", "title", "phase", "state", "owner", "next_step_on", "last_event_at", "party_count"]
    list_display_links = ["code", "title"]
    list_filter = ["phase", "state", "owner", "with_volunteers"]
    list_select_related = ["owner"]
    search_fields = ["code", "title", "parties__organization__name"]
    date_hierarchy = "started_at"
    readonly_fields = [
        "phase",
        "state",
        "started_at",
        "phase_since",
        "ended_at",
        "outcome",
        "last_event_at",
        "request",
        "match",
    ]
    inlines = [PartyInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(parties_in=Count("parties"))

    @admin.display(description=_("parties"), ordering="parties_in")
    def party_count(self, row: Partnership) -> int:
        return row.parties_in

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(PartnershipParty)
class PartnershipPartyAdmin(OfficeAdmin):
    """Parties of all partnerships."""

    list_display = ["partnership", "organization", "side", "contact"]
    list_filter = ["side", "partnership__phase"]
    list_select_related = ["partnership", "organization", "contact"]
    search_fields = ["partnership__title", "partnership__code", "organization__name"]
    raw_id_fields = ["partnership", "organization", "contact"]


@admin.register(PhaseChange)
class PhaseChangeAdmin(ReadOnlyAdmin):
    """Passages from a phase to another, with the reasons."""

    list_display = ["partnership", "from_phase", "to_phase", "at", "by", "overridden", "why"]
    list_filter = ["overridden", "to_phase", "by"]
    list_select_related = ["partnership", "by"]
    search_fields = ["partnership__title", "partnership__code", "why"]
    date_hierarchy = "at"


@admin.register(Deliverable)
class DeliverableAdmin(OfficeAdmin):
    """Lines of the checklists that somebody was charged with, or did."""

    list_display = ["partnership", "phase", "key", "title", "owner", "due_on", "done_at", "done_by"]
    list_filter = ["phase", "owner", ("done_at", admin.EmptyFieldListFilter)]
    list_select_related = ["partnership", "owner", "done_by"]
    search_fields = ["partnership__title", "partnership__code", "key"]
    readonly_fields = ["partnership", "phase", "key", "title", "required", "done_at", "done_by", "by_archive"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Vetting)
class VettingAdmin(OfficeAdmin):
    """How far bodies were checked, and until when."""

    list_display = ["organization", "label", "checked_on", "checked_by", "expires_on"]
    list_filter = ["label", "expires_on"]
    list_select_related = ["organization", "checked_by"]
    search_fields = ["organization__name", "note"]
    raw_id_fields = ["organization"]


@admin.register(DiligenceCheck)
class DiligenceCheckAdmin(OfficeAdmin):
    """What was looked at before working with bodies."""

    list_display = ["organization", "key", "outcome", "checked_at", "checked_by"]
    list_filter = ["key", "outcome"]
    list_select_related = ["organization", "checked_by"]
    search_fields = ["organization__name", "note"]
    raw_id_fields = ["organization"]


@admin.register(MatchPlan)
class MatchPlanAdmin(ReadOnlyAdmin):
    """Plans of all matches as they were computed: only actions write them."""

    list_display = ["made_at", "made_by", "weights_version"]
    list_filter = ["weights_version", "made_by"]
    list_select_related = ["made_by"]
    search_fields = ["weights_version"]


@admin.register(NeedSubmission)
class NeedSubmissionAdmin(ReadOnlyAdmin):
    """What non-profits sent by form: only actions take it in."""

    list_display = ["name", "municipality", "status", "received_at", "decided_at", "decided_by"]
    list_filter = ["status", "province", "may_propose"]
    list_select_related = ["decided_by"]
    search_fields = ["name", "tax_code", "contact_email"]


@admin.register(WeightSet)
class WeightSetAdmin(ReadOnlyAdmin):
    """Weights learnt from decisions: their page switches them."""

    list_display = ["version", "made_at", "made_by", "is_active"]
    list_filter = ["is_active"]
    list_select_related = ["made_by"]
    search_fields = ["version"]
@admin.register(PartnershipTemplate)
class PartnershipTemplateAdmin(OfficeAdmin):
    """Templates of partnerships; their lines are written on their own page, by phase."""

    list_display = ["title", "purpose", "origin", "retired_at", "created_at"]
    list_filter = [("retired_at", admin.EmptyFieldListFilter)]
    list_select_related = ["origin"]
    search_fields = ["title"]
    raw_id_fields = ["origin"]
    readonly_fields = ["lines", "created_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(CommunicationPiece)
class CommunicationPieceAdmin(ReadOnlyAdmin):
    """What partnerships say outside: only actions write it, because both sides have to say yes."""

    list_display = ["partnership", "title", "kind", "due_on", "version", "approved_version", "out_at", "dropped_at"]
    list_filter = ["kind", "nature", "pictures", ("out_at", admin.EmptyFieldListFilter)]
    list_select_related = ["partnership"]
    search_fields = ["title", "partnership__title", "partnership__code"]
    date_hierarchy = "created_at"


@admin.register(PieceVersion)
class PieceVersionAdmin(ReadOnlyAdmin):
    """The texts as they were shown to the parties."""

    list_display = ["piece", "number", "at", "by"]
    list_select_related = ["piece", "by"]
    search_fields = ["piece__title"]


@admin.register(PieceAnswer)
class PieceAnswerAdmin(ReadOnlyAdmin):
    """What the parties answered, and by which link."""

    list_display = ["version", "party", "answer", "person", "email", "at"]
    list_filter = ["answer"]
    list_select_related = ["version__piece", "party__organization", "person"]
    search_fields = ["version__piece__title", "party__organization__name"]


@admin.register(ImageConsent)
class ImageConsentAdmin(ReadOnlyAdmin):
    """Releases for images, with their signed files."""

    list_display = ["partnership", "what", "person", "people", "until", "withdrawn_at"]
    list_filter = [("withdrawn_at", admin.EmptyFieldListFilter)]
    list_select_related = ["partnership", "person"]
    search_fields = ["what", "partnership__title"]


@admin.register(ChosenSilence)
class ChosenSilenceAdmin(ReadOnlyAdmin):
    """Partnerships that chose not to communicate, and why."""

    list_display = ["partnership", "why", "by", "at"]
    list_select_related = ["partnership", "by"]
    search_fields = ["partnership__title", "why"]
