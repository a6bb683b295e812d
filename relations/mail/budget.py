"""The attention budget: how full a person's week is, asked when a message to many is about to leave.

Service mail (a receipt, a confirmation) is neither held nor counted. One person is one week, whatever the address:
a delivery counts for its address and for its person.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import connection, transaction
from django.db.models import DateTimeField, Func
from django.utils import timezone
from django.utils.translation import gettext as _

from relations import vocab
from relations.actions import history
from relations.actions.locking import one_at_a_time
from relations.mail import kick, policy
from relations.models import AttentionBudget, AttentionPass, Delivery, Mailing, MailPriority, User
from relations.text import one_line

# Until the head says otherwise: a release that comes days later is no news, an appeal can wait.
DEFAULTS = {
    "press": (90, True), "partner_data": (80, True), "volunteer_data": (80, True), "partnership": (70, False),
    "surveys": (60, False), "events": (50, False), "newsletter": (40, False), "journal": (30, False),
    "fundraising": (20, False),
}  # fmt: skip
_OTHER = (50, False)
_BATCH = 2000
_CLOCK = Func(function="clock_timestamp", output_field=DateTimeField())

_SOME = """
SELECT id, mailing_id, state, due_at, settled_at FROM relations_delivery
 WHERE is_bulk AND id <> ALL (%(own)s)
   AND (state IN ('queued', 'deferred', 'claimed', 'sending')
        OR (state IN ('sent', 'uncertain') AND settled_at > a.moment - interval '7 days'))
