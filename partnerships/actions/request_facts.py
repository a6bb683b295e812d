"""What a request says, put right or filled in after it was received."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.actions.requests import Closed
from partnerships.models import Offer, PartnerRequest
from relations.actions import history, search
from relations.models import User


@transaction.atomic
def change(
    *, request: PartnerRequest, offers: Iterable[dict[str, Any]], by: User, at: datetime, **fields: Any
) -> PartnerRequest:
    """Set `fields` and the offers of a request that is still open; raises Closed otherwise. Proposals are not computed again."""
    row = PartnerRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not row.is_open:
        raise Closed(_("This request is no longer open."))
    changes = history.diff({name: getattr(row, name) for name in fields}, fields)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    before, after = list(row.offers.order_by("pk")), list(offers)
    if [_told(offer) for offer in before] != [_told(Offer(**offer)) for offer in after]:
        kept = {offer.kind: offer for offer in before}
        row.offers.all().delete()
        Offer.objects.bulk_create(
            Offer(request=row, organization=row.organization, **_window(kept.get(offer["kind"])), **offer)
            for offer in after
        )
        changes["offers"] = [[str(offer) for offer in before], [offer["kind"] for offer in after]]
    if changes:
        history.record(verb="partner_request.changed", by=by, at=at, obj=row, about=[row.organization], changes=changes)
        search.index(row)
    return row


def _told(offer: Offer) -> tuple:
    return offer.kind, offer.quantity, offer.unit, offer.description


def _window(offer: Offer | None) -> dict[str, Any]:
    """The days and limits of the offer of the same kind there was."""
    return {name: getattr(offer, name) for name in ("from_on", "until_on", "limits_text")} if offer else {}
