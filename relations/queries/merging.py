"""Who was put into whom, and two records side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from relations import vocab
from relations.models import Merge, Organization, Person

Party = Organization | Person
BOTH = "both"
# Kept by the machine, not chosen: the day of the first and of the last contact.
_BY_ITSELF = frozenset({"id", "archived_at", "created_at", "last_contact_at", "erased_at"})
# The halves of a person's name.
_NAME = ("first_name", "last_name")
# Written by the main address, where there is one.
_TOWN = ("municipality", "province")
_FORWARD = """
WITH RECURSIVE way(id, step) AS (
  SELECT %s::bigint, 0
  UNION ALL
  SELECT m.kept_id, way.step + 1 FROM way JOIN relations_merge m ON m.gone_id = way.id
   WHERE m.kind = %s AND m.undone_at IS NULL AND way.step < 50
) SELECT id FROM way ORDER BY step DESC LIMIT 1
"""
_FAMILY = """
WITH RECURSIVE family(id, step) AS (
  SELECT %s::bigint, 0
  UNION ALL
  SELECT m.gone_id, family.step + 1 FROM family JOIN relations_merge m ON m.kept_id = family.id
   WHERE m.kind = %s AND m.undone_at IS NULL AND family.step < 50
) SELECT DISTINCT id FROM family ORDER BY id
"""


def _numbers(statement: str, pk: int, kind: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [pk, kind])
        return [number for (number,) in cursor.fetchall()]


def where_to(party: Party) -> Party | None:
    """Return the record an archived one was put into, to the end of the chain; None when it stands for itself."""
    if party.archived_at is None:
        return None
    [last] = _numbers(_FORWARD, party.pk, party._meta.model_name)
    return type(party).objects.filter(pk=last).first() if last != party.pk else None


def living(model: type[models.Model], pk: int) -> Party | None:
    """Return the living record of this number, or the one it was put into."""
    party = model.objects.filter(pk=pk).first()
    if party is not None and party.archived_at:
        party = where_to(party)
    return party if party is not None and party.archived_at is None else None


def family(party: Party) -> list[int]:
    """Return the numbers of a record and of all that were put into it: what is read of the append-only log."""
    return _numbers(_FAMILY, party.pk, party._meta.model_name)


def old_names(party: Party) -> str:
    """Return the names and codes of what was put into a record: the search finds it by them."""
    if not Merge.objects.filter(kind=party._meta.model_name, kept_id=party.pk, undone_at=None).exists():
        return ""
    into = Merge.objects.filter(kind=party._meta.model_name, kept_id__in=family(party), undone_at=None).order_by("pk")
    return " ".join(f"{name} {codes}".strip() for name, codes in into.values_list("gone_name", "gone_codes"))


def merges_of(party: Party) -> models.QuerySet[Merge]:
    """Return the merges in force into a record, the newest first."""
    into = Merge.objects.filter(kind=party._meta.model_name, kept_id=party.pk, undone_at=None)
    return into.select_related("by").order_by("-at", "-pk")


def later(merge: Merge) -> Merge | None:
    """Return the merge in force by which the kept record itself went into another."""
    return Merge.objects.filter(kind=merge.kind, gone_id=merge.kept_id, undone_at=None).first()


# --- side by side --------------------------------------------------------------
@dataclass(frozen=True)
class Side:
    """One field of two records: both values in words, which is proposed, whether both may be kept together."""

    name: str
    label: str
    kept: str
    gone: str
    proposed: str
    can_both: bool

    @property
    def differs(self) -> bool:
        return self.kept != self.gone

    @property
    def choices(self) -> list[tuple[str, str]]:
        found = [("kept", self.kept or "–"), ("gone", self.gone or "–")]
        return [*found, (BOTH, str(_("both together")))] if self.can_both else found


def columns(model: type[models.Model]) -> list[models.Field]:
    """Return the columns a colleague chooses between: all that is written on a record."""
    return [
        column for column in model._meta.concrete_fields
        if column.name not in _BY_ITSELF and column.editable and not column.generated and not column.primary_key
    ]  # fmt: skip


def with_its_address(kept: Party, gone: Party) -> str:
    """Whose main address the kept record will have ("kept", "gone", or "" for none): its town comes with it."""
    for side, party in (("kept", kept), ("gone", gone)):
        if party.addresses.filter(is_primary=True).exists():
            return side
    return ""


def sides(kept: Party, gone: Party) -> list[Side]:
    """Return every field that at least one of the two fills, those that differ first; the town follows the address."""
    hidden = _TOWN if with_its_address(kept, gone) else ()
    found = [_side(column, kept, gone) for column in columns(type(kept)) if column.name not in hidden]
    return sorted((side for side in found if side.kept or side.gone), key=lambda side: not side.differs)


def _side(column: models.Field, kept: Party, gone: Party) -> Side:
    mine, theirs = getattr(kept, column.attname), getattr(gone, column.attname)
    can_both = _is_many(column) and bool(mine) and bool(theirs) and mine != theirs
    label = str(column.verbose_name)
    proposed = _whose_name(kept, gone) if column.name in _NAME else _fuller(column, mine, theirs)
    return Side(
        column.name, label[:1].upper() + label[1:], words(column, kept), words(column, gone),
        BOTH if can_both else proposed, can_both,
    )  # fmt: skip


def _whose_name(kept: Party, gone: Party) -> str:
    """First and last name come from one record: of two that are swapped, a half of each would make a third person."""
    return "gone" if sorted(kept.name) != sorted(gone.name) and len(gone.name) > len(kept.name) else "kept"


def _is_many(column: models.Field) -> bool:
    return column.get_internal_type() in ("ArrayField", "TextField")


def _fuller(column: models.Field, mine: Any, theirs: Any) -> str:
    """The value that says more; of two that say as much, the kept record's own."""
    if mine in (None, "", []) or theirs in (None, "", []):
        return "kept" if theirs in (None, "", []) else "gone"
    if column.name == "involvement":
        rungs = vocab.INVOLVEMENT.keys
        return "gone" if rungs.index(theirs) > rungs.index(mine) else "kept"
    if isinstance(mine, str) and not column.choices:
        return "gone" if len(theirs) > len(mine) else "kept"
    return "kept"


