"""What every model's admin page shares."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from import_export.admin import ExportMixin

from relations import panels
from relations.actions import history, search
from relations.queries.search import ids

LOOKUPS = ("__exact", "__iexact", "__startswith", "__istartswith")


class CappedPaginator(Paginator):
    """Counts and pages through the first 10,000 rows: whoever looks for others narrows the list."""

    MOST = 10_000

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.MOST].count()


class OfficeAdmin(ExportMixin, admin.ModelAdmin):
    """Lists without unbounded counts, exports, and every change in the office's own history and search."""

    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50
    list_max_show_all = 200

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """Beginnings, never pieces: a piece is looked for in every row of a table."""
        fields = super().get_search_fields(request)
        return [name if name[:1] in "^=@" or name.endswith(LOOKUPS) else f"{name}__istartswith" for name in fields]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """What the archive's own search knows is searched there: by prefix of every word, without accents."""
        kind = next((kind for kind in panels.of(panels.SearchKind) if kind.model is self.model), None)
        if kind is None or not search_term.strip():
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(pk__in=ids(search_term, kind.key)), False

    def get_export_formats(self) -> list:
        return self.formats[:1] + [kind for kind in self.formats if kind.__name__ in ("XLSX", "JSON")]

    def save_model(self, request: HttpRequest, obj: Model, form, change: bool) -> None:
        before = {name: form.initial.get(name) for name in form.changed_data}
        super().save_model(request, obj, form, change)
        after = {name: form.cleaned_data.get(name) for name in form.changed_data}
        history.record(
            verb=f"admin.{'changed' if change else 'added'}", by=request.user, at=timezone.now(), obj=obj,
            changes=history.diff(before, after) if change else {},
        )
        search.index(obj)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        history.record(verb="admin.deleted", by=request.user, at=timezone.now(), obj=obj)
        search.forget(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for obj in queryset:
            self.delete_model(request, obj)


class ReadOnlyAdmin(OfficeAdmin):
    """For what only actions may write: ledgers, history, links."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
