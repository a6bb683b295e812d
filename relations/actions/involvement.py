"""Moving a person on the ladder of involvement: always with a cause, never silently down."""

from datetime import date, datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from relations import involvement, vocab
from relations.actions import history, search
from relations.models import InvolvementPass, InvolvementStep, Person, User
from relations.text import clean


class NotAStep(Exception):
    """The person cannot take this step; the message is for the page."""


@transaction.atomic
def move(
    *,
    person: Person,
    to: str,
    cause: str,
    on: date,
    by: User | None,
    at: datetime,
    note: str = "",
    source: models.Model | None = None,
) -> InvolvementStep:
    """Put `person` on the step `to` because of `cause` (a registered key or "by_hand", which wants a note).

    Raises NotAStep when the person stands there already, when a step by hand says no why, when a fact would lower
    somebody (only a colleague can, saying why), or when the day is still to come.
    """
    row = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    note = clean(note).strip()
    if row.involvement == to:
        raise NotAStep(_("%(name)s already stands on this step.") % {"name": row})
    if cause == involvement.BY_HAND and not note:
        raise NotAStep(_("Write why: the ladder keeps the cause of each step."))
    if cause != involvement.BY_HAND and involvement.is_lower(to, row.involvement):
        raise NotAStep(_("Nobody goes down by a fact: change it by hand, saying why."))
    if on > at.date():
        raise NotAStep(_("The day is still to come: write the day on which it happened."))
    step = InvolvementStep.objects.create(
        person=row, before=row.involvement, after=to, cause=cause, note=note, subject=source, on=on, by=by, at=at
    )
    before, row.involvement = row.involvement, to
    row.save(update_fields=["involvement"])
    person.involvement = to
    label = vocab.INVOLVEMENT[to].label
    known = involvement.causes().get(cause)
    history.record(
        verb="involvement.moved", by=by, at=at, obj=row, about=[row], icon="arrow-up" if step.is_up else "arrow-down",
        title=_("Involvement: %(step)s") % {"step": label}, body=note or str(known.label if known else ""),
        changes={"involvement": [before, to]},
    )  # fmt: skip
    search.index(row)
    return step


@transaction.atomic
def leave(*, person: Person, cause: str, by: User, at: datetime) -> None:
    """Leave a suggested step aside; it is not suggested again. Twice is once."""
    _row, made = InvolvementPass.objects.get_or_create(person=person, cause=cause, defaults={"by": by, "at": at})
    if made:
        history.record(verb="involvement.left_aside", by=by, at=at, obj=person, changes={"cause": ["", cause]})
