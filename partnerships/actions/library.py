"""Writing the office's library of clauses."""

from datetime import datetime
from typing import Any

from django.db import transaction

from partnerships.clause_seeds import CLAUSES
from partnerships.models import ClauseText
from relations.actions import history
from relations.models import User


@transaction.atomic
def save(*, row: ClauseText | None, by: User, at: datetime, **values: Any) -> ClauseText:
    """Write a clause of the library, or change one. Agreements already begun keep their own words."""
    before = {name: getattr(row, name) for name in values} if row else {}
    row = row or ClauseText()
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    changes = history.diff(before, {name: getattr(row, name) for name in values})
    if changes:
        history.record(
            verb="clause_text.changed" if before else "clause_text.added", by=by, at=at, obj=row, changes=changes
        )
    return row


@transaction.atomic
def begin() -> int:
    """Write the clauses an office begins with, unless it has some; return how many there are now."""
    if not ClauseText.objects.exists():
        ClauseText.objects.bulk_create(
            ClauseText(topic=topic, family=family, title=title, text=text) for topic, family, title, text in CLAUSES
        )
    return ClauseText.objects.count()
