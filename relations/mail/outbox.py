"""The queue in Postgres: claim, mark, settle, recover. The database's clock; a lease and an owner on every claim."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from relations.mail import budget, facts, policy
from relations.mail.deliver import FINAL_TIMEOUT, STEP_TIMEOUT, Outcome, Result
from relations.mail.kinds import KINDS
from relations.models import Delivery, Mailing
from relations.text import clean

GROUP = 20
# Longer than the longest wait for one answer: a slow server is not a dead sender.
LEASE = int(max(STEP_TIMEOUT, FINAL_TIMEOUT)) + 60
# Put off: 1, 5, 15, 60 minutes ... then every four hours, for about five days.
DELAYS = (60, 300, 900, 3600, 7200) + (14_400,) * 28
# The line broke: try soon, but not in a circle.
BROKEN_DELAYS = (2, 5, 15, 30, 60)
MOST_DOUBTS = 5

_CLAIM = """
WITH service AS (
  SELECT id FROM relations_delivery
   WHERE NOT is_bulk AND state IN ('queued', 'deferred') AND due_at <= clock_timestamp()
   ORDER BY due_at, id LIMIT %(group)s FOR UPDATE SKIP LOCKED),
campaign AS (
  SELECT d.id FROM (SELECT id FROM relations_mailing WHERE state = 'sending' AND kind = 'campaign'
                     ORDER BY starts_at, id) m
   CROSS JOIN LATERAL (
     SELECT id FROM relations_delivery
      WHERE is_bulk AND mailing_id = m.id AND state IN ('queued', 'deferred') AND due_at <= clock_timestamp()
      ORDER BY due_at, id LIMIT %(group)s FOR UPDATE SKIP LOCKED) d
   LIMIT greatest(%(group)s - (SELECT count(*) FROM service), 0))
UPDATE relations_delivery
   SET state = 'claimed', owner = %(owner)s, lease_until = clock_timestamp() + %(lease)s * interval '1 second'
 WHERE id IN (SELECT id FROM service UNION ALL SELECT id FROM campaign)
RETURNING id
"""
# The last message's outcome and the next one's mark in one statement: one commit a message, one doubt a sender.
_MARK = """
WITH settled AS (
  UPDATE relations_delivery
     SET state = 'sent', reason = '', settled_at = clock_timestamp(), owner = '', lease_until = NULL, tries = tries + 1,
         reply_code = %(code)s, reply_status = '', reply_text = %(text)s
   WHERE id = %(previous)s AND owner = %(owner)s AND state IN ('sending', 'uncertain'))
UPDATE relations_delivery d
   SET state = 'sending', lease_until = clock_timestamp() + %(lease)s * interval '1 second'
 WHERE id = %(id)s AND owner = %(owner)s AND state = 'claimed' AND lease_until > clock_timestamp()
   AND EXISTS (SELECT 1 FROM relations_mailing m WHERE m.id = d.mailing_id AND (m.kind = 'service' OR m.state = 'sending'))
RETURNING id
"""
_SETTLE = """
UPDATE relations_delivery
   SET state = %(state)s, reason = '',
       settled_at = CASE WHEN %(state)s IN ('sent', 'failed', 'uncertain') THEN clock_timestamp() ELSE NULL END,
       due_at = CASE WHEN %(delay)s > 0 THEN clock_timestamp() + %(delay)s * interval '1 second' ELSE due_at END,
       owner = '', lease_until = NULL, tries = tries + %(tries)s, doubts = doubts + %(doubts)s,
       breaks = least(breaks + %(breaks)s, 30000),
       reply_code = %(code)s, reply_status = %(status)s, reply_text = %(text)s
 WHERE id = %(id)s AND owner = %(owner)s AND state IN ('claimed', 'sending', 'uncertain')
RETURNING id
"""
# A lease ran out: what was only claimed was never on the wire; what was leaving may have been taken.
_RECOVER = """
UPDATE relations_delivery d
   SET state = CASE WHEN d.state = 'claimed' THEN 'queued'
                    WHEN NOT d.is_bulk AND d.doubts < %(most)s THEN 'queued' ELSE 'uncertain' END,
       doubts = d.doubts + (d.state = 'sending')::int,
       settled_at = CASE WHEN d.state = 'sending' AND (d.is_bulk OR d.doubts >= %(most)s) THEN clock_timestamp() END,
       owner = CASE WHEN d.state = 'sending' AND d.is_bulk THEN d.owner ELSE '' END, lease_until = NULL
 WHERE d.id IN (SELECT id FROM relations_delivery WHERE state IN ('claimed', 'sending') AND lease_until < clock_timestamp()
                 FOR UPDATE SKIP LOCKED)
"""
_RELEASE = """
UPDATE relations_delivery SET state = 'queued', owner = '', lease_until = NULL
 WHERE owner = %(owner)s AND state = 'claimed' AND id = ANY(%(ids)s)
