"""Keeping the search table level with the rows."""

from collections.abc import Iterable

from django.db import models, transaction

from relations import panels
from relations.models import SearchEntry
from relations.text import clean, one_line

_FIELDS = ["title", "subtitle", "keywords", "body", "url"]


def _kind_of(model: type[models.Model]) -> panels.SearchKind | None:
    return next((kind for kind in panels.of(panels.SearchKind) if kind.model is model), None)


def _row(kind: panels.SearchKind, obj: models.Model) -> SearchEntry | None:
    entry = kind.entry(obj)
    if entry is None:
        return None
    return SearchEntry(
        kind=kind.key,
        object_id=obj.pk,
        title=one_line(entry["title"])[:250],
        subtitle=one_line(entry.get("subtitle", ""))[:250],
        keywords=clean(entry.get("keywords", ""))[:5000],
        body=clean(entry.get("body", ""))[:50_000],
        url=entry["url"],
    )


@transaction.atomic
def index(*objects: models.Model) -> None:
    """Make `objects` findable as they are now (or not at all, when their kind says None)."""
    rows = []
    for obj in objects:
        kind = _kind_of(type(obj))
        if kind is None:
            continue
        row = _row(kind, obj)
        if row is None:
            SearchEntry.objects.filter(kind=kind.key, object_id=obj.pk).delete()
        else:
            rows.append(row)
    SearchEntry.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=_FIELDS
    )


def forget(*objects: models.Model) -> None:
    """Take `objects` out of the search."""
    for obj in objects:
        kind = _kind_of(type(obj))
        if kind is not None:
            SearchEntry.objects.filter(kind=kind.key, object_id=obj.pk).delete()


def rebuild(*, kinds: Iterable[panels.SearchKind] | None = None, batch: int = 500) -> int:
    """Index every row of `kinds` (all by default), drop entries without a row; return how many were written."""
    written = 0
    for kind in kinds or panels.of(panels.SearchKind):
        seen: list[int] = []
        batch_rows: list[models.Model] = []
        for obj in kind.model._default_manager.iterator(chunk_size=batch):
            seen.append(obj.pk)
            batch_rows.append(obj)
            if len(batch_rows) == batch:
                index(*batch_rows)
                batch_rows = []
        index(*batch_rows)
        written += len(seen)
        SearchEntry.objects.filter(kind=kind.key).exclude(object_id__in=seen).delete()
    return written
