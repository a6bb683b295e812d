"""What begins and what ends a sequence on the ground floor: consents, first meetings, silences, sign-ups; words of theirs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations import vocab
from relations.days import add_months
from relations.models import Consent, GatheringSignup, Interaction, Organization, Person
from relations.panels import Follower, Happening, SequenceStop, SequenceTrigger
from relations.queries import silence
from relations.sequencing import at_rome

# The moment of the day from which what has only a date counts.
DAWN = time(7, 0)
Party = type[Person] | type[Organization]


def on_day(day: date) -> datetime:
    """Return the moment at which a day's anniversary or silence counts."""
    return at_rome(day, DAWN)


def anniversaries(firsts: Iterable[tuple[Any, date]], since: datetime, until: datetime) -> Iterator[tuple[Any, datetime, int]]:
    """Yield (what, moment, year) of every anniversary of `firsts` (what, day) after `since` up to `until`; never the day itself."""
    first_year, last_year = timezone.localdate(since).year, timezone.localdate(until).year
    for what, day in firsts:
        for year in range(max(first_year, day.year + 1), last_year + 1):
            moment = on_day(add_months(day, 12 * (year - day.year)))
            if since < moment <= until:
                yield what, moment, year


def subscribed(since: datetime, until: datetime, purposes: list[str] | None) -> Iterator[Happening]:
    """A yes in the ledger: granted or confirmed, for one of `purposes`."""
    rows = Consent.objects.filter(
        event__in=["granted", "confirmed"], channel="email", purpose__in=purposes or [], at__gt=since, at__lte=until
    )
    for row in rows.order_by("at", "pk"):
        yield Happening(
            f"consent:{row.pk}", row.at, row.person_id, row.organization_id, row.email, str(row.evidence.get("name", ""))[:120]
        )


def first_meeting_anniversary(since: datetime, until: datetime, _value: None) -> Iterator[Happening]:
    """The day of the year on which we first met somebody."""
    rows = Interaction.objects.filter(channel__in=["meeting", "event"]).exclude(person=None)
    firsts = ((person, timezone.localdate(at)) for person, at in rows.values_list("person").annotate(first=Min("at")).order_by())
    for person, moment, year in anniversaries(firsts, since, until):
        yield Happening(f"first_meeting:person:{person}:{year}", moment, person_id=person)


def fell_silent(since: datetime, until: datetime, days: int | None) -> Iterator[Happening]:
    """Silent for longer than agreed, by `days` more (0: on the first day)."""
    for model, side in ((Person, "person"), (Organization, "organization")):
        # The first day beyond the rhythm, and as many more as asked.
        later = timedelta(days=1 + (days or 0))
        rows = silence.watched(model).filter(
            due_on__gte=timezone.localdate(since) - later, due_on__lte=timezone.localdate(until) - later
        )
        for party in rows.order_by("pk"):
            moment = on_day(party.due_on + later)
            if since < moment <= until:
                yield Happening(f"silence:{side}:{party.pk}:{party.heard_on}", moment, **{f"{side}_id": party.pk})


def signed_up(since: datetime, until: datetime, _value: None) -> Iterator[Happening]:
    """A confirmed sign-up to an open meeting."""
    rows = GatheringSignup.objects.filter(state="confirmed", confirmed_at__gt=since, confirmed_at__lte=until)
    yield from _signups(rows, "signup", "confirmed_at")


def came(since: datetime, until: datetime, _value: None) -> Iterator[Happening]:
    """Came to an open meeting."""
    yield from _signups(GatheringSignup.objects.filter(attended_at__gt=since, attended_at__lte=until), "came", "attended_at")


def _signups(rows: Any, word: str, moment: str) -> Iterator[Happening]:
    for row in rows.order_by(moment, "pk"):
        yield Happening(
            f"{word}:{row.pk}", getattr(row, moment), row.person_id, None, row.email, row.name, ("relations.gathering", row.gathering_id)
        )


# --- what ends it -------------------------------------------------------------------------------------------------------
def by_party(
    followers: Sequence[Follower], latest: Callable[[str, set[int]], Iterable[tuple[int, datetime]]]
) -> Iterator[int]:
    """Yield the places of those about whom `latest(side, ids)` knows a moment after they came in.

    `latest` returns (id, the last moment) of parties of "person" or "organization".
    """
    for side in ("person", "organization"):
        ids = {getattr(one, f"{side}_id") for one in followers} - {None}
        moments = dict(latest(side, ids)) if ids else {}
        for place, one in enumerate(followers):
            found = moments.get(getattr(one, f"{side}_id"))
            if found is not None and found > one.since:
                yield place


def wrote(followers: Sequence[Follower], until: datetime) -> Iterator[int]:
    """They got in touch: a call, a letter, a mail of theirs, logged by a colleague or read from the mailbox."""
    yield from by_party(followers, lambda side, ids: (
        Interaction.objects.filter(Q(outgoing=False), **{f"{side}__in": ids}, at__lte=until)
        .values_list(side).annotate(last=Max("at")).order_by()
    ))  # fmt: skip


TRIGGERS = [
    SequenceTrigger(
        "subscribed", _("A consent is given"), _("somebody subscribes to %(value)s"), subscribed, "choices",
        lambda: [(key, vocab.PURPOSES[key].label) for key in vocab.PUBLIC_PURPOSES], order=10,
    ),
    SequenceTrigger("signed_up", _("A sign-up to an open meeting"), _("somebody signs up to an open meeting"), signed_up, order=20),
    SequenceTrigger("came", _("Presence at an open meeting"), _("somebody came to an open meeting"), came, order=30),
    SequenceTrigger(
        "first_meeting_anniversary", _("Anniversary of the first meeting"), _("it is the anniversary of the first meeting with somebody"),
        first_meeting_anniversary, order=40,
    ),
    SequenceTrigger(
        "silence", _("A silence longer than agreed"), _("somebody is silent for %(value)s days more than agreed"), fell_silent, "days",
        order=50,
    ),
]  # fmt: skip
STOPS = [SequenceStop("reply", _("they write or call"), _("they wrote to us"), wrote, 10)]