"""


@dataclass(frozen=True)
class Verdict:
    """How an outcome is written down."""

    state: str
    delay: int = 0
    tries: int = 0
    doubts: int = 0
    breaks: int = 0


def verdict(delivery: Delivery, outcome: Outcome) -> Verdict:
    """Return what becomes of `delivery` after `outcome`."""
    match outcome.result:
        case Result.ACCEPTED:
            return Verdict("sent", tries=1)
        case Result.REFUSED:
            return Verdict("failed", tries=1)
        case Result.REFUSED_FOR_NOW if delivery.tries >= len(DELAYS):
            return Verdict("failed", tries=1)
        case Result.REFUSED_FOR_NOW:
            return Verdict("deferred", delay=DELAYS[delivery.tries], tries=1)
        case Result.UNKNOWN if KINDS[_kind(delivery)].retries_doubt and delivery.doubts < MOST_DOUBTS:
            return Verdict("deferred", delay=DELAYS[min(delivery.doubts, 3)], tries=1, doubts=1)
        case Result.UNKNOWN:
            return Verdict("uncertain", tries=1, doubts=1)
    return Verdict("deferred", delay=BROKEN_DELAYS[min(delivery.breaks, len(BROKEN_DELAYS) - 1)], breaks=1)


def _kind(delivery: Delivery) -> str:
    return "campaign" if delivery.is_bulk else "service"


def run(sql: str, params: dict) -> int:
    """Execute one statement; return how many rows it touched (or returned)."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount


@dataclass(frozen=True)
class Claim:
    """How many rows were taken from the queue, and those of them that may be sent."""

    taken: int
    rows: list[Delivery]


@transaction.atomic
def claim(*, owner: str, previous: int | None = None, group: int = GROUP) -> Claim:
    """Take up to `group` due deliveries for `owner`; those that may no longer be written to are left out.

    `previous`, the last message that was accepted, is settled in the same transaction.
    """
    if previous is not None:
        settle_sent(previous, owner=owner)
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"group": group, "owner": owner, "lease": LEASE})
        ids = [row[0] for row in cursor.fetchall()]
    rows = list(Delivery.objects.filter(pk__in=ids).order_by("is_bulk", "due_at", "pk"))
    return Claim(len(ids), budget.hold(_allowed(rows)))


def _allowed(rows: Sequence[Delivery]) -> list[Delivery]:
    """Ask the policy again: unsubscribed, erased or blocked since it was queued."""
    about = {
        mailing.pk: mailing
        for mailing in Mailing.objects.filter(pk__in={row.mailing_id for row in rows}).only("purpose", "basis", "kind")
    }
    found = facts.of([
        facts.Subject(
            row.email, row.address_hash, about[row.mailing_id].purpose, about[row.mailing_id].basis, row.is_bulk, row.person_id
        )
        for row in rows
    ])  # fmt: skip
    answers = [policy.may_write(fact) for fact in found]
    for row, answer in zip(rows, answers, strict=True):
        if not answer:
            Delivery.objects.filter(pk=row.pk).update(
                state=Delivery.State.EXCLUDED, reason=answer.reason, owner="", lease_until=None
            )
    return [row for row, answer in zip(rows, answers, strict=True) if answer]


def mark(delivery: Delivery, *, owner: str, previous: int | None = None) -> bool:
    """Say that `delivery` is leaving, if it is still this owner's and its mailing is still going."""
    params = {"id": delivery.pk, "owner": owner, "previous": previous, "lease": LEASE, "code": 250, "text": ""}
    return run(_MARK, params) == 1


def settle_sent(delivery_id: int, *, owner: str) -> bool:
    """Write down that `delivery_id` was accepted; harmless when it is written twice."""
    return _write(delivery_id, Verdict("sent", tries=1), Outcome(Result.ACCEPTED, 250), owner)


def settle(delivery: Delivery, outcome: Outcome, *, owner: str) -> Verdict:
    """Write down `outcome`, unless the row has become somebody else's."""
    found = verdict(delivery, outcome)
    _write(delivery.pk, found, outcome, owner)
    return found


def _write(delivery_id: int, found: Verdict, outcome: Outcome, owner: str) -> bool:
    params = {
        "id": delivery_id, "owner": owner, "state": found.state, "delay": found.delay, "tries": found.tries,
        "doubts": found.doubts, "breaks": found.breaks, "code": outcome.code, "status": outcome.status[:12],
        "text": clean(outcome.text)[:300],
    }  # fmt: skip
    return run(_SETTLE, params) == 1


def release(ids: Sequence[int], *, owner: str) -> int:
    """Give back what was claimed and not begun."""
    return run(_RELEASE, {"ids": list(ids), "owner": owner}) if ids else 0


def recover() -> int:
    """Take back what a dead sender held; return how many rows."""
    return run(_RECOVER, {"most": MOST_DOUBTS})


_STILL = """
SELECT d.id FROM relations_delivery d JOIN relations_mailing m ON m.id = d.mailing_id
 WHERE d.id = ANY(%(ids)s) AND d.owner = %(owner)s AND d.state = 'claimed' AND d.lease_until > clock_timestamp()
   AND (m.kind = 'service' OR m.state = 'sending')
"""


def still_mine(rows: Sequence[Delivery], *, owner: str) -> list[Delivery]:
    """Return those of `rows` that may still leave; give the others back."""
    ids = [row.pk for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_STILL, {"ids": ids, "owner": owner})
        mine = {found for (found,) in cursor.fetchall()}
    release([number for number in ids if number not in mine], owner=owner)
    return [row for row in rows if row.pk in mine]
