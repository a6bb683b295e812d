"""The office head's panel: every model of the ground floor."""

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from relations import admin_community, admin_lists, admin_meetings, admin_returns, models  # noqa: F401
from relations.admin_base import OfficeAdmin, ReadOnlyAdmin


class FoundByName(OfficeAdmin):
    """Searches as the archive does: by prefix, without accents, by codes and numbers."""

    search_fields = ["sort_name"]


class ContactPoints(admin.TabularInline):
    model = models.ContactPoint
    extra = 0
    fields = ["kind", "value", "label", "is_primary", "ended_at"]
    readonly_fields = fields
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class Affiliations(admin.TabularInline):
    model = models.Affiliation
    extra = 0
    autocomplete_fields = ["person", "organization"]


@admin.register(models.Organization)
class OrganizationAdmin(FoundByName):
    list_display = ["name", "kind", "municipality", "province", "owner", "last_contact_at", "archived_at"]
    list_filter = ["kind", "province", "owner", ("archived_at", admin.EmptyFieldListFilter)]
    list_select_related = ["owner"]
    ordering = ["sort_name"]
    readonly_fields = ["last_contact_at", "created_at", "sort_name"]
    inlines = [ContactPoints, Affiliations]
    date_hierarchy = None

    def save_model(self, request, obj, form, change) -> None:
        _stamp(obj)
        super().save_model(request, obj, form, change)


@admin.register(models.Person)
class PersonAdmin(FoundByName):
    list_display = ["sort_name", "municipality", "involvement", "owner", "last_contact_at", "archived_at"]
    list_filter = ["involvement", "province", "owner", ("archived_at", admin.EmptyFieldListFilter)]
    list_select_related = ["owner"]
    ordering = ["sort_name"]
    readonly_fields = ["last_contact_at", "created_at", "sort_name", "erased_at"]
    inlines = [ContactPoints, Affiliations]

    def save_model(self, request, obj, form, change) -> None:
        _stamp(obj)
        super().save_model(request, obj, form, change)


def _stamp(obj: object) -> None:
    from django.utils import timezone

    if obj.created_at is None:
        obj.created_at = timezone.now()


@admin.register(models.Affiliation)
class AffiliationAdmin(OfficeAdmin):
    list_display = ["person", "role", "organization", "is_main_contact", "started_on", "ended_on"]
    list_select_related = ["person", "organization"]
    list_filter = ["is_main_contact", ("ended_on", admin.EmptyFieldListFilter)]
    autocomplete_fields = ["person", "organization"]


@admin.register(models.Relationship)
class RelationshipAdmin(OfficeAdmin):
    list_display = ["source", "kind", "target", "started_on", "ended_on"]
    list_select_related = ["source", "target"]
    list_filter = ["kind"]
    autocomplete_fields = ["source", "target"]


@admin.register(models.Address)
class AddressAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "kind", "organization", "person", "is_primary", "ended_on"]
    list_select_related = ["organization", "person", "municipality"]
    list_filter = ["kind", "is_primary", ("ended_on", admin.EmptyFieldListFilter)]
    search_fields = ["street", "municipality__name"]


@admin.register(models.BankAccount)
class BankAccountAdmin(ReadOnlyAdmin):
    """Whole IBANs are for the page of the body: here they stay masked, exports included."""

    list_display = ["masked", "organization", "holder", "ended_on"]
    list_select_related = ["organization"]
    exclude = ["iban"]
    search_fields = ["=iban", "holder"]

    def get_export_formats(self) -> list:
        return []

    def has_export_permission(self, request: HttpRequest) -> bool:
        return False


class PlaceAdmin(ReadOnlyAdmin):
    """Read from a dated table (manage.py load_places), never typed."""

    search_fields = ["name"]


@admin.register(models.Region)
class RegionAdmin(PlaceAdmin):
    list_display = ["code", "name", "read_on"]


@admin.register(models.Province)
class ProvinceAdmin(PlaceAdmin):
    list_display = ["letters", "name", "region", "valid_from", "valid_to"]
    list_select_related = ["region"]
    list_filter = ["region", ("valid_to", admin.EmptyFieldListFilter)]


@admin.register(models.Municipality)
class MunicipalityAdmin(PlaceAdmin):
    list_display = ["name", "province", "code", "cadastral_code", "postal_codes", "valid_from", "valid_to"]
    list_select_related = ["province"]
    list_filter = [("valid_to", admin.EmptyFieldListFilter)]
    search_fields = ["folded", "=code", "=cadastral_code"]


@admin.register(models.ContactPoint)
class ContactPointAdmin(ReadOnlyAdmin):
    list_display = ["value", "kind", "organization", "person", "is_primary", "ended_at"]
    list_select_related = ["organization", "person"]
    list_filter = ["kind", "is_primary"]
    search_fields = ["normalized__exact"]


@admin.register(models.Interaction)
class InteractionAdmin(ReadOnlyAdmin):
    list_display = ["at", "channel", "organization", "person", "by"]
    list_select_related = ["organization", "person", "by"]
    list_filter = ["channel", "by", "outgoing"]
    date_hierarchy = "at"


