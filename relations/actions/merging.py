"""Putting two records of one party together, and taking them apart again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from relations import panels
from relations.actions import closeness, history, search
from relations.actions.merge_blocks import block_the_others, lift_blocks
from relations.actions.merge_rows import DERIVED, Back, Writer, put_back
from relations.models import DuplicateCandidate, Merge, Organization, Person, User
from relations.queries import merging
from relations.queries.merge_plan import plan

Party = Organization | Person


class CannotMerge(Exception):
    """These two cannot be put together (now); the message is for the page."""


class AlreadyMerged(CannotMerge):
    """Somebody was faster; `into` is where the record went."""

    def __init__(self, message: str, into: Party) -> None:
        super().__init__(message)
        self.into = into


class CannotUndo(Exception):
    """The merge cannot be taken apart (now); the message is for the page."""


@transaction.atomic
def merge(*, kept: Party, gone: Party, by: User, at: datetime, choices: dict[str, str] | None = None) -> Merge:
    """Put `gone` into `kept`: all that points at it moves, and its address leads to `kept` from now on.

    `choices` says by field whose value stays: "kept" (also for what it does not name), "gone" or "both" (lists and
    texts); without it the page's proposals count. Nothing is lost: rows that say the same as one already there are kept
    whole with the merge, and `undo` puts everything back. Raises CannotMerge, AlreadyMerged.
    """
    kept, gone = _locked(kept, gone)
    chosen = merging.chosen(kept, gone, choices if choices is not None else _proposed(kept, gone))
    done = plan(kept, gone)
    row = Merge.objects.create(
        kind=kept._meta.model_name, kept_id=kept.pk, gone_id=gone.pk, kept_name=str(kept)[:200], gone_name=str(gone)[:200],
        gone_codes=_codes(gone), by=by, at=at,
        summary=[{"label": line.label, "moved": line.moved, "same": line.same} for line in done.lines],
    )  # fmt: skip
    row.blocks = block_the_others(kept=kept, gone=gone, by=by, at=at)
    row.save(update_fields=["blocks"])
    writer = Writer(row)
    try:
        with transaction.atomic():
            writer.do(done.steps)
            writer.put(gone, {"archived_at": at})
            writer.put(kept, chosen | _by_itself(kept, gone))
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as clash:
        raise CannotMerge(
            _("Two rows of these records cannot stand together (%(what)s). Nothing was changed.") % {"what": _constraint(clash)}
        ) from clash
    kept.refresh_from_db()
    gone.refresh_from_db()
    _settle_candidates(row, by, at)
    history.record(
        verb=f"{row.kind}.merged", by=by, at=at, obj=kept, about=[kept], icon="merge", url=row.get_absolute_url(),
        title=_("%(name)s was put together with this one") % {"name": gone}, changes={"merge": [None, row.pk]},
    )
    _find_again([kept, gone], writer.moved)
    return row


@transaction.atomic
def undo(*, merge: Merge, by: User, at: datetime) -> Merge:
    """Take a merge apart: what it moved and nobody changed since goes back; what stays is told in `stayed`.

    Raises CannotUndo when it was undone already, or when the kept record itself went into another one meanwhile.
    """
    row = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if row.undone_at:
        raise CannotUndo(_("This merge has been undone already: the two records stand apart."))
    after = merging.later(row)
    if after is not None:
        raise CannotUndo(
            _("%(name)s itself was put into %(other)s later: undo that merge first.")
            % {"name": after.gone_name, "other": after.kept_name}
        )
    list(row.model.objects.filter(pk__in=[row.kept_id, row.gone_id]).order_by("pk").select_for_update(of=("self",)))
    _make_room(row)
    back = put_back(row)
    row.undone_at, row.undone_by = at, by
    row.stayed = _told(back)
    row.save(update_fields=["undone_at", "undone_by", "stayed"])
    lift_blocks(merge=row, by=by, at=at)
    kept, gone = row.model.objects.get(pk=row.kept_id), row.model.objects.get(pk=row.gone_id)
    if back.is_stale:
        closeness.refresh(parties=[kept], at=at, taken_back=True)
    DuplicateCandidate.objects.filter(_pair(row), kind=row.kind, state="merged").update(state="open", decided_at=None, decided_by=None)
    history.record(
        verb=f"{row.kind}.unmerged", by=by, at=at, obj=kept, about=[kept, gone], icon="split", url=row.get_absolute_url(),
        title=_("%(one)s and %(other)s stand apart again") % {"one": row.kept_name, "other": row.gone_name},
        changes={"merge": [row.pk, None]},
    )
    _find_again([kept, gone], back.rows)
    return row


def _locked(kept: Party, gone: Party) -> tuple[Party, Party]:
    """Lock both in one order, so that two colleagues cannot merge across each other; check that both still stand."""
    if type(kept) is not type(gone) or kept.pk == gone.pk:
        raise CannotMerge(_("Choose two different records of the same kind."))
    rows = type(kept).objects.filter(pk__in=[kept.pk, gone.pk]).order_by("pk").select_for_update(of=("self",))
    found = {row.pk: row for row in rows}
    for party in (found[gone.pk], found[kept.pk]):
        into = merging.where_to(party)
        if into is not None:
            last = Merge.objects.filter(kind=party._meta.model_name, gone_id=party.pk, undone_at=None).select_related("by").first()
            message = _("%(who)s has already put %(name)s into %(other)s.") % {
                "who": last.by or _("Somebody"), "name": party, "other": into,
            }  # fmt: skip
            raise AlreadyMerged(message, into)
        if party.archived_at or getattr(party, "erased_at", None):
            raise CannotMerge(_("%(name)s is archived or erased: only living records are merged.") % {"name": party})
    return found[kept.pk], found[gone.pk]


def _proposed(kept: Party, gone: Party) -> dict[str, str]:
    return {side.name: side.proposed for side in merging.sides(kept, gone)}


def _by_itself(kept: Party, gone: Party) -> dict[str, Any]:
    """The party has been known since the earlier day, was heard on the later one; tonight its closeness is measured anew."""

    def later(name: str) -> Any:
        return max((value for party in (kept, gone) if (value := getattr(party, name)) is not None), default=None)

    return {"created_at": min(kept.created_at, gone.created_at), **{name: later(name) for name in DERIVED}}


def _codes(party: Party) -> str:
    codes = (getattr(party, "vat_number", ""), party.tax_code, party.external_code)
    return " ".join(dict.fromkeys(filter(None, codes)))[:200]


def _constraint(clash: IntegrityError) -> str:
    diagnosis = getattr(clash.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", "") or "?")


def _make_room(row: Merge) -> None:
    """A VAT number is living once: where another body took the number of the archived one, that one comes back without."""
    if row.kind != "organization":
        return
    gone = Organization.objects.get(pk=row.gone_id)
    taken = Organization.objects.filter(vat_number=gone.vat_number, archived_at=None).exclude(pk__in=[row.kept_id, gone.pk])
    if gone.vat_number and taken.exists():
        Organization.objects.filter(pk=gone.pk).update(vat_number="")


def _told(back: Back) -> list[dict]:
    """What could not be put back, by kind of row."""
    names = {label: str(apps.get_model(label)._meta.verbose_name_plural) for label in back.stayed}
    return [{"label": names[label], "count": count} for label, count in back.stayed.items() if count]


def _pair(row: Merge) -> Q:
    low, high = sorted((row.kept_id, row.gone_id))
    return Q(first_id=low, second_id=high)


def _settle_candidates(row: Merge, by: User, at: datetime) -> None:
    """The pair is settled; other questions about the one that went are asked again of the one kept, tonight."""
    same_kind = DuplicateCandidate.objects.filter(kind=row.kind)
    same_kind.filter(_pair(row)).update(state="merged", decided_by=by, decided_at=at)
    same_kind.filter(Q(first_id=row.gone_id) | Q(second_id=row.gone_id), state="open").delete()


def _find_again(parties: Sequence[Party], moved: dict[type[models.Model], list[int]]) -> None:
    """Index both records, and the rows whose words in the search name the party."""
    search.index(*parties)
    for kind in panels.of(panels.SearchKind):
        numbers = moved.get(kind.model, ())
        if numbers and kind.model not in (Organization, Person):
            search.index(*kind.model._default_manager.filter(pk__in=numbers))
