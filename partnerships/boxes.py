"""The boxes of a partnership's page, one a noun: what each reads, where it stands. A new noun is one line of BOXES."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from partnerships.models import Partnership
from partnerships.queries import communication, partner_links, templates
from relations.models import User
from relations.queries.together import Reader


@dataclass(frozen=True)
class Box:
    """One box: `load(partnership, user)` is a reader that returns a context, or None when there is nothing to show."""

    key: str
    column: Literal["main", "side"]
    template: str
    load: Callable[[Partnership, User], Reader]
    order: int = 50
    permission: str = "partnerships.view_partnership"


BOXES: tuple[Box, ...] = (
    Box("communication", "main", "partnerships/boxes/communication.html", communication.box, 60),
    Box("template", "main", "partnerships/boxes/template.html", templates.box, 90),
    Box("partner_links", "side", "partnerships/boxes/partner_links.html", partner_links.box, 80),
)


def of(column: str, user: User) -> list[Box]:
    """Return the boxes of a column that `user` may see, in their order."""
    return sorted(
        (box for box in BOXES if box.column == column and user.has_perm(box.permission)), key=lambda box: box.order
    )
