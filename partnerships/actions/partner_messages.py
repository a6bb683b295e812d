"""What a partner writes to the officer by link: on the timeline of its side, and among what the officer has to do."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from partnerships.actions import say
from partnerships.actions.partner_links import Visitor
from partnerships.models import Partnership
from partnerships.vocab import N_
from relations.actions import followups, history
from relations.models import AuditEvent


@transaction.atomic
def write(*, visitor: Visitor, text: str, at: datetime) -> AuditEvent:
    """Keep a message on the timeline of the body that wrote it (never of the other), and charge the owner with the answer."""
    row = visitor.partnership
    event = history.record(
        verb="partner.wrote",
        by=None,
        at=at,
        obj=row,
        about=[visitor.party.organization, visitor.person],
        icon="message-circle",
        title=say(N_("%(who)s wrote about “%(title)s”"), who=visitor.name, title=row.title),
        body=text,
        url=row.get_absolute_url(),
        changes={"who": [None, str(visitor.party.organization)]},
    )
    followups.create(
        title=say(N_("Answer %(who)s: “%(words)s”"), who=visitor.party.organization, words=text[:80]),
        owner=row.owner,
        due_on=timezone.localdate(at),
        at=at,
        organization=visitor.party.organization,
        person=visitor.person,
        subject=row,
        icon="message-circle",
        url=row.get_absolute_url(),
        origin=f"partner.wrote:{event.pk}",
    )
    Partnership.objects.filter(pk=row.pk, last_event_at__lt=at).update(last_event_at=at)
    return event
