"""Writing down that somebody was in contact with us."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from relations import vocab
from relations.actions import closeness, followups, history, search, silence
from relations.models import FollowUp, Interaction, InteractionParty, Organization, Person, TimelineEntry, User
from relations.text import clean

Party = Organization | Person


class NotYours(Exception):
    """Only who logged a contact may take it back."""


class ChangedMeanwhile(Exception):
    """Somebody else put the contact right since the page was opened."""


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
    also: Iterable[Party] = (),
    subject: models.Model | None = None,
    outgoing: bool = True,
    next_on: date | None = None,
    next_title: str = "",
    url: str = "",
) -> Interaction:
    """Log a contact; with `next_on` the follow-up is made in the same save.

    `happened_at` (default `at`) moves the parties' last contact. One of `organization`, `person` is needed; `also` are
    others who were there. A silence that the contact ends is closed.
    """
    happened_at = happened_at or at
    interaction = Interaction.objects.create(
        channel=channel, outgoing=outgoing, at=happened_at, organization=organization, person=person, subject=subject,
        text=clean(text).strip(), by=by, created_at=at,
    )
    others = _there_too(interaction, also)
    parties = [organization, person, *others]
    history.record(
        verb="interaction.logged", by=by, at=happened_at, obj=interaction, about=parties, title=_label(channel),
        body=interaction.text, icon=vocab.CHANNELS[channel].icon, url=url or interaction.get_absolute_url(),
    )
    history.touch(parties=parties, at=happened_at)
    closeness.refresh(parties=parties, at=max(at, happened_at))
    silence.broken(interaction=interaction, parties=parties, by=by, at=at)
    if next_on is not None:
        title = next_title or _("Call back %(name)s") % {"name": person or organization}
        followups.create(
            title=title, owner=by, due_on=next_on, at=at, by=by, organization=organization, person=person,
            subject=subject, url=url, icon="phone", origin=f"interaction:{interaction.pk}",
        )
    search.index(interaction)
    return interaction


def _label(channel: str) -> str:
    with override("it"):
        return str(vocab.CHANNELS[channel].label)


def _there_too(interaction: Interaction, also: Iterable[Party]) -> list[Party]:
    main = (interaction.organization, interaction.person)
    others = [party for party in dict.fromkeys(also) if party not in main]
    InteractionParty.objects.bulk_create(
        InteractionParty(interaction=interaction, **{party._meta.model_name: party}) for party in others
    )
    return others


def seen(interaction: Interaction) -> str:
    """Return what a page remembers of the contact it shows, to notice that somebody changed it meanwhile."""
    words = "\x1f".join([interaction.channel, str(interaction.outgoing), interaction.at.isoformat(), interaction.text])
    return hashlib.sha256(words.encode()).hexdigest()[:16]


@transaction.atomic
def correct(
    *, interaction: Interaction, by: User, at: datetime, channel: str, text: str, outgoing: bool, happened_at: datetime,
    seen_as: str = "",
) -> dict[str, Any]:
    """Put a contact right; return what changed.

    Who logged it finishes it freely within the day; later, or by another hand, it says that it was put right. The log
    keeps every earlier text. Raises ChangedMeanwhile when it is no longer what `seen_as` says.
    """
    interaction = Interaction.objects.select_for_update(of=("self",)).get(pk=interaction.pk)
    if seen_as and seen_as != seen(interaction):
        raise ChangedMeanwhile(_("Somebody has put this contact right meanwhile: look at it, then save again."))
    fields = ("channel", "outgoing", "at", "text")
    before = {name: getattr(interaction, name) for name in fields}
    interaction.channel, interaction.outgoing, interaction.at = channel, outgoing, happened_at
    interaction.text = clean(text).strip()
    changes = history.diff(before, {name: getattr(interaction, name) for name in fields})
    if not changes:
        return changes
    if interaction.by_id != by.pk or timezone.localdate(interaction.created_at) != timezone.localdate(at):
        interaction.corrected_at, interaction.corrected_by = at, by
    interaction.save(update_fields=[*fields, "corrected_at", "corrected_by"])
    history.record(verb="interaction.corrected", by=by, at=at, obj=interaction, changes=changes)
    _lines(interaction).update(
        title=_label(channel), body=interaction.text, icon=vocab.CHANNELS[channel].icon, at=happened_at
    )
    parties = parties_of(interaction)
    closeness.refresh(parties=parties, at=at, taken_back="at" in changes)
    silence.broken(interaction=interaction, parties=parties, by=by, at=at)
    search.index(interaction)
    return changes


def parties_of(interaction: Interaction) -> list[Party]:
    """Return everybody a contact concerns."""
    others = [row.party for row in interaction.others.select_related("organization", "person")]
    return [party for party in (interaction.organization, interaction.person, *others) if party is not None]


def _lines(interaction: Interaction) -> models.QuerySet[TimelineEntry]:
    kind = ContentType.objects.get_for_model(Interaction)
    return TimelineEntry.objects.filter(
        event__verb="interaction.logged", event__object_id=interaction.pk, event__object_type=kind
    )


@transaction.atomic
def undo(*, interaction: Interaction, by: User, at: datetime) -> None:
    """Take back a contact logged by mistake: its line in the story and its reminder go too; the log keeps that it was.

    Raises NotYours for anybody but who logged it.
    """
    if interaction.by_id != by.pk:
        raise NotYours
    for todo in FollowUp.objects.filter(origin=f"interaction:{interaction.pk}"):
        followups.cancel(followup=todo, by=by, at=at)
    _lines(interaction).delete()
    history.record(verb="interaction.withdrawn", by=by, at=at, obj=interaction, changes={"text": [interaction.text, ""]})
    search.forget(interaction)
    parties = parties_of(interaction)
    silence.unbroken(interaction=interaction, parties=parties, by=by, at=at)
    interaction.delete()
    closeness.refresh(parties=parties, at=at, taken_back=True)
