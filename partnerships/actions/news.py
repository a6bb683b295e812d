"""Telling the parties by mail that something waits for them in the room: at most once a day each."""

from datetime import datetime

from django.utils import timezone

from partnerships.actions import partner_links
from partnerships.actors import Actor
from partnerships.models import Agreement, PartnershipParty
from partnerships.queries import contacts
from relations.mail.post import post_service
from relations.models import Delivery

HOUR = 18


def tell(*, agreement: Agreement, actor: Actor, at: datetime) -> int:
    """Write to the parties other than the one that acted; return to how many. What was said stays in the room."""
    if not agreement.partnership.tell_partners or not agreement.invited_at:
        return 0
    day = timezone.localtime(at).date()
    rows = agreement.partnership.parties.select_related("organization", "partnership__owner")
    others = [party for party in rows if actor.party is None or party.pk != actor.party.pk]
    return sum(_write(party, agreement, f"room:{agreement.pk}:{party.pk}:{day}", at) for party in others)


def _write(party: PartnershipParty, agreement: Agreement, once: str, at: datetime) -> bool:
    if Delivery.objects.filter(mailing__once=once).exists():
        return False
    return invite(party=party, agreement=agreement, at=at, once=once, template="room_news", due_at=_evening(at))


def _evening(at: datetime) -> datetime:
    """Six in the evening of the day: by then the round is over; later, at once."""
    local = timezone.localtime(at)
    return max(at, local.replace(hour=HOUR, minute=0, second=0, microsecond=0))


def invite(
    *, party: PartnershipParty, agreement: Agreement, at: datetime, once: str, template: str = "room_open",
    due_at: datetime | None = None,
) -> bool:  # fmt: skip
    """Send a party the way into the room; False where there is no address to write to."""
    person, email = contacts.addressee(party.organization)
    if not email:
        return False
    token = partner_links.issue(party=party, email=email, person=person, at=at)
    owner = party.partnership.owner
    post_service(
        purpose="partnership", to=email, template=f"partnerships/mail/{template}", at=at, person=person,
        organization=party.organization, about=party.partnership, reply_to=owner.email, once=once, due_at=due_at,
        context={
            "partnership": party.partnership, "agreement": agreement, "officer": owner,
            "url": partner_links.url(token, "partnerships:partner_room"),
        },
    )  # fmt: skip
    return True
