"""How often a public form may be used, kept in Postgres: a restart or a wiped cache forgets nothing."""

import hashlib
from datetime import datetime, timedelta

from django.db import connection

from relations.models import RateMark, SubscriptionRequest

# Mails a day to one address that whoever fills in a public form may cause: of one kind, and of all together.
MAILS_OF_A_KIND, MAILS_IN_ALL = 2, 6
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
# Whoever wants to fill mailboxes through our form uses many addresses: of one company, or of everybody. A fair at which
# forty people subscribe from their phones stays below these; an attack does not, and costs one mail an address at most.
SUBSCRIPTIONS_A_DOMAIN, SUBSCRIPTIONS_OF_A_PROVIDER, SUBSCRIPTIONS_IN_ALL = 20, 100, 200
# From here on staff are told, though everything still works.
BURST = 60
# Requests nobody confirmed: more than these and no new one is taken until some are confirmed or forgotten.
MOST_PENDING = 3000
PROVIDERS = frozenset({
    "gmail.com", "libero.it", "hotmail.com", "hotmail.it", "outlook.com", "outlook.it", "yahoo.com", "yahoo.it", "icloud.com",
    "live.it", "live.com", "virgilio.it", "tiscali.it", "alice.it", "tim.it", "fastwebnet.it", "me.com", "msn.com", "aruba.it",
})  # fmt: skip
_COUNT = """
INSERT INTO relations_ratemark (scope, key_hash, period_start, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (scope, key_hash, period_start) DO UPDATE SET count = relations_ratemark.count + 1
RETURNING count
"""


def allow(*, scope: str, key: str, limit: int, period: timedelta, at: datetime) -> bool:
    """Count one use of `scope` by `key` (an address, an IP); return whether it is within `limit` a `period`."""
    seconds = int(period.total_seconds())
    start = datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, tz=at.tzinfo)
    hashed = hashlib.sha256(f"{scope}:{key}".encode("utf-8", "replace")).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [scope[:32], hashed, start])
        return cursor.fetchone()[0] <= limit


def may_mail(*, kind: str, email: str, at: datetime) -> bool:
    """Count one confirmation of `kind` asked for `email` on a public form; return whether it may leave.

    Why so many: docs/decisions/0007.
    """
    kept = allow(scope=f"mail-{kind}", key=email, limit=MAILS_OF_A_KIND, period=_DAY, at=at)
    return kept and allow(scope="mail", key=email, limit=MAILS_IN_ALL, period=_DAY, at=at)


def may_subscribe(*, email: str, at: datetime) -> bool:
    """Count one request of the public form; return whether its confirmation may leave: by domain, in all, by how many wait."""
    domain = email.rpartition("@")[2]
    most = SUBSCRIPTIONS_OF_A_PROVIDER if domain in PROVIDERS else SUBSCRIPTIONS_A_DOMAIN
    in_all = allow(scope="subscribe-all", key="", limit=SUBSCRIPTIONS_IN_ALL, period=_HOUR, at=at)
    of_domain = allow(scope="subscribe-domain", key=domain, limit=most, period=_HOUR, at=at)
    if not (in_all and of_domain):
        return False
    return SubscriptionRequest.objects.filter(confirmed_at=None)[: MOST_PENDING + 1].count() <= MOST_PENDING


def burst(*, at: datetime) -> int:
    """Return how many subscriptions were asked for in the last two hours, when one of them was out of the ordinary."""
    marks = RateMark.objects.filter(scope="subscribe-all", period_start__gt=at - 2 * _HOUR)
    counts = list(marks.values_list("count", flat=True))
    return sum(counts) if counts and max(counts) >= BURST else 0


def forget(*, before: datetime) -> int:
    """Delete old marks; return how many."""
    return RateMark.objects.filter(period_start__lt=before).delete()[0]
