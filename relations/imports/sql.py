"""The statements of an import, in their order. Numbers of rows tie everything together: `number` is the row in the file."""

from relations.imports.deciding import DECISION
from relations.models import (
    Address,
    Affiliation,
    AuditEvent,
    Consent,
    ContactPoint,
    Import,
    ImportChange,
    ImportRow,
    Municipality,
    Organization,
    Person,
    TimelineEntry,
)

IMPORT, ROW, CHANGE, PERSON, BODY, POINT, TIE, EVENT, STORY, CONSENT, ADDRESS, TOWN = (
    model._meta.db_table
    for model in (
        Import, ImportRow, ImportChange, Person, Organization, ContactPoint, Affiliation, AuditEvent, TimelineEntry, Consent,
        Address, Municipality,
    )
)  # fmt: skip
_NEVER_FILLED = "('name', 'kind', 'last_name', 'tags')"


def columns(model: type) -> list[str]:
    """Return the stored columns of `model` but its key and those the database computes."""
    return [f.column for f in model._meta.concrete_fields if not f.primary_key and not f.generated]


def _next(table: str) -> str:
    return f"nextval(pg_get_serial_sequence('{table}', 'id'))"


def _insert(model: type, source: str) -> str:
    """Insert rows of `model` from `source`, a SELECT of (id, values as jsonb)."""
    table, names = model._meta.db_table, columns(model)
    listed, taken = ", ".join(f'"{name}"' for name in names), ", ".join(f'x."{name}"' for name in names)
    return f"INSERT INTO {table} (id, {listed}) SELECT s.id, {taken} FROM ({source}) s, jsonb_populate_record(NULL::{table}, s.given) x ORDER BY s.id"


def prepare() -> list[str]:
    """Working tables for the whole import."""
    return [
        """CREATE TEMP TABLE import_target (number int PRIMARY KEY, act text, person_id bigint, person_made bool DEFAULT false,
             organization_id bigint, organization_made bool DEFAULT false) ON COMMIT DROP""",
        "CREATE TEMP TABLE import_body (lead int PRIMARY KEY, first int, organization_id bigint, made bool) ON COMMIT DROP",
        """CREATE TEMP TABLE import_event (id bigint, verb text, type_id int, object_id bigint, label text, changes jsonb,
             person_id bigint, organization_id bigint, icon text, title text, body text) ON COMMIT DROP""",
        "CREATE TEMP TABLE import_party (party text, party_id bigint, made bool) ON COMMIT DROP",
        """CREATE TEMP TABLE import_point (id bigint, party text, party_id bigint, kind text, value text, normalized text,
             is_primary bool) ON COMMIT DROP""",
        "CREATE TEMP TABLE import_tie (id bigint, person_id bigint, organization_id bigint, role text, started_on text) ON COMMIT DROP",
        "CREATE TEMP TABLE import_fill (party text, party_id bigint, fill jsonb, changes jsonb) ON COMMIT DROP",
        """CREATE TEMP TABLE import_place (id bigint, party text, party_id bigint, street text, postal_code text, town text,
             is_primary bool) ON COMMIT DROP""",
    ]


def group() -> list[str]:
    """Everything for the rows between %(low)s and %(high)s."""
    return [
        "TRUNCATE import_event, import_party, import_point, import_tie, import_fill, import_place",
        *_targets(),
        *_parties(),
        *_fill("person", PERSON, Person),
        *_fill("organization", BODY, Organization),
        *_places(),
        *_points(),
        *_ties(),
        _CONSENTS,
        *_history(),
        _OUTCOME,
    ]


def finish() -> list[str]:
    """What is noted when all rows are written."""
    return [
        f"""UPDATE {IMPORT} SET last_event = greatest(%(event_floor)s, (SELECT coalesce(max(id), 0) FROM {EVENT}))
            WHERE id = %(import)s""",
        "DROP TABLE import_target, import_body, import_event, import_party, import_point, import_tie, import_fill, import_place",
    ]


_IN_GROUP = "r.import_id = %(import)s AND r.number BETWEEN %(low)s AND %(high)s"


