"""What the verbs of a programme share: the partnership under a lock while it lives, and what history says."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from partnerships.actions import say
from partnerships.actions.partnerships import NotLiving, locked, note
from partnerships.models import Partnership
from relations.models import User


def living(row: Partnership) -> Partnership:
    """Return the partnership under a lock; NotLiving when it has ended."""
    row = locked(row)
    if not row.is_living:
        raise NotLiving(_("This partnership has ended."))
    return row


def tell(
    row: Partnership, *, verb: str, text: str, what: str, by: User | None, at: datetime, icon: str, body: str = "",
    changes: dict[str, Any] | None = None, **values: object,
) -> str:  # fmt: skip
    """Write history on the partnership and its parties: `text` is a message id with %(what)s; return it filled in."""
    title = say(text, what=what, **values)
    note(
        row, verb=verb, title=title, body=body, by=by, at=at, icon=icon, changes={"what": ["", what], **(changes or {})}
    )
    return title
