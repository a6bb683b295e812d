"""What non-profits need and can take in, and what companies offer besides a request."""

from datetime import datetime
from typing import Any

from django.db import transaction

from partnerships import terms
from partnerships.actions import say
from partnerships.models import CapacityProfile, Need, Offer
from partnerships.vocab import N_
from relations.actions import history, parties, search
from relations.models import Organization, User


@transaction.atomic
def add_need(*, organization: Organization, by: User | None, at: datetime, **fields: Any) -> Need:
    """Write down something a non-profit needs."""
    need = Need.objects.create(organization=organization, created_at=at, **fields)
    history.record(
        verb="need.added",
        by=by,
        at=at,
        obj=need,
        about=[organization],
        icon="hand-helping",
        title=say(N_("Need: %(title)s"), title=need.title),
        body=need.results_text,
        url=need.get_absolute_url(),
    )
    search.index(need)
    return need


@transaction.atomic
def change_need(*, need: Need, by: User, at: datetime, **fields: Any) -> Need:
    """Set `fields` on a need."""
    row = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if not changes:
        return row
    for key, value in fields.items():
        setattr(row, key, value)
    row.save(update_fields=list(fields))
    history.record(
        verb="need.changed",
        by=by,
        at=at,
        obj=row,
        about=[row.organization],
        icon="pencil",
        changes=changes,
        title=say(N_("Need changed: %(title)s"), title=row.title),
        url=row.get_absolute_url(),
    )
    search.index(row)
    return row


@transaction.atomic
def set_capacity(
    *, organization: Organization, by: User, at: datetime, refused: list[str] | None = None, **fields: Any
) -> CapacityProfile:
    """Write down how much help a non-profit can take in, and which sectors it refuses."""
    if refused is not None:
        # What was refused by other codes (a theme, an ATECO sector) stays.
        others = [code for code in organization.refused if code not in terms.REFUSED]
        parties.change(party=organization, by=by, at=at, refused=others + refused)
    capacity, _made = CapacityProfile.objects.update_or_create(organization=organization, defaults=fields)
    history.record(
        verb="capacity.set",
        by=by,
        at=at,
        obj=capacity,
        about=[organization],
        icon="users",
        title=say(N_("Capacity to take in partners written down")),
        changes=history.diff({}, fields),
    )
    return capacity


@transaction.atomic
def add_offer(*, organization: Organization, by: User, at: datetime, **fields: Any) -> Offer:
    """Write down something a company can give."""
    offer = Offer.objects.create(organization=organization, **fields)
    history.record(
        verb="offer.added",
        by=by,
        at=at,
        obj=offer,
        about=[organization],
        icon="gift",
        title=say(N_("Offer: %(title)s"), title=str(offer)),
    )
    return offer


@transaction.atomic
def drop_offer(*, offer: Offer, by: User, at: datetime) -> None:
    """Take an offer away; its line stays in the history."""
    history.record(
        verb="offer.dropped",
        by=by,
        at=at,
        obj=offer,
        about=[offer.organization],
        icon="x",
        title=say(N_("Offer taken away: %(title)s"), title=str(offer)),
    )
    offer.delete()
