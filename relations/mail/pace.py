"""How fast mail may leave: ceilings of the office, of a mailing and of a domain, domains to be left alone, and hours.

Everything is a row in Postgres and measured by its clock, so that senders on many machines share one ceiling. A ceiling
is "n a minute": every 60/n seconds one more message is owed, and at most about a second's worth is saved up.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import connection

from relations.actions.locking import one_at_a_time
from relations.mail.hours import EVERY_DAY, Hours

# So many refusals for now in a row of one domain, whoever the recipient, and it is left alone for a while.
STRIKES = 5
# For how long: 1, 2, 4 ... 30 minutes; then one message tries it.
_HOLDS = (60, 120, 240, 480, 960, 1800)
_ENDLESS = 1_000_000

_OFFICE = """
SELECT extract(epoch FROM clock_timestamp())::float8, o.mail_per_minute, o.domain_per_minute, o.mail_from, o.mail_until,
       o.mail_days, extract(epoch FROM p.paid_until)::float8
  FROM (SELECT 1) one
  LEFT JOIN relations_mailsettings o ON o.id = 1
  LEFT JOIN relations_pacemark p ON p.scope = 'office' AND p.key = ''
"""
_MAILINGS = """
SELECT m.id, m.per_minute, extract(epoch FROM p.paid_until)::float8
  FROM relations_mailing m LEFT JOIN relations_pacemark p ON p.scope = 'mailing' AND p.key = m.id::text
 WHERE m.state = 'sending' AND m.kind = 'campaign'
 ORDER BY m.starts_at, m.id
"""
_DOMAINS = """
SELECT coalesce(c.domain, p.key), c.per_minute, extract(epoch FROM p.paid_until)::float8,
       extract(epoch FROM p.held_until)::float8, coalesce(p.strikes, 0)
  FROM relations_domainceiling c
  FULL JOIN (SELECT * FROM relations_pacemark WHERE scope = 'domain') p ON p.key = c.domain
 WHERE c.per_minute IS NOT NULL OR p.strikes > 0 OR p.paid_until > clock_timestamp() - interval '1 minute'
"""
_SPEND = """
INSERT INTO relations_pacemark (scope, key, paid_until, held_until, strikes)
SELECT s, k, to_timestamp(p), to_timestamp(h), 0
  FROM unnest(%(scopes)s::text[], %(keys)s::text[], %(paid)s::float8[], %(held)s::float8[]) u(s, k, p, h)
ON CONFLICT (scope, key) DO UPDATE
   SET paid_until = coalesce(excluded.paid_until, relations_pacemark.paid_until),
       held_until = coalesce(excluded.held_until, relations_pacemark.held_until)
"""
_STRIKE = """
INSERT INTO relations_pacemark (scope, key, strikes) VALUES ('domain', %(domain)s, 1)
ON CONFLICT (scope, key) DO UPDATE
   SET strikes = least(relations_pacemark.strikes + 1, 1000),
       held_until = CASE WHEN relations_pacemark.strikes + 1 >= %(strikes)s THEN clock_timestamp() + interval '1 second'
         * (%(holds)s::int[])[least(relations_pacemark.strikes + 2 - %(strikes)s, cardinality(%(holds)s::int[]))] END
"""
_TIDY = """
DELETE FROM relations_pacemark
 WHERE coalesce(greatest(paid_until, held_until), '-infinity') < clock_timestamp() - interval '1 day'
"""


@dataclass(frozen=True, slots=True)
class Meter:
    """A ceiling and until when it has been paid for; times are seconds of the database's clock."""

    per_minute: int | None = None
    paid_until: float | None = None

    def _start(self, now: float) -> float:
        saved = max(1.0, 60 / self.per_minute)  # a second's worth, or one message
        return max(self.paid_until or 0.0, now - saved)

    def allowance(self, now: float) -> int:
        """Return how many may leave now."""
        return _ENDLESS if self.per_minute is None else max(0, int((now - self._start(now)) * self.per_minute / 60 + 1e-6))

    def wait(self, now: float) -> float:
        """Return in how many seconds the next may leave."""
        return 0.0 if self.allowance(now) else self._start(now) + 60 / self.per_minute - now

    def after(self, number: int, now: float) -> float:
        """Return until when it is paid for once `number` more have left."""
        return self._start(now) + number * 60 / self.per_minute


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain's ceiling, and whether it asked to be left alone."""

    meter: Meter
    held_until: float = 0.0
    strikes: int = 0

    def allowance(self, now: float) -> int:
        """Return how many may leave now; after a hold one message goes ahead and tries."""
        if self.held_until > now:
            return 0
        return min(self.meter.allowance(now), 1 if self.strikes >= STRIKES else _ENDLESS)

    def wait(self, now: float) -> float:
        """Return in how many seconds the next may leave."""
        return max(self.held_until - now, self.meter.wait(now))


