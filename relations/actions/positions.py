"""Where somebody stands on an initiative: written down, never overwritten; erased only as a person's right.

Nothing of a position's value goes into the activity log, onto a timeline or into the search.
"""

from datetime import date, datetime

from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from relations import formats, public_role, vocab
from relations.actions import history
from relations.actions.initiatives import needs_a_role
from relations.models import Appraisal, Interaction, Organization, Person, Position, Stakeholder, User
from relations.text import one_line


class Refused(Exception):
    """The position may not be written down; the message is for the page."""


def roles_of(person: Person) -> list[public_role.Role]:
    """Return the public office and the roles of `person`, whatever their dates."""
    office = [public_role.Role(person.public_role)] if person.public_role else []
    ties = person.affiliations.select_related("organization").order_by("-is_main_contact", "pk")
    return office + [public_role.Role(tie.role, str(tie.organization), tie.started_on, tie.ended_on) for tie in ties]


def capacity_of(party: Organization | Person, day: date) -> str:
    """Return in what role `party` may be spoken of on `day`; empty for private people."""
    if isinstance(party, Organization):
        return str(party)[:200]
    if party.erased_at or party.archived_at or party.died_on:
        return ""
    return next((role.label[:200] for role in public_role.current(roles_of(party), day)), "")


def words_of(interaction: Interaction) -> str:
    """Return how a contact is named as evidence: it stays readable if the contact is taken back."""
    with override("it"):
        channel = str(vocab.CHANNELS[interaction.channel].label)
        return f"{channel}, {formats.day_full(timezone.localtime(interaction.at).date())}"


@transaction.atomic
def record(
    *, stakeholder: Stakeholder, value: int, on: date, by: User, at: datetime, source: str = "", source_url: str = "",
    interaction: Interaction | None = None, evidence: models.Model | None = None,
) -> Position:  # fmt: skip
    """Write down where `stakeholder` stood `on` a day, and how we know.

    The evidence is a contact, a thing of an upper floor or a written `source`. The same position with the same evidence
    twice is one. Raises Refused without evidence, for a day to come, and for who acts in no public or
    organisational role.
    """
    stakeholder = Stakeholder.objects.select_for_update(of=("self",)).get(pk=stakeholder.pk)
    today = timezone.localtime(at).date()
    capacity = capacity_of(stakeholder.party, today)
    if not capacity:
        raise Refused(needs_a_role(stakeholder.party))
    if on > today:
        raise Refused(_("Write a day up to today: a position to come is not known yet."))
    source = one_line(source or (words_of(interaction) if interaction else str(evidence or "")))[:300]
    if not source:
        raise Refused(_("Say how we know: choose a contact, or write the source and its date."))
    fields = {"value": value, "on": on, "source": source, "source_url": source_url, "interaction": interaction}
    last = stakeholder.positions.order_by("-pk").first()
    if last is not None and all(getattr(last, key) == wanted for key, wanted in fields.items()):
        return last
    try:
        with transaction.atomic():
            row = Position.objects.create(stakeholder=stakeholder, capacity=capacity, by=by, at=at, evidence=evidence, **fields)
    except IntegrityError as wrong:
        raise Refused(needs_a_role(stakeholder.party)) from wrong
    history.record(verb="position.recorded", by=by, at=at, obj=row)
    return row


@transaction.atomic
def erase(*, stakeholder: Stakeholder, reason: str, by: User, at: datetime) -> int:
    """Erase all that is known of where `stakeholder` stands (a person's right); return how many lines went.

    The log keeps that it was done and why, not what stood there.
    """
    if not one_line(reason):
        raise Refused(_("Write why they are erased, for example: asked by the person on 24/11/2026."))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL relations.erasing = 'on'")
        count = stakeholder.positions.all().delete()[0]
        count += Appraisal.objects.filter(stakeholder=stakeholder).delete()[0]
        cursor.execute("SET LOCAL relations.erasing = 'off'")
    history.record(verb="position.erased", by=by, at=at, obj=stakeholder, changes={"reason": ["", one_line(reason)[:300]]})
    return count