def _targets() -> list[str]:
    """Whom each row is about: a new party (its number is taken now) or one that is there."""
    return [
        f"""INSERT INTO import_target (number, act) SELECT r.number, {DECISION} FROM {ROW} r JOIN {IMPORT} i ON i.id = r.import_id
            WHERE {_IN_GROUP}""",
        # First those that resemble nobody of this file, then the twins.
        *(
            f"""UPDATE import_target t SET person_id = x.party_id, person_made = x.made FROM (
                  SELECT number, coalesce(known, {_next(PERSON)}) AS party_id, known IS NULL AS made FROM (
                    SELECT r.number, {known} AS known FROM {ROW} r JOIN import_target t ON t.number = r.number
                    LEFT JOIN import_target w ON w.number = r.twin
                    WHERE {_IN_GROUP} AND r.person IS NOT NULL AND t.act IN ('add', 'update') AND {which} ORDER BY r.number) k) x
                WHERE t.number = x.number"""
            for known, which in (
                ("CASE WHEN t.act = 'update' THEN r.person_match END", "(t.act = 'add' OR r.person_match IS NOT NULL)"),
                ("w.person_id", "t.act = 'update' AND r.person_match IS NULL"),
            )
        ),
        *(
            f"""INSERT INTO import_body SELECT lead, first, coalesce(known, {_next(BODY)}), known IS NULL FROM (
                  SELECT coalesce(r.body_lead, r.number) AS lead, min(r.number) AS first, min({known}) AS known
                  FROM {ROW} r JOIN import_target t ON t.number = r.number
                  LEFT JOIN import_body w ON w.lead = r.twin AND r.body_lead IS NULL
                  WHERE {_IN_GROUP} AND r.organization IS NOT NULL AND t.act IN ('add', 'update') AND {which}
                  GROUP BY 1 ORDER BY 1) k
                WHERE NOT EXISTS (SELECT 1 FROM import_body b WHERE b.lead = k.lead)"""
            for known, which in (
                (
                    "CASE WHEN t.act = 'update' OR r.body_lead IS NOT NULL THEN r.organization_match END",
                    "(r.body_lead IS NOT NULL OR t.act = 'add' OR r.organization_match IS NOT NULL)",
                ),
                ("w.organization_id", "r.body_lead IS NULL AND t.act = 'update' AND r.organization_match IS NULL"),
            )
        ),
        f"""UPDATE import_target t SET organization_id = b.organization_id, organization_made = b.made AND b.first = t.number
            FROM {ROW} r JOIN import_body b ON b.lead = coalesce(r.body_lead, r.number)
            WHERE {_IN_GROUP} AND r.number = t.number AND r.organization IS NOT NULL AND t.act IN ('add', 'update')""",
    ]


def _parties() -> list[str]:
    """New people and bodies, and who else is touched."""
    return [
        _insert(
            Organization,
            f"""SELECT b.organization_id AS id, %(new_organization)s::jsonb || l.organization AS given
                FROM import_body b JOIN {ROW} l ON l.import_id = %(import)s AND l.number = b.lead
                WHERE b.made AND b.first BETWEEN %(low)s AND %(high)s""",
        ),
        _insert(
            Person,
            f"""SELECT t.person_id AS id, %(new_person)s::jsonb || r.person AS given
                FROM import_target t JOIN {ROW} r ON r.number = t.number WHERE {_IN_GROUP} AND t.person_made""",
        ),
        """INSERT INTO import_party
           SELECT 'person', person_id, bool_or(person_made) FROM import_target
           WHERE number BETWEEN %(low)s AND %(high)s AND person_id IS NOT NULL GROUP BY person_id
           UNION ALL
           SELECT 'organization', organization_id, bool_or(organization_made) FROM import_target
           WHERE number BETWEEN %(low)s AND %(high)s AND organization_id IS NOT NULL GROUP BY organization_id""",
        "ANALYZE import_party",
        *(
            f"""INSERT INTO import_event (id, verb, type_id, object_id, label, changes, {party}_id, icon, title)
                SELECT {_next(EVENT)}, '{party}.added', %({party}_type)s, p.id, {label}, '{{}}', p.id, 'plus', %(added)s
                FROM {table} p JOIN import_party t ON t.party = '{party}' AND t.party_id = p.id WHERE t.made ORDER BY p.id"""
            for party, table, label in (
                ("organization", BODY, "p.name"), ("person", PERSON, "btrim(p.first_name || ' ' || p.last_name)"),
            )
        ),
    ]  # fmt: skip


