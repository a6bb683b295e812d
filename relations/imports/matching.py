"""Which rows of a file are in the archive already, and which resemble one another: set by set, in SQL."""

from django.db import connection

from relations.imports.names import BODY_KEY_SQL, FORMS_PATTERN
from relations.models import ContactPoint, Import, ImportRow, Organization, Person, SearchEntry
from relations.text import Fold

ROW, PERSON, BODY = (model._meta.db_table for model in (ImportRow, Person, Organization))
POINT, ENTRY = ContactPoint._meta.db_table, SearchEntry._meta.db_table
# Similar names are looked for up to this many rows; beyond, only equal ones.
SIMILAR_ROWS = 2_000
ALIKE = 0.7
_LIVING_PERSON = "p.archived_at IS NULL AND p.erased_at IS NULL"
_LIVING_BODY = "p.archived_at IS NULL"
_FOLDED_NAME = Fold.template % {"expressions": "lower(r.organization->>'name')"}

_KEYS = f"""
CREATE TEMP TABLE import_key ON COMMIT DROP AS
SELECT r.id AS row_id, r.number, left(key, 2) AS kind, substr(key, 4) AS value,
       (CASE WHEN r.has_problems THEN 1000000000 ELSE 0 END) + r.number AS place
FROM {ROW} r, unnest(r.keys) key WHERE r.import_id = %(import)s AND NOT r.is_bad"""

_FOUND = """
CREATE TEMP TABLE import_found (row_id bigint, party char, party_id bigint, rank int, why text) ON COMMIT DROP"""


def _by_column(kind: str, table: str, column: str, living: str, why: str) -> str:
    return f"""
INSERT INTO import_found SELECT k.row_id, '{kind[0]}', p.id, 1, '{why}'
FROM import_key k JOIN {table} p ON p.{column} = k.value AND {living} WHERE k.kind = '{kind}'"""


def _by_point(kind: str, table: str, reference: str, kinds: str, living: str, rank: int, why: str) -> str:
    return f"""
INSERT INTO import_found SELECT k.row_id, '{kind[0]}', p.id, {rank}, '{why}'
FROM import_key k
JOIN {POINT} c ON c.kind IN ({kinds}) AND c.normalized = k.value AND c.ended_at IS NULL AND c.{reference} IS NOT NULL
JOIN {table} p ON p.id = c.{reference} AND {living} WHERE k.kind = '{kind}'"""


_MAILS, _PHONES = "'email', 'pec'", "'phone', 'mobile'"
_LOOKS = (
    _by_column("pc", PERSON, "tax_code", _LIVING_PERSON, "tax_code"),
    _by_column("oc", BODY, "tax_code", _LIVING_BODY, "tax_code"),
    _by_column("ov", BODY, "vat_number", _LIVING_BODY, "vat_number"),
    _by_point("pe", PERSON, "person_id", _MAILS, _LIVING_PERSON, 2, "email"),
    _by_point("oe", BODY, "organization_id", _MAILS, _LIVING_BODY, 2, "email"),
    _by_point("pt", PERSON, "person_id", _PHONES, _LIVING_PERSON, 3, "phone"),
    _by_point("ot", BODY, "organization_id", _PHONES, _LIVING_BODY, 3, "phone"),
    f"""
INSERT INTO import_found SELECT k.row_id, 'p', p.id, 4, 'name'
FROM import_key k JOIN {PERSON} p ON p.sort_name = k.value AND {_LIVING_PERSON} WHERE k.kind = 'pn'""",
    # A body with another VAT number is another body, whatever its name.
    f"""
INSERT INTO import_found SELECT k.row_id, 'o', p.id, 4, 'name'
FROM import_key k JOIN {ROW} r ON r.id = k.row_id
JOIN (SELECT p.id, p.vat_number, {BODY_KEY_SQL.format(column="p.sort_name")} AS bare FROM {BODY} p WHERE {_LIVING_BODY}) p
  ON p.bare = k.value
WHERE k.kind = 'on' AND (p.vat_number = '' OR coalesce(r.organization->>'vat_number', '') IN ('', p.vat_number))""",
)


