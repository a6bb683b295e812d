"""Keeping the search table level with the rows."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef

from relations import panels, typos
from relations.models import SearchEntry, SearchWord
from relations.text import clean, fold, one_line

_FIELDS = ["title", "subtitle", "keywords", "body", "url", "province", "follower_id"]
# Kinds whose rows have a province, and kinds somebody follows: the search page filters by both.
_PARTIES = ("person", "organization")
_FOLLOWED = (*_PARTIES, "partnership", "partner_request")
_WORD = re.compile(r"[a-z]+")
# Words of titles that nobody has told the search about yet: rows loaded by the thousand do not pass by `index`.
_UNKNOWN = """
SELECT DISTINCT part FROM relations_searchentry {among}, regexp_split_to_table(folded, '[^a-z]+') AS part
WHERE length(part) BETWEEN 3 AND 40 AND NOT EXISTS (SELECT 1 FROM relations_searchword known WHERE known.word = part)
"""
_DEAD = """
DELETE FROM relations_searchword known WHERE NOT EXISTS (
  SELECT 1 FROM relations_searchentry WHERE names @@ to_tsquery('simple', known.word))
"""


def _kind_of(model: type[models.Model]) -> panels.SearchKind | None:
    return next((kind for kind in panels.of(panels.SearchKind) if kind.model is model), None)


def _rows_of(kind: panels.SearchKind) -> models.QuerySet:
    """Return all rows of a kind, with what its entries read of others."""
    rows = kind.model._default_manager.all()
    # Without a name `select_related` would join everything.
    return rows.select_related(*kind.related) if kind.related else rows


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
        province=entry.get("province", getattr(obj, "province", "") if kind.key in _PARTIES else ""),
        follower_id=entry.get("follower", getattr(obj, "owner_id", None) if kind.key in _FOLLOWED else None),
    )


# The keys of what is to be indexed when `at_the_end` is over, by model; None outside of it.
_touched: ContextVar[dict[type[models.Model], dict[int, None]] | None] = ContextVar("touched", default=None)


@contextmanager
def at_the_end() -> Iterator[None]:
    """Index all that is touched inside once, as it is when this is over: for many actions on the same rows."""
    token = _touched.set({})
    try:
        yield
        touched = _touched.get() or {}
    finally:
        _touched.reset(token)
    for model, keys in touched.items():
        if kind := _kind_of(model):
            index(*_rows_of(kind).filter(pk__in=keys).order_by("pk"))


@transaction.atomic
def index(*objects: models.Model) -> None:
    """Make `objects` findable as they are now (or not at all, when their kind says None)."""
    touched = _touched.get()
    if touched is not None:
        for obj in objects:
            touched.setdefault(type(obj), {})[obj.pk] = None
        return
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
    _know(word for row in rows for word in _WORD.findall(fold(row.title)))


def _know(words: Iterable[str]) -> None:
    """Remember words, so that a mistyped one finds them."""
    new = {word for word in words if typos.SHORTEST <= len(word) <= typos.LONGEST}
    if not new:
        return
    known = set(SearchWord.objects.filter(word__in=new).values_list("word", flat=True))
    SearchWord.objects.bulk_create(
        [SearchWord(word=word, near=typos.near(word)) for word in sorted(new - known)],
        ignore_conflicts=True,
        batch_size=2000,
    )


def learn(ids_table: str = "") -> int:
    """Remember every word of a title not known yet, of all or of the parties in `ids_table` (party, party_id): after many
    rows were loaded at once; return how many."""
    among = f"JOIN {ids_table} loaded ON loaded.party = kind AND loaded.party_id = object_id" if ids_table else ""
    with connection.cursor() as cursor:
        cursor.execute(_UNKNOWN.format(among=among))
        words = [row[0] for row in cursor.fetchall()]
    _know(words)
    return len(words)


def unlearn() -> int:
    """Forget the words that stand nowhere any more: a name erased leaves none of itself behind; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(_DEAD)
        return cursor.rowcount


def forget(*objects: models.Model) -> None:
    """Take `objects` out of the search."""
    for obj in objects:
        kind = _kind_of(type(obj))
        if kind is not None:
            SearchEntry.objects.filter(kind=kind.key, object_id=obj.pk).delete()


def rebuild(*, kinds: Iterable[panels.SearchKind] | None = None, batch: int = 500) -> int:
    """Index every row of `kinds` (all by default), drop entries without a row; return how many were read."""
    read = 0
    for kind in kinds or panels.of(panels.SearchKind):
        if kind.fill is not None:
            kind.fill()
        else:
            for some in _batches(_rows_of(kind).iterator(chunk_size=batch), batch):
                index(*some)
        read += kind.model._default_manager.count()
        alive = kind.model._default_manager.filter(pk=OuterRef("object_id"))
        SearchEntry.objects.filter(~Exists(alive), kind=kind.key).delete()
    learn()
    unlearn()
    return read


def _batches(rows: Iterator[models.Model], size: int) -> Iterator[list[models.Model]]:
    while some := list(islice(rows, size)):
        yield some