def words(column: models.Field, party: Party) -> str:
    """Return the value of a column as a page shows it."""
    value = getattr(party, column.attname)
    if value in (None, "", []):
        return ""
    if column.remote_field:
        return str(getattr(party, column.name))
    if column.choices:
        return str(getattr(party, f"get_{column.name}_display")())
    if isinstance(value, bool):
        return str(_("yes")) if value else ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def chosen(kept: Party, gone: Party, choices: dict[str, str]) -> dict[str, Any]:
    """Return the values of the kept record that change, by attribute, as `choices` {field: kept/gone/both} say."""
    found = {}
    choices = choices | dict.fromkeys(_TOWN, address) if (address := with_its_address(kept, gone)) else choices
    for column in columns(type(kept)):
        mine, theirs = getattr(kept, column.attname), getattr(gone, column.attname)
        value = _one_of(choices.get(column.name, "kept"), mine, theirs)
        if value != mine:
            found[column.attname] = value
    return found


def _one_of(choice: str, mine: Any, theirs: Any) -> Any:
    if choice == BOTH and isinstance(mine, list):
        return [*mine, *(value for value in theirs if value not in mine)]
    if choice == BOTH and isinstance(mine, str):
        return "\n\n".join(dict.fromkeys(part for part in (mine.strip(), theirs.strip()) if part))
    return theirs if choice == "gone" else mine


def values_of(merge: Merge) -> list[tuple[str, str, str]]:
    """Return (field, before, after) of what the merge wrote on the kept record."""
    labels = {column.column: column for column in columns(merge.model)}
    moves = merge.moves.filter(table_name=merge.model._meta.db_table, row_id=merge.kept_id, column_name__in=labels)
    return [
        (str(labels[move.column_name].verbose_name), _shown(move.before), _shown(move.after)) for move in moves.order_by("place")
    ]


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "")


def names_of(merges: Iterable[Merge]) -> dict[tuple[str, int], Party]:
    """Return the kept records of `merges` by (kind, number), in one statement a kind."""
    merges = list(merges)
    found: dict[tuple[str, int], Party] = {}
    for kind in {merge.kind for merge in merges}:
        model = next(merge.model for merge in merges if merge.kind == kind)
        rows = model.objects.in_bulk([merge.kept_id for merge in merges if merge.kind == kind])
        found |= {(kind, pk): row for pk, row in rows.items()}
    return found
