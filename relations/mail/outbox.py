"""The queue in Postgres: claim, mark, settle, recover. The database's clock; a lease and an owner on every claim."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from relations.mail import budget, facts, pace, policy
from relations.mail.deliver import FINAL_TIMEOUT, STEP_TIMEOUT, Outcome, Result
from relations.mail.kinds import KINDS
from relations.models import Delivery
from relations.text import clean

# A claim: small when the server is slow, so that a stop or a change of pace leaves little behind; big under load.
GROUP, MOST = 20, 400
# Longer than body and answer may take together: a slow server is not a dead sender.
LEASE = int((STEP_TIMEOUT + FINAL_TIMEOUT) * 1.5)
# Put off: 1, 5, 15, 60 minutes ... then every four hours, for about five days.
DELAYS = (60, 300, 900, 3600, 7200) + (14_400,) * 28
# The line broke: try soon, but not in a circle.
BROKEN_DELAYS = (2, 5, 15, 30, 60)
MOST_DOUBTS = 5

_COLUMNS = """d.id, d.mailing_id, d.is_bulk, d.address, d.email, d.address_hash, d.person_id, d.words, d.tries, d.doubts,
       d.breaks, d.key, (SELECT purpose FROM relations_mailing WHERE id = d.mailing_id) AS purpose,
       (SELECT basis FROM relations_mailing WHERE id = d.mailing_id) AS basis"""
# Service mail first. Then campaigns in the order they began, each as far as its pace lets it, without the domains that
# must wait. What another sender has in hand is skipped.
_SERVICE = f"""
SELECT {_COLUMNS} FROM relations_delivery d
 WHERE NOT d.is_bulk AND d.state IN ('queued', 'deferred') AND d.due_at <= clock_timestamp()
 ORDER BY d.due_at, d.id LIMIT %(most)s FOR UPDATE OF d SKIP LOCKED
"""
_CAMPAIGN = f"""
SELECT {_COLUMNS}
  FROM unnest(%(mailings)s::bigint[], %(numbers)s::int[]) AS u(id, number)
 CROSS JOIN LATERAL (
   SELECT * FROM relations_delivery
    WHERE is_bulk AND mailing_id = u.id AND state IN ('queued', 'deferred') AND due_at <= clock_timestamp()
      AND split_part(email, '@', 2) <> ALL (%(closed)s)
    ORDER BY due_at, id LIMIT u.number FOR UPDATE SKIP LOCKED) d
 LIMIT %(most)s
"""
_TAKE = """
UPDATE relations_delivery
   SET state = 'claimed', owner = %(owner)s, lease_until = clock_timestamp() + %(lease)s * interval '1 second'
 WHERE id = ANY(%(ids)s)
"""
_EXCLUDE = """
UPDATE relations_delivery d SET state = 'excluded', reason = u.reason, owner = '', lease_until = NULL
  FROM unnest(%(ids)s::bigint[], %(reasons)s::text[]) u(id, reason) WHERE d.id = u.id
"""
# Statements that know their rows by number say `state || ''`: else the planner takes the small indexes of what is leaving and
# reads every row in hand, and all that was lately, for each commit.
_SENT = """
UPDATE relations_delivery
   SET state = 'sent', reason = '', settled_at = clock_timestamp(), owner = '', lease_until = NULL, tries = tries + 1,
       reply_code = 250, reply_status = '', reply_text = ''
 WHERE id = ANY(%(accepted)s) AND owner = %(owner)s AND state || '' IN ('sending', 'uncertain')
"""
# What was accepted and what is leaving now in one statement: one commit for all lines, one doubt a line. A row that
# somebody is taking back this moment is not waited for: it does not leave.
_MARK = f"""
WITH settled AS ({_SENT}),
mine AS (
  SELECT d.id FROM relations_delivery d JOIN relations_mailing m ON m.id = d.mailing_id
   WHERE d.id = ANY(%(ids)s) AND d.owner = %(owner)s AND d.state || '' = 'claimed' AND d.lease_until > clock_timestamp()
     AND (m.kind = 'service' OR m.state = 'sending')
     FOR UPDATE OF d SKIP LOCKED)
