"""The pool: who brought money, what it is tied to, what was planned and spent, what is left."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from partnerships.models import BudgetLine, BudgetUse, Contribution, Delivery, Partnership
from relations.models import User
from relations.queries import together
from relations.queries.together import Reader

NOTHING = Decimal(0)


@dataclass
class Heading:
    """One heading: planned, spent, what was tied to it, how much can still be spent."""

    line: BudgetLine
    tied: Decimal = NOTHING
    uses: list[BudgetUse] = field(default_factory=list)
    room: Decimal = NOTHING

    @property
    def used(self) -> Decimal:
        return sum((use.amount for use in self.uses), NOTHING)

    @property
    def from_free(self) -> Decimal:
        """What was spent beyond the money tied to it: it came out of the free money."""
        return max(self.used - self.tied, NOTHING)

    @property
    def is_over(self) -> bool:
        return self.used > self.line.planned


@dataclass
class Pool:
    """All the money of a partnership. `free` is tied to no heading."""

    headings: list[Heading]
    promised: Decimal
    arrived: Decimal
    free: Decimal
    by_giver: list[tuple[str, Decimal, Decimal]]

    @property
    def planned(self) -> Decimal:
        return sum((one.line.planned for one in self.headings), NOTHING)

    @property
    def used(self) -> Decimal:
        return sum((one.used for one in self.headings), NOTHING)

    @property
    def balance(self) -> Decimal:
        """What arrived and was not spent."""
        return self.arrived - self.used

    @property
    def gap(self) -> Decimal:
        """What is planned and nobody promised."""
        return max(self.planned - self.promised, NOTHING)


def pool(partnership: Partnership) -> Pool:
    """Return the pool, in one statement."""
    asked = _asked(partnership)
    return _pool(**dict(zip(asked, together.read(list(asked.values())), strict=True)))


def box(partnership: Partnership, user: User) -> Reader:
    """The pool on the page of the partnership, once there is something in it."""
    found = yield _asked(partnership)
    made = _pool(**found)
    return {"pool": made, "may_write": user.has_perm("partnerships.change_partnership")}


def _asked(partnership: Partnership) -> dict[str, QuerySet]:
    uses = BudgetUse.objects.filter(line__partnership=partnership)
    gifts = Contribution.objects.filter(partnership=partnership, kind="cash")
    return {
        "lines": BudgetLine.objects.filter(partnership=partnership).order_by("pk"),
        "gifts": gifts.select_related("party__organization").order_by("pk"),
        "arrived": Delivery.objects.filter(contribution__partnership=partnership, contribution__kind="cash").order_by(
            "pk"
        ),
        "uses": uses.select_related("party__organization", "evidence", "written_by").order_by("on", "pk"),
    }


def _pool(lines: list[BudgetLine], gifts: list[Contribution], arrived: list[Delivery], uses: list[BudgetUse]) -> Pool:
    """Room of a heading: the money tied to it and the free money, less what was spent of both."""
    came: dict[int, Decimal] = {}
    for one in arrived:
        came[one.contribution_id] = came.get(one.contribution_id, NOTHING) + (one.value or NOTHING)
    headings = {line.pk: Heading(line) for line in lines}
    for use in uses:
        headings[use.line_id].uses.append(use)
    for gift in gifts:
        if gift.only_for_id:
            headings[gift.only_for_id].tied += came.get(gift.pk, NOTHING)
    free = sum((came.get(gift.pk, NOTHING) for gift in gifts if not gift.only_for_id), NOTHING)
    left = free - sum((one.from_free for one in headings.values()), NOTHING)
    for one in headings.values():
        one.room = max(one.tied - one.used, NOTHING) + max(left, NOTHING)
    living = [gift for gift in gifts if gift.withdrawn_at is None]
    return Pool(
        headings=list(headings.values()),
        promised=sum((gift.value for gift in living), NOTHING),
        arrived=sum(came.values(), NOTHING),
        free=max(left, NOTHING),
        by_giver=_by_giver(gifts, came),
    )


def _by_giver(gifts: list[Contribution], came: dict[int, Decimal]) -> list[tuple[str, Decimal, Decimal]]:
    found: dict[str, list[Decimal]] = {}
    for gift in gifts:
        sums = found.setdefault(str(gift.party or _("Our office")), [NOTHING, NOTHING])
        sums[0] += gift.value if gift.withdrawn_at is None else NOTHING
        sums[1] += came.get(gift.pk, NOTHING)
    return [(name, promised, arrived) for name, (promised, arrived) in found.items()]


def room_for(partnership: Partnership, line: BudgetLine) -> Decimal:
    """Return how much can be spent on a heading now."""
    return next(one.room for one in pool(partnership).headings if one.line.pk == line.pk)


def page(partnership: Partnership) -> dict[str, Any]:
    """Everything the page of the budget shows."""
    return {"pool": pool(partnership)}
