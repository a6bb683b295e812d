"""The office head's pages of agreements: written only by actions, but for the library of clauses."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from partnerships.models import (
    Agreement,
    Clause,
    ClauseAnswer,
    ClauseComment,
    ClauseText,
    ClauseVersion,
    Confirmation,
    Interest,
    PrivateNote,
    SharedMinutes,
    Signatory,
    Signature,
    SignedCopy,
    SigningCode,
)
from relations.admin_base import OfficeAdmin, ReadOnlyAdmin


@admin.register(ClauseText)
class ClauseTextAdmin(OfficeAdmin):
    """The library: what an agreement begins with."""

    list_display = ["title", "topic", "family", "is_active", "is_checked"]
    list_filter = ["topic", "family", "is_active", "is_checked"]
    search_fields = ["title", "text"]


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyAdmin):
    """Agreements and addenda."""

    list_display = [
        "title",
        "partnership",
        "number",
        "kind",
        "gives_back",
        "status",
        "starts_on",
        "ends_on",
        "signed_at",
    ]
    list_filter = ["status", "kind", "gives_back"]
    list_select_related = ["partnership"]
    search_fields = ["title", "partnership__code", "partnership__title", "sha256"]
    date_hierarchy = "created_at"


@admin.register(Signatory)
class SignatoryAdmin(ReadOnlyAdmin):
    """Who signs, by what right."""

    list_display = ["name", "role", "party", "powers", "powers_note", "email", "agreement"]
    list_filter = ["powers"]
    list_select_related = ["party__organization", "agreement"]
    search_fields = ["name", "email", "agreement__partnership__code"]


@admin.register(Signature)
class SignatureAdmin(ReadOnlyAdmin):
    """Signatures with their evidence."""

    list_display = ["declared_name", "signatory", "method", "at", "email", "ip", "sha256"]
    list_filter = ["method"]
    list_select_related = ["signatory"]
    search_fields = ["declared_name", "email", "sha256"]
    date_hierarchy = "at"


@admin.register(SigningCode)
class SigningCodeAdmin(ReadOnlyAdmin):
    """Codes sent; what they were is known to nobody."""

    list_display = ["signatory", "sent_at", "expires_at", "tries", "used_at"]
    list_select_related = ["signatory"]
    search_fields = ["signatory__name", "signatory__email"]
    exclude = ["code_hash"]


@admin.register(SignedCopy)
class SignedCopyAdmin(ReadOnlyAdmin):
    """Files signed on their own."""

    list_display = ["name", "agreement", "signed_on", "at", "by", "size", "sha256"]
    list_select_related = ["agreement", "by"]
    search_fields = ["name", "sha256"]
    exclude = ["file"]


@admin.register(Clause)
class ClauseAdmin(ReadOnlyAdmin):
    """Clauses of agreements."""

    list_display = ["title", "agreement", "topic", "position", "latest"]
    list_filter = ["topic"]
    list_select_related = ["agreement"]
    search_fields = ["title", "agreement__title"]


@admin.register(ClauseVersion)
class ClauseVersionAdmin(ReadOnlyAdmin):
    """Every wording that was proposed."""

    list_display = ["clause", "number", "party", "by", "at", "why"]
    list_select_related = ["clause", "party__organization", "by"]
    search_fields = ["clause__title"]
    date_hierarchy = "at"


@admin.register(ClauseAnswer)
class ClauseAnswerAdmin(ReadOnlyAdmin):
    """What each party said of a version."""

    list_display = ["version", "party", "answer", "at"]
    list_filter = ["answer"]
    list_select_related = ["version__clause", "party__organization"]
    search_fields = ["version__clause__title", "party__organization__name"]


@admin.register(ClauseComment)
class ClauseCommentAdmin(ReadOnlyAdmin):
    """Remarks on clauses."""

    list_display = ["clause", "number", "party", "by", "at", "text"]
    list_select_related = ["clause", "party__organization", "by"]
    search_fields = ["clause__title"]


@admin.register(Interest)
class InterestAdmin(ReadOnlyAdmin):
    """What each side wrote in the room for all."""

    list_display = ["partnership", "party", "kind", "text", "at"]
    list_filter = ["kind"]
    list_select_related = ["partnership", "party__organization"]
    search_fields = ["partnership__code", "partnership__title"]


@admin.register(PrivateNote)
class PrivateNoteAdmin(ReadOnlyAdmin):
    """That a side keeps notes; what they say is not shown here to anybody, nor exported."""

    list_display = ["partnership", "party", "at"]
    list_select_related = ["partnership", "party__organization"]
    search_fields = ["partnership__code"]
    fields = ["partnership", "party", "at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("text")

    def has_export_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(SharedMinutes)
class SharedMinutesAdmin(ReadOnlyAdmin):
    """Minutes the parties may read."""

    list_display = ["meeting", "partnership", "at", "by"]
    list_select_related = ["meeting", "partnership", "by"]
    search_fields = ["meeting__title", "partnership__code"]


@admin.register(Confirmation)
class ConfirmationAdmin(ReadOnlyAdmin):
    """Who confirmed which version in writing."""

    list_display = ["agreement", "party", "digest", "at"]
    list_select_related = ["agreement", "party__organization"]
    search_fields = ["agreement__title", "digest"]
