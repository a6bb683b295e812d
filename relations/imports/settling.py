"""Municipalities written in the file, found in the table of municipalities: all rows in one statement each."""

from django.db import connection

from relations.models import ImportRow, Municipality
from relations.text import Fold

ROW, TOWN = ImportRow._meta.db_table, Municipality._meta.db_table

# Names of today, in either language; a name that two provinces share needs its province.
_TOWNS = f"""
CREATE TEMP TABLE import_town ON COMMIT DROP AS
SELECT m.code, m.name, m.province_id AS province, n.name AS folded, count(*) OVER (PARTITION BY n.name) AS shared
FROM {TOWN} m, LATERAL (SELECT DISTINCT unnest(string_to_array(m.folded, '/')) AS name) n
WHERE m.valid_to IS NULL AND n.name <> ''"""
_WRITTEN = Fold.template % {"expressions": "lower(replace(r.{party}->>'municipality', '’', ''''))"}


def _settle(party: str) -> str:
    """The municipality takes its right spelling and its province; an address takes its code."""
    return f"""
UPDATE {ROW} r SET
  {party} = r.{party} || jsonb_build_object('municipality', t.name, 'province', t.province),
  places = (SELECT coalesce(jsonb_agg(CASE WHEN a->>'party' = '{party}' THEN a || jsonb_build_object('town', t.code) ELSE a END ORDER BY n), '[]')
            FROM jsonb_array_elements(r.places) WITH ORDINALITY AS x (a, n))
FROM import_town t
WHERE r.import_id = %(import)s AND r.{party} ? 'municipality' AND t.folded = {_WRITTEN.format(party=party)}
  AND CASE WHEN coalesce(r.{party}->>'province', '') = '' THEN t.shared = 1 ELSE t.province = r.{party}->>'province' END"""


def settle(import_id: int) -> None:
    """Give staged people and bodies their municipality as the table writes it."""
    with connection.cursor() as cursor:
        cursor.execute(_TOWNS)
        cursor.execute("CREATE INDEX ON import_town (folded)")
        cursor.execute("ANALYZE import_town")
        for party in ("person", "organization"):
            cursor.execute(_settle(party), {"import": import_id})
        cursor.execute("DROP TABLE import_town")