def _similar(kind: str, party: str, name: str, only: str) -> str:
    return f"""
INSERT INTO import_found SELECT r.id, '{party}', s.object_id, 5, 'similar'
FROM {ROW} r CROSS JOIN LATERAL (
  SELECT e.object_id FROM {ENTRY} e WHERE e.kind = '{kind}' AND e.folded %% {name}
  ORDER BY similarity(e.folded, {name}) DESC, e.object_id LIMIT 1) s
WHERE r.import_id = %(import)s AND NOT r.is_bad AND {only}
  AND NOT EXISTS (SELECT 1 FROM import_found f WHERE f.row_id = r.id AND f.party = '{party}')"""


_SIMILAR = (
    _similar("person", "p", Fold.template % {"expressions": "lower(concat_ws(' ', r.person->>'first_name', r.person->>'last_name'))"},
             "r.person IS NOT NULL"),
    _similar("organization", "o", _FOLDED_NAME, "r.organization IS NOT NULL AND r.person IS NULL"),
)  # fmt: skip

_BEST = f"""
WITH best AS (SELECT DISTINCT ON (row_id, party) * FROM import_found ORDER BY row_id, party, rank, party_id)
UPDATE {ROW} r SET
  person_match = p.party_id, organization_match = o.party_id,
  why = CASE WHEN r.person IS NOT NULL THEN coalesce(p.why, '') ELSE coalesce(o.why, '') END,
  is_sure = coalesce(CASE WHEN r.person IS NOT NULL THEN p.rank ELSE o.rank END, 9) <= 3
FROM (SELECT DISTINCT row_id FROM best) b
LEFT JOIN best p ON p.row_id = b.row_id AND p.party = 'p'
LEFT JOIN best o ON o.row_id = b.row_id AND o.party = 'o'
WHERE r.id = b.row_id"""

# Rows of the file that are the same person (or, in files of bodies, the same body) as an earlier good row.
_TWINS = f"""
WITH mine AS (
  SELECT k.*, CASE right(k.kind, 1) WHEN 'n' THEN 4 ELSE 1 END AS rank
  FROM import_key k JOIN {ROW} r ON r.id = k.row_id
  WHERE left(k.kind, 1) = CASE WHEN r.person IS NOT NULL THEN 'p' WHEN %(kind)s = 'organization' THEN 'o' ELSE '-' END
    AND r.person_match IS NULL AND (r.person IS NOT NULL OR r.organization_match IS NULL)
), first AS (
  SELECT kind, value, min(place) AS place FROM mine GROUP BY kind, value HAVING count(*) > 1
), twin AS (
  SELECT DISTINCT ON (m.row_id) m.row_id, f.place %% 1000000000 AS number, m.rank, m.kind
  FROM mine m JOIN first f USING (kind, value) WHERE f.place < m.place ORDER BY m.row_id, m.rank, f.place
)
UPDATE {ROW} r SET twin = t.number, is_sure = t.rank < 4,
  why = CASE right(t.kind, 1) WHEN 'c' THEN 'tax_code' WHEN 'v' THEN 'vat_number' WHEN 'e' THEN 'email' WHEN 't' THEN 'phone' ELSE 'name' END
FROM twin t WHERE r.id = t.row_id"""

_ROOTS = f"""
UPDATE {ROW} r SET twin = t.twin FROM {ROW} t
WHERE r.import_id = %(import)s AND r.twin IS NOT NULL AND t.import_id = r.import_id AND t.number = r.twin
  AND t.twin IS NOT NULL AND t.twin <> r.number"""

# Rows that name the same body make it once. Equal names join only where at most one VAT number is among them.
_LEADS = f"""
CREATE TEMP TABLE import_lead ON COMMIT DROP AS
SELECT r.number, r.number AS lead, coalesce(r.organization->>'vat_number', '') AS vat
FROM {ROW} r WHERE r.import_id = %(import)s AND r.organization IS NOT NULL AND NOT r.is_bad AND %(kind)s = 'both'"""
_LINKS = """
CREATE TEMP TABLE import_link ON COMMIT DROP AS
SELECT k.number, k.kind || CASE WHEN g.vats > 1 AND k.kind = 'on' THEN l.vat || ':' ELSE ':' END || k.value AS link
FROM import_key k JOIN import_lead l USING (number)
JOIN (SELECT k.kind, k.value, count(DISTINCT l.vat) FILTER (WHERE l.vat <> '') AS vats
      FROM import_key k JOIN import_lead l USING (number) WHERE k.kind IN ('on', 'ov', 'oc') GROUP BY k.kind, k.value HAVING count(*) > 1) g
  ON g.kind = k.kind AND g.value = k.value"""
