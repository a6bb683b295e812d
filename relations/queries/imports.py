"""What the pages of the imports read."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from relations.imports.deciding import DECISION
from relations.models import Import, ImportRow, Organization, Person
from relations.vocab import imports as words

# Why a record stays in spite of an undo, where somebody has to be told.
STAYED = ("changed", "used", "people")

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
        found = dict(zip(names, cursor.fetchone(), strict=True))
        return found | {"going": found["add"] + found["update"]}


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


@dataclass
class Line:
    """A row of a file as a page shows it."""

    row: ImportRow
    name: str
    reasons: list[tuple[str, str, str]]
    like: Person | Organization | None = None
    outcome_party: Person | Organization | None = None
    outcome_body: Organization | None = None

    @property
    def why(self) -> str:
        return str(words.WHYS.get(self.row.why, ""))

    @property
    def spared(self) -> str:
        reason = self.row.spared or self.row.body_spared
        return str(words.SPARED.get(reason, ""))


PAGE = 50


def problems(import_: Import, after: int = 0) -> list[Line]:
    """Return rows with something wrong, from the row `after` on; one more than a page when there are others."""
    rows = import_.rows.filter(Q(is_bad=True) | Q(has_problems=True), number__gt=after).order_by("number")[: PAGE + 1]
    return [_line(row) for row in rows]


def doubles(import_: Import, after: int = 0) -> list[Line]:
    """Return rows that resemble somebody, with whom."""
    rows = import_.rows.filter(number__gt=after, is_bad=False).exclude(why="").exclude(person=None, body_lead__isnull=False)
    return _with_likes([_line(row) for row in rows.order_by("number")[: PAGE + 1]])


def outcomes(import_: Import, outcome: str = "", after: int = 0) -> list[Line]:
    """Return rows with what became of them, and the records they led to."""
    rows = import_.rows.filter(number__gt=after).order_by("number")
    lines = [_line(row) for row in (rows.filter(outcome=outcome) if outcome else rows)[: PAGE + 1]]
    people = Person.objects.in_bulk([line.row.person_id for line in lines if line.row.person_id])
    bodies = Organization.objects.in_bulk([line.row.organization_id for line in lines if line.row.organization_id])
    for line in lines:
        line.outcome_body = bodies.get(line.row.organization_id)
        line.outcome_party = people.get(line.row.person_id) or line.outcome_body
    return lines


def spared(import_: Import) -> list[Line]:
    """Return the rows whose records the undo left, with why; at most 200."""
    stays = Q(spared__in=STAYED, person_made=True) | Q(body_spared__in=STAYED, organization_made=True)
    lines = [_line(row) for row in import_.rows.filter(stays).order_by("number")[:200]]
    people = Person.objects.in_bulk([line.row.person_id for line in lines if line.row.person_id])
    bodies = Organization.objects.in_bulk([line.row.organization_id for line in lines if line.row.organization_id])
    for line in lines:
        person = people.get(line.row.person_id) if line.row.spared in STAYED else None
        line.outcome_party = person or bodies.get(line.row.organization_id)
    return lines


def kept_values(import_: Import) -> list[tuple[Any, str]]:
    """Return records that were there before and keep something of the import, with why; at most 200."""
    changes = list(import_.changes.exclude(spared="").order_by("pk")[:200])
    people = Person.objects.in_bulk([c.party_id for c in changes if c.party == "person"])
    bodies = Organization.objects.in_bulk([c.party_id for c in changes if c.party == "organization"])
    found = {}
    for change in changes:
        party = (people if change.party == "person" else bodies).get(change.party_id)
        if party is not None:
            found[party] = str(words.SPARED.get(change.spared, ""))
    return list(found.items())


def notes(import_: Import) -> list[tuple[str, int, list[int]]]:
    """Return what was mended or left out: (sentence, rows, the first of them)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT code, count(*), (array_agg(number ORDER BY number))[1:5] FROM (
                  SELECT DISTINCT r.number, n->>1 AS code FROM {ROW} r, jsonb_array_elements(r.notes) n WHERE r.import_id = %s) x
                GROUP BY code ORDER BY 2 DESC, 1""",
            [import_.pk],
        )
        return [(str(words.NOTES.get(code, code)), count, numbers) for code, count, numbers in cursor.fetchall()]


def same_file(import_: Import) -> Import | None:
    """Return an earlier import of the same file that stands."""
    return Import.objects.filter(sha256=import_.sha256, state="done").exclude(pk=import_.pk).order_by("-pk").first()


def provenance(party: Person | Organization) -> QuerySet[Import]:
    """Return the import that brought `party` in, or none."""
    person = isinstance(party, Person)
    made = {"person_id": party.pk, "person_made": True} if person else {"organization_id": party.pk, "organization_made": True}
    return Import.objects.filter(rows__in=ImportRow.objects.filter(**made)).select_related("by").order_by("pk")[:1]


def _line(row: ImportRow) -> Line:
    person, body = row.person, row.organization
    name = " ".join(filter(None, [person.get("first_name"), person.get("last_name")])) if person else (body or {}).get("name", "")
    return Line(row, name or " ".join(cell for cell in row.raw[:3] if cell)[:80], reasons(row))


def reasons(row: ImportRow) -> list[tuple[str, str, str]]:
    """Return what is wrong with a row: (field, what to do, the value)."""
    return [
        (str(words.NAMES.get(key.partition(".")[2], "")), str(words.PROBLEMS.get(code, words.PROBLEMS["wrong"])), value)
        for key, code, value in row.problems
    ]


def _with_likes(lines: list[Line]) -> list[Line]:
    people = Person.objects.in_bulk([line.row.person_match for line in lines if line.row.person_match])
    bodies = Organization.objects.in_bulk([line.row.organization_match for line in lines if line.row.organization_match])
    for line in lines:
        row = line.row
        line.like = people.get(row.person_match) if row.person else bodies.get(row.organization_match)
    return lines
