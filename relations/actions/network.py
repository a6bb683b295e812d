"""Bringing people together: introductions between bodies, a deputy beside a colleague, prospects given to somebody."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from relations.actions import followups, history, parties
from relations.models import FollowUp, Introduction, Organization, Person, User
from relations.text import one_line


class SameBody(Exception):
    """A body cannot be introduced to itself."""


def _in_order(one: Organization, other: Organization) -> tuple[Organization, Organization]:
    if one.pk == other.pk:
        raise SameBody
    return (one, other) if one.pk < other.pk else (other, one)


def _decide(one: Organization, other: Organization, verdict: str, reason: str, by: User, at: datetime) -> Introduction:
    row, _made = Introduction.objects.update_or_create(
        one=one, other=other, defaults={"verdict": verdict, "reason": one_line(reason)[:300], "by": by, "at": at}
    )
    return row


@transaction.atomic
def propose(*, one: Organization, other: Organization, due_on: date, why: str, by: User, at: datetime) -> list[FollowUp]:
    """Give the owners of both bodies the introduction as something to do (who proposes does it for bodies nobody follows).

    Proposing twice makes the to-dos once.
    """
    one, other = _in_order(one, other)
    row = _decide(one, other, "proposed", why, by, at)
    made: dict[int, FollowUp] = {}
    for body, partner in ((one, other), (other, one)):
        owner = body.owner if body.owner and body.owner.is_active else by
        if owner.pk not in made:
            made[owner.pk] = followups.create(
                title=_("Introduce %(one)s to %(other)s") % {"one": body, "other": partner}, owner=owner, due_on=due_on, at=at,
                by=by, organization=body, icon="handshake", url=partner.get_absolute_url(),
                origin=f"introduction:{one.pk}:{other.pk}:{owner.pk}",
            )
    history.record(
        verb="introduction.proposed", by=by, at=at, obj=row, about=[one, other], icon="handshake", body=row.reason,
        title=_("Introduction proposed: %(one)s and %(other)s") % {"one": one, "other": other},
    )
    return list(made.values())


@transaction.atomic
def dismiss(*, one: Organization, other: Organization, by: User, at: datetime, reason: str = "") -> Introduction:
    """Never propose these two again."""
    row = _decide(*_in_order(one, other), "never", reason, by, at)
    history.record(verb="introduction.dropped", by=by, at=at, obj=row)
    return row


@transaction.atomic
def reconsider(*, introduction: Introduction, by: User, at: datetime) -> None:
    """Undo `dismiss`: the two may be proposed again."""
    history.record(verb="introduction.reopened", by=by, at=at, obj=introduction)
    introduction.delete()


@transaction.atomic
def bring_deputy(*, party: Organization | Person, deputy: User, holder: User, due_on: date, by: User, at: datetime) -> FollowUp:
    """Give `holder`, the only one who speaks to `party`, to introduce `deputy` there."""
    side = {"organization": party} if isinstance(party, Organization) else {"person": party}
    return followups.create(
        title=_("Introduce %(deputy)s to %(party)s") % {"deputy": deputy, "party": party}, owner=holder if holder.is_active else by,
        due_on=due_on, at=at, by=by, icon="user-plus", url=party.get_absolute_url(),
        origin=f"deputy:{party._meta.model_name}:{party.pk}:{deputy.pk}", **side,
    )


@transaction.atomic
def assign(*, organizations: Sequence[Organization], owner: User, due_on: date, title: str, by: User, at: datetime) -> int:
    """Give prospects an owner and, in the same stroke, something to do with each; return how many got it.

    The same prospects sent twice get one to-do each.
    """
    for body in organizations:
        parties.change(party=body, by=by, at=at, owner=owner)
        followups.create(
            title=title, owner=owner, due_on=due_on, at=at, by=by, organization=body, icon="radar", url=body.get_absolute_url(),
            origin=f"prospect:{body.pk}:{due_on.isoformat()}",
        )
    return len(organizations)