@dataclass
class Ceilings:
    """Everything that holds mail back at one moment."""

    now: float
    hours: Hours = field(default_factory=Hours)
    office: Meter = field(default_factory=Meter)
    mailings: dict[int, Meter] = field(default_factory=dict)
    domains: dict[str, Domain] = field(default_factory=dict)
    any_domain: int | None = None

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.now, UTC)

    @property
    def is_in_force(self) -> bool:
        """Whether claims must be made one after the other, so that no two spend the same allowance."""
        meters = (self.office, *self.mailings.values())
        return bool(self.domains) or self.any_domain is not None or any(meter.per_minute for meter in meters)

    def domain(self, name: str) -> Domain:
        """Return the ceiling of a domain: its own, or the one of all."""
        return self.domains.get(name) or Domain(Meter(self.any_domain))

    @property
    def closed_domains(self) -> list[str]:
        return [name for name, domain in self.domains.items() if not domain.allowance(self.now)]

    @property
    def struck(self) -> frozenset[str]:
        """Domains that said "not now": an accepted message clears them."""
        return frozenset(name for name, domain in self.domains.items() if domain.strikes)

    def allowances(self, most: int) -> dict[int, int]:
        """Return how many each campaign may send now, those with nothing left out."""
        most = min(most, self.office.allowance(self.now))
        found = {pk: min(most, meter.allowance(self.now)) for pk, meter in self.mailings.items()}
        return {pk: number for pk, number in found.items() if number > 0}

    def within(self, domains: Sequence[str]) -> list[bool]:
        """Return for each of a group's domains, in order, whether its message is still below the domain's ceiling."""
        used: Counter[str] = Counter()
        answers = []
        for name in domains:
            answers.append(used[name] < self.domain(name).allowance(self.now))
            used[name] += answers[-1]
        return answers

    def wait(self) -> float | None:
        """Return in how many seconds a ceiling lets the next message leave; None where none holds anything back."""
        waits = [self.office.wait(self.now), *(meter.wait(self.now) for meter in self.mailings.values())]
        waits += [domain.wait(self.now) for domain in self.domains.values()]
        return min((wait for wait in waits if wait > 0), default=None) if self.mailings else None

    def spend(self, *, mailings: Iterable[int], domains: Iterable[str], service: int) -> None:
        """Write down what has been taken: service mail is counted by the office's ceiling and never held by it."""
        by_mailing, by_domain = Counter(mailings), Counter(domains)
        rows: list[tuple[str, str, float | None, float | None]] = []
        total = service + by_mailing.total()
        if self.office.per_minute and total:
            rows.append(("office", "", self.office.after(total, self.now), None))
        for pk, number in by_mailing.items():
            if (meter := self.mailings[pk]).per_minute:
                rows.append(("mailing", str(pk), meter.after(number, self.now), None))
        for name, number in sorted(by_domain.items()):
            domain = self.domain(name)
            paid = domain.meter.after(number, self.now) if domain.meter.per_minute else None
            # While one message tries a domain again the others go on waiting.
            held = self.now + _HOLDS[0] if domain.strikes >= STRIKES else None
            if paid or held:
                rows.append(("domain", name, paid, held))
        if rows:
            scopes, keys, paid_until, held_until = (list(column) for column in zip(*rows, strict=True))
            _execute(_SPEND, {"scopes": scopes, "keys": keys, "paid": paid_until, "held": held_until})


def read() -> Ceilings:
    """Return what holds mail back now; where anything does, other claims wait until the caller's transaction ends."""
    found = look()
    if found.is_in_force:
        one_at_a_time("mail pace")
        found = look()
    return found


def look() -> Ceilings:
    """Return what holds mail back now, without keeping anybody else from it; outside the hours no campaign is in it."""
    with connection.cursor() as cursor:
        cursor.execute(_OFFICE)
        now, per_minute, any_domain, start, end, days, paid = cursor.fetchone()
        hours = Hours(start, end, frozenset(days or EVERY_DAY))
        found = Ceilings(now, hours, Meter(per_minute, paid), any_domain=any_domain)
        if not hours.is_open(found.at):
            return found
        cursor.execute(_MAILINGS)
        found.mailings = {pk: Meter(limit, paid) for pk, limit, paid in cursor.fetchall()}
        cursor.execute(_DOMAINS)
        for name, limit, paid, held, strikes in cursor.fetchall():
            found.domains[name] = Domain(Meter(limit or any_domain, paid), held or 0.0, strikes)
    return found


def strike(domain: str) -> None:
    """A domain said "not now" for a reason of its own: after STRIKES in a row it is left alone for a while."""
    _execute(_STRIKE, {"domain": domain[:120], "strikes": STRIKES, "holds": list(_HOLDS)})


def clear(domains: Iterable[str]) -> None:
    """These took a message again."""
    _execute(
        "UPDATE relations_pacemark SET strikes = 0, held_until = NULL WHERE scope = 'domain' AND key = ANY(%(names)s)",
        {"names": sorted(domains)},
    )


def tidy() -> None:
    """Forget marks nobody needs any more."""
    _execute(_TIDY, {})


def domain_of(email: str) -> str:
    """Return the domain of a normalised address."""
    return email.rpartition("@")[2]


def _execute(sql: str, params: dict) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
