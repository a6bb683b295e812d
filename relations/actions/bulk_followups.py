"""Many things to do at once, and taking that back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from relations.actions import followups
from relations.models import FollowUp, User

MOST = 200


@transaction.atomic
def act(
    *, rows: Sequence[int], what: str, by: User, at: datetime, until: date | None = None, owner: User | None = None
) -> list[dict[str, Any]]:
    """Do, put off (`until`), hand over (to `owner`) or drop the open follow-ups among `rows`.

    Return how each one was, for `undo`. Those that are no longer open are left alone.
    """
    found = FollowUp.objects.select_for_update(of=("self",)).filter(pk__in=list(rows)[:MOST], status="open").order_by("pk")
    before = []
    for todo in found:
        before.append({"pk": todo.pk, "due_on": todo.due_on.isoformat(), "owner": todo.owner_id})
        _one(todo, what=what, by=by, at=at, until=until, owner=owner)
    return before


def _one(todo: FollowUp, *, what: str, by: User, at: datetime, until: date | None, owner: User | None) -> None:
    if what == "done":
        followups.complete(followup=todo, by=by, at=at)
    elif what == "drop":
        followups.cancel(followup=todo, by=by, at=at)
    elif what == "postpone" and until is not None:
        followups.postpone(followup=todo, until=until, by=by, at=at)
    elif what == "assign" and owner is not None:
        followups.change(followup=todo, owner=owner, by=by, at=at)


@transaction.atomic
def undo(*, before: Sequence[dict[str, Any]], by: User, at: datetime) -> int:
    """Put follow-ups back as `act` found them; return how many."""
    wanted = {row["pk"]: row for row in before}
    found = FollowUp.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    for todo in found:
        if todo.status != "open":
            followups.reopen(followup=todo, by=by, at=at)
        row = wanted[todo.pk]
        owner = User.objects.get(pk=row["owner"]) if row["owner"] != todo.owner_id else todo.owner
        followups.change(followup=todo, due_on=date.fromisoformat(row["due_on"]), owner=owner, by=by, at=at)
    return len(found)