"""
# The week of each: what left in it, what is leaving now, what of a higher priority is due to leave. A delivery counts
# once, though it is both the address's and the person's. One arm for each index: an OR of both might read every delivery.
_WEEKS = f"""
SELECT a.place,
       coalesce(array_agg(d.settled_at) FILTER (WHERE d.state IN ('sent', 'uncertain')), '{{}}'),
       count(*) FILTER (WHERE d.state IN ('claimed', 'sending')),
       count(*) FILTER (WHERE d.state IN ('queued', 'deferred') AND d.due_at <= a.moment AND m.state = 'sending'
                          AND coalesce((%(weights)s::jsonb ->> m.purpose)::int, 50) > a.weight)
  FROM unnest(%(hashes)s::text[], %(people)s::bigint[], %(weight)s::int[], %(moments)s::timestamptz[])
       WITH ORDINALITY AS a(hash, person, weight, moment, place)
 CROSS JOIN LATERAL ({_SOME} AND address_hash = a.hash UNION {_SOME} AND person_id = a.person) d
  JOIN relations_mailing m ON m.id = d.mailing_id
 GROUP BY a.place
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A message somebody is to get: who, for what; `is_free` when it was let pass by hand; `at` if not now."""

    address_hash: str
    person_id: int | None
    purpose: str
    is_free: bool = False
    at: datetime | None = None

    @property
    def who(self) -> list[str]:
        """The names of the week it falls into: the address's, and the person's."""
        return [self.address_hash, *([f"person:{self.person_id}"] if self.person_id else [])]


def priorities() -> dict[str, tuple[int, bool]]:
    """Return (weight, never waits) of each purpose."""
    kept = {row.purpose: (row.weight, row.never_waits) for row in MailPriority.objects.all()}
    return {purpose: kept.get(purpose, DEFAULTS.get(purpose, _OTHER)) for purpose in vocab.PURPOSES.keys}


def answers(wanted: Sequence[Wanted], *, now: datetime, own: Iterable[int] = ()) -> list[policy.Answer]:
    """Answer for each of `wanted`, in their order, whether it fits into the week: the first takes the place.

    `own` are deliveries that are asked about themselves and so do not count. Three statements, whatever their number.
    """
    ceiling = AttentionBudget.current().ceiling
    return _answers(wanted, ceiling, now, list(own)) if wanted and ceiling else [policy.YES] * len(wanted)


def _answers(wanted: Sequence[Wanted], ceiling: int, now: datetime, own: list[int]) -> list[policy.Answer]:
    order = priorities()
    weeks = _weeks(wanted, order, now, own)
    taken: defaultdict[str, list[datetime]] = defaultdict(list)
    found: dict[int, policy.Answer] = {}
    for place in sorted(range(len(wanted)), key=lambda place: (-order.get(wanted[place].purpose, _OTHER)[0], place)):
        one = wanted[place]
        got, leaving, ahead = weeks.get(place, ((), 0, 0))
        mine = max((taken[name] for name in one.who), key=len)
        found[place] = policy.attention(policy.Attention(
            ceiling, one.at or now, [*got, *mine], leaving, ahead, one.is_free or order.get(one.purpose, _OTHER)[1]
        ))  # fmt: skip
        if found[place]:
            for name in one.who:
                taken[name].append(one.at or now)
    return [found[place] for place in range(len(wanted))]


def _weeks(
    wanted: Sequence[Wanted], order: dict[str, tuple[int, bool]], now: datetime, own: list[int]
) -> dict[int, tuple[Sequence[datetime], int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_WEEKS, {
            "hashes": [one.address_hash for one in wanted], "people": [one.person_id for one in wanted],
            "weight": [order.get(one.purpose, _OTHER)[0] for one in wanted], "own": own,
            "moments": [one.at or now for one in wanted], "weights": json.dumps({purpose: weight for purpose, (weight, _free) in order.items()}),
        })  # fmt: skip
        rows = cursor.fetchall()
    return {place - 1: (got, leaving, ahead) for place, got, leaving, ahead in rows}


def hold(rows: Sequence[Delivery]) -> list[Delivery]:
    """Return those of the locked `rows` that may leave; the others are put off until their week has room.

    To be called inside the transaction that claims them. Claims wait for each other here: the second one sees what
    the first one took, so the ceiling is never passed.
    """
    bulk = [row for row in rows if row.is_bulk]
    ceiling = AttentionBudget.current().ceiling if bulk else 0
    if not ceiling:
        return list(rows)
    ids = [row.pk for row in bulk]
    # A lock for each person would be thousands; claims are short.
    one_at_a_time("mail attention")
    read = Delivery.objects.filter(pk__in=ids).values_list("pk", "mailing__purpose", "attention_pass__pk", _CLOCK)
    known = {pk: (purpose, passed is not None, clock) for pk, purpose, passed, clock in read}
    now = max(clock for _purpose, _passed, clock in known.values())
    wanted = [Wanted(row.address_hash, row.person_id, *known[row.pk][:2]) for row in bulk]
    found = _answers(wanted, ceiling, now, ids)
    waiting = {row.pk: answer.until for row, answer in zip(bulk, found, strict=True) if not answer}
    for pk, until in waiting.items():
        Delivery.objects.filter(pk=pk).update(
            state=Delivery.State.DEFERRED, reason=policy.ATTENTION, due_at=until, owner="", lease_until=None
        )
    return [row for row in rows if row.pk not in waiting]


# --- the head's hand ------------------------------------------------------------------------------------------------
class NoLongerWaiting(Exception):
    """The message has left, or was left out, meanwhile."""


@transaction.atomic
def let_pass(*, delivery: Delivery, reason: str, by: User, at: datetime) -> AttentionPass:
    """Let one waiting message leave all the same, and keep why."""
    row = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if row.state != Delivery.State.DEFERRED or row.reason != policy.ATTENTION:
        raise NoLongerWaiting(_("This message is no longer waiting."))
    let = AttentionPass.objects.create(delivery=row, reason=one_line(reason)[:200], by=by, at=at)
    Delivery.objects.filter(pk=row.pk).update(due_at=at)
    history.record(
        verb="attention.passed", by=by, at=at, obj=row, about=[row.person or row.organization], icon="send",
        title=_("Let leave though the week was full: %(subject)s") % {"subject": row.mailing.subject}, body=let.reason,
        changes={"reason": ["", let.reason]},
    )  # fmt: skip
    kick.after_commit()
    return let


@transaction.atomic
def settle_rules(*, ceiling: int, order: dict[str, tuple[int, bool]], by: User, at: datetime) -> int:
    """Set the ceiling and the priorities; return how many waiting messages look for a place again at once."""
    before = _outline()
    budget, _made = AttentionBudget.objects.get_or_create(pk=1)
    budget.ceiling = ceiling
    budget.save(update_fields=["ceiling"])
    for purpose, (weight, never_waits) in order.items():
        MailPriority.objects.update_or_create(purpose=purpose, defaults={"weight": weight, "never_waits": never_waits})
    changes = history.diff(before, _outline())
    if not changes:
        return 0
    history.record(verb="attention.changed", by=by, at=at, obj=budget, changes=changes)
    freed = held().update(due_at=at)
    kick.after_commit()
    return freed


def _outline() -> dict[str, object]:
    order = priorities()
    return {
        "ceiling": AttentionBudget.current().ceiling,
        "priorities": [f"{purpose} {weight}{' *' if free else ''}" for purpose, (weight, free) in sorted(order.items())],
    }


def held():
    """Return the deliveries that wait because of the ceiling."""
    return Delivery.objects.filter(is_bulk=True, state=Delivery.State.DEFERRED, reason=policy.ATTENTION)


@dataclass(frozen=True)
class Forecast:
    """Of those who would get a message now, how many would wait and until when at most."""

    waiting: int = 0
    until: datetime | None = None


def forecast(wanted: Sequence[Wanted], *, now: datetime | None = None) -> Forecast:
    """Return how many of `wanted` would wait if they left now."""
    late = [answer.until for answer in answers(wanted, now=now or timezone.now()) if not answer]
    return Forecast(len(late), max(late) if late else None)


def forecast_of(mailing: Mailing, *, now: datetime | None = None) -> Forecast:
    """Return how many of a mailing's recipients would wait if it left now; what a page shows before it is sent."""
    now, waiting, until = now or timezone.now(), 0, None
    rows = mailing.deliveries.filter(state=Delivery.State.QUEUED).order_by("pk").values_list("address_hash", "person_id")
    found_rows = rows.iterator(chunk_size=_BATCH)
    while batch := list(islice(found_rows, _BATCH)):
        found = forecast([Wanted(address_hash, person, mailing.purpose) for address_hash, person in batch], now=now)
        waiting += found.waiting
        until = max(filter(None, [until, found.until]), default=None)
    return Forecast(waiting, until)
