"""Taking an import back: what it made goes, what it filled in is emptied again, what somebody touched since stays."""

from collections.abc import Iterable
from datetime import datetime

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext as _
from pgtrigger import registry

from relations.imports import findable, sql
from relations.imports.progress import Progress
from relations.models import (
    Address,
    Affiliation,
    AuditEvent,
    Consent,
    ContactPoint,
    Import,
    ImportChange,
    ImportRow,
    Organization,
    Person,
    TimelineEntry,
)

GROUP = 1_000
STAYED = ("changed", "used", "people")
ROW, CHANGE, EVENT, STORY, POINT, TIE, PERSON, BODY, CONSENT, ADDRESS = (
    model._meta.db_table
    for model in (ImportRow, ImportChange, AuditEvent, TimelineEntry, ContactPoint, Affiliation, Person, Organization, Consent, Address)
)  # fmt: skip
_IMAGES = tuple(f"relations.{name}:deleted_delete" for name in ("Person", "Organization", "ContactPoint", "Address", "Affiliation"))
# Hang on every party without anybody having done anything.
_OWN = (ContactPoint, Affiliation, Address, TimelineEntry, Consent)


def undo(import_: Import, *, at: datetime, by_id: int | None, progress: Progress) -> dict[str, int]:
    """Take back `import_`; return how many parties went, were put back, stayed."""
    given = {"import": import_.pk, "at": at, "by": by_id, "last": import_.last_event} | _types()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE import_gone (party text, party_id bigint) ON COMMIT DROP")
        cursor.execute("CREATE TEMP TABLE import_party (party text, party_id bigint) ON COMMIT DROP")
        for statement in _TAKE_BACK_CONSENTS:
            cursor.execute(statement, given)
        # First the ties it gave to those who were there before: a body that only they hold up goes too.
        _take_off(cursor, given)
        # A list that should never have come in leaves no copy of its people behind in the images of deleted rows.
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [_images()])
        removed = _remove(cursor, Person, "person", given, progress) + _remove(cursor, Organization, "organization", given, progress)
        cursor.execute("SELECT set_config('pgtrigger.ignore', '', true)")
        restored = _restore(cursor, given)
        # Those that stay are found by what they still have.
        cursor.execute(_STAYING, given)
        findable.index("import_party")
        cursor.execute("DROP TABLE import_gone, import_party")
    stays = Q(person_made=True, spared__in=STAYED) | Q(organization_made=True, body_spared__in=STAYED)
    spared = ImportRow.objects.filter(stays, import_of=import_).count()
    kept = ImportChange.objects.filter(import_of=import_).exclude(spared="").count()
    return {"removed": removed, "restored": restored, "spared": spared, "values_spared": kept}


def _images() -> str:
    """Return the triggers that keep an image of deleted rows, as the setting they obey wants them."""
    return "{" + ",".join(f"{model._meta.db_table}:{trigger.get_pgid(model)}" for model, trigger in registry.registered(*_IMAGES)) + "}"


def _types() -> dict[str, int]:
    found = ContentType.objects.get_for_models(Person, Organization, ContactPoint, Affiliation, Address)
    return {f"{model._meta.model_name}_type": kind.pk for model, kind in found.items()}


# --- what it made ----------------------------------------------------------------
def _touched(party: str, table: str) -> Iterable[tuple[str, str]]:
    """Return (reason, condition over `p` and its staged row `r`) of what says that somebody has been here."""
    key = f"{party}_id"
    yield "changed", f"NOT (to_jsonb(p) @> (r.{party} - 'tags' - 'municipality' - 'province')) OR p.archived_at IS NOT NULL"
    if party == "person":
        yield "changed", "p.erased_at IS NOT NULL"
    yield "changed", f"EXISTS (SELECT 1 FROM {EVENT} e WHERE e.object_type_id = %({party}_type)s AND e.object_id = p.id AND e.id > %(last)s)"
    for model, table_name in ((ContactPoint, POINT), (Affiliation, TIE), (Address, ADDRESS)):
        kind = model._meta.model_name
        yield "changed", (
            f"EXISTS (SELECT 1 FROM {table_name} c JOIN {EVENT} e ON e.object_type_id = %({kind}_type)s AND e.object_id = c.id "
            f"WHERE c.{key} = p.id AND e.id > %(last)s)"
        )
    yield "used", f"EXISTS (SELECT 1 FROM {STORY} s WHERE s.{key} = p.id AND s.event_id > %(last)s)"
    yield "used", (
        f"EXISTS (SELECT 1 FROM {CONSENT} c WHERE c.{key} = p.id AND coalesce(c.evidence->>'import', '') <> %(import)s::text)"
    )
    for name, column in _hanging(Person if party == "person" else Organization):
        yield "used", f'EXISTS (SELECT 1 FROM "{name}" h WHERE h."{column}" = p.id)'
    if party == "organization":
        yield "people", f"EXISTS (SELECT 1 FROM {TIE} a WHERE a.organization_id = p.id)"


