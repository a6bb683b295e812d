"""Keeping what lists and silences read on the row of a party: when it was last heard, how strong the tie is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from relations import closeness
from relations.actions import history
from relations.closeness import Contact
from relations.models import Interaction, InteractionParty, Organization, Person, User

Party = Organization | Person
_TWO_WAY = Q(channel__in=closeness.CONVERSATIONS) | Q(outgoing=False)
_CHUNK = 500


def contacts_of(party: Party) -> Q:
    """Contacts with `party`, also those where it was only there."""
    key = party._meta.model_name
    return Q(**{key: party}) | Q(**{f"others__{key}": party})


def refresh(*, parties: Iterable[Party | None], at: datetime, taken_back: bool = False) -> None:
    """Compute both anew for a few parties, after a contact was logged, put right or (`taken_back`) taken back.

    Other things than contacts move the last contact too (a letter of thanks): it goes back only with a contact taken back.
    """
    for party in dict.fromkeys(party for party in parties if party is not None):
        rows = Interaction.objects.filter(contacts_of(party)).order_by().distinct()
        lately = rows.filter(at__gt=at - timedelta(days=closeness.WINDOW_DAYS)).values_list("pk", "at", "channel", "outgoing")
        found = closeness.measure((Contact(*row[1:]) for row in lately), now=at, rhythm=party.contact_rhythm_days)
        last = rows.aggregate(contact=Max("at"), heard=Max("at", filter=_TWO_WAY))
        values = {"last_heard_at": last["heard"], "strength": found.strength}
        if taken_back:
            values["last_contact_at"] = last["contact"]
        type(party).objects.filter(pk=party.pk).update(**values)
        for name, value in values.items():
            setattr(party, name, value)


@transaction.atomic
def refresh_all(*, at: datetime) -> int:
    """Compute the strength of everybody (time passes for those nobody speaks with too); return how many changed."""
    return sum(_refresh_model(model, at) for model in (Organization, Person))


def _refresh_model(model: type[Party], at: datetime) -> int:
    lately = _by_party(model._meta.model_name, at - timedelta(days=closeness.WINDOW_DAYS), at)
    rows = model.objects.filter(Q(pk__in=list(lately)) | Q(strength__gt=0)).only("pk", "strength", "contact_rhythm_days")
    changed = []
    for party in rows.iterator(chunk_size=2000):
        strength = closeness.measure(lately.get(party.pk, ()), now=at, rhythm=party.contact_rhythm_days).strength
        if strength != party.strength:
            party.strength = strength
            changed.append(party)
    model.objects.bulk_update(changed, ["strength"], batch_size=_CHUNK)
    return len(changed)


def _by_party(key: str, begin: datetime, end: datetime) -> dict[int, list[Contact]]:
    found: dict[int, list[Contact]] = defaultdict(list)
    for pk, *contact in _contacts(key, begin, end):
        found[pk].append(Contact(*contact))
    return found


def _contacts(key: str, begin: datetime, end: datetime) -> Iterator[tuple]:
    spoken = Interaction.objects.filter(at__gt=begin, at__lte=end).exclude(**{key: None})
    yield from spoken.values_list(f"{key}_id", "at", "channel", "outgoing").order_by().iterator(chunk_size=5000)
    there = InteractionParty.objects.filter(interaction__at__gt=begin, interaction__at__lte=end).exclude(**{key: None})
    names = (f"{key}_id", "interaction__at", "interaction__channel", "interaction__outgoing")
    yield from there.values_list(*names).order_by().iterator(chunk_size=5000)


@transaction.atomic
def agree_rhythm(*, party: Party, days: int | None, by: User, at: datetime) -> None:
    """Write down every how many days `party` is to be heard; None: no rhythm, no silence."""
    before = party.contact_rhythm_days
    if before == days:
        return
    party.contact_rhythm_days = days
    party.save(update_fields=["contact_rhythm_days"])
    refresh(parties=[party], at=at)
    changes = {"contact_rhythm_days": [before, days]}
    history.record(verb=f"{party._meta.model_name}.changed", by=by, at=at, obj=party, changes=changes)
