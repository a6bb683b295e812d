"""The boxes of a partnership's page, one a noun: what each reads, where it stands. A new noun is one line of BOXES."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from partnerships import programme_boxes as programme
from partnerships.models import Partnership
from partnerships.queries import evaluation
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
    Box("objectives", "main", "partnerships/boxes/objectives.html", programme.objectives, 10),
    Box("lessons", "side", "partnerships/boxes/lessons.html", evaluation.lessons_box, 5),
    Box("evaluation", "side", "partnerships/boxes/evaluation.html", evaluation.box, 70),
    Box("activities", "main", "partnerships/boxes/activities.html", programme.activities, 20),
    Box("budget", "side", "partnerships/boxes/budget.html", programme.budget, 40),
    Box("trust", "side", "partnerships/boxes/trust.html", programme.trust, 30),
    Box("contributions", "side", "partnerships/boxes/contributions.html", programme.contributions, 20),
)


def of(column: str, user: User) -> list[Box]:
    """Return the boxes of a column that `user` may see, in their order."""
    return sorted(
        (box for box in BOXES if box.column == column and user.has_perm(box.permission)), key=lambda box: box.order
    )
