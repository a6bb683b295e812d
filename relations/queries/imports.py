"""What the pages of the imports read."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet

from relations.imports.deciding import DECISION
from relations.models import Import, ImportRow

ROW, IMPORT = ImportRow._meta.db_table, Import._meta.db_table


def imports() -> QuerySet[Import]:
    """All imports with who made them; the first rows of the files stay in the database."""
    return Import.objects.select_related("by").defer("sample", "headings", "columns", "reading")


def decisions(import_: Import) -> dict[str, Any]:
    """Return what would become of the rows now: counts by decision, new bodies and people, doubles, problems."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH d AS (SELECT r.*, {DECISION} AS act FROM {ROW} r JOIN {IMPORT} i ON i.id = r.import_id WHERE r.import_id = %s)
            SELECT count(*), count(*) FILTER (WHERE act = 'add'), count(*) FILTER (WHERE act = 'update'),
              count(*) FILTER (WHERE act = 'skip'), count(*) FILTER (WHERE act = 'error'),
              count(*) FILTER (WHERE act = 'add' AND person IS NOT NULL),
              count(DISTINCT coalesce(body_lead, number)) FILTER (WHERE organization IS NOT NULL AND
                CASE WHEN body_lead IS NOT NULL THEN act IN ('add', 'update') AND organization_match IS NULL ELSE act = 'add' END),
              count(DISTINCT organization_match) FILTER (WHERE body_lead IS NOT NULL AND act IN ('add', 'update')),
              count(*) FILTER (WHERE is_bad OR has_problems), count(*) FILTER (WHERE why <> '' AND NOT is_bad AND (person IS NOT NULL OR body_lead IS NULL)),
              count(*) FILTER (WHERE why <> '' AND NOT is_bad AND is_sure AND (person IS NOT NULL OR body_lead IS NULL)),
              count(*) FILTER (WHERE why <> '' AND NOT is_bad AND twin IS NOT NULL), count(*) FILTER (WHERE notes <> '[]'),
              coalesce(sum(jsonb_array_length(consents)) FILTER (WHERE act IN ('add', 'update')), 0), count(*) FILTER (WHERE is_bad)
            FROM d""",
            [import_.pk],
        )
        names = (
            "rows", "add", "update", "skip", "error", "people", "bodies", "linked", "wrong", "doubles", "sure", "twins", "noted",
            "consents", "bad",
        )  # fmt: skip
        return dict(zip(names, cursor.fetchone(), strict=True))


def outcome_counts(import_: Import) -> dict[str, int]:
    """Return what became of the rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT count(*), count(*) FILTER (WHERE outcome = 'added'), count(*) FILTER (WHERE outcome = 'updated'),
              count(*) FILTER (WHERE outcome = 'skipped'), count(*) FILTER (WHERE outcome = 'error'),
              count(*) FILTER (WHERE person_made), count(*) FILTER (WHERE organization_made)
            FROM {ROW} WHERE import_id = %s""",
            [import_.pk],
        )
        names = ("rows", "added", "updated", "skipped", "error", "people", "bodies")
        return dict(zip(names, cursor.fetchone(), strict=True))
