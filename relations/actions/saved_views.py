"""Saving a list as it stands, sharing it, pinning it to the menu, taking it away."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from relations.actions import history
from relations.models import SavedView, User, ViewPin
from relations.text import one_line

# More would push the rest of the menu off the screen.
MOST_PINS = 5


class NameTaken(Exception):
    """The colleague has a view of this name on this list already; the message is for the page."""


class TooManyPins(Exception):
    """The menu holds five views of a list; the message is for the page."""


def _taken() -> NameTaken:
    return NameTaken(_("You have a view of this name on this list already: give this one another."))


@transaction.atomic
def save(*, page: str, name: str, query: str, is_shared: bool, by: User, at: datetime) -> SavedView:
    """Keep `query` of `page` under a name. The same view sent twice is one; the same name for another is NameTaken."""
    fields = {"name": one_line(name)[:60], "query": query[:4000], "is_shared": is_shared}
    same = SavedView.objects.filter(owner=by, page=page, name=fields["name"], removed_at=None).first()
    if same is not None and same.query == fields["query"]:
        return same
    try:
        with transaction.atomic():
            view = SavedView.objects.create(owner=by, page=page, created_at=at, **fields)
    except IntegrityError:
        raise _taken() from None
    history.record(verb="view.added", by=by, at=at, obj=view)
    return view


@transaction.atomic
def change(*, view: SavedView, by: User, at: datetime, **fields) -> None:
    """Rename it, share it, or keep other conditions under its name."""
    row = SavedView.objects.select_for_update(of=("self",)).get(pk=view.pk)
    if "name" in fields:
        fields["name"] = one_line(fields["name"])[:60]
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if not changes:
        return
    for key, value in fields.items():
        setattr(row, key, value)
        setattr(view, key, value)
    try:
        with transaction.atomic():
            row.save(update_fields=list(fields))
    except IntegrityError:
        raise _taken() from None
    if not row.is_shared:
        ViewPin.objects.filter(view=row).exclude(user=row.owner_id).delete()
    history.record(verb="view.changed", by=by, at=at, obj=row, changes=changes)


@transaction.atomic
def remove(*, view: SavedView, by: User, at: datetime) -> None:
    """Take it away; its row stays, so that this can be undone."""
    SavedView.objects.filter(pk=view.pk, removed_at=None).update(removed_at=at)
    history.record(verb="view.deleted", by=by, at=at, obj=view)


@transaction.atomic
def restore(*, view: SavedView, by: User, at: datetime) -> None:
    """Undo `remove`. Raises NameTaken when another view took the name."""
    try:
        with transaction.atomic():
            SavedView.objects.filter(pk=view.pk).update(removed_at=None)
    except IntegrityError:
        raise _taken() from None
    history.record(verb="view.restored", by=by, at=at, obj=view)


@transaction.atomic
def pin(*, view: SavedView, by: User, at: datetime, on: bool = True) -> None:
    """Put the view under its list in `by`'s menu, or take it off. Raises TooManyPins."""
    if not on:
        ViewPin.objects.filter(view=view, user=by).delete()
        return
    User.objects.select_for_update().get(pk=by.pk)
    pinned = ViewPin.objects.filter(user=by, view__page=view.page, view__removed_at=None).exclude(view=view)
    if pinned.count() >= MOST_PINS:
        raise TooManyPins(_("The menu holds five views of a list: take one off first."))
    ViewPin.objects.get_or_create(user=by, view=view, defaults={"at": at})