def _hanging(model: type[models.Model]) -> list[tuple[str, str]]:
    """Return (table, column) of all that may refer to a party, in every app; computed and historical rows aside."""
    found = []
    for other in apps.get_models():
        if other in _OWN or hasattr(other, "pgh_tracked_model") or other._meta.proxy or not other._meta.managed:
            continue
        for field in other._meta.local_concrete_fields:
            if field.is_relation and field.remote_field and field.remote_field.model is model:
                found.append((other._meta.db_table, field.column))
        for field in other._meta.local_many_to_many:
            if field.remote_field.model is model and field.remote_field.through._meta.auto_created:
                found.append((field.m2m_db_table(), field.m2m_reverse_name()))
    return found


def _remove(cursor: object, model: type[models.Model], party: str, given: dict, progress: Progress) -> int:
    """Delete the parties of one kind that nobody touched; note on their rows why the others stay."""
    table = model._meta.db_table
    note = "spared" if party == "person" else "body_spared"
    made = f"r.import_id = %(import)s AND r.{party}_made AND r.{note} = ''"
    source = "coalesce(r.body_lead, r.number)" if party == "organization" else "r.number"
    cursor.execute(
        f"UPDATE {ROW} r SET {note} = 'gone' WHERE {made} AND NOT EXISTS (SELECT 1 FROM {table} p WHERE p.id = r.{party}_id)", given
    )
    for reason, condition in _touched(party, table):
        cursor.execute(
            f"""UPDATE {ROW} target SET {note} = '{reason}' FROM (
                  SELECT r.id FROM {ROW} r JOIN {ROW} s ON s.import_id = r.import_id AND s.number = {source}
                  JOIN {table} p ON p.id = r.{party}_id WHERE {made} AND ({condition.replace(f"r.{party} ", f"s.{party} ")})) x
                WHERE target.id = x.id""",
            given,
        )
    cursor.execute(f"TRUNCATE import_gone; INSERT INTO import_gone SELECT '{party}', r.{party}_id FROM {ROW} r WHERE {made}", given)
    cursor.execute(
        f"""INSERT INTO {EVENT} (at, by_id, verb, object_type_id, object_id, label, changes)
            SELECT %(at)s, %(by)s, '{party}.import_undone', %({party}_type)s, p.id, left({_name(party)}, 200), jsonb_build_object('import', %(import)s)
            FROM {table} p JOIN import_gone g ON g.party_id = p.id ORDER BY p.id""",
        given,
    )
    findable.forget("import_gone")
    cursor.execute("ANALYZE import_gone")
    key = f"{party}_id"
    for owned in (STORY, POINT, TIE, ADDRESS):
        cursor.execute(f"DELETE FROM {owned} o USING import_gone g WHERE o.{key} = g.party_id")
    # The ledger keeps its lines; only the reference is emptied.
    cursor.execute(f"UPDATE {CONSENT} c SET {key} = NULL FROM import_gone g WHERE c.{key} = g.party_id")
    cursor.execute("SELECT party_id FROM import_gone ORDER BY party_id")
    ids = [number for (number,) in cursor.fetchall()]
    for start in range(0, len(ids), GROUP):
        cursor.execute(f"DELETE FROM {table} WHERE id = ANY (%s)", [ids[start : start + GROUP]])
        progress.tell("undoing", start, len(ids))
    return len(ids)


def _name(party: str) -> str:
    return "p.name" if party == "organization" else "btrim(p.first_name || ' ' || p.last_name)"


# --- what it filled in -------------------------------------------------------------
def _take_off(cursor: object, given: dict) -> None:
    """Take ties, contact details and addresses off parties that were there before; what was changed since stays and says so."""
    cursor.execute(
        f"""DELETE FROM {TIE} a USING {CHANGE} c WHERE c.import_id = %(import)s AND a.id = ANY (c.affiliation_ids)
            AND NOT EXISTS (SELECT 1 FROM {EVENT} e WHERE e.object_type_id = %(affiliation_type)s AND e.object_id = a.id AND e.id > %(last)s)""",
        given,
    )
    cursor.execute(
        f"""DELETE FROM {POINT} p USING {CHANGE} c WHERE c.import_id = %(import)s AND p.id = ANY (c.point_ids)
            AND NOT EXISTS (SELECT 1 FROM {EVENT} e WHERE e.object_type_id = %(contactpoint_type)s AND e.object_id = p.id AND e.id > %(last)s)""",
        given,
    )
    cursor.execute(
        f"""DELETE FROM {ADDRESS} p USING {CHANGE} c WHERE c.import_id = %(import)s AND p.id = ANY (c.address_ids)
            AND NOT EXISTS (SELECT 1 FROM {EVENT} e WHERE e.object_type_id = %(address_type)s AND e.object_id = p.id AND e.id > %(last)s)""",
        given,
    )
    cursor.execute(
        f"""UPDATE {CHANGE} c SET spared = 'changed' WHERE c.import_id = %(import)s AND
            (EXISTS (SELECT 1 FROM {POINT} p WHERE p.id = ANY (c.point_ids)) OR EXISTS (SELECT 1 FROM {TIE} a WHERE a.id = ANY (c.affiliation_ids))
              OR EXISTS (SELECT 1 FROM {ADDRESS} p WHERE p.id = ANY (c.address_ids)))""",
        given,
    )


