"""Lists kept by hand: made, filled, emptied, removed; and which of them, and which groups, something goes to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from relations.actions import history
from relations.models import AudiencePart, ListMember, MailingList, Organization, Person, Segment, User
from relations.text import clean, one_line

MOST_AT_ONCE = 20_000


class Refused(Exception):
    """The list cannot be so; the message is for the page."""


def _named(name: str) -> str:
    return one_line(clean(name))[:80]


@transaction.atomic
def add(*, name: str, note: str = "", by: User | None, at: datetime) -> MailingList:
    """Make a list. Raises Refused when there is one of this name."""
    try:
        with transaction.atomic():
            made = MailingList.objects.create(name=_named(name), note=one_line(clean(note))[:200], created_by=by, created_at=at)
    except IntegrityError:
        raise Refused(_("There is a list of this name already: give this one another.")) from None
    history.record(verb="mailing_list.added", by=by, at=at, obj=made)
    return made


@transaction.atomic
def change(*, mailing_list: MailingList, name: str, note: str, by: User, at: datetime) -> None:
    """Give it another name or purpose. Raises Refused."""
    row = _locked(mailing_list)
    fields = {"name": _named(name), "note": one_line(clean(note))[:200]}
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if not changes:
        return
    row.name, row.note = fields["name"], fields["note"]
    try:
        with transaction.atomic():
            row.save(update_fields=["name", "note"])
    except IntegrityError:
        raise Refused(_("There is a list of this name already: give this one another.")) from None
    history.record(verb="mailing_list.changed", by=by, at=at, obj=row, changes=changes)
    mailing_list.refresh_from_db()


def _locked(mailing_list: MailingList) -> MailingList:
    return MailingList.objects.select_for_update(of=("self",)).get(pk=mailing_list.pk)


@transaction.atomic
def put_on(
    *, mailing_list: MailingList, by: User | None, at: datetime, people: Iterable[int] = (), organizations: Iterable[int] = (),
    source: str = ListMember.Source.HAND,
) -> int:
    """Put the living among these on the list; who is on it stays as it is. Return how many are new."""
    row = _locked(mailing_list)
    found = Person.objects.filter(pk__in=list(people)[:MOST_AT_ONCE], archived_at=None, erased_at=None)
    bodies = Organization.objects.filter(pk__in=list(organizations)[:MOST_AT_ONCE], archived_at=None)
    before = row.members.count()
    fields = {"mailing_list": row, "source": source, "by": by, "at": at}
    made = [ListMember(person_id=pk, **fields) for pk in found.values_list("pk", flat=True)]
    made += [ListMember(organization_id=pk, **fields) for pk in bodies.values_list("pk", flat=True)]
    ListMember.objects.bulk_create(made, ignore_conflicts=True, batch_size=2000)
    number = row.members.count() - before
    if number:
        history.record(verb="mailing_list.filled", by=by, at=at, obj=row, changes={"members": [before, before + number]})
    return number


@transaction.atomic
def take_off(*, mailing_list: MailingList, members: Iterable[int], by: User, at: datetime) -> list[tuple[int | None, int | None]]:
    """Take members off; return (person, organisation) of each, for putting them back."""
    row = _locked(mailing_list)
    found = row.members.filter(pk__in=list(members)[:MOST_AT_ONCE])
    gone = list(found.values_list("person_id", "organization_id"))
    before = row.members.count()
    found.delete()
    if gone:
        history.record(verb="mailing_list.emptied", by=by, at=at, obj=row, changes={"members": [before, before - len(gone)]})
    return gone


@transaction.atomic
def remove(*, mailing_list: MailingList, by: User, at: datetime) -> None:
    """Take the list away. Raises Refused while something that has not left goes to it."""
    row = _locked(mailing_list)
    used = [str(part.object) for part in row.parts.all() if getattr(part.object, "is_editable", False)]
    if used:
        raise Refused(_("“%(thing)s” goes to this list: choose another audience there first.") % {"thing": used[0]})
    row.removed_at = at
    row.save(update_fields=["removed_at"])
    history.record(verb="mailing_list.deleted", by=by, at=at, obj=row)


@transaction.atomic
def restore(*, mailing_list: MailingList, by: User, at: datetime) -> None:
    """Undo `remove`. Raises Refused when another list took the name."""
    row = _locked(mailing_list)
    if row.removed_at is None:
        return
    row.removed_at = None
    try:
        with transaction.atomic():
            row.save(update_fields=["removed_at"])
    except IntegrityError:
        raise Refused(_("There is a list of this name already: give this one another.")) from None
    history.record(verb="mailing_list.restored", by=by, at=at, obj=row)


@transaction.atomic
def aim(
    *, thing: Any, inside: Iterable[Segment | MailingList], outside: Iterable[Segment | MailingList], by: User, at: datetime
) -> None:
    """Let `thing` go to any of `inside` less all of `outside`; with nothing inside, to all who asked for it."""
    kind = ContentType.objects.get_for_model(thing)
    AudiencePart.objects.filter(object_type=kind, object_id=thing.pk).delete()
    chosen = {(type(one), one.pk): (one, is_minus) for sources, is_minus in ((outside, True), (inside, False)) for one in sources}
    AudiencePart.objects.bulk_create([
        AudiencePart(
            object_type=kind, object_id=thing.pk, is_minus=is_minus, by=by, at=at,
            **{"segment" if isinstance(one, Segment) else "mailing_list": one},
        )
        for one, is_minus in chosen.values()
    ])  # fmt: skip
    words = [f"{'−' if is_minus else '+'} {one}" for one, is_minus in chosen.values()]
    history.record(verb="audience.chosen", by=by, at=at, obj=thing, changes={"audience": ["", ", ".join(words)[:300]]})
