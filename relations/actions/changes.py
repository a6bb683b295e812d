"""Putting back what a field held before."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from relations.actions import history, parties, search
from relations.models import Organization, Person, User
from relations.models.changes import KEPT
from relations.queries import changes as queries

# Fields that say the same twice: one never returns without the other.
_TWINS = {"value": ("normalized",)}


class CannotReturn(Exception):
    """The value cannot be put back; the message is for the page."""


@transaction.atomic
def put_back(*, key: str, image: int, field: str, by: User, at: datetime) -> models.Model:
    """Give a row ("app.model" `key`) the value `field` had in `image`; return the row.

    Raises CannotReturn when the row is gone, the field is not one of those that may return, or the value no longer fits
    (another record has that VAT number by now).
    """
    kept = KEPT[key]
    before = kept.images._base_manager.filter(pk=image).first()
    row = kept.model._base_manager.select_for_update(of=("self",)).filter(pk=before.pgh_obj_id).first() if before else None
    if row is None or field not in queries.returnable_fields(kept.model):
        raise CannotReturn(_("This value can no longer be put back."))
    names = [field, *(twin for twin in _TWINS.get(field, ()) if hasattr(before, twin))]
    values = {kept.model._meta.get_field(name).attname: getattr(before, kept.model._meta.get_field(name).attname) for name in names}
    try:
        with transaction.atomic():
            (queries.shown(kept.model).apply or _apply)(row=row, values=values, by=by, at=at)
    except ValidationError as refused:
        raise CannotReturn(" ".join(refused.messages)) from refused
    return row


def _apply(*, row: models.Model, values: dict[str, Any], by: User, at: datetime) -> None:
    """Save `values` on `row`, with its history and its search entry; ValidationError when the row does not fit."""
    changed = history.diff({name: getattr(row, name) for name in values}, values)
    for name, value in values.items():
        setattr(row, name, value)
    row.validate_unique()
    row.validate_constraints()
    row.save(update_fields=list(values))
    about = [party for party in (getattr(row, name, None) for name in ("organization", "person")) if party is not None]
    history.record(
        verb=f"{row._meta.model_name}.put_back", by=by, at=at, obj=row, about=about, title=_("A former value was put back"),
        body=str(row), icon="undo-2", changes=changed,
    )
    search.index(row, *about)


def apply_to_party(*, row: Organization | Person, values: dict[str, Any], by: User, at: datetime) -> None:
    """Put `values` back on an organisation or a person, as if somebody had written them again."""
    for name, value in values.items():
        setattr(row, name, value)
    row.validate_unique()
    row.validate_constraints()
    parties.change(party=row, by=by, at=at, **values)
