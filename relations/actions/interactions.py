"""Writing down that somebody was in contact with us."""

from datetime import date, datetime

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from relations import vocab
from relations.actions import followups, history
from relations.models import Interaction, Organization, Person, User
from relations.text import clean


@transaction.atomic
def log(
    *,
    channel: str,
    text: str,
    by: User,
    at: datetime,
    happened_at: datetime | None = None,
    organization: Organization | None = None,
    person: Person | None = None,
    subject: models.Model | None = None,
    outgoing: bool = True,
    next_on: date | None = None,
    next_title: str = "",
    url: str = "",
) -> Interaction:
    """Log a contact; with `next_on` the follow-up is made in the same save.

    `happened_at` (default `at`) moves the parties' last contact. One of `organization`, `person` is needed.
    """
    happened_at = happened_at or at
    interaction = Interaction.objects.create(
        channel=channel, outgoing=outgoing, at=happened_at, organization=organization, person=person, subject=subject,
        text=clean(text).strip(), by=by, created_at=at,
    )
    with override("it"):
        label = str(vocab.CHANNELS[channel].label)
    history.record(
        verb="interaction.logged", by=by, at=happened_at, obj=interaction, about=[organization, person],
        title=label, body=interaction.text, icon=vocab.CHANNELS[channel].icon, url=url,
    )
    history.touch(parties=[organization, person], at=happened_at)
    if next_on is not None:
        title = next_title or _("Call back %(name)s") % {"name": person or organization}
        followups.create(
            title=title, owner=by, due_on=next_on, at=at, by=by, organization=organization, person=person,
            subject=subject, url=url, icon="phone",
        )
    return interaction
