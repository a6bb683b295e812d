"""The search entries of many people and bodies at once: the same that `actions.search.index` writes one by one.

A test compares the two; whoever changes `own_panels.core.person_entry` or `organization_entry` changes this too.
"""

from django.db import connection, transaction
from django.urls import reverse

from relations import vocab
from relations.actions import search
from relations.models import (
    Address,
    Affiliation,
    BankAccount,
    ContactPoint,
    Merge,
    Municipality,
    Organization,
    Person,
    SearchEntry,
)

ENTRY, PERSON, BODY, POINT, TIE, ADDRESS, TOWN, ACCOUNT, MERGE = (
    model._meta.db_table
    for model in (SearchEntry, Person, Organization, ContactPoint, Affiliation, Address, Municipality, BankAccount, Merge)
)
# Django's slugify and Party.slug, in SQL.
_SLUG = r"""coalesce(nullif(btrim(left(btrim(regexp_replace(regexp_replace(lower(
  regexp_replace(normalize({name}, NFKD), '[^\x01-\x7f]', '', 'g')), '[^a-z0-9_\s-]', '', 'g'), '[-\s]+', '-', 'g'), '-_'), 60), '-'), ''), 'scheda')"""
_NAME = "btrim(p.first_name || ' ' || p.last_name)"
_VALUES = f"""(SELECT string_agg(' ' || c.normalized || ' ' || translate(c.normalized, '@.', '  ')
    || CASE WHEN c.kind IN ('phone', 'mobile') THEN ' ' || regexp_replace(c.normalized, '^\\+39', '') ELSE '' END, '' ORDER BY c.id)
  FROM {POINT} c WHERE c.{{reference}} = p.id AND c.ended_at IS NULL)"""
_CODES = """p.vat_number || ' ' || p.tax_code || ' ' || p.sdi_code || ' ' || p.foreign_vat || ' ' || p.runts_number || ' ' || p.external_code
  || coalesce((SELECT string_agg(' ' || b.iban, '' ORDER BY b.id) FROM {accounts} b WHERE b.organization_id = p.id AND b.ended_on IS NULL), '')"""
# Address.__str__, in SQL.
_STREETS = f"""(SELECT string_agg(concat_ws(', ', nullif(concat_ws(' ', nullif(a.street, ''), nullif(a.number, '')), ''),
    nullif(CASE WHEN m.code IS NULL THEN concat_ws(' ', nullif(a.postal_code, ''), nullif(a.foreign_town, ''))
      ELSE btrim(a.postal_code || ' ' || m.name || ' (' || m.province_id || ')') END, ''), nullif(a.country, '')), E'\\n' ORDER BY a.id)
  FROM {ADDRESS} a LEFT JOIN {TOWN} m ON m.code = a.municipality_id WHERE a.{{reference}} = p.id AND a.ended_on IS NULL)"""
_UPSERT = """
ON CONFLICT (kind, object_id) DO UPDATE SET title = excluded.title, subtitle = excluded.subtitle, keywords = excluded.keywords,
  body = excluded.body, url = excluded.url, province = excluded.province, follower_id = excluded.follower_id"""

_PEOPLE = f"""
INSERT INTO {ENTRY} (kind, object_id, title, subtitle, keywords, body, url, province, follower_id)
SELECT 'person', p.id, left({_NAME}, 250),
  left(concat_ws(' · ', array_to_string(w.names[1:2], ' · '), nullif(p.municipality, '')), 250),
  left(p.tax_code || ' ' || p.external_code || coalesce({_VALUES.format(reference="person_id")}, '') || ' ', 5000),
  left(concat_ws(E'\\n', p.public_role, p.notes, {_STREETS.format(reference="person_id")}, array_to_string(w.names, E'\\n')), 50000),
  %(people)s || {_SLUG.format(name=_NAME)} || '-' || p.id || '/', p.province, p.owner_id
FROM {PERSON} p
LEFT JOIN LATERAL (
  SELECT array_agg(o.name ORDER BY a.id) AS names FROM {TIE} a JOIN {BODY} o ON o.id = a.organization_id
  WHERE a.person_id = p.id AND a.ended_on IS NULL) w ON true
WHERE p.archived_at IS NULL AND p.erased_at IS NULL AND p.id IN (SELECT party_id FROM {{ids}} WHERE party = 'person')
{_UPSERT}"""

_BODIES = f"""
INSERT INTO {ENTRY} (kind, object_id, title, subtitle, keywords, body, url, province, follower_id)
SELECT 'organization', p.id, left(p.name, 250), left(concat_ws(' · ', nullif(k.label, ''), nullif(p.municipality, '')), 250),
  left({_CODES.format(accounts=ACCOUNT)} || coalesce({_VALUES.format(reference="organization_id")}, '') || ' ', 5000),
  left(concat_ws(E'\\n', p.mission, p.notes, {_STREETS.format(reference="organization_id")}, w.names), 50000),
  %(bodies)s || {_SLUG.format(name="p.name")} || '-' || p.id || '/', p.province, p.owner_id
FROM {BODY} p
LEFT JOIN unnest(%(kinds)s, %(labels)s) AS k (kind, label) ON k.kind = p.kind
LEFT JOIN LATERAL (
  SELECT string_agg(btrim(q.first_name || ' ' || q.last_name), E'\\n' ORDER BY a.id) AS names
  FROM {TIE} a JOIN {PERSON} q ON q.id = a.person_id WHERE a.organization_id = p.id AND a.ended_on IS NULL) w ON true
WHERE p.archived_at IS NULL AND p.id IN (SELECT party_id FROM {{ids}} WHERE party = 'organization')
{_UPSERT}"""

_MERGED = f"""
SELECT DISTINCT t.party, t.party_id FROM {{ids}} t JOIN {MERGE} m ON m.kind = t.party AND m.kept_id = t.party_id AND m.undone_at IS NULL
JOIN {ENTRY} e ON e.kind = t.party AND e.object_id = t.party_id"""
PARTIES = {"person": Person, "organization": Organization}
TABLES = {"person": PERSON, "organization": BODY}


def index(ids_table: str) -> None:
    """Write the entries of the parties in `ids_table` (party, party_id)."""
    given = {
        "people": reverse("relations:people"), "bodies": reverse("relations:organizations"),
        "kinds": vocab.ORGANIZATION_KINDS.keys, "labels": [str(term.label) for term in vocab.ORGANIZATION_KINDS],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE.format(ids=ids_table), given)
        cursor.execute(_BODIES.format(ids=ids_table), given)
        cursor.execute(_MERGED.format(ids=ids_table))
        merged = cursor.fetchall()
    # Few, and found by older names too.
    search.index(*(PARTIES[kind].objects.get(pk=number) for kind, number in merged))


def index_all(party: str) -> None:
    """Write the entries of every person, or of every organisation, anew."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {ENTRY} WHERE kind = %s", [party])
        cursor.execute(f"CREATE TEMP TABLE findable_party ON COMMIT DROP AS SELECT '{party}' AS party, id AS party_id FROM {TABLES[party]}")
        cursor.execute("ANALYZE findable_party")
        index("findable_party")
        cursor.execute("DROP TABLE findable_party")


def forget(ids_table: str) -> None:
    """Take the parties in `ids_table` out of the search."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {ENTRY} e USING {ids_table} t WHERE e.kind = t.party AND e.object_id = t.party_id")
