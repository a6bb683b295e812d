"""Ties: a person who changes body, bodies tied to bodies. Closed with their day, opened again, never overwritten."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from relations.actions import history, parties, search
from relations.models import Affiliation, Organization, Relationship, User
from relations.text import one_line


class TieExists(Exception):
    """The same tie is open already; the message is for the page."""


@transaction.atomic
def move_affiliation(
    *, affiliation: Affiliation, to: Organization, role: str, on: date, by: User, at: datetime, is_main_contact: bool = False
) -> Affiliation:
    """Close a position on a day and open one elsewhere the same day; the new one remembers where it came from.

    Raises EndsBeforeStart, and TieExists when the position is closed already or is the one asked for.
    """
    row = Affiliation.objects.select_for_update(of=("self",)).select_related("person", "organization").get(pk=affiliation.pk)
    if row.ended_on is not None:
        raise TieExists(_("This position was closed on %(day)s: add the new one from the person's page.") % {"day": f"{row.ended_on:%d/%m/%Y}"})
    role = one_line(role)[:100] or row.role
    if to.pk == row.organization_id and role == row.role:
        raise TieExists(_("This is where the person is now: choose another organisation or another role."))
    parties.end_affiliation(affiliation=row, on=on, by=by, at=at)
    new = parties.affiliate(
        person=row.person, organization=to, role=role, by=by, at=at, started_on=on, is_main_contact=is_main_contact
    )
    new.came_from = row
    new.save(update_fields=["came_from"])
    return new


@transaction.atomic
def undo_move(*, affiliation: Affiliation, by: User, at: datetime) -> Affiliation | None:
    """Undo `move_affiliation`: the new position goes, the old one is open again. Returns the old one."""
    old = affiliation.came_from
    if old is None or affiliation.ended_on is not None:
        return None
    person, left = affiliation.person, affiliation.organization
    history.record(verb="affiliation.cancelled", by=by, at=at, obj=affiliation, about=[person, left],
                   title=_("Taken back: %(tie)s") % {"tie": affiliation}, icon="undo-2")  # fmt: skip
    affiliation.delete()
    reopen_affiliation(affiliation=old, by=by, at=at)
    search.index(left)
    return old


@transaction.atomic
def reopen_affiliation(*, affiliation: Affiliation, by: User, at: datetime) -> None:
    """Open a closed position again (undo of closing it)."""
    if affiliation.ended_on is None:
        return
    affiliation.ended_on = None
    affiliation.save(update_fields=["ended_on"])
    history.record(
        verb="affiliation.reopened", by=by, at=at, obj=affiliation, about=[affiliation.person, affiliation.organization],
        title=_("%(person)s: %(role)s of %(organization)s")
        % {"person": affiliation.person, "role": affiliation.role, "organization": affiliation.organization},
        icon="link",
    )
    search.index(affiliation.person, affiliation.organization)


@transaction.atomic
def tie(
    *, source: Organization, target: Organization, kind: str, by: User | None, at: datetime, started_on: date | None = None
) -> Relationship:
    """Tie `source` to `target`. Raises TieExists when the same tie is open, or when both are one body."""
    if source.pk == target.pk:
        raise TieExists(_("A body has no tie with itself: choose another one."))
    if Relationship.objects.filter(source=source, target=target, kind=kind, ended_on=None).exists():
        raise TieExists(_("This tie is there already."))
    row = Relationship.objects.create(source=source, target=target, kind=kind, started_on=started_on)
    history.record(verb="tie.started", by=by, at=at, obj=row, about=[source, target], title=str(row)[:200], icon="link")
    return row


@transaction.atomic
def end_tie(*, tie: Relationship, on: date, by: User, at: datetime) -> None:
    """Close a tie on a day; it stays readable. Raises EndsBeforeStart."""
    if tie.started_on and on < tie.started_on:
        first = f"{tie.started_on:%d/%m/%Y}"
        raise parties.EndsBeforeStart(_("It cannot end before it began: write a day from %(day)s on.") % {"day": first})
    tie.ended_on = on
    tie.save(update_fields=["ended_on"])
    history.record(
        verb="tie.ended", by=by, at=at, obj=tie, about=[tie.source, tie.target],
        title=_("Tie closed: %(tie)s") % {"tie": tie}, icon="unlink",
    )


@transaction.atomic
def reopen_tie(*, tie: Relationship, by: User, at: datetime) -> None:
    """Open a closed tie again. Raises TieExists when the same was made anew meanwhile."""
    if tie.ended_on is None:
        return
    if Relationship.objects.filter(source=tie.source, target=tie.target, kind=tie.kind, ended_on=None).exists():
        raise TieExists(_("This tie is there already."))
    tie.ended_on = None
    tie.save(update_fields=["ended_on"])
    history.record(verb="tie.reopened", by=by, at=at, obj=tie, about=[tie.source, tie.target], title=str(tie)[:200], icon="link")