def _fill(party: str, table: str, model: type) -> list[str]:
    """Empty columns of those that were there already; what was filled is kept, to be taken back."""
    may = "t.act = 'update'" if party == "person" else "(t.act = 'update' OR %(fills)s)"
    names = [name for name in columns(model) if name not in ("created_at", "last_contact_at", "archived_at")]
    listed, taken = ", ".join(f'"{name}"' for name in names), ", ".join(f'x."{name}"' for name in names)
    vat = f"AND NOT (v.key = 'vat_number' AND EXISTS (SELECT 1 FROM {table} o WHERE o.archived_at IS NULL AND o.vat_number = v.value #>> '{{}}'))"
    return [
        f"""SELECT 1 FROM {table} WHERE id IN (SELECT party_id FROM import_party WHERE party = '{party}' AND NOT made)
            ORDER BY id FOR UPDATE""",
        f"""INSERT INTO import_fill
            WITH said AS (
              SELECT DISTINCT ON (t.{party}_id, e.key) t.{party}_id AS party_id, e.key, e.value
              FROM import_target t JOIN {ROW} r ON r.number = t.number, jsonb_each(r.{party}) e
              WHERE {_IN_GROUP} AND t.{party}_id IS NOT NULL AND NOT t.{party}_made AND {may} AND e.key NOT IN {_NEVER_FILLED}
              ORDER BY t.{party}_id, e.key, t.number
            ), tagged AS (
              SELECT t.{party}_id AS party_id, jsonb_agg(DISTINCT g) AS tags
              FROM import_target t JOIN {ROW} r ON r.number = t.number,
                jsonb_array_elements(coalesce(r.{party}->'tags', '[]')) g
              WHERE {_IN_GROUP} AND t.{party}_id IS NOT NULL AND NOT t.{party}_made AND {may} GROUP BY 1
            ), new AS (
              SELECT v.party_id, v.key, v.value, to_jsonb(p)->v.key AS before FROM said v JOIN {table} p ON p.id = v.party_id
              WHERE to_jsonb(p)->v.key IN ('""', 'null', '[]') AND v.value NOT IN ('""', 'null', '[]')
              {vat if party == "organization" else ""}
              UNION ALL
              SELECT g.party_id, 'tags', to_jsonb(p.tags) || m.missing, to_jsonb(p.tags) FROM tagged g JOIN {table} p ON p.id = g.party_id,
                LATERAL (SELECT jsonb_agg(one) AS missing FROM jsonb_array_elements(g.tags) one WHERE NOT to_jsonb(p.tags) @> jsonb_build_array(one)) m
              WHERE m.missing IS NOT NULL
            )
            SELECT '{party}', party_id, jsonb_object_agg(key, value), jsonb_object_agg(key, jsonb_build_array(before, value))
            FROM new GROUP BY party_id""",
        f"""UPDATE {table} p SET ({listed}) = (SELECT {taken} FROM jsonb_populate_record(p, f.fill) x)
            FROM import_fill f WHERE f.party = '{party}' AND p.id = f.party_id""",
        f"""INSERT INTO {CHANGE} (import_id, party, party_id, fields, point_ids, affiliation_ids, address_ids)
            SELECT %(import)s, party, party_id, changes, '{{}}', '{{}}', '{{}}' FROM import_fill WHERE party = '{party}'""",
        f"""INSERT INTO import_event (id, verb, type_id, object_id, label, changes, {party}_id, icon, title, body)
            SELECT {_next(EVENT)}, '{party}.changed', %({party}_type)s, p.id, {"p.name" if party == "organization" else "btrim(p.first_name || ' ' || p.last_name)"},
              f.changes, p.id, 'pencil', %(changed)s,
              (SELECT string_agg(coalesce(n.name, k.key), ', ' ORDER BY k.key) FROM jsonb_object_keys(f.fill) AS k (key)
               LEFT JOIN unnest(%(field_keys)s, %(field_names)s) AS n (key, name) ON n.key = k.key)
            FROM import_fill f JOIN {table} p ON p.id = f.party_id WHERE f.party = '{party}'""",
    ]


