"""Looking for records of the same party, and answering the question "are they the same?"."""

import time
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from relations.actions import history
from relations.likeness.keys import pairs
from relations.likeness.score import Card, Verdict
from relations.models import DuplicateCandidate, DuplicateScan, Merge, User
from relations.queries.duplicate_cards import cards, changed_since

KINDS = ("organization", "person")
# What was being saved while the last scan began is looked at again.
_OVERLAP = timedelta(hours=1)
# The database's lock for one scan at a time.
_LOCK = 0x0D0BB10
Found = tuple[int, int, int, tuple[str, ...]]

_WRITE = """
INSERT INTO relations_duplicatecandidate (kind, first_id, second_id, score, reasons, state, found_at)
SELECT %s, f.first_id, f.second_id, f.score, f.reasons::jsonb, 'open', %s
  FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::text[]) AS f(first_id, second_id, score, reasons)
ON CONFLICT (kind, first_id, second_id) DO UPDATE
  SET score = EXCLUDED.score, reasons = EXCLUDED.reasons,
      state = CASE relations_duplicatecandidate.state WHEN 'merged' THEN 'open' ELSE relations_duplicatecandidate.state END
"""
# An open question nobody needs to answer any more: they no longer look the same, or one of them is gone.
_DROP = """
DELETE FROM relations_duplicatecandidate c WHERE c.kind = %s AND c.state = 'open'
  AND (%s OR c.first_id = ANY(%s) OR c.second_id = ANY(%s))
  AND NOT EXISTS (SELECT 1 FROM unnest(%s::bigint[], %s::bigint[]) AS f(one, two) WHERE f.one = c.first_id AND f.two = c.second_id)
"""


@transaction.atomic
def scan(*, at: datetime, everything: bool = False) -> DuplicateScan:
    """Look for pairs that are likely the same party; return what was looked at, and how many pairs are open.

    Without `everything` only records added or changed since the last scan are compared (with all the others). A pair
    somebody called different stays so for ever, also after either of them went into another record. Idempotent.
    """
    began = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = DuplicateScan.objects.order_by("-started_at").first()
    everything = everything or last is None
    looked_at = 0
    for kind in KINDS:
        only = None if everything else changed_since(kind, last.started_at - _OVERLAP)
        if only is not None and not only:
            continue
        all_cards = cards(kind)
        looked_at += len(all_cards) if only is None else len(only)
        _write(kind, list(_likely(kind, all_cards, only)), only, at)
    found = DuplicateCandidate.objects.filter(state="open").count()
    return DuplicateScan.objects.create(
        started_at=at, everything=everything, looked_at=looked_at, found=found, seconds=round(time.monotonic() - began, 2)
    )


def _likely(kind: str, all_cards: Sequence[Card], only: set[int] | None) -> Iterable[Found]:
    different = _called_different(kind)
    for one, other, verdict in pairs(all_cards, only=only):
        if (one.id, other.id) not in different:
            yield _found(one, other, verdict)


def _found(one: Card, other: Card, verdict: Verdict) -> Found:
    return one.id, other.id, verdict.score, verdict.reasons


def _called_different(kind: str) -> set[tuple[int, int]]:
    """Return the pairs that are two, also through records that went into one of them."""
    into = dict(Merge.objects.filter(kind=kind, undone_at=None).values_list("gone_id", "kept_id"))

    def last(pk: int) -> int:
        for _step in range(50):
            if pk not in into:
                break
            pk = into[pk]
        return pk

    answered = DuplicateCandidate.objects.filter(kind=kind, state="different").values_list("first_id", "second_id")
    ends = ((last(first), last(second)) for first, second in answered)
    return {(min(pair), max(pair)) for pair in ends}


def _write(kind: str, found: list[Found], only: set[int] | None, at: datetime) -> None:
    firsts, seconds = [pair[0] for pair in found], [pair[1] for pair in found]
    reasons = ["[" + ",".join(f'"{reason}"' for reason in pair[3]) + "]" for pair in found]
    numbers = sorted(only or ())
    with connection.cursor() as cursor:
        cursor.execute(_DROP, [kind, only is None, numbers, numbers, firsts, seconds])
        cursor.execute(_WRITE, [kind, at, firsts, seconds, [pair[2] for pair in found], reasons])


@transaction.atomic
def call_different(*, candidate: DuplicateCandidate, by: User, at: datetime) -> None:
    """Say that the two are not the same: they are never proposed again."""
    _answer(candidate, "different", by, at)
    history.record(verb="duplicate.told_apart", by=by, at=at, obj=candidate)


@transaction.atomic
def ask_again(*, candidate: DuplicateCandidate, by: User, at: datetime) -> None:
    """Undo `call_different`: the question is open again."""
    DuplicateCandidate.objects.filter(pk=candidate.pk, state="different").update(state="open", decided_by=None, decided_at=None)
    history.record(verb="duplicate.reopened", by=by, at=at, obj=candidate)


def _answer(candidate: DuplicateCandidate, state: str, by: User, at: datetime) -> None:
    DuplicateCandidate.objects.filter(pk=candidate.pk, state="open").update(state=state, decided_by=by, decided_at=at)
