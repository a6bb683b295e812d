"""The admin panel of fundraising."""

from django.contrib import admin

from fundraising.models import Appeal, Campaign, Donation, Receipt, SuggestedAmount, TaxRule, Thanks
from relations.admin_base import OfficeAdmin, ReadOnlyAdmin


class SuggestedAmountInline(admin.TabularInline):
    model = SuggestedAmount
    extra = 0


@admin.register(Campaign)
class CampaignAdmin(OfficeAdmin):
    list_display = ["name", "code", "status", "is_public", "goal", "starts_on", "ends_on", "manager"]
    list_filter = ["status", "is_public", "collection_type"]
    list_select_related = ["manager"]
    search_fields = ["name", "code"]
    readonly_fields = ["code", "created_at"]
    inlines = [SuggestedAmountInline]


@admin.register(Appeal)
class AppealAdmin(OfficeAdmin):
    list_display = ["name", "code", "campaign", "channel", "made_on", "cost"]
    list_filter = ["channel", "campaign"]
    list_select_related = ["campaign"]
    search_fields = ["name", "code"]


@admin.register(SuggestedAmount)
class SuggestedAmountAdmin(OfficeAdmin):
    list_display = ["campaign", "amount", "makes_possible"]
    list_filter = ["campaign"]
    list_select_related = ["campaign"]


@admin.register(Donation)
class DonationAdmin(OfficeAdmin):
    """A gift with a receipt in force cannot be changed here either."""

    list_display = ["code", "donor_name", "amount", "given_on", "payment_method", "legal_nature", "status", "campaign"]
    list_filter = ["status", "legal_nature", "payment_method", "campaign"]
    list_select_related = ["person", "organization", "campaign"]
    search_fields = ["person__last_name", "organization__name", "payment_reference"]
    date_hierarchy = "given_on"
    autocomplete_fields = ["person", "organization"]
    readonly_fields = ["by", "created_at", "ended_on", "ended_reason"]

    def has_add_permission(self, request) -> bool:
        """Recording a gift prepares its thanks: it is done from the page."""
        return False

    def has_change_permission(self, request, obj: Donation | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.living_receipt is None)

    def has_delete_permission(self, request, obj: Donation | None = None) -> bool:
        """Gifts are cancelled with a reason, never deleted."""
        return False


@admin.register(Thanks)
class ThanksAdmin(ReadOnlyAdmin):
    list_display = ["donation", "state", "due_at", "how", "done_at", "done_by"]
    list_filter = ["state", "how"]
    list_select_related = ["donation", "done_by"]


@admin.register(Receipt)
class ReceiptAdmin(ReadOnlyAdmin):
    """Issued and annulled only from the pages."""

    list_display = ["label", "donation", "amount", "status", "issued_at", "issued_by", "annul_reason"]
    list_filter = ["status", "year"]
    list_select_related = ["donation", "issued_by"]
    exclude = ["pdf"]


@admin.register(TaxRule)
class TaxRuleAdmin(OfficeAdmin):
    """Every rule shows its source and its dates."""

    list_display = ["title", "kind", "donor_type", "percent", "ceiling", "valid_from", "valid_until", "source"]
    list_filter = ["kind", "donor_type"]
    search_fields = ["title", "text", "source"]