_BOTH = "'person', t.person_id), ('organization', t.organization_id"


def _may(alias: str) -> str:
    """Details go to the new ones, and to those that are to be completed."""
    return f"(EXISTS (SELECT 1 FROM import_party q WHERE q.party = {alias}.party AND q.party_id = {alias}.party_id AND q.made) OR t.act = 'update' OR ({alias}.party = 'organization' AND %(fills)s))"


def _points() -> list[str]:
    reach = "((x.party = 'person' AND c.person_id = x.party_id) OR (x.party = 'organization' AND c.organization_id = x.party_id))"
    return [
        f"""INSERT INTO import_point
            WITH said AS (
              SELECT DISTINCT ON (x.party, x.party_id, e.kind, e.normalized)
                x.party, x.party_id, e.kind, e.value, e.normalized, t.number, e.place
              FROM import_target t JOIN {ROW} r ON r.number = t.number,
                LATERAL (SELECT p->>0 AS party, p->>1 AS kind, p->>2 AS value, p->>3 AS normalized, place
                         FROM jsonb_array_elements(r.points) WITH ORDINALITY AS a (p, place)) e,
                LATERAL (VALUES ({_BOTH})) AS x (party, party_id)
              WHERE {_IN_GROUP} AND x.party = e.party AND x.party_id IS NOT NULL AND {_may("x")}
              ORDER BY x.party, x.party_id, e.kind, e.normalized, t.number, e.place
            ), new AS (
              SELECT x.* FROM said x
              WHERE NOT EXISTS (SELECT 1 FROM {POINT} c WHERE c.kind = x.kind AND c.normalized = x.normalized AND c.ended_at IS NULL AND {reach})
            )
            SELECT {_next(POINT)}, party, party_id, kind, value, normalized, first AND NOT had FROM (
              SELECT x.*, row_number() OVER (PARTITION BY x.party, x.party_id, x.kind ORDER BY x.number, x.place) = 1 AS first,
                CASE WHEN q.made THEN false WHEN x.party = 'person'
                  THEN EXISTS (SELECT 1 FROM {POINT} c WHERE c.person_id = x.party_id AND c.kind = x.kind AND c.ended_at IS NULL)
                  ELSE EXISTS (SELECT 1 FROM {POINT} c WHERE c.organization_id = x.party_id AND c.kind = x.kind AND c.ended_at IS NULL) END AS had
              FROM new x JOIN import_party q ON q.party = x.party AND q.party_id = x.party_id
              ORDER BY x.party, x.party_id, x.number, x.place) y""",
        _insert(
            ContactPoint,
            """SELECT id, %(new_point)s::jsonb || jsonb_build_object(party || '_id', party_id, 'kind', kind, 'value', value,
                 'normalized', normalized, 'is_primary', is_primary) AS given FROM import_point""",
        ),
        f"""INSERT INTO import_event (id, verb, type_id, object_id, label, changes)
            SELECT {_next(EVENT)}, 'contact_point.added', %(point_type)s, id, left(value, 200),
              jsonb_build_object(kind, jsonb_build_array('', value)) FROM import_point ORDER BY id""",
        f"""INSERT INTO {CHANGE} (import_id, party, party_id, fields, point_ids, affiliation_ids, address_ids)
            SELECT %(import)s, c.party, c.party_id, '{{}}', array_agg(c.id ORDER BY c.id), '{{}}', '{{}}' FROM import_point c
            JOIN import_party q ON q.party = c.party AND q.party_id = c.party_id WHERE NOT q.made GROUP BY c.party, c.party_id""",
    ]


