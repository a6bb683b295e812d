"""What policy.py needs to know, read for many addresses in one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from relations.mail.policy import Facts

# Consent: the ledger's last event for that purpose by e-mail. Blocks: of that purpose or of all.
_SQL = """
SELECT a.place,
       coalesce(c.event, ''),
       coalesce((c.evidence ->> 'until')::date <= coalesce(a.day, (clock_timestamp() AT TIME ZONE 'Europe/Rome')::date), false),
       (SELECT coalesce(array_agg(s.reason), '{}') FROM relations_suppression s
         WHERE s.address_hash = a.hash AND s.purpose IN ('', a.purpose) AND s.lifted_at IS NULL),
       EXISTS (SELECT 1 FROM relations_contactpoint p
                WHERE p.kind = 'pec' AND p.normalized = a.email AND p.ended_at IS NULL),
       coalesce(h.died_on IS NOT NULL, false),
       coalesce(h.erased_at IS NOT NULL, false)
  FROM unnest(%s::text[], %s::text[], %s::text[], %s::bigint[], %s::date[])
       WITH ORDINALITY AS a(email, hash, purpose, person, day, place)
  LEFT JOIN LATERAL (SELECT event, evidence FROM relations_consent
                      WHERE email = a.email AND purpose = a.purpose AND channel = 'email'
                      ORDER BY at DESC, id DESC LIMIT 1) c ON true
  LEFT JOIN relations_person h ON h.id = a.person
 ORDER BY a.place
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose facts are wanted: one address for one mailing; `day` when it is not to leave today (of the database)."""

    email: str
    address_hash: str
    purpose: str
    basis: str
    is_campaign: bool
    person_id: int | None = None
    day: date | None = None


def of(subjects: Sequence[Subject]) -> list[Facts]:
    """Return the facts of each of `subjects`, in their order, in one statement."""
    if not subjects:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [
            [s.email for s in subjects], [s.address_hash for s in subjects],
            [s.purpose for s in subjects], [s.person_id for s in subjects],
            [s.day for s in subjects],
        ])  # fmt: skip
        rows = cursor.fetchall()
    return list(_facts(subjects, rows))


def _facts(subjects: Sequence[Subject], rows: Iterable[tuple]) -> Iterable[Facts]:
    for subject, (_place, consent, is_over, blocks, is_pec, is_dead, is_erased) in zip(subjects, rows, strict=True):
        yield Facts(
            email=subject.email, is_campaign=subject.is_campaign, basis=subject.basis, consent=consent,
            pause_is_over=is_over, blocks=frozenset(blocks), is_pec=is_pec, is_dead=is_dead, is_erased=is_erased,
        )
