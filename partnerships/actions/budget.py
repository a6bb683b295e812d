"""The common budget: headings planned, money spent within the pool."""

from datetime import date, datetime
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from partnerships import formats
from partnerships.actions import evidence
from partnerships.actions.programme import living, tell
from partnerships.models import BudgetLine, BudgetUse, Partnership, PartnershipParty
from partnerships.queries import budget as queries
from partnerships.vocab import N_
from relations.models import User
from relations.text import one_line


class NotEnough(Exception):
    """The pool does not hold so much for this heading; the message says how much it does."""


class SameName(Exception):
    """A heading of this name is there already."""


class Used(Exception):
    """Money was spent on the heading, or is tied to it."""


@transaction.atomic
def plan(*, partnership: Partnership, name: str, planned: Decimal, by: User, at: datetime) -> BudgetLine:
    """Add a heading with what it should cost."""
    row = living(partnership)
    try:
        with transaction.atomic():
            line = BudgetLine.objects.create(partnership=row, name=one_line(name)[:160], planned=planned, created_at=at)
    except IntegrityError:
        raise SameName(_("This heading is there already.")) from None
    what = f"{line.name}, {formats.office(formats.amount, planned, '€')}"
    tell(row, verb="budget.added", text=N_("Heading of the budget: %(what)s"), what=what, by=by, at=at, icon="wallet")
    return line


@transaction.atomic
def change(*, line: BudgetLine, planned: Decimal, by: User, at: datetime) -> BudgetLine:
    """Plan another sum for a heading."""
    partnership = living(line.partnership)
    row = BudgetLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    before, row.planned = row.planned, planned
    row.save(update_fields=["planned"])
    changes = {"planned": [str(before), str(planned)]}
    tell(
        partnership,
        verb="budget.changed",
        text=N_("Budget changed: %(what)s"),
        what=row.name,
        by=by,
        at=at,
        icon="pencil",
        changes=changes,
    )
    return row


@transaction.atomic
def remove(*, line: BudgetLine, by: User, at: datetime) -> None:
    """Take a heading away, while nothing was spent on it and no money is tied to it."""
    partnership = living(line.partnership)
    if line.uses.exists() or line.reserved.exists():
        raise Used(_("Money was spent on it, or is tied to it: it stays."))
    line.delete()
    tell(
        partnership,
        verb="budget.dropped",
        text=N_("Heading taken away: %(what)s"),
        what=line.name,
        by=by,
        at=at,
        icon="x",
    )


@transaction.atomic
def spend(
    *, line: BudgetLine, on: date, amount: Decimal, what: str, by: User, at: datetime, party: PartnershipParty | None = None,
    evidence_url: str = "", upload: UploadedFile | None = None,
) -> BudgetUse:  # fmt: skip
    """Write down money spent on a heading. NotEnough when the pool, as it arrived, does not hold it.

    Money tied to another heading does not count. Two colleagues at once: the partnership's row is locked, the second is told.
    """
    partnership = living(line.partnership)
    room = queries.room_for(partnership, line)
    if amount > room:
        words = _("The pool holds %(room)s for this heading: no more can be spent.")
        raise NotEnough(words % {"room": formats.amount(room, "€")})
    use = BudgetUse.objects.create(
        line=line,
        on=on,
        amount=amount,
        what=one_line(what)[:200],
        party=party,
        evidence_url=evidence_url,
        written_by=by,
        created_at=at,
    )
    evidence.keep(of=use, upload=upload, by=by, at=at)
    said = f"{use.what}, {formats.office(formats.amount, amount, '€')}"
    tell(partnership, verb="budget.used", text=N_("Spent: %(what)s"), what=said, by=by, at=at, icon="wallet")
    return use


@transaction.atomic
def take_back(*, use: BudgetUse, by: User, at: datetime) -> None:
    """Take an expense away that was written by mistake; its row stays in the history."""
    partnership = living(use.line.partnership)
    use.delete()
    tell(
        partnership,
        verb="budget.taken_back",
        text=N_("Expense taken away: %(what)s"),
        what=use.what,
        by=by,
        at=at,
        icon="x",
    )