def _places() -> list[str]:
    """Addresses; the first becomes the main one and the party's municipality follows it, as `actions.addresses` does."""
    where = f"""concat_ws(', ', nullif(s.street, ''), nullif(btrim(s.postal_code || ' ' || coalesce((
              SELECT m.name || ' (' || m.province_id || ')' FROM {TOWN} m WHERE m.code = s.town), '')), ''))"""
    reach = "((s.party = 'person' AND a.person_id = s.party_id) OR (s.party = 'organization' AND a.organization_id = s.party_id))"
    return [
        f"""INSERT INTO import_place
            WITH said AS (
              SELECT DISTINCT ON (x.party, x.party_id) x.party, x.party_id, a->>'street' AS street, a->>'postal_code' AS postal_code, a->>'town' AS town
              FROM import_target t JOIN {ROW} r ON r.number = t.number, jsonb_array_elements(r.places) a,
                LATERAL (VALUES ({_BOTH})) AS x (party, party_id)
              WHERE {_IN_GROUP} AND x.party = a->>'party' AND x.party_id IS NOT NULL AND {_may("x")}
                AND (a->>'street' <> '' OR a->>'town' IS NOT NULL)
              ORDER BY x.party, x.party_id, t.number)
            SELECT {_next(ADDRESS)}, s.party, s.party_id, s.street, s.postal_code, s.town, true FROM said s
            LEFT JOIN {TOWN} m ON m.code = s.town LEFT JOIN {PERSON} p ON s.party = 'person' AND p.id = s.party_id
            LEFT JOIN {BODY} o ON s.party = 'organization' AND o.id = s.party_id
            -- Nobody who is there already is moved to another town by a file.
            WHERE NOT EXISTS (SELECT 1 FROM {ADDRESS} a WHERE a.ended_on IS NULL AND {reach})
              AND (m.code IS NULL OR coalesce(p.municipality, o.municipality, '') IN ('', left(m.name, 80)))""",
        _insert(
            Address,
            """SELECT id, %(new_address)s::jsonb || jsonb_build_object(party || '_id', party_id, 'kind',
                 CASE party WHEN 'person' THEN 'home' ELSE 'seat' END, 'street', street, 'postal_code', postal_code,
                 'municipality_id', town, 'is_primary', is_primary) AS given FROM import_place""",
        ),
        f"""INSERT INTO import_event (id, verb, type_id, object_id, label, changes, person_id, organization_id, icon, title)
            SELECT {_next(EVENT)}, 'address.added', %(address_type)s, s.id, left(w.words, 200), '{{}}',
              CASE s.party WHEN 'person' THEN s.party_id END, CASE s.party WHEN 'organization' THEN s.party_id END, 'map-pin',
              left(format(%(address_words)s, w.words), 200)
            FROM import_place s, LATERAL (SELECT {where} AS words) w ORDER BY s.id""",
        f"""INSERT INTO {CHANGE} (import_id, party, party_id, fields, point_ids, affiliation_ids, address_ids)
            SELECT %(import)s, s.party, s.party_id, '{{}}', '{{}}', '{{}}', array_agg(s.id ORDER BY s.id) FROM import_place s
            JOIN import_party q ON q.party = s.party AND q.party_id = s.party_id WHERE NOT q.made GROUP BY s.party, s.party_id""",
        *(
            f"""UPDATE {table} p SET municipality = left(m.name, 80), province = m.province_id FROM import_place s JOIN {TOWN} m ON m.code = s.town
                WHERE s.party = '{party}' AND p.id = s.party_id AND (p.municipality, p.province) IS DISTINCT FROM (left(m.name, 80), m.province_id)"""
            for party, table in (("person", PERSON), ("organization", BODY))
        ),
    ]


def _ties() -> list[str]:
    return [
        f"""INSERT INTO import_tie
            SELECT {_next(TIE)}, person_id, organization_id, role, started_on FROM (
              SELECT DISTINCT ON (t.person_id, t.organization_id) t.person_id, t.organization_id, t.number,
                coalesce(nullif(r.tie->>'role', ''), %(contact_role)s) AS role, r.tie->>'started_on' AS started_on
              FROM import_target t JOIN {ROW} r ON r.number = t.number
              WHERE {_IN_GROUP} AND t.person_id IS NOT NULL AND t.organization_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM {TIE} a WHERE a.person_id = t.person_id AND a.organization_id = t.organization_id AND a.ended_on IS NULL)
              ORDER BY t.person_id, t.organization_id, t.number) s ORDER BY number""",
        _insert(
            Affiliation,
            """SELECT id, %(new_tie)s::jsonb || jsonb_build_object('person_id', person_id, 'organization_id', organization_id,
                 'role', left(role, 100), 'started_on', started_on) AS given FROM import_tie""",
        ),
        f"""INSERT INTO import_event (id, verb, type_id, object_id, label, changes, person_id, organization_id, icon, title)
            SELECT {_next(EVENT)}, 'affiliation.started', %(tie_type)s, a.id, left(n.who || ', ' || n.role || ', ' || o.name, 200),
              '{{}}', a.person_id, a.organization_id, 'link', left(format(%(tie_words)s, n.who, n.role, o.name), 200)
            FROM import_tie a JOIN {PERSON} p ON p.id = a.person_id JOIN {BODY} o ON o.id = a.organization_id,
              LATERAL (SELECT btrim(p.first_name || ' ' || p.last_name) AS who, left(a.role, 100) AS role) n ORDER BY a.id""",
        f"""INSERT INTO {CHANGE} (import_id, party, party_id, fields, point_ids, affiliation_ids, address_ids)
            SELECT %(import)s, 'person', a.person_id, '{{}}', '{{}}', array_agg(a.id ORDER BY a.id), '{{}}' FROM import_tie a
            JOIN import_party q ON q.party = 'person' AND q.party_id = a.person_id WHERE NOT q.made GROUP BY a.person_id""",
    ]