@admin.register(models.FollowUp)
class FollowUpAdmin(OfficeAdmin):
    list_display = ["title", "owner", "due_on", "status", "times_postponed", "organization", "person"]
    list_select_related = ["owner", "organization", "person"]
    list_filter = ["status", "owner", "due_on"]
    autocomplete_fields = ["organization", "person"]
    readonly_fields = ["created_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(models.ConsentText)
class ConsentTextAdmin(OfficeAdmin):
    list_display = ["purpose", "version", "language", "valid_from"]
    list_filter = ["purpose", "language"]

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Words somebody agreed to are never changed: a new version is added."""
        return False


@admin.register(models.Consent)
class ConsentAdmin(ReadOnlyAdmin):
    list_display = ["at", "email", "purpose", "channel", "event", "lawful_basis", "source"]
    list_filter = ["purpose", "event", "lawful_basis"]
    search_fields = ["email__exact"]
    search_help_text = _("Write the whole address.")


@admin.register(models.AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "by", "verb", "label", "object_type"]
    list_select_related = ["by", "object_type"]
    list_filter = ["by"]
    date_hierarchy = "at"


@admin.register(models.TimelineEntry)
class TimelineEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "title", "organization", "person"]
    list_select_related = ["organization", "person"]


@admin.register(models.Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    list_display = ["title", "status", "requested_by", "requested_at", "decided_by", "decided_at"]
    list_select_related = ["requested_by", "decided_by"]
    list_filter = ["status"]


@admin.register(models.SecretLink)
class SecretLinkAdmin(ReadOnlyAdmin):
    list_display = ["scope", "holder", "email", "created_at", "expires_at", "revoked_at", "used_at"]
    list_filter = ["scope"]


@admin.register(models.Attachment)
class AttachmentAdmin(ReadOnlyAdmin):
    list_display = ["name", "mime", "size", "is_public", "created_at"]
    list_filter = ["is_public"]


@admin.register(models.SearchEntry)
class SearchEntryAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "subtitle"]
    list_filter = ["kind"]


@admin.register(models.Sequence)
class SequenceAdmin(ReadOnlyAdmin):
    list_display = ["series", "year", "last"]


@admin.register(models.OfficeSettings)
class OfficeSettingsAdmin(OfficeAdmin):
    list_display = ["name", "municipality", "email", "phone"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not models.OfficeSettings.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(models.User)
class ColleagueAdmin(OfficeAdmin, UserAdmin):
    list_display = ["email", "first_name", "last_name", "job_title", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    ordering = ["first_name", "last_name"]
    search_fields = ["email__istartswith", "first_name__istartswith", "last_name__istartswith"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Who"), {"fields": ["first_name", "last_name", "job_title", "phone", "language", "wants_digest"]}),
        (_("What may be done"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "first_name", "last_name", "password1", "password2", "groups"]})]
    filter_horizontal = ["groups"]

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Colleagues are switched off, never deleted: what they did keeps its name."""
        return False


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(OfficeAdmin):
    list_display = ["name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Roles follow from the apps (`sync_roles`)."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


# --- the mail engine ---------------------------------------------------------
@admin.register(models.Mailing)
class MailingAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "purpose", "state", "created_by", "created_at", "finished_at"]
    list_select_related = ["created_by"]
    list_filter = ["kind", "state", "purpose"]
    exclude = ["html"]


@admin.register(models.Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ["email", "mailing", "state", "reason", "due_at", "tries", "settled_at"]
    list_select_related = ["mailing"]
    list_filter = ["state", "reason"]
    search_fields = ["email__exact"]


@admin.register(models.Suppression)
class SuppressionAdmin(ReadOnlyAdmin):
    list_display = ["reason", "purpose", "at", "note", "lifted_at"]
    list_filter = ["reason", "purpose"]


@admin.register(models.SubscriptionRequest)
class SubscriptionRequestAdmin(ReadOnlyAdmin):
    list_display = ["email", "source", "requested_at", "confirmed_at"]
    list_filter = ["source"]


@admin.register(models.MailAttachment)
class MailAttachmentAdmin(ReadOnlyAdmin):
    list_display = ["name", "mime", "mailing"]
    exclude = ["content"]


@admin.register(models.CapturedMessage)
class CapturedMessageAdmin(ReadOnlyAdmin):
    list_display = ["rcpt_to", "mail_from", "received_at"]
    exclude = ["raw"]


@admin.register(models.MailSettings)
class MailSettingsAdmin(OfficeAdmin):
    list_display = ["__str__", "mail_per_minute", "mailing_per_minute", "domain_per_minute", "mail_from", "mail_until"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not models.MailSettings.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def save_model(self, request, obj, form, change) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)


@admin.register(models.DomainCeiling)
class DomainCeilingAdmin(OfficeAdmin):
    list_display = ["domain", "per_minute", "note"]
    search_fields = ["domain__istartswith"]


@admin.register(models.PaceMark)
class PaceMarkAdmin(ReadOnlyAdmin):
    list_display = ["scope", "key", "paid_until", "held_until", "strikes"]
    list_filter = ["scope"]


@admin.register(models.RateMark)
class RateMarkAdmin(ReadOnlyAdmin):
    list_display = ["scope", "period_start", "count"]


# What the office's own pages keep is only looked at here; images of changed rows have a page on each record.
for _model in apps.get_app_config("relations").get_models():
    if not admin.site.is_registered(_model) and not hasattr(_model, "pgh_tracked_model"):
        admin.site.register(_model, ReadOnlyAdmin)