_SPREAD = """
WITH low AS (SELECT k.link, min(l.lead) AS lead FROM import_link k JOIN import_lead l USING (number) GROUP BY k.link),
best AS (SELECT k.number, min(low.lead) AS lead FROM import_link k JOIN low USING (link) GROUP BY k.number)
UPDATE import_lead l SET lead = b.lead FROM best b WHERE b.number = l.number AND b.lead < l.lead"""
_LED = f"""
WITH matched AS (
  SELECT l.lead, (array_agg(r.organization_match ORDER BY f.rank, r.number) FILTER (WHERE r.organization_match IS NOT NULL))[1] AS party_id
  FROM import_lead l JOIN {ROW} r ON r.import_id = %(import)s AND r.number = l.number
  LEFT JOIN import_found f ON f.row_id = r.id AND f.party = 'o' AND f.party_id = r.organization_match
  GROUP BY l.lead)
UPDATE {ROW} r SET body_lead = l.lead, organization_match = m.party_id
FROM import_lead l JOIN matched m USING (lead) WHERE r.import_id = %(import)s AND r.number = l.number"""
# What the later rows say of the body and the first does not, the first says too.
_MERGED = f"""
WITH parts AS (
  SELECT DISTINCT ON (r.body_lead, e.key) r.body_lead, e.key, e.value
  FROM {ROW} r, jsonb_each(r.organization) e
  WHERE r.import_id = %(import)s AND r.body_lead IN (SELECT lead FROM import_lead WHERE number <> lead)
  ORDER BY r.body_lead, e.key, r.number
), whole AS (SELECT body_lead, jsonb_object_agg(key, value) AS organization FROM parts GROUP BY body_lead)
UPDATE {ROW} r SET organization = w.organization FROM whole w
WHERE r.import_id = %(import)s AND r.number = w.body_lead"""


def match(import_: Import, rows: int) -> None:
    """Note on every staged row whom it resembles, in the archive and in the file, and by what."""
    given = {"import": import_.pk, "kind": import_.kind, "forms": FORMS_PATTERN}
    with connection.cursor() as cursor:
        _forget(cursor, import_.pk)
        cursor.execute(_KEYS, given)
        cursor.execute("CREATE INDEX ON import_key (kind, value)")
        cursor.execute("ANALYZE import_key")
        cursor.execute(_FOUND)
        for look in _LOOKS:
            cursor.execute(look, given)
        if rows <= SIMILAR_ROWS:
            cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)])
            for look in _SIMILAR:
                cursor.execute(look, given)
        cursor.execute(_BEST)
        cursor.execute(_TWINS, given)
        for _step in range(3):
            cursor.execute(_ROOTS, given)
        _lead(cursor, given)
        cursor.execute("DROP TABLE import_key, import_found, import_lead, import_link")


def _forget(cursor: object, import_id: int) -> None:
    cursor.execute(
        f"UPDATE {ROW} SET person_match = NULL, organization_match = NULL, why = '', is_sure = false, twin = NULL, body_lead = NULL"
        " WHERE import_id = %s AND (why <> '' OR organization_match IS NOT NULL OR body_lead IS NOT NULL)",
        [import_id],
    )  # fmt: skip


def _lead(cursor: object, given: dict) -> None:
    cursor.execute(_LEADS, given)
    cursor.execute("CREATE INDEX ON import_lead (number)")
    cursor.execute(_LINKS)
    cursor.execute("CREATE INDEX ON import_link (link)")
    cursor.execute("ANALYZE import_lead")
    cursor.execute("ANALYZE import_link")
    for _step in range(6):
        cursor.execute(_SPREAD)
        if not cursor.rowcount:
            break
    cursor.execute(_LED, given)
    cursor.execute(_MERGED, given)