# A consent is recorded unless the same person said no on that day or later, or nobody knows when she said yes.
_CONSENTS = f"""
INSERT INTO {CONSENT} (email, person_id, organization_id, purpose, channel, event, lawful_basis, text_id, source, evidence, by_id, at)
SELECT DISTINCT ON (m.email, c->>0) m.email, t.person_id, CASE WHEN t.person_id IS NULL THEN t.organization_id END, c->>0, 'email',
  'imported', 'consent', NULL, left(c->>1, 120),
  jsonb_strip_nulls(jsonb_build_object('import', %(import)s, 'row', r.number, 'file', %(filename)s, 'given_on', nullif(c->>2, ''))),
  %(by)s, %(at)s
FROM import_target t JOIN {ROW} r ON r.number = t.number, jsonb_array_elements(r.consents) c,
  LATERAL (SELECT lower(p->>3) AS email FROM jsonb_array_elements(r.points) p
           WHERE p->>1 = 'email' AND p->>0 = CASE WHEN r.person IS NULL THEN 'organization' ELSE 'person' END LIMIT 1) m
WHERE {_IN_GROUP} AND t.act IN ('add', 'update') AND NOT EXISTS (
  SELECT 1 FROM {CONSENT} e WHERE e.email = m.email AND e.purpose = c->>0 AND e.channel = 'email'
    AND ((e.event IN ('refused', 'withdrawn', 'paused') AND (c->>2 = '' OR e.at >= (c->>2)::date))
      OR e.id = (SELECT l.id FROM {CONSENT} l WHERE l.email = m.email AND l.purpose = c->>0 AND l.channel = 'email'
                 ORDER BY l.at DESC, l.id DESC LIMIT 1) AND e.event IN ('granted', 'confirmed', 'renewed', 'imported')))
ORDER BY m.email, c->>0, r.number"""


def _history() -> list[str]:
    return [
        f"""INSERT INTO {EVENT} (id, at, by_id, verb, object_type_id, object_id, label, changes)
            SELECT id, %(at)s, %(by)s, verb, type_id, object_id, left(label, 200), changes FROM import_event ORDER BY id""",
        f"""INSERT INTO {STORY} (event_id, person_id, organization_id, at, icon, title, body, url)
            SELECT id, person_id, NULL, %(at)s, icon, left(title, 200), coalesce(body, ''), '' FROM import_event WHERE person_id IS NOT NULL
            UNION ALL
            SELECT id, NULL, organization_id, %(at)s, icon, left(title, 200), coalesce(body, ''), '' FROM import_event WHERE organization_id IS NOT NULL""",
    ]


_OUTCOME = f"""
UPDATE {ROW} r SET person_id = t.person_id, organization_id = t.organization_id, person_made = t.person_made,
  organization_made = t.organization_made,
  outcome = CASE WHEN t.act = 'error' THEN 'error' WHEN t.act = 'skip' THEN 'skipped'
    WHEN t.person_made OR (r.person IS NULL AND t.organization_made) THEN 'added' ELSE 'updated' END
FROM import_target t WHERE {_IN_GROUP} AND t.number = r.number"""
