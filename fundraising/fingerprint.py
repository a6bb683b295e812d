"""Tells a second editor that the row is no longer the one they read."""

import hashlib

from django.db import models
from django.utils.translation import gettext as _


class ChangedMeanwhile(Exception):
    """Somebody else saved the row after it was read; the message is for the page."""


def of(row: models.Model) -> str:
    """Return a short digest of all the row's own values."""
    values = [str(getattr(row, field.attname)) for field in row._meta.concrete_fields]
    return hashlib.sha256("\x1f".join(values).encode("utf-8", "replace")).hexdigest()[:20]


def refuse_if_changed(row: models.Model, seen: str) -> None:
    """Raise ChangedMeanwhile when `seen` (if given) is not the digest of `row`."""
    if seen and seen != of(row):
        raise ChangedMeanwhile(
            _("Somebody changed this record while you were writing. Look at the new values and save again.")
        )