UPDATE relations_delivery
   SET state = 'sending', lease_until = clock_timestamp() + %(lease)s * interval '1 second'
 WHERE id IN (SELECT id FROM mine)
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
# Whoever waits for the pace must not find its rows held by a sender that goes at the old one.
_TAKE_BACK = """
UPDATE relations_delivery SET state = 'queued', owner = '', lease_until = NULL
 WHERE mailing_id = %(mailing)s AND state = 'claimed'
"""
_RELEASE = """
UPDATE relations_delivery SET state = 'queued', owner = '', lease_until = NULL
 WHERE owner = %(owner)s AND state || '' = 'claimed' AND id = ANY(%(ids)s)
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
    """How many rows were taken from the queue, those of them that may be sent, and what the ceilings say."""

    taken: int = 0
    rows: list[Delivery] = field(default_factory=list)
    wait: float | None = None  # seconds until a ceiling lets the next one leave; None where none holds anything back
    struck: frozenset[str] = frozenset()  # domains that said "not now"


@transaction.atomic
def claim(*, owner: str, accepted: Sequence[int] = (), group: int = GROUP) -> Claim:
    """Take up to `group` due deliveries for `owner`; those that may no longer be written to are left out.

    `accepted`, what the server has taken meanwhile, is settled in the same transaction.
    """
    settle_sent(accepted, owner=owner)
    ceilings = pace.read()
    service = _select(_SERVICE, {"most": group})
    rows = service + _campaign_rows(ceilings, group - len(service))
    wait = ceilings.wait()
    if not rows:
        return Claim(wait=wait, struck=ceilings.struck)
    answers = _ask_policy(rows)
    leaving = budget.hold([row for row, answer in zip(rows, answers, strict=True) if answer])
    run(_TAKE, {"ids": [row.pk for row in leaving], "owner": owner, "lease": LEASE})
    refused = [(row.pk, answer.reason) for row, answer in zip(rows, answers, strict=True) if not answer]
    if refused:
        ids, reasons = zip(*refused, strict=True)
        run(_EXCLUDE, {"ids": list(ids), "reasons": list(reasons)})
    bulk = [row for row in leaving if row.is_bulk]
    ceilings.spend(
        mailings=[row.mailing_id for row in bulk], domains=[pace.domain_of(row.email) for row in bulk],
        service=len(leaving) - len(bulk),
    )  # fmt: skip
    return Claim(len(rows), leaving, wait, ceilings.struck)


def _campaign_rows(ceilings: pace.Ceilings, most: int) -> list[Delivery]:
    """Lock the next rows of campaigns, as many as the ceilings let through."""
    allowances = ceilings.allowances(most)
    if not allowances:
        return []
    found = _select(_CAMPAIGN, {
        "mailings": list(allowances), "numbers": list(allowances.values()), "closed": ceilings.closed_domains,
        "most": min(most, ceilings.office.allowance(ceilings.now)),
    })  # fmt: skip
    within = ceilings.within([pace.domain_of(row.email) for row in found])
    return [row for row, fits in zip(found, within, strict=True) if fits]


def _select(sql: str, params: dict) -> list[Delivery]:
    """Return rows with just the columns that sending needs; `purpose` and `basis` are their mailing's."""
    return list(Delivery.objects.raw(sql, params))


def _ask_policy(rows: Sequence[Delivery]) -> list[policy.Answer]:
    """Ask again: unsubscribed, erased or blocked since it was queued."""
    found = facts.of([
        facts.Subject(row.email, row.address_hash, row.purpose, row.basis, row.is_bulk, row.person_id) for row in rows
    ])  # fmt: skip
    return [policy.may_write(fact) for fact in found]


def mark(ids: Sequence[int], *, owner: str, accepted: Sequence[int] = ()) -> set[int]:
    """Say that `ids` are leaving; return those that may: still this owner's, and their mailing still going.

    `accepted`, what the server has taken meanwhile, is settled in the same commit.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MARK, {"ids": list(ids), "owner": owner, "accepted": list(accepted), "lease": LEASE})
        return {found for (found,) in cursor.fetchall()}


def settle_sent(accepted: Sequence[int], *, owner: str) -> int:
    """Write down that `accepted` were taken by the server; harmless when it is written twice."""
    return run(_SENT, {"accepted": list(accepted), "owner": owner}) if accepted else 0


def take_back(mailing_id: int) -> int:
    """Put what senders hold of a mailing and have not begun back into the queue; return how many rows."""
    return run(_TAKE_BACK, {"mailing": mailing_id})


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
 WHERE d.id = ANY(%(ids)s) AND d.owner = %(owner)s AND d.state || '' = 'claimed' AND d.lease_until > clock_timestamp()
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
