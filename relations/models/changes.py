"""Every change of a row keeps the row as it was, written by the database itself (django-pghistory).

Only the image before is kept: what a row looked like at a moment is its first image kept after that moment, or the row
itself. So adding rows costs nothing, and bulk updates, imports and the admin panel are kept like any other change.
"""

from dataclasses import dataclass

import pghistory
from django.db import models

# Columns that move by themselves, and tell nothing of who changed what.
_MOVING = {"last_contact_at", "updated_at", "saved_at"}


@dataclass(frozen=True)
class Kept:
    """A model whose changes are kept, and the model of the images kept of it."""

    model: type[models.Model]
    images: type[models.Model]


KEPT: dict[str, Kept] = {}


def keep_changes(*tracked: type[models.Model], besides: tuple[str, ...] = ()) -> None:
    """Keep the image before each update and delete of the rows of `tracked`; never of the fields `besides`.

    Called once under the models of each app. A new field needs no more than its migration.
    """
    for model in tracked:
        left_out = [
            field.name
            for field in model._meta.concrete_fields
            if getattr(field, "generated", False) or field.name in _MOVING or field.name in besides
        ]
        pghistory.track(
            pghistory.UpdateEvent("changed", row=pghistory.Old),
            pghistory.DeleteEvent("deleted", row=pghistory.Old),
            exclude=left_out,
            obj_field=pghistory.ObjForeignKey(related_name="images", related_query_name="images"),
            append_only=True,
            meta={
                "default_permissions": (),
                "indexes": [models.Index(fields=["pgh_obj", "pgh_id"], name=f"{model._meta.model_name}_images"[:30])],
            },
        )(model)
        KEPT[model._meta.label_lower] = Kept(model, model.pgh_event_model)
