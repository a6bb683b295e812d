"""Writing down that somebody was in contact with us."""

from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from relations import vocab
from relations.actions import followups, history, search
from relations.models import FollowUp, Interaction, Organization, Person, TimelineEntry, User
from relations.text import clean


class NotYours(Exception):
    """Only who logged a contact may take it back."""


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
            subject=subject, url=url, icon="phone", origin=f"interaction:{interaction.pk}",
        )
    search.index(interaction)
    return interaction


@transaction.atomic
def undo(*, interaction: Interaction, by: User, at: datetime) -> None:
    """Take back a contact logged by mistake: its line in the story and its reminder go too; the log keeps that it was.

    Raises NotYours for anybody but who logged it.
    """
    if interaction.by_id != by.pk:
        raise NotYours
    for todo in FollowUp.objects.filter(origin=f"interaction:{interaction.pk}"):
        followups.cancel(followup=todo, by=by, at=at)
    lines = TimelineEntry.objects.filter(event__verb="interaction.logged", event__object_id=interaction.pk)
    lines.filter(event__object_type=ContentType.objects.get_for_model(Interaction)).delete()
    history.record(verb="interaction.withdrawn", by=by, at=at, obj=interaction, changes={"text": [interaction.text, ""]})
    search.forget(interaction)
    parties = [party for party in (interaction.organization, interaction.person) if party is not None]
    interaction.delete()
    for party in parties:
        type(party).objects.filter(pk=party.pk).update(last_contact_at=party.interactions.aggregate(last=Max("at"))["last"])
