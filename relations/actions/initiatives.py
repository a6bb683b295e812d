"""Initiatives and who has a stake in them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from relations.actions import history, search
from relations.models import Appraisal, Initiative, Organization, Person, Stakeholder, User
from relations.text import clean, one_line

SCORES = ("resources", "competences", "influence")
NOTES = tuple(f"{score}_note" for score in SCORES)
SWOT = ("strengths", "weaknesses", "opportunities", "threats")
_LINES = {"title", *NOTES}


class ChangedMeanwhile(Exception):
    """Somebody else saved the row after it was read; the message is for the page."""


class NeedsARole(Exception):
    """The person speaks for nobody: no public office and no role in a body; the message is for the page."""


def _tidy(fields: dict) -> dict:
    def tidy(key: str, value: object) -> object:
        if not isinstance(value, str):
            return value
        return one_line(value) if key in _LINES else clean(value).strip()

    return {key: tidy(key, value) for key, value in fields.items()}


@transaction.atomic
def add(*, title: str, aim: str, owner: User, by: User, at: datetime, **fields) -> Initiative:
    """Write down an initiative."""
    initiative = Initiative.objects.create(owner=owner, created_at=at, **_tidy({"title": title, "aim": aim, **fields}))
    history.record(verb="initiative.added", by=by, at=at, obj=initiative)
    search.index(initiative)
    return initiative


@transaction.atomic
def change(*, initiative: Initiative, by: User, at: datetime, seen: dict | None = None, **fields) -> dict:
    """Set `fields`; return what changed as {field: [before, after]}.

    `seen` holds the values the editor saw: when the row no longer has them, ChangedMeanwhile is raised and nothing
    is written.
    """
    row = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    fields = _tidy(fields)
    if seen is not None and any(str(getattr(row, key)) != str(value) for key, value in seen.items()):
        raise ChangedMeanwhile(
            _("Somebody changed this initiative while you were writing. Look at it in another page, then save again.")
        )
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if not changes:
        return {}
    for key, value in fields.items():
        setattr(row, key, value)
        setattr(initiative, key, value)
    row.save(update_fields=list(fields))
    history.record(verb="initiative.changed", by=by, at=at, obj=row, changes=changes)
    search.index(row)
    return changes


@transaction.atomic
def add_stakeholder(
    *, initiative: Initiative, party: Organization | Person, by: User, at: datetime, capacity: str = "",
    contributions: Sequence[str] = (), for_beneficiaries: bool = False,
) -> Stakeholder:  # fmt: skip
    """Put `party` on the sheet; one who was taken off comes back, the same one twice stays one.

    Raises NeedsARole for a person without a `capacity`.
    """
    person = party if isinstance(party, Person) else None
    if person is not None and not capacity.strip():
        raise NeedsARole(needs_a_role(person))
    side = {"person": person} if person else {"organization": party}
    try:
        with transaction.atomic():
            row = Stakeholder.objects.create(
                initiative=initiative, **side, capacity=one_line(capacity)[:200], contributions=list(contributions),
                for_beneficiaries=for_beneficiaries, added_at=at,
            )
    except IntegrityError:
        row = Stakeholder.objects.get(initiative=initiative, **side)
        if row.left_at is not None:
            put_back(stakeholder=row, by=by, at=at)
        return row
    history.record(
        verb="stakeholder.added", by=by, at=at, obj=row, about=[party], icon="target", url=initiative.get_absolute_url(),
        title=_("On the stakeholder sheet of “%(initiative)s”") % {"initiative": initiative},
    )
    return row


def needs_a_role(person: Person) -> str:
    """Return what to tell about somebody who speaks for nobody."""
    return _(
        "%(name)s has no public office and no role in a body: only who speaks for a body has a place here. "
        "Add the role on the person's page, for example “presidente di Mensa Fraterna”."
    ) % {"name": person}


@transaction.atomic
def appraise(*, stakeholder: Stakeholder, by: User, at: datetime, **fields) -> dict:
    """Set scores, notes, contributions, the role; return what changed. A change of scores is kept with its date."""
    row = Stakeholder.objects.select_for_update(of=("self",)).get(pk=stakeholder.pk)
    fields = _tidy(fields)
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if not changes:
        return {}
    for key, value in fields.items():
        setattr(row, key, value)
        setattr(stakeholder, key, value)
    row.save(update_fields=list(fields))
    if set(changes) & set(SCORES):
        Appraisal.objects.create(stakeholder=row, by=by, at=at, **{key: getattr(row, key) for key in SCORES})
    history.record(verb="stakeholder.changed", by=by, at=at, obj=row, changes=changes)
    return changes


@transaction.atomic
def take_off(*, stakeholder: Stakeholder, by: User, at: datetime) -> None:
    """Take somebody off the sheet; what was known stays, and the past curve with it."""
    if Stakeholder.objects.filter(pk=stakeholder.pk, left_at=None).update(left_at=at):
        stakeholder.left_at = at
        history.record(verb="stakeholder.dropped", by=by, at=at, obj=stakeholder)


@transaction.atomic
def put_back(*, stakeholder: Stakeholder, by: User, at: datetime) -> None:
    """Undo `take_off`."""
    if Stakeholder.objects.filter(pk=stakeholder.pk).exclude(left_at=None).update(left_at=None):
        stakeholder.left_at = None
        history.record(verb="stakeholder.restored", by=by, at=at, obj=stakeholder)
