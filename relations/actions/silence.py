"""Silences: a follow-up once for each, closed by itself when they are heard again."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from relations import patron
from relations.actions import followups
from relations.models import FollowUp, Interaction, Organization, Person, User
from relations.queries import silence

Party = Organization | Person
PREFIX = "silence:"
# Somebody with whom something is planned so soon needs no other reminder.
SOON = timedelta(days=14)
# New ones in a colleague's day: the longest silences first, the others on the days after.
MOST_A_DAY = 5


def origin_of(party: Party) -> str:
    """Return the key of the silence `party` is in: it changes only when they are heard again."""
    since = party.last_heard_at
    start = timezone.localdate(since).isoformat() if since else "never"
    return f"{PREFIX}{party._meta.model_name}:{party.pk}:{start}"


@transaction.atomic
def notice(*, at: datetime) -> int:
    """Give whoever follows a party that fell silent a follow-up, once for each silence; return how many were made.

    Calling it again on the same day makes no more; a silence with something planned within two weeks is left to that.
    """
    today = timezone.localdate(at)
    day = patron.working_days().first_from(today)
    somebody = _head()
    given = _given(at)
    before = sum(given.values())
    for party in _silent(today):
        owner = party.owner if party.owner and party.owner.is_active else somebody
        if owner is not None and given[owner.pk] < MOST_A_DAY:
            _make(party, owner=owner, day=day, today=today, at=at)
            given[owner.pk] += 1
    return sum(given.values()) - before


def _given(at: datetime) -> Counter[int]:
    """How many silences each colleague was told of today."""
    begin = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    told = FollowUp.objects.filter(origin__startswith=PREFIX, created_at__gte=begin, created_at__lte=at)
    return Counter(told.values_list("owner_id", flat=True))


def _silent(today: date) -> list[Party]:
    """Those silent for longer than agreed, of whose silence nothing was made yet and with whom nothing is planned."""
    found = [party for model in (Organization, Person) for party in silence.silent(model, today)]
    origins = [origin_of(party) for party in found]
    known = set(FollowUp.objects.filter(origin__in=origins).values_list("origin", flat=True))
    planned = FollowUp.objects.filter(status="open", due_on__lte=today + SOON)
    busy = {
        model: set(planned.exclude(**{key: None}).values_list(f"{key}_id", flat=True))
        for model, key in ((Organization, "organization"), (Person, "person"))
    }
    pairs = zip(found, origins, strict=True)
    left = [party for party, origin in pairs if origin not in known and party.pk not in busy[type(party)]]
    return sorted(left, key=lambda party: (party.due_on, party.pk))


def _make(party: Party, *, owner: User, day: date, today: date, at: datetime) -> None:
    with override("it"):
        days = (today - silence.since(party)).days
        title = _("Hear %(name)s again: silent for %(n)s days") % {"name": str(party)[:120], "n": days}
    followups.create(
        title=title, owner=owner, due_on=day, at=at, icon="ear", origin=origin_of(party), url=party.get_absolute_url(),
        **{party._meta.model_name: party},
    )


def _head() -> User | None:
    """Who gets what nobody follows."""
    return User.objects.filter(is_active=True, groups__name="office_head").order_by("pk").first()


def _of(parties: Iterable[Party | None]) -> Q:
    wanted = Q(pk__in=[])
    for party in parties:
        if party is not None:
            wanted |= Q(origin__startswith=f"{PREFIX}{party._meta.model_name}:{party.pk}:")
    return wanted


def broken(*, interaction: Interaction, parties: Iterable[Party | None], by: User, at: datetime) -> None:
    """Close the follow-ups of silences that `interaction` ends."""
    if interaction.is_two_way:
        for todo in FollowUp.objects.filter(_of(parties), status="open"):
            followups.complete(followup=todo, by=by, at=at)


def unbroken(*, interaction: Interaction, parties: Iterable[Party | None], by: User, at: datetime) -> None:
    """Open again what `interaction` had closed, now that it is taken back."""
    for todo in FollowUp.objects.filter(_of(parties), status="done", done_at=interaction.created_at):
        followups.reopen(followup=todo, by=by, at=at)