def _restore(cursor: object, given: dict) -> int:
    """Put back the values of parties that were there before; a value changed since stays and says so."""
    return sum(_put_back(cursor, party, model, given) for party, model in (("person", Person), ("organization", Organization)))


def _put_back(cursor: object, party: str, model: type[models.Model], given: dict) -> int:
    table = model._meta.db_table
    names = [name for name in sql.columns(model) if name not in ("created_at", "last_contact_at")]
    listed, taken = ", ".join(f'"{name}"' for name in names), ", ".join(f'x."{name}"' for name in names)
    cursor.execute(
        f"""CREATE TEMP TABLE import_back ON COMMIT DROP AS
            WITH value AS (
              SELECT c.id, c.party_id, f.key, f.value->0 AS before, f.value->1 AS after, to_jsonb(p)->f.key = f.value->1 AS same
              FROM {CHANGE} c JOIN {table} p ON p.id = c.party_id, jsonb_each(c.fields) f
              WHERE c.import_id = %(import)s AND c.party = '{party}')
            SELECT party_id, jsonb_object_agg(key, before) FILTER (WHERE same) AS fill,
              jsonb_object_agg(key, jsonb_build_array(after, before)) FILTER (WHERE same) AS changes, bool_or(NOT same) AS some_stay
            FROM value GROUP BY party_id""",
        given,
    )
    cursor.execute(
        f"""UPDATE {table} p SET ({listed}) = (SELECT {taken} FROM jsonb_populate_record(p, b.fill) x)
            FROM import_back b WHERE b.fill IS NOT NULL AND p.id = b.party_id""",
        given,
    )
    count = cursor.rowcount
    cursor.execute(
        f"""UPDATE {CHANGE} c SET spared = 'value' FROM import_back b
            WHERE c.import_id = %(import)s AND c.party = '{party}' AND c.party_id = b.party_id AND b.some_stay AND c.fields <> '{{}}'""",
        given,
    )
    cursor.execute(
        f"""WITH event AS (
              INSERT INTO {EVENT} (at, by_id, verb, object_type_id, object_id, label, changes)
              SELECT %(at)s, %(by)s, '{party}.import_undone', %({party}_type)s, p.id, left({_name(party)}, 200), b.changes
              FROM {table} p JOIN import_back b ON b.party_id = p.id WHERE b.fill IS NOT NULL ORDER BY p.id RETURNING id, object_id)
            INSERT INTO {STORY} (event_id, {party}_id, at, icon, title, body, url)
            SELECT id, object_id, %(at)s, 'undo-2', %(title)s, '', '' FROM event""",
        given | {"title": _("What the import had filled in was taken back")},
    )
    cursor.execute("DROP TABLE import_back")
    return count


_STAYING = f"""
INSERT INTO import_party
SELECT party, party_id FROM {CHANGE} WHERE import_id = %(import)s
UNION SELECT 'person', person_id FROM {ROW} WHERE import_id = %(import)s AND person_id IS NOT NULL
UNION SELECT 'organization', organization_id FROM {ROW} WHERE import_id = %(import)s AND organization_id IS NOT NULL"""

# The ledger is only added to: a consent whose last word is this import's expires.
_TAKE_BACK_CONSENTS = [
    f"""INSERT INTO {CONSENT} (email, person_id, organization_id, purpose, channel, event, lawful_basis, text_id, source, evidence, by_id, at)
        SELECT c.email, c.person_id, c.organization_id, c.purpose, c.channel, 'expired', c.lawful_basis, NULL, c.source,
          jsonb_build_object('import', %(import)s, 'undone', true), %(by)s, %(at)s
        FROM {CONSENT} c WHERE c.event = 'imported' AND c.evidence @> jsonb_build_object('import', %(import)s)
          AND NOT EXISTS (SELECT 1 FROM {CONSENT} l WHERE l.email = c.email AND l.purpose = c.purpose AND l.channel = c.channel
                          AND (l.at, l.id) > (c.at, c.id))
          AND c.at >= (SELECT i.started_at FROM {sql.IMPORT} i WHERE i.id = %(import)s)""",
]
